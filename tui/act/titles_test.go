package act

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
)

func actsIn(book *words.Book) *Acts {
	return &Acts{Session: &screen.Session{
		Book: book, Theme: theme.New(theme.Plain), Me: desk.Me{ID: "kim"}, Now: func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }, Zone: time.UTC,
	}}
}

// choosing are the actions that open a dialog, on one ticket or on many.
var choosing = []keymaps.Action{
	keymaps.SetStatus, keymaps.SetPriority, keymaps.AddTag, keymaps.RemoveTag, keymaps.Snooze, keymaps.Assign, keymaps.SetGroup,
}

func TestATitleReadsRightForOneMarkedTicketForManyAndForOneWithoutANumber(t *testing.T) {
	wrong := regexp.MustCompile(`\bvon (das|\d+ markierte)\b|\bfür dem\b|\S (Das|The)\b|[{}]`)
	for name, book := range map[string]*words.Book{"English": words.English(), "German": words.German()} {
		for _, a := range choosing {
			for _, n := range []int{0, 1, 12} {
				acts := actsIn(book)
				out := acts.Act(a, Target{Tags: []string{"x"}})
				if n > 0 {
					m := &Many{Acts: acts}
					out = m.Act(a, make([]desk.Row, n), 0)
				}
				c, ok := out.Open.(*Choose)
				if !ok {
					t.Fatalf("%s, %s: %+v", name, a, out)
				}
				first := c.title[:1]
				if wrong.MatchString(c.title) || strings.ToUpper(first) != first {
					t.Errorf("%s, %s of %d: %q", name, a, n, c.title)
				}
			}
		}
	}
	m := &Many{Acts: actsIn(words.German())}
	for a, want := range map[keymaps.Action]string{
		keymaps.SetStatus: "Status für 12 markierte Tickets", keymaps.SetGroup: "Gruppe für 12 markierte Tickets",
		keymaps.SetPriority: "Priorität für 12 markierte Tickets", keymaps.RemoveTag: "Schlagwort entfernen: 12 markierte Tickets",
	} {
		if got := m.Act(a, make([]desk.Row, 12), 0).Open.(*Choose).title; got != want {
			t.Errorf("%s: %q", a, got)
		}
	}
}

func TestWhatIsTakenBackIsANounInEveryLanguage(t *testing.T) {
	intents := []desk.Intent{
		desk.Assign{},
		desk.Assign{To: "kim"},
		desk.Assign{To: "tom"},
		desk.SetStatus{Status: desk.Solved},
		desk.SetStatus{Status: desk.Pending},
		desk.SetPriority{Urgency: desk.High, Impact: desk.High},
		desk.Tag{Tags: []string{"x"}},
		desk.Untag{Tags: []string{"x"}},
		desk.Snooze{},
		desk.Snooze{Until: time.Unix(1e9, 0)},
		desk.SetGroup{},
		desk.SetGroup{Group: "parts"},
		desk.Follow{},
		desk.Unfollow{},
		desk.Merge{IntoNumber: 8},
		desk.LinkTo{Number: 8},
		desk.Unlink{Number: 8},
		desk.MarkSpam{},
		desk.LogCall{},
		desk.HandOver{To: "tom"},
		desk.Escalate{Group: "parts"},
		desk.Remind{},
		desk.Remind{At: time.Unix(1e9, 0)},
	}
	for name, book := range map[string]*words.Book{"English": words.English(), "German": words.German()} {
		acts, other := actsIn(book), book.T("undo.other", "ticket", "#7")
		nouns := map[string]bool{}
		for _, in := range intents {
			noun := acts.noun("#7", in)
			nouns[noun] = true
			if noun == other || !strings.Contains(noun, "#7") || strings.ContainsAny(noun, "{}.") || noun == acts.sentence(Target{Number: 7}, in) {
				t.Errorf("%s, %#v is called %q", name, in, noun)
			}
			if many := acts.noun(book.N("undo.tickets", 12), in); !strings.Contains(many, "12 ") {
				t.Errorf("%s, %#v on many is called %q", name, in, many)
			}
		}
		if len(nouns) != len(intents) {
			t.Errorf("%s: two are called the same: %q", name, slices.Sorted(maps.Keys(nouns)))
		}
	}
	acts := actsIn(words.English())
	solved := desk.SetStatus{Status: desk.Solved}
	if got := acts.noun("#7", solved) + " " + acts.then(Target{Status: desk.New}, solved); got != "solving #7 It is open again." {
		t.Errorf("%q", got)
	}
}
