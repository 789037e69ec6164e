package tui_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"testing/synctest"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/tuitest"
)

// keeps makes the queue write its last words as run says.
func keeps(run func() (any, error)) func(*stub) {
	return func(s *stub) {
		if s.place == screen.Queue {
			s.leave = func(*stub) screen.Out { return screen.Out{Write: []screen.Write{{Slot: "kept", Run: run}}} }
		}
	}
}

func TestADiskThatRefusesKeepsTheAgentInUntilAskedAgain(t *testing.T) {
	refuses := keeps(func() (any, error) { return nil, errors.New("no space left on device") })
	inHeed(t, 100, 30, refuses, func(h *house, term *tuitest.Term) {
		term.Press("ctrl+c")
		if term.Ended() {
			t.Fatal("it ended without the words")
		}
		term.Sees("Not saved", "ctrl+c again leaves anyway")
		if got := h.last(screen.Queue).learned; len(got) != 1 || got[0] != "kept=no space left on device" {
			t.Errorf("the screen learned %q", got)
		}
		term.Press("ctrl+c")
		if !term.Ended() {
			t.Error("it did not end when asked again")
		}
	})
}

func TestWordsThatTheDiskTookInTheEndEndTheWarning(t *testing.T) {
	full := true
	set := keeps(func() (any, error) {
		if full {
			return nil, errors.New("no space left on device")
		}
		return nil, nil
	})
	kept := func(s *stub) {
		set(s)
		onAction(screen.Queue, keymaps.Claim, func(s *stub) screen.Out { return s.leave(s) })(s)
	}
	inHeed(t, 100, 30, kept, func(_ *house, term *tuitest.Term) {
		term.Press("ctrl+c")
		full = false
		term.Press("c") // writes, and it goes well
		full = true
		term.Press("ctrl+c")
		if term.Ended() {
			t.Fatal("it took the first warning for one of the new words")
		}
		full = false
		term.Press("ctrl+c")
		if !term.Ended() {
			t.Error("it did not end")
		}
	})
}

func TestASignalEndsTheSessionWhateverTheDiskSays(t *testing.T) {
	refuses := keeps(func() (any, error) { return nil, errors.New("no space left on device") })
	inHeed(t, 100, 30, refuses, func(_ *house, term *tuitest.Term) {
		term.Signal()
		if !term.Ended() {
			t.Error("it did not end")
		}
	})
}

func TestAScreenThatPanicsTakesNobodysLastWordsAlong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := false
		_, o := options(func(s *stub) {
			s.leave = func(*stub) screen.Out {
				if s.place == screen.Queue {
					panic("planted in Leave")
				}
				return screen.Out{Write: []screen.Write{{Run: func() (any, error) { kept = true; return nil, nil }}}}
			}
		})
		ctx, cancel := context.WithCancel(t.Context())
		in, keys := io.Pipe()
		done := make(chan error, 1)
		go func() { done <- tui.Run(ctx, o, tui.Terminal{In: in, Out: io.Discard, W: 132, H: 30}) }()
		synctest.Wait()
		cancel()
		err := <-done
		_ = keys.Close()
		if !errors.Is(err, context.Canceled) || !kept {
			t.Errorf("ended with %v, kept the others' words: %v", err, kept)
		}
	})
}
