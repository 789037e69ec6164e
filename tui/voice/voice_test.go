package voice

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// wire is a terminal's end.
type wire struct {
	mu sync.Mutex
	s  strings.Builder
}

// Write implements io.Writer.
func (w *wire) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.s.Write(b)
}

// since is what came since it was last asked.
func (w *wire) since() string {
	synctest.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.s.String()
	w.s.Reset()
	return s
}

func told(t *testing.T, do func(v *Voice, w *wire)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{}
		v := New(Settings{Out: w, W: 20})
		if err := v.Start(); err != nil {
			t.Fatal(err)
		}
		if got := w.since(); got != "\x1b[?2004h" {
			t.Errorf("it begins with %q", got)
		}
		do(v, w)
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	})
}

func is(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s writes %q, not %q", what, got, want)
	}
}

func line(text string, caret, row int) *Live {
	return &Live{Of: 1, Label: "Re", Text: text, Caret: caret, Row: row}
}

func TestALineThatIsTypedIsWrittenByItsLettersOnly(t *testing.T) {
	told(t, func(v *Voice, w *wire) {
		v.Say(nil, line("", 0, 0))
		is(t, "an empty line", w.since(), "Re: ")
		v.Say(nil, line("hé", 3, 0))
		is(t, "typing", w.since(), "hé")
		v.Say(nil, line("hé界", 6, 0))
		is(t, "a wide letter", w.since(), "界")
		v.Say(nil, line("hé", 3, 0))
		is(t, "taking it away", w.since(), "\b\b\x1b[K")
		v.Say(nil, line("hé", 0, 0))
		is(t, "going to the beginning", w.since(), "\b\b")
		v.Say(nil, line("ohé", 1, 0))
		is(t, "a letter there", w.since(), "\r\x1b[KRe: ohé\b\b")
	})
}

func TestWhatIsSaidStandsAboveTheLineThatIsTyped(t *testing.T) {
	told(t, func(v *Voice, w *wire) {
		v.Say(nil, line("hello", 5, 0))
		w.since()
		v.Say([]Line{{Text: "One new ticket in Mine."}, {Text: "theirs", Quoted: true}}, line("hello", 5, 0))
		is(t, "news", w.since(), "\r\x1b[KOne new ticket in\r\n  Mine.\r\n  theirs\r\nRe: hello")
		v.Say([]Line{{Text: "Sent."}}, nil)
		is(t, "the end of the line", w.since(), "\r\nSent.\r\n")
	})
}

func TestALineThatWrapsIsLeftAsItStandsInTheText(t *testing.T) {
	told(t, func(v *Voice, w *wire) {
		v.Say(nil, line("ask three ti", 12, 0))
		w.since()
		l := line("times", 5, 1)
		l.Above = "ask three"
		v.Say(nil, l)
		is(t, "a wrap", w.since(), "\b\b\b\x1b[K\r\nRe: times")
	})
}

func TestALineThatIsTooLongShowsWhatIsRoundTheCaret(t *testing.T) {
	told(t, func(v *Voice, w *wire) {
		v.Say(nil, line("abcdefghijklmnopqrstuvwxyz", 26, 0))
		if got := w.since(); !strings.HasSuffix(got, "xyz") || len(got) > 19 {
			t.Errorf("it writes %q", got)
		}
	})
}

func TestWhatIsSaidWhileSomebodyElseHasTheTerminalIsSaidAfterwards(t *testing.T) {
	told(t, func(v *Voice, w *wire) {
		v.Say(nil, line("draft", 5, 0))
		w.since()
		if err := v.Release(); err != nil {
			t.Fatal(err)
		}
		is(t, "giving the terminal back", w.since(), "\r\n\x1b[?2004l")
		v.Ring()
		v.Say([]Line{{Text: "The desk is back."}}, line("draft", 5, 0))
		is(t, "meanwhile", w.since(), "")
		if err := v.Resume(); err != nil {
			t.Fatal(err)
		}
		is(t, "afterwards", w.since(), "\x1b[?2004hThe desk is back.\r\nRe: draft")
	})
}

func TestAnotherWidthLeavesWhatStandsThere(t *testing.T) {
	told(t, func(v *Voice, w *wire) {
		v.Say(nil, line("draft", 5, 0))
		w.since()
		v.Resize(40, 10)
		is(t, "a resize", w.since(), "\r\nRe: draft")
	})
}

func TestNothingThatDoesSomethingIsEverWritten(t *testing.T) {
	told(t, func(v *Voice, w *wire) {
		v.Say([]Line{{Text: "a\x1b[31mb\a\u202ec\u2066d\u009b1m\u00a0e"}}, nil)
		is(t, "a hostile text", w.since(), "a[31mbcd1m e\r\n")
	})
}
