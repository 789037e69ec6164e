package tui_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/tuitest"
)

// sends makes the queue send an errand when somebody claims.
func sends(slot string, run func(context.Context) (any, error)) func(*stub) {
	return onAction(screen.Queue, keymaps.Claim, func(*stub) screen.Out {
		return screen.Out{Errand: []screen.Errand{{Slot: slot, Run: run}}}
	})
}

// hangs is an errand to a folder that answers nobody, not even who calls it off, until then.
func hangs(until <-chan struct{}) func(context.Context) (any, error) {
	return func(context.Context) (any, error) {
		<-until
		return "came", nil
	}
}

func TestAFolderThatHangsHoldsUpNothingThatIsWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		back, kept := make(chan struct{}), false
		set := func(s *stub) {
			sends("copy", hangs(back))(s)
			keeps(func() (any, error) { kept = true; return nil, nil })(s)
		}
		_, o := options(set)
		term := tuitest.Start(t, o, 100, 30)
		term.Press("c", "ctrl+c")
		if !term.Ended() || !kept {
			t.Errorf("ended %v, kept %v", term.Ended(), kept)
		}
		close(back)
	})
}

func TestALaterErrandTakesThePlaceOfTheEarlierAtOnce(t *testing.T) {
	var begun, off atomic.Int32
	run := func(ctx context.Context) (any, error) {
		begun.Add(1)
		select {
		case <-ctx.Done():
			off.Add(1)
			return "first", ctx.Err()
		case <-time.After(time.Minute):
			return "second", nil
		}
	}
	inHeed(t, 100, 30, sends("look", run), func(h *house, term *tuitest.Term) {
		term.Press("c", "c")
		term.Pass(2 * time.Minute)
		if begun.Load() != 2 || off.Load() != 1 {
			t.Errorf("%d were begun and %d called off", begun.Load(), off.Load())
		}
		if got := strings.Join(h.last(screen.Queue).learned, " "); got != "look=second" {
			t.Errorf("the screen learned %q", got)
		}
	})
}

func TestAnErrandEndsWithItsDialog(t *testing.T) {
	var ended error
	set := onAction(screen.Queue, keymaps.Claim, func(*stub) screen.Out {
		d := &stub{place: "saving", scopes: []keymaps.Scope{keymaps.Dialog, keymaps.Everywhere}}
		d.start = func(*stub) screen.Out {
			return screen.Out{Errand: []screen.Errand{{Slot: "save", Run: func(ctx context.Context) (any, error) {
				<-ctx.Done()
				ended = ctx.Err()
				return nil, ended
			}}}}
		}
		d.act = func(*stub, keymaps.Action) screen.Out { return screen.Out{Close: &screen.Closed{}} }
		return screen.Out{Open: d}
	})
	inHeed(t, 100, 30, set, func(_ *house, term *tuitest.Term) {
		term.Press("c")
		if ended != nil {
			t.Fatal("it ended by itself")
		}
		term.Press("esc")
		if !errors.Is(ended, context.Canceled) {
			t.Error("it goes on:", ended)
		}
	})
}

func TestHoweverASessionEndsItsErrandsClearUpBehindThemselvesFirst(t *testing.T) {
	for name, end := range map[string]func(cancel func(), keys io.Writer){
		"the person leaves": func(_ func(), keys io.Writer) { _, _ = io.WriteString(keys, "\x03") },
		"it is cut off":     func(cancel func(), _ io.Writer) { cancel() },
		"it crashes":        func(_ func(), keys io.Writer) { _, _ = io.WriteString(keys, "n") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cleared := false
				_, o := options(func(s *stub) {
					sends("save", func(ctx context.Context) (any, error) {
						<-ctx.Done()
						time.Sleep(100 * time.Millisecond)
						cleared = true
						return nil, ctx.Err()
					})(s)
					if claim := s.act; s.place == screen.Queue {
						s.act = func(s *stub, a keymaps.Action) screen.Out {
							if a == keymaps.WriteNote {
								panic("planted in an Update")
							}
							return claim(s, a)
						}
					}
				})
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				in, keys := io.Pipe()
				done := make(chan error, 1)
				go func() { done <- tui.Run(ctx, o, tui.Terminal{In: in, Out: io.Discard, W: 132, H: 30}) }()
				synctest.Wait()
				_, err := io.WriteString(keys, "c")
				if err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
				end(cancel, keys)
				err = <-done
				var crash *tui.Crash
				if crashed := errors.As(err, &crash); crashed != (name == "it crashes") {
					t.Error(err)
				}
				if !cleared {
					t.Error("what was being fetched is left half")
				}
				_ = keys.Close()
			})
		})
	}
}

func TestAnErrandThatHangsKeepsASessionThatEndsForAMomentOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		back := make(chan struct{})
		_, o := options(sends("copy", hangs(back)))
		ctx, cancel := context.WithCancel(t.Context())
		in, keys := io.Pipe()
		done := make(chan error, 1)
		go func() { done <- tui.Run(ctx, o, tui.Terminal{In: in, Out: io.Discard, W: 132, H: 30}) }()
		synctest.Wait()
		if _, err := io.WriteString(keys, "c"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		cut := time.Now()
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if took := time.Since(cut); took > 2*time.Second {
			t.Errorf("it took %v", took)
		}
		close(back)
		_ = keys.Close()
	})
}
