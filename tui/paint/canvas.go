package paint

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	uv "github.com/charmbracelet/ultraviolet"

	"github.com/heed-desk/heed/internal/text"
)

// canvas knows what stands on the terminal and says what must be written to turn it
// into another picture.
type canvas struct {
	pen    pen
	cells  grid      // the picture that is wanted
	stands []uv.Line // what stands on the terminal
	unsure []bool    // the lines of it with cells that terminals count differently
	lines  []string  // the text of the lines in cells
	caret  *Point
	blank  bool // nothing of ours stands there yet
}

// grid is a picture in cells, and how letters are counted in it. It keeps no note of what
// was touched, as the library's own does cell by cell: whole lines are compared anyway.
type grid struct {
	*uv.Buffer
	method ansi.Method
}

func newGrid(w, h int, method ansi.Method) grid {
	return grid{Buffer: uv.NewBuffer(max(w, 1), max(h, 1)), method: method}
}

// WidthMethod implements uv.Screen.
func (g grid) WidthMethod() uv.WidthMethod { return g.method }

// job is one picture to be drawn.
type job struct {
	frame  Frame
	fresh  bool
	redraw bool
	w, h   int
	sync   bool
	wide   bool
}

func newCanvas(s Settings) *canvas {
	return &canvas{pen: pen{colours: s.Colours, x: -1}, cells: newGrid(s.W, s.H, ansi.WcWidth), blank: true}
}

// forget says that what stands on the terminal is not known any more.
func (c *canvas) forget() { c.blank = true }

// draw returns what to write.
func (c *canvas) draw(j job) string {
	if j.w <= 0 || j.h <= 0 {
		return ""
	}
	if j.wide {
		c.cells.method = ansi.GraphemeWidth
	}
	if j.redraw || c.blank || len(c.stands) != j.h || c.pen.w != j.w {
		c.begin(j.w, j.h)
	}
	c.fill(j)
	c.pen.plain()
	return c.wrapped(c.pen.taken(), j)
}

// begin begins with an empty terminal.
func (c *canvas) begin(w, h int) {
	c.pen.w, c.pen.h = w, h
	c.pen.erase()
	c.cells = newGrid(w, h, c.cells.method)
	c.lines, c.unsure = make([]string, h), make([]bool, h)
	c.stands = make([]uv.Line, h)
	for y := range c.stands {
		c.stands[y] = slices.Clone(c.cells.Line(y))
	}
}

// fill puts the lines that differ into the cells, and turns what stands on the terminal
// into them.
func (c *canvas) fill(j job) {
	y := 0
	for line := range strings.SplitSeq(j.frame.Text, "\n") {
		if y == j.h {
			return
		}
		c.line(y, line, j)
		y++
	}
	for ; y < j.h; y++ {
		c.line(y, "", j)
	}
}

func (c *canvas) line(y int, line string, j job) {
	if c.lines[y] == line {
		return
	}
	c.lines[y] = line
	if !j.wide {
		line = text.Unclustered(line) // every letter keeps its cells where they are counted by runes
	}
	uv.NewStyledString(line).Draw(c.cells, uv.Rect(0, y, j.w, 1))
	c.turn(y)
}

// turn turns a line of the terminal into the one that is wanted. One with cells whose
// width is in doubt is written whole, on an empty line, before and after it changes.
func (c *canvas) turn(y int) {
	was, is := c.stands[y], c.cells.Line(y)
	doubt := unsure(is)
	if doubt || c.unsure[y] {
		c.rewrite(y, was, is)
	} else {
		c.change(y, was, is)
	}
	c.unsure[y] = doubt
	copy(was, is)
}

// unsure reports whether terminals may count a line differently than heed does.
func unsure(l uv.Line) bool { return slices.ContainsFunc(l, doubtful) }

// rewrite writes all of a line on an empty one.
func (c *canvas) rewrite(y int, was, is uv.Line) {
	if slices.Equal(was, is) {
		return
	}
	c.pen.to(0, y)
	c.pen.blankRest()
	for x := range inked(is) {
		if is[x].Width == 0 {
			continue // the cell before covers this one
		}
		c.pen.to(x, y)
		c.pen.put(&is[x])
		if doubtful(is[x]) {
			c.pen.x = -1
		}
	}
}

// change writes the cells that differ.
func (c *canvas) change(y int, was, is uv.Line) {
	end := inked(is)
	for x := range end {
		if is[x] == was[x] {
			continue
		}
		c.reach(x, y, is)
		c.pen.put(&is[x])
	}
	if end < inked(was) {
		c.pen.to(end, y)
		c.pen.blankRest()
	}
}

// short is how many cells are sooner written again than passed over.
const short = 4

// reach brings the cursor to a cell, over those before it where that takes less.
func (c *canvas) reach(x, y int, is uv.Line) {
	p := &c.pen
	if p.y == y && p.x >= 0 && p.x < x && x-p.x <= short {
		between := is[p.x:x]
		if !slices.ContainsFunc(between, func(cell uv.Cell) bool { return cell.Style != p.style }) {
			for i := range between {
				p.put(&between[i])
			}
		}
	}
	p.to(x, y)
}

// inked is how many cells of a line there are up to the last that is not just blank.
func inked(l uv.Line) int {
	n := len(l)
	for n > 0 && l[n-1] == uv.EmptyCell {
		n--
	}
	return n
}

// doubtful reports whether terminals may count a cell differently than heed does.
func doubtful(c uv.Cell) bool {
	if c.Width == 1 && len(c.Content) == 1 {
		return false
	}
	return c.Width > 1 || c.Width == 1 && ansi.StringWidthWc(c.Content) != ansi.StringWidth(c.Content)
}

// wrapped puts the caret out of sight while the picture changes, or has the terminal
// show all of it at once where it can.
func (c *canvas) wrapped(body string, j job) string {
	had, has := c.caret != nil && !c.blank, j.frame.Caret != nil
	if has && (body != "" || !had || !samePoint(c.caret, j.frame.Caret)) {
		c.pen.to(min(max(j.frame.Caret.X, 0), j.w-1), min(max(j.frame.Caret.Y, 0), j.h-1))
		body += c.pen.taken()
	}
	c.caret, c.blank = j.frame.Caret, false
	var out strings.Builder
	if j.sync && body != "" {
		out.WriteString(ansi.SetModeSynchronizedOutput)
	}
	if had && (!has || !j.sync && body != "") {
		out.WriteString(ansi.ResetModeTextCursorEnable)
	}
	out.WriteString(body)
	if has && (!had || !j.sync && body != "") {
		out.WriteString(ansi.SetModeTextCursorEnable)
	}
	if j.sync && body != "" {
		out.WriteString(ansi.ResetModeSynchronizedOutput)
	}
	return out.String()
}
