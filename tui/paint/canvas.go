package paint

import (
	"bytes"
	"strings"

	"github.com/charmbracelet/x/ansi"

	uv "github.com/charmbracelet/ultraviolet"

	"github.com/heed-desk/heed/internal/text"
)

// canvas knows what stands on the terminal and says what must be written to turn it
// into another picture. It is the cell difference that Bubble Tea draws with.
type canvas struct {
	settings Settings
	buf      bytes.Buffer
	out      *uv.TerminalRenderer
	cells    uv.ScreenBuffer
	lines    []string // the lines in cells, as they were drawn
	caret    *Point
	blank    bool // nothing of ours stands there yet
}

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
	c := &canvas{settings: s, blank: true}
	c.out = uv.NewTerminalRenderer(&c.buf, s.Environ)
	c.out.SetColorProfile(s.Colours)
	c.out.SetFullscreen(true)
	c.out.SetRelativeCursor(false)
	c.out.SetTabStops(-1)
	c.out.SetBackspace(false)
	c.out.SetMapNewline(false)
	// Lines hold several panes, so whole lines hardly ever scroll; and a few terminals get
	// it wrong when they do.
	c.out.SetScrollOptim(false)
	c.cells = uv.NewScreenBuffer(max(s.W, 1), max(s.H, 1))
	c.out.Erase()
	return c
}

// forget says that what stands on the terminal is not known any more.
func (c *canvas) forget() { c.blank = true }

// draw returns what to write.
func (c *canvas) draw(j job) string {
	if j.w <= 0 || j.h <= 0 {
		return ""
	}
	if j.wide {
		c.cells.Method = ansi.GraphemeWidth
	}
	if c.cells.Width() != j.w || c.cells.Height() != j.h {
		c.cells.Touched = nil
		c.cells.Resize(j.w, j.h)
		j.redraw = true
	}
	if j.redraw || c.blank {
		c.lines = nil
		c.out.Resize(j.w, j.h) // it forgets where the terminal's cursor stands
		c.out.MoveTo(0, 0)
		c.out.Erase()
	}
	c.fill(j)
	c.out.Render(c.cells.RenderBuffer)
	if j.frame.Caret != nil {
		c.out.MoveTo(min(max(j.frame.Caret.X, 0), j.w-1), min(max(j.frame.Caret.Y, 0), j.h-1))
	}
	_ = c.out.Flush() // into a buffer: it cannot fail
	body := c.buf.String()
	c.buf.Reset()
	return c.wrapped(body, j)
}

// fill puts the lines that differ into the cells. Only what is touched is compared with
// what stands on the terminal. The line above one that differs is touched too: where the
// end of the screen becomes blank, the renderer clears from one line too high.
func (c *canvas) fill(j job) {
	lines := strings.Split(j.frame.Text, "\n")
	for y := range j.h {
		line := ""
		if y < len(lines) {
			line = lines[y]
		}
		if y < len(c.lines) && c.lines[y] == line {
			continue
		}
		c.cells.TouchLine(0, y-1, j.w)
		if !j.wide {
			line = text.Unclustered(line) // every letter keeps its cells where they are counted by runes
		}
		area := uv.Rect(0, y, j.w, 1)
		c.cells.ClearArea(area)
		uv.NewStyledString(line).Draw(c.cells, area)
	}
	if len(lines) > j.h {
		lines = lines[:j.h]
	}
	c.lines = lines
}

// wrapped puts the caret out of sight while the picture changes, or has the terminal
// show all of it at once where it can.
func (c *canvas) wrapped(body string, j job) string {
	had, has := c.caret != nil && !c.blank, j.frame.Caret != nil
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
