package tuitest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	uv "github.com/charmbracelet/ultraviolet"
)

// Rest is what stands in the second cell of a wide letter.
const Rest = "\x00"

// Cell is a cell of a Grid. One with nothing in it has a space.
type Cell struct {
	Letter string
	Style  uv.Style
}

// Grid is a terminal that knows only what heed sends, fast enough for many thousand pictures.
// It counts cells as it is told to.
type Grid struct {
	W, H  int
	Cells []Cell
	Sent  Sent

	count Counting
	x, y  int
	style uv.Style
	wraps bool
	late  bool // the cursor stands behind the last column
}

// NewGrid is an empty terminal.
func NewGrid(w, h int, count Counting) *Grid {
	g := &Grid{W: w, H: h, Cells: make([]Cell, w*h), count: count, wraps: true}
	g.clear()
	return g
}

func (g *Grid) clear() {
	for i := range g.Cells {
		g.Cells[i] = Cell{Letter: " ", Style: g.style}
	}
}

// Write takes what is sent. What heed never sends is an error.
func (g *Grid) Write(wire string) error {
	var wrong error
	err := g.Sent.read(wire, func(letters string) { g.count(letters, g.put) }, func(seq string) {
		if err := g.sequence(seq); err != nil && wrong == nil {
			wrong = err
		}
	})
	if err != nil {
		return err
	}
	return wrong
}

// At is a cell; an empty one where there is none.
func (g *Grid) At(x, y int) Cell {
	if x < 0 || y < 0 || x >= g.W || y >= g.H {
		return Cell{}
	}
	return g.Cells[y*g.W+x]
}

// Line is a line without the spaces at its end.
func (g *Grid) Line(y int) string {
	var b strings.Builder
	for x := range g.W {
		if c := g.At(x, y).Letter; c != Rest {
			b.WriteString(c)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

func (g *Grid) put(letter string, cells int) {
	if cells == 0 {
		x := g.x - 1 // it joins the letter before
		if g.late {
			x = g.x
		}
		if x >= 0 {
			for ; x > 0 && g.At(x, g.y).Letter == Rest; x-- {
			}
			g.Cells[g.y*g.W+x].Letter += letter
		}
		return
	}
	if g.late || g.x+cells > g.W {
		g.late = false
		if g.wraps {
			g.x, g.y = 0, min(g.y+1, g.H-1)
		} else {
			g.x = max(g.W-cells, 0)
		}
	}
	for i := range cells {
		if g.x+i < g.W {
			g.Cells[g.y*g.W+g.x+i] = Cell{Letter: Rest, Style: g.style}
		}
	}
	g.Cells[g.y*g.W+g.x].Letter = letter
	if g.x += cells; g.x >= g.W {
		g.x, g.late = g.W-1, true
	}
}

// sequence does what a sequence says.
func (g *Grid) sequence(seq string) error {
	if seq[0] != 0x1b || seq[1] != '[' {
		return nil
	}
	args := seq[2 : len(seq)-1]
	switch last := seq[len(seq)-1]; {
	case strings.HasPrefix(args, "?7"):
		g.wraps = last == 'h'
	case strings.HasPrefix(args, "?"), strings.HasPrefix(args, ">"), strings.HasPrefix(args, "<"), last == 'q', last == 't', last == 'p':
	case last == 'm':
		g.ink(args)
	case last == 'H':
		row, column, _ := strings.Cut(args, ";")
		g.x, g.y, g.late = number(column)-1, number(row)-1, false
		if g.x >= g.W || g.y >= g.H {
			return fmt.Errorf("%q leads out of %dx%d", seq, g.W, g.H)
		}
	case last == 'C':
		g.x, g.late = min(g.x+number(args), g.W-1), false
	case last == 'K':
		for x := g.x; x < g.W; x++ {
			g.Cells[g.y*g.W+x] = Cell{Letter: " ", Style: g.style}
		}
	case last == 'J':
		g.clear()
	}
	return nil
}

// ink takes on colours and weight.
func (g *Grid) ink(args string) {
	var params ansi.Params
	for args != "" {
		i := strings.IndexAny(args, ";:")
		if i < 0 {
			params = append(params, ansi.Param(ansi.Parameter(zero(args), false)))
			break
		}
		params = append(params, ansi.Param(ansi.Parameter(zero(args[:i]), args[i] == ':')))
		args = args[i+1:]
	}
	uv.ReadStyle(params, &g.style)
}

// number is an argument of a sequence, one where there is none.
func number(s string) int { return max(zero(s), 1) }

func zero(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// Copy is the grid as it stands.
func (g *Grid) Copy() *Grid {
	c := *g
	c.Cells = slices.Clone(g.Cells)
	return &c
}
