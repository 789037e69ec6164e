package tui_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

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

// marks makes a key write a mark that takes so long.
func marks(s *stub, takes time.Duration) {
	onAction(screen.Queue, keymaps.Claim, func(*stub) screen.Out {
		return screen.Out{Write: []screen.Write{{Slot: "mark", Mark: true, Run: func() (any, error) { time.Sleep(takes); return nil, nil }}}}
	})(s)
}

func TestAMarkThatHangsHoldsUpNobodyWhoLeaves(t *testing.T) {
	inHeed(t, 100, 30, func(s *stub) { marks(s, time.Minute) }, func(_ *house, term *tuitest.Term) {
		term.Press("c", "ctrl+c")
		if term.Ended() {
			t.Error("it did not wait for the mark at all")
		}
		term.Pass(15 * time.Second)
		if !term.Ended() {
			t.Error("it waits for a mark")
		}
		time.Sleep(time.Minute) // until the disk has it
	})
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
		if err := cutOff(t, o, ""); !errors.Is(err, context.Canceled) || !kept {
			t.Errorf("ended with %v, kept the others' words: %v", err, kept)
		}
	})
}

func TestLastWordsDoNotWaitForAMarkThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var kept atomic.Bool
		_, o := options(func(s *stub) {
			marks(s, time.Minute)
			s.leave = func(*stub) screen.Out {
				if s.place == screen.Queue {
					return screen.Out{Write: []screen.Write{{Mark: true, Run: func() (any, error) { time.Sleep(time.Minute); return nil, nil }}}}
				}
				return screen.Out{Write: []screen.Write{{Run: func() (any, error) { kept.Store(true); return nil, nil }}}}
			}
		})
		if err := cutOff(t, o, "c"); !errors.Is(err, context.Canceled) || !kept.Load() {
			t.Errorf("ended with %v, kept the words: %v", err, kept.Load())
		}
		time.Sleep(2 * time.Minute) // until the disk has it
	})
}

// cutOff runs a session in which something is typed and which then ends from outside, and returns
// what it ended with.
func cutOff(t *testing.T, o tui.Options, typed string) error {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	in, keys := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- tui.Run(ctx, o, tui.Terminal{In: in, Out: io.Discard, W: 132, H: 30}) }()
	synctest.Wait()
	if typed != "" {
		if _, err := io.WriteString(keys, typed); err != nil {
			t.Error(err)
		}
		synctest.Wait()
	}
	cancel()
	err := <-done
	_ = keys.Close()
	return err
}

// gone is a terminal that was closed.
type gone struct{}

func (gone) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: "/dev/tty", Err: syscall.EIO}
}

func TestATerminalThatWasClosedIsAWayToLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, o := options(nil)
		if err := tui.Run(t.Context(), o, tui.Terminal{In: gone{}, Out: io.Discard, W: 132, H: 30}); err != nil {
			t.Error(err)
		}
	})
}
