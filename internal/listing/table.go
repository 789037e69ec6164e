package listing

import (
	"io"
	"strings"

	"github.com/muesli/termenv"

	"github.com/heed-desk/heed/internal/text"
)

// ink is how a cell is drawn where the terminal has colours.
type ink int8

const (
	bare ink = iota
	strong
	dim
	late
)

// column is one column of a table. The last one takes what room is left.
type column struct {
	right bool
	most  int // cells, at most; 0 for all that its cells have
}

// cell is one field of a table: clean text and how it is drawn.
type cell struct {
	text string
	ink  ink
}

// table is rows of cells, aligned when they are written. A row may have a line below it.
type table struct {
	columns []column
	rows    [][]cell
	below   map[int]string
}

func (t *table) add(cells ...cell) { t.rows = append(t.rows, cells) }

// under puts a line below the row added last.
func (t *table) under(line string) {
	if t.below == nil {
		t.below = map[int]string{}
	}
	t.below[len(t.rows)-1] = line
}

// write writes the table, at most width cells wide; as wide as it is where width is 0.
func (t *table) write(w io.Writer, out *termenv.Output, width int) error {
	widths := t.widths()
	var b strings.Builder
	for n, row := range t.rows {
		b.WriteString(t.line(row, widths, out, width) + "\n")
		if line, ok := t.below[n]; ok {
			if width > 0 {
				line = text.Truncate(line, width)
			}
			b.WriteString(paint(out, dim, line) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t *table) line(row []cell, widths []int, out *termenv.Output, width int) string {
	line, used := "", 0
	for i, c := range row {
		last := i == len(row)-1
		room := widths[i]
		if last && width > 0 {
			room = max(width-used, 8)
		}
		s := c.text
		if !last || width > 0 {
			s = text.Truncate(s, room)
		}
		pad := strings.Repeat(" ", max(room-text.Width(s), 0))
		switch {
		case last:
			line += paint(out, c.ink, s)
		case t.columns[i].right:
			line += pad + paint(out, c.ink, s) + "  "
		default:
			line += paint(out, c.ink, s) + pad + "  "
		}
		used += room + 2
	}
	return strings.TrimRight(line, " ")
}

func (t *table) widths() []int {
	widths := make([]int, len(t.columns))
	for _, row := range t.rows {
		for i, c := range row {
			widths[i] = max(widths[i], text.Width(c.text))
			if most := t.columns[i].most; most > 0 {
				widths[i] = min(widths[i], most)
			}
		}
	}
	return widths
}

func paint(out *termenv.Output, i ink, s string) string {
	if s == "" || out.Profile == termenv.Ascii {
		return s
	}
	style := out.String(s)
	switch i {
	case strong:
		return style.Bold().String()
	case dim:
		return style.Faint().String()
	case late:
		return style.Foreground(out.Color("1")).Bold().String()
	case bare:
	}
	return s
}
