package paint

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	uv "github.com/charmbracelet/ultraviolet"

	"github.com/heed-desk/heed/internal/text"
)

// Film is a picture that many terminals of one size and the same colours show: what changes of it
// is worked out once, for all of them. It keeps lines and no cells, so that one costs little.
type Film struct {
	canvas  canvas
	lines   []string
	was, is grid // one line each, to work with
}

// NewFilm makes a film of an empty picture, w by h cells.
func NewFilm(colours colorprofile.Profile, w, h int) *Film {
	w, h = max(w, 1), max(h, 1)
	return &Film{
		canvas: canvas{pen: pen{colours: colours, w: w, h: h, x: -1}},
		lines:  make([]string, h), was: newGrid(w, 1, ansi.WcWidth), is: newGrid(w, 1, ansi.WcWidth),
	}
}

// Turn takes the next picture, and returns what makes it of the one before on a terminal that shows
// that; nothing where they are the same.
func (f *Film) Turn(next Frame) []byte {
	f.canvas.pen.x = -1
	y := 0
	for line := range strings.SplitSeq(next.Text, "\n") {
		if y == len(f.lines) {
			break
		}
		f.turn(y, line)
		y++
	}
	for ; y < len(f.lines); y++ {
		f.turn(y, "")
	}
	return f.taken()
}

func (f *Film) turn(y int, line string) {
	if f.lines[y] == line {
		return
	}
	f.line(y, f.lines[y], line)
	f.lines[y] = line
}

// Whole is what puts the picture on a terminal, whatever stood there.
func (f *Film) Whole() []byte {
	f.canvas.pen.erase()
	for y, line := range f.lines {
		f.line(y, "", line)
	}
	return f.taken()
}

// line turns a line into another one, by the cells that differ.
func (f *Film) line(y int, from, to string) {
	was, is := laid(f.was, from), laid(f.is, to)
	if unsure(was) || unsure(is) {
		f.canvas.rewrite(y, was, is)
		return
	}
	f.canvas.change(y, was, is)
}

// laid is a line of a picture in cells.
func laid(g grid, line string) uv.Line {
	uv.NewStyledString(text.Unclustered(line)).Draw(g, uv.Rect(0, 0, g.Width(), 1))
	return g.Line(0)
}

func (f *Film) taken() []byte {
	f.canvas.pen.plain()
	return []byte(f.canvas.pen.taken())
}

// Hang is what a terminal is told that is to show pictures and nothing else: whatever comes from it
// then is a key, or the answer for its background, which is asked for.
func Hang(title string) string {
	return keepTitle + ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable + ansi.EraseEntireScreen + ansi.CursorHomePosition +
		titleOf(bare(title)) + ansi.RequestBackgroundColor
}

// TakeDown gives it back as it was.
func TakeDown() string {
	return titleOf("") + formerTitle + ansi.ResetStyle + ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable
}
