package tui_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestMain(m *testing.M) {
	if os.Getenv("HEED_TTY_HELPER") != "" {
		os.Exit(helper())
	}
	tuitest.Settle()
	goleak.VerifyTestMain(m)
}

// onAction makes a place answer an action with an Out.
func onAction(p screen.Place, a keymaps.Action, out func(*stub) screen.Out) func(*stub) {
	return func(s *stub) {
		if s.place == p {
			s.act = func(s *stub, got keymaps.Action) screen.Out {
				if got == a {
					return out(s)
				}
				return screen.Out{}
			}
		}
	}
}

func TestWideTerminalsShowThreePanesNarrowOnesOne(t *testing.T) {
	inHeed(t, 132, 30, nil, func(h *house, term *tuitest.Term) {
		term.Sees("*queue", " ticket", " customer")
		term.Resize(100, 30)
		term.Sees("*queue", " ticket")
		term.SeesNot(" customer")
		term.Resize(80, 24)
		term.Sees("*queue")
		term.SeesNot(" ticket")
		term.Resize(20, 5)
		term.Sees("heed needs 40x10")
	})
}

func TestKeysTypedInOneBurstReachTheScreenThatTheFirstOneOpened(t *testing.T) {
	reply := onAction(screen.Queue, keymaps.WriteReply, func(*stub) screen.Out {
		return screen.Out{Go: &screen.Go{To: screen.Compose, Ticket: ticketID(7)}}
	})
	inHeed(t, 100, 30, reply, func(h *house, term *tuitest.Term) {
		term.Burst("r", "H", "e", "l", "l", "o", "space", "j", "q", "?")
		if got := h.last(screen.Compose).typed; got != "Hellospacejq?" {
			t.Errorf("the composer got %q", got)
		}
		term.Sees("*compose", "typed Hello")
	})
}

func TestThePanesBesideFollowTheCursorAndStayWithThePageOneComesBackTo(t *testing.T) {
	set := func(s *stub) {
		switch s.place {
		case screen.Queue:
			s.act = func(_ *stub, a keymaps.Action) screen.Out {
				if a == keymaps.Down {
					return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: ticketID(1), Who: desk.CustomerID{ID: desk.NewID()}, Follow: true}}
				}
				return screen.Out{}
			}
		case screen.Search:
			s.act = func(_ *stub, a keymaps.Action) screen.Out {
				if a == keymaps.Down {
					return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: ticketID(2), Follow: true}}
				}
				return screen.Out{}
			}
		default:
		}
	}
	inHeed(t, 132, 30, set, func(h *house, term *tuitest.Term) {
		thread := h.last(screen.Ticket)
		term.Press("j")
		if thread.aim.Ticket != ticketID(1) || h.last(screen.Customer).aim.Ticket != ticketID(1) {
			t.Errorf("the panes show %v and %v", thread.aim, h.last(screen.Customer).aim)
		}
		term.Press("/")
		term.Sees("*search")
		term.Press("down")
		if thread.aim.Ticket != ticketID(2) {
			t.Errorf("beside the search stands %v", thread.aim)
		}
		term.Press("esc")
		term.Sees("*queue")
		if thread.aim.Ticket != ticketID(1) {
			t.Errorf("back in the queue the thread shows %v", thread.aim)
		}
		if len(h.made[screen.Ticket]) != 1 {
			t.Errorf("%d threads were made", len(h.made[screen.Ticket]))
		}
	})
}

func TestEscGoesOneStepBackAndAsksTheScreenWhatToKeep(t *testing.T) {
	kept := false
	set := func(s *stub) {
		if s.place == screen.Queue {
			s.act = func(_ *stub, a keymaps.Action) screen.Out {
				if a == keymaps.WriteReply {
					return screen.Out{Go: &screen.Go{To: screen.Compose, Ticket: ticketID(7)}}
				}
				return screen.Out{}
			}
		}
		if s.place == screen.Compose {
			s.leave = func(*stub) screen.Out {
				return screen.Out{Write: []screen.Write{{Slot: "draft", Run: func() (any, error) { kept = true; return nil, nil }}}}
			}
		}
	}
	inHeed(t, 100, 30, set, func(_ *house, term *tuitest.Term) {
		term.Press("r")
		term.Sees("*compose", "esc keep as draft")
		term.Press("esc")
		term.Sees("*queue")
		if !kept {
			t.Error("the draft was not kept")
		}
		term.Press("esc")
		term.Sees("This is the first page.")
	})
}

func TestALateAnswerIsDropped(t *testing.T) {
	release := make(chan string)
	set := func(s *stub) {
		if s.place != screen.Queue {
			return
		}
		s.act = func(s *stub, a keymaps.Action) screen.Out {
			if a != keymaps.Down {
				return screen.Out{}
			}
			return screen.Out{Ask: []screen.Ask{{Slot: "rows", Read: func() (any, error) { return <-release, nil }}}}
		}
	}
	synctest.Test(t, func(t *testing.T) {
		release = make(chan string)
		h, o := options(set)
		term := tuitest.Start(t, o, 100, 30)
		term.Press("j", "j", "j")
		release <- "first"
		term.Settle()
		release <- "last"
		term.Settle()
		if got := strings.Join(h.last(screen.Queue).learned, " "); got != "rows=last" {
			t.Errorf("the screen learned %q", got)
		}
	})
}

func TestWritesRunInOrderAndTheirEndIsLearned(t *testing.T) {
	var order []string
	write := func(name string, err error, wait time.Duration) screen.Write {
		return screen.Write{Slot: name, Run: func() (any, error) {
			time.Sleep(wait)
			order = append(order, name)
			return name, err
		}}
	}
	set := onAction(screen.Queue, keymaps.Claim, func(*stub) screen.Out {
		return screen.Out{Write: []screen.Write{write("slow", nil, time.Second), write("quick", errors.New("full"), 0)}}
	})
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		term.Press("c")
		term.Pass(2 * time.Second)
		if got := strings.Join(order, " "); got != "slow quick" {
			t.Errorf("they ran as %q", got)
		}
		if got := strings.Join(h.last(screen.Queue).learned, " "); got != "slow=slow quick=full" {
			t.Errorf("the screen learned %q", got)
		}
	})
}

func TestWhatIsSentDoesNotWaitForAMarkAndLeavingWaitsForBoth(t *testing.T) {
	ran := make(chan string, 3)
	write := func(name string, mark bool, wait time.Duration) screen.Write {
		return screen.Write{Slot: name, Mark: mark, Run: func() (any, error) {
			time.Sleep(wait)
			ran <- name
			return name, nil
		}}
	}
	set := onAction(screen.Queue, keymaps.Claim, func(*stub) screen.Out { // while the cache is written anew
		return screen.Out{Write: []screen.Write{write("seen", true, 5*time.Second), write("deed", true, 0), write("reply", false, 0)}}
	})
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		term.Press("c")
		if got := strings.Join(h.last(screen.Queue).learned, " "); got != "reply=reply" {
			t.Errorf("the screen learned %q", got)
		}
		term.Press("ctrl+c")
		if term.Ended() {
			t.Fatal("it ended before the marks were written")
		}
		term.Pass(2 * time.Minute)
		close(ran)
		var order []string
		for name := range ran {
			order = append(order, name)
		}
		if got := strings.Join(order, " "); !term.Ended() || got != "reply seen deed" {
			t.Errorf("ended %v, they ran as %q", term.Ended(), got)
		}
	})
}

func TestLeavingWaitsUntilAllIsWritten(t *testing.T) {
	var wrote bool
	set := func(s *stub) {
		if s.place == screen.Queue {
			s.leave = func(*stub) screen.Out {
				return screen.Out{Write: []screen.Write{{Run: func() (any, error) {
					time.Sleep(3 * time.Second)
					wrote = true
					return nil, nil
				}}}}
			}
		}
	}
	inHeed(t, 100, 30, set, func(_ *house, term *tuitest.Term) {
		term.Press("ctrl+c")
		if term.Ended() {
			t.Fatal("it ended before the draft was written")
		}
		term.Sees("Saving what you did")
		term.Pass(4 * time.Second)
		if !term.Ended() || !wrote {
			t.Errorf("ended %v, wrote %v", term.Ended(), wrote)
		}
	})
}

func TestAHungDiskDoesNotKeepAnybodyIn(t *testing.T) {
	never := make(chan struct{})
	set := func(s *stub) {
		if s.place == screen.Queue {
			s.leave = func(*stub) screen.Out {
				return screen.Out{Write: []screen.Write{{Run: func() (any, error) { <-never; return nil, nil }}}}
			}
		}
	}
	synctest.Test(t, func(t *testing.T) {
		never = make(chan struct{})
		defer close(never)
		_, o := options(set)
		term := tuitest.Start(t, o, 100, 30)
		term.Press("ctrl+c", "x")
		term.Sees("ctrl+c once more leaves")
		term.Press("ctrl+c")
		if !term.Ended() {
			t.Error("it did not end")
		}
	})
}

func TestADialogThatOpensByItselfWaitsForQuiet(t *testing.T) {
	set := func(s *stub) {
		if s.place == screen.Compose {
			s.learn = func(_ *stub, slot string, v any) screen.Out {
				if slot != "came" {
					return screen.Out{}
				}
				d := &stub{place: "held", scopes: []keymaps.Scope{keymaps.Dialog, keymaps.Everywhere}, asked: true}
				d.act = func(_ *stub, a keymaps.Action) screen.Out {
					return screen.Out{Close: &screen.Closed{Slot: "chose", Value: a}}
				}
				return screen.Out{Open: d}
			}
			s.start = func(*stub) screen.Out {
				return screen.Out{After: []screen.After{{Slot: "came", Wait: time.Second}}}
			}
		}
		if s.place == screen.Queue {
			s.act = func(_ *stub, a keymaps.Action) screen.Out {
				if a == keymaps.WriteReply {
					return screen.Out{Go: &screen.Go{To: screen.Compose, Ticket: ticketID(7)}}
				}
				return screen.Out{}
			}
		}
	}
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		term.Press("r")
		for range 15 {
			term.Press("y") // 120 ms each
		}
		term.SeesNot("title of held")
		c := h.last(screen.Compose)
		if c.typed != strings.Repeat("y", 15) {
			t.Errorf("the composer got %q", c.typed)
		}
		term.Pass(400 * time.Millisecond)
		term.Sees("title of held")
		term.Press("y")
		if len(c.learned) != 1 {
			t.Errorf("a typed y was taken for an answer: %q", c.learned)
		}
		term.Pass(time.Second)
		term.Press("y")
		if got := c.learned[len(c.learned)-1]; got != "chose=accept" {
			t.Errorf("the composer learned %q", got)
		}
		term.SeesNot("title of held")
	})
}

func TestWhatWasSentCanBeTakenBackWhileTheCountdownRuns(t *testing.T) {
	op := desk.NewOpID()
	set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
		return screen.Out{Say: &screen.Notice{Text: "Reply to #7 is on its way.", Undo: op, Until: time.Now().Add(8 * time.Second)}}
	})
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		term.Press("s")
		term.Sees("Reply to #7 is on its way.", "sending in 8 s · u takes it back")
		term.Pass(3 * time.Second)
		term.Sees("sending in 5 s")
		term.Press("u")
		if len(h.ledger.cancelled) != 1 || h.ledger.cancelled[0] != op {
			t.Errorf("cancelled %v", h.ledger.cancelled)
		}
		term.Sees("Taken back. The text is a draft again.")
		term.Press("u")
		term.Sees("There is nothing to take back.")
	})
}

func TestAReasonIsSaidAndNothingIsDone(t *testing.T) {
	did := false
	set := func(s *stub) {
		if s.place == screen.Queue {
			s.why = map[keymaps.Action]desk.Reason{keymaps.Claim: {Code: desk.AlreadyYours}}
			s.act = func(_ *stub, a keymaps.Action) screen.Out { did = did || a == keymaps.Claim; return screen.Out{} }
		}
	}
	inHeed(t, 100, 30, set, func(_ *house, term *tuitest.Term) {
		term.Press("c")
		term.Sees("This ticket is yours already.")
		if did {
			t.Error("it was done all the same")
		}
	})
}

func TestThePaletteFindsACommandAndTakesIt(t *testing.T) {
	var did []keymaps.Action
	set := func(s *stub) {
		if s.place == screen.Queue {
			s.act = func(_ *stub, a keymaps.Action) screen.Out {
				if a != keymaps.Palette {
					did = append(did, a)
				}
				return screen.Out{}
			}
			s.why = map[keymaps.Action]desk.Reason{keymaps.Snooze: {Code: desk.NothingSelected}}
		}
	}
	inHeed(t, 100, 30, set, func(_ *house, term *tuitest.Term) {
		term.Press(":")
		term.Sees("Commands", "Reply to the customer")
		term.Type("sno")
		term.Sees("▌Let the ticket sleep until later · No ticket is under the cursor.")
		term.Press("esc")
		term.SeesNot("Commands")
		term.Press(":")
		term.Type("tag rem")
		term.Press("ctrl+u")
		term.Type("remove")
		term.Press("enter")
		if len(did) != 1 || did[0] != keymaps.RemoveTag {
			t.Errorf("did %v", did)
		}
	})
}

func TestHelpListsTheKeysOfWhereOneIs(t *testing.T) {
	inHeed(t, 100, 64, nil, func(_ *house, term *tuitest.Term) {
		term.Press("?")
		term.Sees("Keys", "queue", "One line or two a row")
		term.Type("snooze")
		term.Sees("Let the ticket sleep until later")
		term.SeesNot("Reply to the customer")
		term.Press("esc")
		term.SeesNot("find a key")
	})
}

func TestScreensHearWhereTheLedgerMoved(t *testing.T) {
	inHeed(t, 132, 30, nil, func(h *house, term *tuitest.Term) {
		h.ledger.mu.Lock()
		h.ledger.outbox = []desk.PendingOp{{State: desk.OpWaiting}, {State: desk.OpHeld}}
		h.ledger.mu.Unlock()
		h.news.ch <- []desk.Change{{Kind: desk.ChangedOutbox}, {Kind: desk.ChangedLink}}
		term.Settle()
		term.Sees("1 needs you", "outbox 1")
		for _, p := range []screen.Place{screen.Queue, screen.Ticket, screen.Customer} {
			if got := h.last(p).heeded; got != 2 {
				t.Errorf("%s heard %d changes", p, got)
			}
		}
	})
}

func TestAPasteIsNeverTakenForKeys(t *testing.T) {
	set := onAction(screen.Queue, keymaps.WriteReply, func(*stub) screen.Out {
		return screen.Out{Go: &screen.Go{To: screen.Compose, Ticket: ticketID(7)}}
	})
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		term.Press("r")
		term.Paste("one\ntwo\x13")
		if got := h.last(screen.Compose).typed; got != "<one\ntwo\x13>" {
			t.Errorf("the composer got %q", got)
		}
	})
}

func TestAnIdleScreenDrawsNothingForAMinute(t *testing.T) {
	inHeed(t, 132, 30, nil, func(_ *house, term *tuitest.Term) {
		term.Pass(90 * time.Second)
		term.Written()
		now := time.Now()
		term.Pass(now.Truncate(time.Minute).Add(59*time.Second).Sub(now) - time.Second)
		if n := term.Written(); n != 0 {
			t.Errorf("%d bytes were written while nothing happened", n)
		}
		term.Pass(time.Minute)
		if n := term.Written(); n == 0 || n > 200 {
			t.Errorf("the clock's minute took %d bytes", n)
		}
	})
}

func TestThePictureIsExactAtEverySize(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, keys := range [][]string{nil, {"r"}, {"/"}, {"tab"}, {"tab", "tab"}, {"?"}, {":"}, {"g", "n"}, {"s"}} {
			set := func(s *stub) {
				if s.place == screen.Queue {
					s.act = func(_ *stub, a keymaps.Action) screen.Out {
						switch a {
						case keymaps.WriteReply:
							return screen.Out{Go: &screen.Go{To: screen.Compose, Ticket: ticketID(7)}}
						case keymaps.Solve:
							return screen.Out{Say: &screen.Notice{Text: strings.Repeat("long ", 40), Level: screen.Failure}}
						default:
							return screen.Out{}
						}
					}
				}
			}
			_, o := options(set)
			term := tuitest.Start(t, o, 100, 30)
			term.Press(keys...)
			term.Sweep(strings.Join(keys, " "))
		}
	})
}
