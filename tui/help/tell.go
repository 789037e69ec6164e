package help

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller: the keys that count where help was opened, or all that fit
// what is typed, an action a line.
func (s *Screen) Tell(time.Time) screen.Speech {
	b, looked := s.Book, strings.ToLower(s.field.Text())
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(b.T("linear.title", "title", s.Title()))}, Live: act.TellField(s.Session, s.field), At: looked}
	for _, scope := range s.ordered() {
		if looked == "" && !s.counts(scope) {
			continue
		}
		named := false
		for _, spec := range keymaps.Specs() {
			about := b.T("about." + string(spec.Action))
			keys := s.keysOf(spec.Action, scope)
			if len(keys) == 0 || looked != "" && !strings.Contains(strings.ToLower(about+" "+strings.Join(keys, " ")), looked) {
				continue
			}
			if !named {
				sp.Here = append(sp.Here, screen.Sentence{Text: text.Sentence(b.T("scope." + string(scope))), Line: true, Of: string(scope)})
				named = true
			}
			said := b.T("linear.sentence", "said", b.T("linear.key", "key", strings.Join(keys, ", "), "what", about))
			sp.Here = append(sp.Here, screen.Sentence{Text: said, Line: true, Of: string(scope)})
		}
	}
	if len(sp.Here) == 0 {
		sp.Here = []screen.Sentence{screen.Say(b.T("help.none"))}
	}
	return sp
}

// keysOf are the keys of an action in a scope as they are heard.
func (s *Screen) keysOf(a keymaps.Action, scope keymaps.Scope) []string {
	var keys []string
	for _, c := range s.table.Keys(a, []keymaps.Scope{scope}) {
		key := string(c)
		if s.Spoken != nil {
			key = s.Spoken(key)
		}
		keys = append(keys, key)
	}
	return keys
}
