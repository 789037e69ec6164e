package tui_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// heldDesk is a desk whose outbox takes what it is given, and whose drafts are read, only
// when a gate lets it.
type heldDesk struct {
	*guarded
	mu              sync.Mutex
	submits, drafts chan struct{} // nil: open
	refuses         error
}

func wait(gate chan struct{}) {
	if gate != nil {
		<-gate
	}
}

func (h *heldDesk) gates() (submits, drafts chan struct{}, refuses error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.submits, h.drafts, h.refuses
}

func (h *heldDesk) Submit(op desk.Op, hold time.Duration) error {
	gate, _, _ := h.gates()
	wait(gate)
	if _, _, err := h.gates(); err != nil {
		return err
	}
	return h.guarded.Submit(op, hold)
}

func (h *heldDesk) Draft(id desk.TicketID, note bool) (*desk.Draft, error) {
	_, gate, _ := h.gates()
	wait(gate)
	return h.guarded.Draft(id, note)
}

// set sets the gates; nil is an open one.
func (h *heldDesk) set(submits, drafts chan struct{}, refuses error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.submits, h.drafts, h.refuses = submits, drafts, refuses
}

// said is what was handed over and what is a draft, on the first ticket.
func (h *heldDesk) said(t *testing.T) string {
	t.Helper()
	ops, err := h.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range ops {
		all = append(all, fmt.Sprintf("%d %s %s", h.number(p.Op.Ticket), p.Op.Intent.Kind(), p.Op.Draft().Text.Raw()))
	}
	for id, modes := range h.d.Drafts {
		for _, d := range modes {
			if d != nil {
				all = append(all, fmt.Sprintf("draft %d %s", h.number(id), d.Text.Raw()))
			}
		}
	}
	return strings.Join(all, "|")
}

func (h *heldDesk) number(id desk.TicketID) int64 {
	th, err := h.Thread(id, 1)
	if err != nil {
		return 0
	}
	return th.Ticket.Number
}

// whileHanding runs a test on a desk whose gates the test sets.
func whileHanding(t *testing.T, test func(*heldDesk, *tuitest.Term)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := &heldDesk{guarded: shop()}
		test(h, tuitest.Start(t, tui.Options{Ledger: h, Theme: theme.Plain, Zone: time.UTC}, 132, 30))
	})
}

func TestASecondReplyTypedBehindTheFirstIsAReplyOfItsOwn(t *testing.T) {
	whileHanding(t, func(h *heldDesk, term *tuitest.Term) {
		submits, drafts := make(chan struct{}), make(chan struct{})
		h.set(submits, drafts, nil)
		term.Send("\rrA2\x13rB2\x13")
		term.Settle()
		term.Sees(" A2") // what is typed is seen at once
		close(drafts)
		term.Settle()
		if got := h.said(t); got != "" {
			t.Errorf("the outbox has %s", got)
		}
		close(submits)
		term.Settle()
		if got := h.said(t); got != "4811 reply A2|4811 reply B2" {
			t.Errorf("the outbox has %s", got)
		}
	})
}

func TestTwoNotesInOneBreathAreTwoNotes(t *testing.T) {
	whileHanding(t, func(h *heldDesk, term *tuitest.Term) {
		term.Send("\rnA4\x13nB4\x13")
		term.Settle()
		if got := h.said(t); got != "4811 note A4|4811 note B4" {
			t.Errorf("the outbox has %s", got)
		}
	})
}

func TestWhatIsTypedBehindAReplyThatTheDiskRefusesIsDroppedInWords(t *testing.T) {
	whileHanding(t, func(h *heldDesk, term *tuitest.Term) {
		submits := make(chan struct{})
		h.set(submits, nil, nil)
		term.Send("\rrA2\x13jjrB2\x13")
		term.Settle()
		h.set(submits, nil, errors.New("the disk is full"))
		close(submits)
		term.Settle()
		term.Sees("Reply to", " A2", "did not take it, so nothing was sent", "typed meanwhile was not taken")
		term.SeesNot("B2")
		term.Pass(2 * time.Second)
		if got := h.said(t); got != "draft 4811 A2" {
			t.Errorf("the desk has %s", got)
		}
	})
}

func TestWhatIsTypedBehindADraftThatIsStillReadIsPutWhereItBelongs(t *testing.T) {
	whileHanding(t, func(h *heldDesk, term *tuitest.Term) {
		term.Send("\rrOLD ")
		term.Settle()
		term.Press("esc", "esc")
		drafts := make(chan struct{})
		h.set(nil, drafts, nil)
		term.Send("\rrNEW\x13jrC\x13")
		term.Settle()
		close(drafts)
		term.Settle()
		if got := h.said(t); got != "4811 reply OLD NEW|4811 reply C" {
			t.Errorf("the desk has %s", got)
		}
	})
}

func TestANoteThatTheDiskDoesNotTurnIsNotSentAsAReply(t *testing.T) {
	whileHanding(t, func(h *heldDesk, term *tuitest.Term) {
		term.Send("\rrinternal")
		term.Pass(2 * time.Second)
		drafts := make(chan struct{})
		h.set(nil, drafts, nil)
		term.Burst("alt+n", "ctrl+s")
		h.fill(true)
		close(drafts)
		term.Settle()
		term.Sees("Reply to", "does not take the draft", "typed meanwhile")
		if got := h.said(t); got != "draft 4811 internal" {
			t.Errorf("the desk has %s", got)
		}
	})
}

func TestEscAndLeavingWaitForNoAnswer(t *testing.T) {
	whileHanding(t, func(h *heldDesk, term *tuitest.Term) {
		submits := make(chan struct{})
		h.set(submits, nil, nil)
		term.Send("\rrA2\x13jj")
		term.Settle()
		term.Sees("Reply to")
		term.Press("esc")
		term.SeesNot("Reply to")
		term.Sees("What was typed meanwhile was not taken")
		close(submits)
		term.Settle()
		h.set(make(chan struct{}), nil, nil)
		term.Send("rB2\x13jj")
		term.Settle() // else who leaves may overtake the answer that the words wait for: they are a draft then
		term.Press("ctrl+c", "ctrl+c")
		if !term.Ended() {
			t.Error("it did not end")
		}
		if got := h.said(t); got != "4811 reply A2" {
			t.Errorf("the desk has %s", got)
		}
		gate, _, _ := h.gates()
		close(gate)
	})
}

func TestWhoComesBackToATextThatIsHandedOverWritesTheNextOne(t *testing.T) {
	whileHanding(t, func(h *heldDesk, term *tuitest.Term) {
		submits := make(chan struct{})
		h.set(submits, nil, nil)
		term.Send("\rrA2\x13")
		term.Settle()
		term.Press("esc")
		term.Burst("r", "B", "2")
		close(submits)
		term.Settle()
		term.Sees("Reply to", " B2")
		term.SeesNot("A2B2")
		term.Press("ctrl+s")
		if got := h.said(t); got != "4811 reply A2|4811 reply B2" {
			t.Errorf("the desk has %s", got)
		}
	})
}

func TestKeysBehindADiskThatHangsAreDroppedInWordsAndTheNextOnesSayWhy(t *testing.T) {
	whileHanding(t, func(h *heldDesk, term *tuitest.Term) {
		submits := make(chan struct{})
		h.set(submits, nil, nil)
		term.Send("\rrA2\x13rB2\x13")
		term.Settle()
		term.SeesNot("was not taken")
		term.Pass(3 * time.Second)
		term.Sees("What was typed meanwhile was not taken")
		term.Press("x")
		term.Sees("This is being handed over already.")
		close(submits)
		term.Settle()
		if got := h.said(t); got != "4811 reply A2" {
			t.Errorf("the desk has %s", got)
		}
	})
}

// TestABurstDoesWhatTheSameKeysDoOneByOne is a model: however replies, notes and steps through
// the list follow each other, one write of them leaves what they leave with pauses.
func TestABurstDoesWhatTheSameKeysDoOneByOne(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := 0
		word := func() string { n++; return fmt.Sprintf("w%dq yjs", n) }
		var keys []string
		for range rapid.IntRange(1, 6).Draw(rt, "bursts") {
			switch rapid.SampledFrom([]string{"reply", "reply", "note", "turned", "next", "away"}).Draw(rt, "burst") {
			case "reply":
				keys = append(keys, "r"+word()+"\x13")
			case "note":
				keys = append(keys, "n"+word()+"\x13")
			case "turned":
				keys = append(keys, "r"+word()+"\x1bn"+word()+"\x13")
			case "next":
				keys = append(keys, "J")
			case "away":
				keys = append(keys, "gqj\r")
			}
		}
		leaves := func(parted bool) (said string) {
			synctest.Test(t, func(t *testing.T) {
				h := &heldDesk{guarded: shop()}
				term := tuitest.Start(t, tui.Options{Ledger: h, Theme: theme.Plain, Zone: time.UTC}, 132, 30)
				term.Press("enter")
				all := strings.Join(keys, "")
				if !parted {
					term.Send(all)
				} else {
					for len(all) > 0 {
						one := 1
						if strings.HasPrefix(all, "\x1bn") {
							one = len("\x1bn")
						}
						term.Send(all[:one])
						term.Settle()
						all = all[one:]
					}
				}
				term.Pass(3 * time.Second)
				said = h.said(t)
			})
			return said
		}
		if burst, parted := leaves(false), leaves(true); burst != parted {
			rt.Fatalf("%q leaves\n%s\nand one by one\n%s", keys, burst, parted)
		}
	})
}

func TestMoreThanCanBeKeptIsDroppedWhole(t *testing.T) {
	whileHanding(t, func(h *heldDesk, term *tuitest.Term) {
		submits := make(chan struct{})
		h.set(submits, nil, nil)
		term.Send("\rrA2\x13r" + strings.Repeat("no ", 2000) + "\x13")
		term.Settle()
		close(submits)
		term.Settle()
		term.Sees("typed meanwhile was not taken")
		term.SeesNot("no no")
		if got := h.said(t); got != "4811 reply A2" {
			t.Errorf("the desk has %s", got)
		}
	})
}

func TestWhatIsTypedInOneBreathWithASendThatIsRefusedBecomesNobodysWords(t *testing.T) {
	whileHanding(t, func(h *heldDesk, term *tuitest.Term) {
		term.Send("\rr\x13rB\x13") // there is nothing to send yet
		term.Settle()
		term.Sees("What was typed meanwhile was not taken.")
		if got := h.said(t); got != "" {
			t.Errorf("to somebody went: %s", got)
		}
		term.Pass(time.Second)
		term.Type("Hello")
		term.Send("\x13")
		term.Settle()
		if got := h.said(t); got != "4811 reply Hello" {
			t.Errorf("the outbox has %s", got)
		}
	})
}
