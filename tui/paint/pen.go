package paint

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	uv "github.com/charmbracelet/ultraviolet"
)

// pen writes cells to the terminal, and knows where its cursor stands and in which style
// it writes.
type pen struct {
	out     strings.Builder
	colours colorprofile.Profile
	style   uv.Style
	link    uv.Link
	x, y    int // where the cursor stands; x is -1 where that is not known
	w, h    int
}

// to moves the cursor.
func (p *pen) to(x, y int) {
	switch {
	case p.x == x && p.y == y:
		return
	case p.x >= 0 && p.y == y && x > p.x:
		p.out.WriteString(ansi.CursorForward(x - p.x))
	default:
		p.out.WriteString(ansi.CursorPosition(x+1, y+1))
	}
	p.x, p.y = x, y
}

// ink takes on a style and a link, in the colours that the terminal has.
func (p *pen) ink(s uv.Style, l uv.Link) {
	if s != p.style {
		had, has := uv.ConvertStyle(p.style, p.colours), uv.ConvertStyle(s, p.colours)
		p.style = s
		if change := has.Diff(&had); has.IsZero() && len(change) > len(ansi.ResetStyle) {
			p.out.WriteString(ansi.ResetStyle)
		} else {
			p.out.WriteString(change)
		}
	}
	if l != p.link {
		p.link = l
		l = uv.ConvertLink(l, p.colours)
		p.out.WriteString(ansi.SetHyperlink(l.URL, l.Params))
	}
}

// plain puts style and link off.
func (p *pen) plain() { p.ink(uv.Style{}, uv.Link{}) }

// put writes a cell where the cursor stands. The last cell of the screen must not make it scroll.
func (p *pen) put(c *uv.Cell) {
	p.ink(c.Style, c.Link)
	corner := p.y == p.h-1 && p.x+c.Width >= p.w
	if corner {
		p.out.WriteString(ansi.ResetModeAutoWrap)
	}
	p.out.WriteString(c.Content)
	if corner {
		p.out.WriteString(ansi.SetModeAutoWrap)
	}
	if p.x += c.Width; p.x >= p.w {
		p.x = -1 // terminals differ in where it is then
	}
}

// blankRest clears the line from the cursor on. It is done in plain style: not every
// terminal clears in colour.
func (p *pen) blankRest() {
	p.plain()
	p.out.WriteString(ansi.EraseLineRight)
}

// erase blanks the screen.
func (p *pen) erase() {
	p.style, p.link = uv.Style{}, uv.Link{}
	p.out.WriteString(ansi.ResetStyle + ansi.CursorHomePosition + ansi.EraseEntireScreen)
	p.x, p.y = 0, 0
}

// taken is what was written since the last time.
func (p *pen) taken() string {
	s := p.out.String()
	p.out.Reset()
	return s
}
