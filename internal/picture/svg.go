package main

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	"github.com/heed-desk/heed/internal/terminal"
)

// The measures of a cell, in the picture's own units, and the ground.
const (
	cellWidth  = 8.4
	cellHeight = 18
	border     = 12
	ground     = "#14161b"
	ink        = "#e6e6e6"
)

// svg draws a terminal's cells. Runs of one look become one element each, placed by their
// column, so that fonts of another width do not pull the lines apart.
func svg(picture [][]terminal.Cell) string {
	var b strings.Builder
	w := float64(len(picture[0]))*cellWidth + 2*border
	h := len(picture)*cellHeight + 2*border
	_, _ = fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" viewBox="0 0 %.0f %d" `+
		`font-family="'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14">`+"\n", w, h, w, h)
	_, _ = fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", ground)
	for y, row := range picture {
		for x := 0; x < len(row); {
			end := x + 1
			for end < len(row) && alike(row[x], row[end]) {
				end++
			}
			run(&b, row[x:end], x, y)
			x = end
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// alike reports whether two cells can stand in one element.
func alike(a, b terminal.Cell) bool {
	a.Text, b.Text = "", ""
	return a == b && !a.Wide && !b.Wide
}

func run(b *strings.Builder, cells []terminal.Cell, x, y int) {
	c := cells[0]
	fore, back := hex(c.Fore, ink), hex(c.Back, ground)
	if c.Reversed {
		fore, back = back, fore
	}
	left, top := border+float64(x)*cellWidth, border+y*cellHeight
	width := float64(len(cells)) * cellWidth
	if back != ground {
		_, _ = fmt.Fprintf(b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`+"\n", left, top, width, cellHeight, back)
	}
	var text strings.Builder
	for _, cell := range cells {
		if cell.Text == "" {
			cell.Text = " " // erased, or behind a wide letter
		}
		text.WriteString(cell.Text)
	}
	words := strings.TrimRight(text.String(), " ")
	if words == "" {
		return
	}
	// Blanks at the front would be folded away: start where the first letter is.
	lead := len(words) - len(strings.TrimLeft(words, " "))
	_, _ = fmt.Fprintf(b, `<text x="%.1f" y="%d" fill="%s"%s xml:space="preserve"`, left+float64(lead)*cellWidth, top+14, fore, look(c))
	if !c.Wide {
		n := len([]rune(words[lead:]))
		_, _ = fmt.Fprintf(b, ` textLength="%.1f" lengthAdjust="spacingAndGlyphs"`, float64(n)*cellWidth)
	}
	_, _ = fmt.Fprintf(b, ">%s</text>\n", html.EscapeString(words[lead:]))
}

func look(c terminal.Cell) string {
	var b strings.Builder
	if c.Bold {
		b.WriteString(` font-weight="700"`)
	}
	if c.Italic {
		b.WriteString(` font-style="italic"`)
	}
	if c.Underlined {
		b.WriteString(` text-decoration="underline"`)
	}
	if c.Dim {
		b.WriteString(` opacity="0.7"`)
	}
	return b.String()
}

func hex(c color.Color, otherwise string) string {
	if c == nil {
		return otherwise
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
