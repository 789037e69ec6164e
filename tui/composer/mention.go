package composer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// openMention lists the colleagues whom a note can name.
func (s *Screen) openMention() screen.Out {
	var picks []act.Pick
	for _, a := range s.staff {
		login := text.Line(desk.Foreign(string(a.ID)))
		picks = append(picks, act.Pick{
			Label: cmp.Or(text.Line(a.Name), login), Hint: "@" + login, Value: screen.Insert{Text: "@" + string(a.ID) + " "},
		})
	}
	dialog := act.NewPicks(s.Session, "composer.mention", "choose.type_a_name", s.Book.T("composer.mention.none"), slotInsert, picks)
	return screen.Out{Open: dialog.Else(slotInsert, func(typed string) any { return screen.Insert{Text: "@" + typed} })}
}

// colleagues are those whom one can name: all who work here but oneself.
func colleagues(agents []desk.Agent, me desk.AgentID) []desk.Agent {
	all := slices.DeleteFunc(slices.Clone(agents), func(a desk.Agent) bool { return !a.Works() || a.ID == me })
	slices.SortStableFunc(all, func(x, y desk.Agent) int {
		return cmp.Compare(strings.ToLower(text.Line(x.Name)), strings.ToLower(text.Line(y.Name)))
	})
	return all
}

// mentions are the colleagues whom a text names by @ and their login, each once. What no
// colleague has is a word like any other.
func mentions(words string, staff []desk.Agent) []desk.AgentID {
	var all []desk.AgentID
	for i := strings.IndexByte(words, '@'); i >= 0; {
		if i == 0 || !isLogin(words[i-1]) {
			end := i + 1
			for end < len(words) && isLogin(words[end]) {
				end++
			}
			id := desk.AgentID(strings.TrimRight(words[i+1:end], ".-_"))
			known := slices.ContainsFunc(staff, func(a desk.Agent) bool { return a.ID == id })
			if known && !slices.Contains(all, id) && len(all) < desk.MaxAddresses {
				all = append(all, id)
			}
		}
		next := strings.IndexByte(words[i+1:], '@')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return all
}

// isLogin reports whether a byte may stand in a login name.
func isLogin(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '.' || b == '-' || b == '_'
}

// called are the names of colleagues in a row.
func (s *Screen) called(ids []desk.AgentID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = text.Line(desk.Foreign(string(id)))
		for _, a := range s.staff {
			if a.ID == id {
				names[i] = act.FirstName(a)
			}
		}
	}
	return strings.Join(names, ", ")
}
