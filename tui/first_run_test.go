package tui_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/first"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/tuitest"
)

// slow is a desk that answers late, and a folder that is looked at at once.
type slow struct{ asked *[]string }

func (l slow) Served(ctx context.Context, url, _ string) first.Found {
	*l.asked = append(*l.asked, url)
	wait := 20 * time.Second
	if url == "https" {
		wait = time.Second
	}
	select {
	case <-ctx.Done():
	case <-time.After(wait):
	}
	if len(*l.asked) > 3 {
		return first.Found{Name: true, Said: "A desk answers there."}
	}
	return first.Found{Said: "Nothing answers there."}
}

func (slow) Folder(_ context.Context, _, _ string) first.Found {
	return first.Found{OK: true, New: true, Said: "A new desk is made there."}
}

// firstRun runs a test of the first run over slow answers.
func firstRun(t *testing.T, test func(term *tuitest.Term, asked *[]string)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var asked []string
		o := tui.Options{Book: words.English(), Alone: func(s *screen.Session) screen.Screen {
			return first.New(first.Needs{
				Session: s, Looks: slow{&asked}, Dir: "~/desk", Name: "Mia", Themes: []string{"auto"}, Theme: "auto", Keymaps: []string{string(keymaps.Default)},
				Keymap: string(keymaps.Default),
			})
		}}
		test(tuitest.Start(t, o, 80, 24), &asked)
	})
}

func TestASlowDeskHoldsUpNoFolderAndIsLookedAtAgainWhenOneComesBack(t *testing.T) {
	firstRun(t, func(term *tuitest.Term, asked *[]string) {
		term.Press("down", "enter")
		term.Type("httpx")
		term.Pass(time.Second)
		term.Sees("looking …")
		term.Press("esc", "down", "enter")
		term.Pass(time.Second)
		term.Sees("A new desk is made there.")
		term.Press("esc", "up", "enter")
		term.Pass(time.Minute)
		term.Sees("Nothing answers there.")
		if len(*asked) != 1 {
			t.Errorf("it looked at %v", *asked)
		}
	})
}

func TestACorrectedAddressIsLookedAtAtOnceAndEnterLooksAgainWhereNothingAnswered(t *testing.T) {
	firstRun(t, func(term *tuitest.Term, asked *[]string) {
		term.Press("down", "enter", "enter")
		term.Sees("Nothing stands there yet.")
		term.Type("httpx")
		term.Pass(time.Second)
		term.Press("enter", "enter") // to the token, and on
		term.Sees("It is being looked at.")
		term.Press("tab", "backspace")
		term.Type("s")
		term.Pass(2 * time.Second)
		term.Sees("Nothing answers there.")
		for range 2 {
			term.Press("enter")
			term.Sees("looking …")
			term.Pass(2 * time.Second)
		}
		term.Sees("A desk answers there.")
		term.Press("enter", "enter")
		term.Sees("below it stands why")
		if got := *asked; len(got) != 4 || got[1] != "https" {
			t.Errorf("it looked at %v", got)
		}
	})
}
