package tui_test

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screentest"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// step is one place on a way through heed, and the keys that lead there from the one before.
type step struct {
	place string
	keys  string // by their names; a word in quotation marks is typed
}

// walks lead to every place where something is shown that somebody else wrote.
func walks() [][]step {
	return [][]step{
		{
			{"queue", ""},
			{"why it stands there", "p"},
			{"sort", "esc O"},
			{"filters", "esc F"},
			{"a filter", "down enter"},
			{"view all", "F esc [ ["},
			{"marked", "x down x"},
			{"many", "T"},
			{"two lines", "esc v"},
			{"jump", "# '4000'"},
			{"jumped", "enter"},
		},
		{
			{"thread", "enter"},
			{"top of the thread", "home"},
			{"message", "N N N"},
			{"quotes", "Q"},
			{"history", "H"},
			{"copy", "esc Y"},
			{"copied", "enter"},
			{"attachments", "a t"},
			{"customer", "esc esc i"},
			{"orders", "home space"},
			{"more of the customer", "home down down"},
			{"history of the customer", "end end enter"},
		},
		{
			{"status", "S"},
			{"priority", "esc !"},
			{"tag", "esc t"},
			{"untag", "esc T"},
			{"snooze", "esc z"},
			{"assign", "esc a a"},
			{"group", "esc a g"},
			{"escalate", "esc a e"},
			{"hand over", "esc a h"},
			{"remind", "esc a r"},
			{"call", "esc a c"},
			{"merge", "esc a m"},
			{"link", "esc a l"},
			{"unlink", "esc enter a L"},
			{"split", "esc a x"},
			{"assigned", "esc esc a a enter"},
			{"undone", "u"},
		},
		{
			{"reply", "r"}, {"addresses", "alt+t"}, {"to others", "tab tab"}, {"our addresses", "tab"}, {"canned replies", "esc alt+r"}, {"another canned reply", "down"}, {"filled in", "enter"}, {"blanks", "tab"}, {"sent", "ctrl+s"}, {"after sending", "esc esc"},
		},
		{
			{"phrasebook", "g r"}, {"another of it", "down"}, {"a reply that is begun", "up enter"}, {"theirs", "alt+o"}, {"title", "alt+o shift+tab shift+tab"}, {"a reply to go", "esc alt+k"}, {"a new one", "esc alt+n"},
		},
		{
			{"note", "n"}, {"mention", "' @'"}, {"forward", "esc esc a w"}, {"forward's parts", "tab"}, {"new ticket", "esc esc w"}, {"new to whom", "'Q01'"}, {"first words", "enter"},
		},
		{
			{"outbox", "g o"}, {"second in the outbox", "down"}, {"third", "down"}, {"fourth", "down"}, {"fifth", "down down"}, {"more", "down down down"}, {"last in the outbox", "end"}, {"day", "esc g d"}, {"day's end", "end"}, {"notices", "esc g n"},
		},
		{
			{"search", "/"}, {"found", "'say'"}, {"palette", "esc :"}, {"help", "esc ?"}, {"settings", "esc g s"}, {"themes", "esc g l"}, {"break", "esc g b"}, {"sync", "ctrl+r"}, {"held reply", "enter e"},
		},
	}
}

// walker is heed on a crowded desk.
func walker(t *testing.T, d *screentest.Desk, w, h int) *tuitest.Term {
	t.Helper()
	term := tuitest.Start(t, tui.Options{Ledger: &guarded{d: d}, Theme: theme.Dark, Zone: time.UTC, Book: words.English(), Call: tui.CallDesktop}, w, h)
	term.Send("\x1b[?2027;2$y") // it counts cells by letters
	term.Settle()
	return term
}

// take presses the keys of a step.
func (s step) take(term *tuitest.Term) {
	for keys := s.keys; keys != ""; {
		var key string
		if keys[0] == '\'' {
			for i := 1; i < len(keys); i++ {
				if keys[i] == '\'' {
					key, keys = keys[1:i], keys[i+1:]
					break
				}
			}
			term.Type(key)
		} else {
			i := 0
			for i < len(keys) && keys[i] != ' ' {
				i++
			}
			key, keys = keys[:i], keys[i:]
			term.Press(key)
		}
		for keys != "" && keys[0] == ' ' {
			keys = keys[1:]
		}
	}
	term.Pass(time.Second)
}
