package part

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/theme"
)

// Picker chooses one of many: a field to search in, a list of what was found, and beside
// it, where there is room, a preview of the one under the cursor.
type Picker struct {
	Field *Field
	List  *List

	theme   *theme.Theme
	w, h    int
	preview int // columns of the preview; 0 for none
}

// previewFrom is the width from which a picker has room for a preview.
const previewFrom = 70

// NewPicker makes a picker. The hint stands in the field while it is empty.
func NewPicker(t *theme.Theme, hint string) *Picker {
	return &Picker{Field: NewField(t, hint), List: NewList(t), theme: t}
}

// Resize gives the picker its size in cells. Without previews the list takes all of the width.
func (p *Picker) Resize(w, h int, previews bool) {
	p.w, p.h, p.preview = w, h, 0
	if previews && w >= previewFrom {
		p.preview = w/2 - 2
	}
	p.List.Resize(p.listWidth(), max(h-2, 0))
}

// Previews is the size of the preview; 0, 0 where there is no room for one.
func (p *Picker) Previews() (w, h int) {
	if p.preview == 0 {
		return 0, 0
	}
	return p.preview, max(p.h-2, 0)
}

func (p *Picker) listWidth() int {
	if p.preview == 0 {
		return p.w
	}
	return p.w - p.preview - 3
}

// Type takes a key for the field; changed reports whether there is something else to look for now.
func (p *Picker) Type(key tea.KeyPressMsg) (changed bool) {
	before := p.Field.Text()
	p.Field.Type(key)
	return p.Field.Text() != before
}

// Found says how many were found. The cursor goes to the best one, the first.
func (p *Picker) Found(n int) {
	p.List.Set(n, 0)
	p.List.To(0)
}

// View draws the picker. Row draws one row as in List.View; preview returns the lines of
// what is under the cursor. None is what to say where nothing was found.
func (p *Picker) View(count, none string, row func(i, w int, selected bool) []string, preview func(i, w, h int) []string) (picture string, x, y int) {
	if p.w <= 0 || p.h <= 0 {
		return "", 0, 0
	}
	search, x := p.Field.View(max(p.w-2-text.Width(count)-1, 1))
	head := " " + search + " " + p.theme.Dim.Render(count)
	rows := p.List.View(row)
	if p.List.Total() == 0 {
		rows = Empty(p.theme, none, p.listWidth(), max(p.h-2, 0))
	}
	if w, h := p.Previews(); w > 0 {
		var lines []string
		if at := p.List.At(); at >= 0 && preview != nil {
			lines = preview(at, w, h)
		}
		rows = Beside(" "+Between(p.theme)+" ", rows, Fit(lines, w, h))
	}
	lines := append([]string{head, Rule(p.theme, "", p.w)}, strings.Split(rows, "\n")...)
	return Fit(lines, p.w, p.h), x + 1, 0
}
