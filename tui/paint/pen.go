package paint

import (
	"strings"
	"unicode"
	"unicode/utf8"

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

// ink takes on a style, in the colours that the terminal has. What a cell links to is never sent.
func (p *pen) ink(s uv.Style) {
	if s != p.style {
		had, has := uv.ConvertStyle(p.style, p.colours), uv.ConvertStyle(s, p.colours)
		p.style = s
		if change := has.Diff(&had); has.IsZero() && len(change) > len(ansi.ResetStyle) {
			p.out.WriteString(ansi.ResetStyle)
		} else {
			p.out.WriteString(change)
		}
	}
}

// plain puts the style off.
func (p *pen) plain() { p.ink(uv.Style{}) }

// put writes a cell where the cursor stands. The last cell of the screen must not make it scroll.
func (p *pen) put(c *uv.Cell) {
	p.ink(c.Style)
	corner := p.y == p.h-1 && p.x+c.Width >= p.w
	if corner {
		p.out.WriteString(ansi.ResetModeAutoWrap)
	}
	p.letter(c)
	if corner {
		p.out.WriteString(ansi.SetModeAutoWrap)
	}
	if p.x += c.Width; p.x >= p.w {
		p.x = -1 // terminals differ in where it is then
	}
}

// letter writes what stands in a cell. Pictures hold nothing but letters; should one not, here
// is where it ends: a control, or what turns letters round, becomes a replacement character.
func (p *pen) letter(c *uv.Cell) {
	if len(c.Content) == 1 && c.Content[0] >= ' ' && c.Content[0] < 0x7f || strings.IndexFunc(c.Content, steers) < 0 {
		p.out.WriteString(c.Content)
		return
	}
	p.out.WriteString(strings.Repeat(string(utf8.RuneError), max(c.Width, 1)))
}

// steers reports whether a terminal takes a rune for more than a letter.
func steers(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || unicode.Is(unicode.Bidi_Control, r)
}

// blankRest clears the line from the cursor on. It is done in plain style: not every
// terminal clears in colour.
func (p *pen) blankRest() {
	p.plain()
	p.out.WriteString(ansi.EraseLineRight)
}

// erase blanks the screen.
func (p *pen) erase() {
	p.style = uv.Style{}
	p.out.WriteString(ansi.ResetStyle + ansi.CursorHomePosition + ansi.EraseEntireScreen)
	p.x, p.y = 0, 0
}

// taken is what was written since the last time.
func (p *pen) taken() string {
	s := p.out.String()
	p.out.Reset()
	return s
}
