package act

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// Does says what a macro does, in a few words; empty for nothing.
func Does(s *screen.Session, m desk.Macro) string {
	var all []string
	for _, tag := range m.Tags {
		all = append(all, "+"+text.Line(desk.Foreign(tag)))
	}
	if p, ok := desk.ParsePriority(m.Priority); ok && m.Priority != "" {
		all = append(all, s.Book.T("priority."+p.String()))
	}
	if m.Status.Valid() {
		all = append(all, s.Book.T("status."+string(m.Status)))
	}
	if m.Mine {
		all = append(all, s.Book.T("macro.mine"))
	}
	return strings.Join(all, ", ")
}
