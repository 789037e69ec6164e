package pipe_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
)

// stopped is a ledger with a reply that stopped in a state, and a note that waits behind it.
func stopped(state desk.OpState) (*ledger, desk.PendingOp) {
	l := newLedger()
	op := func(id string, in desk.Intent) desk.Op {
		return desk.Op{ID: desk.OpID{ID: desk.DeriveID(id)}, Ticket: ticket, Base: 1, Seen: 2, Actor: "mia", Intent: in}
	}
	l.ops = []desk.PendingOp{
		{Op: op("reply", desk.Reply{Text: desk.Foreign("Thank you.")}), State: state, Number: 4821},
		{Op: op("note", desk.Note{Text: desk.Foreign("hm")}), State: desk.OpParked, Number: 4821},
	}
	return l, l.ops[0]
}

func TestWhatStoppedIsLetGoAndWhatWaitedBehindItGoesOut(t *testing.T) {
	for _, state := range []desk.OpState{desk.OpHeld, desk.OpRefused, desk.OpUnknown} {
		synctest.Test(t, func(t *testing.T) {
			l, p := stopped(state)
			got, err := l.local().Decide(t.Context(), pipe.DecideAsk{Op: p.Op.ID.String()[:6], What: pipe.Discard})
			if err != nil || got.Number != 4821 || len(got.Written) != 2 || got.Written[0].State != pipe.Discarded || got.Written[1].State != pipe.Applied {
				t.Errorf("%s: %+v, %v", state, got, err)
			}
			if len(l.ops) != 0 {
				t.Errorf("%s: %d are left", state, len(l.ops))
			}
		})
	}
}

func TestWhatStoppedGoesOutAgainAsTheAnswerToWhatWasShown(t *testing.T) {
	for _, state := range []desk.OpState{desk.OpHeld, desk.OpRefused, desk.OpUnknown} {
		synctest.Test(t, func(t *testing.T) {
			l, p := stopped(state)
			l.read = 7
			var sent []desk.Op
			l.judge = func(op desk.Op) desk.OpState { sent = append(sent, op); return "" }
			got, err := l.local().Decide(t.Context(), pipe.DecideAsk{Op: p.Op.ID.String(), What: pipe.Retry})
			if err != nil || len(got.Written) != 2 || got.Written[0].State != pipe.Applied || got.Written[0].Op == p.Op.ID {
				t.Fatalf("%s: %+v, %v", state, got, err)
			}
			for _, op := range sent {
				if in, ok := op.Intent.(desk.Reply); ok && (op.Seen != 7 || op.Base != 3 || in.Anyway || in.Text != desk.Foreign("Thank you.")) {
					t.Errorf("%s: sent %+v", state, op)
				}
			}
		})
	}
}

func TestAReplyThatCrossedMoreThanWasShownIsHeldAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, p := stopped(desk.OpHeld)
		l.judge = func(desk.Op) desk.OpState { return desk.OpHeld }
		got, err := l.local().Decide(t.Context(), pipe.DecideAsk{Op: p.Op.ID.String(), What: pipe.Retry})
		if exit(err) != pipe.Conflict || got.Written[0].State != pipe.Held {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func TestWhatHasNotStoppedIsTakenBackOrLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, p := stopped(desk.OpWaiting)
		l.ops = l.ops[:1]
		if _, err := l.local().Decide(t.Context(), pipe.DecideAsk{Op: p.Op.ID.String(), What: pipe.Retry}); exit(err) != pipe.Conflict || len(l.ops) != 1 {
			t.Errorf("again: %v", err)
		}
		got, err := l.local().Decide(t.Context(), pipe.DecideAsk{Op: p.Op.ID.String(), What: pipe.Discard})
		if err != nil || got.Written[0].State != pipe.Withdrawn || l.pulls != 0 {
			t.Errorf("taken back: %+v, %v", got, err)
		}
		l, p = stopped(desk.OpSending)
		if _, err := l.local().Decide(t.Context(), pipe.DecideAsk{Op: p.Op.ID.String(), What: pipe.Discard}); exit(err) != pipe.Conflict || len(l.ops) != 2 {
			t.Errorf("on its way: %v", err)
		}
	})
}

func TestADecisionNamesOneOperationOfTheOutbox(t *testing.T) {
	l, p := stopped(desk.OpHeld)
	other := p
	other.Op.ID.ID[15]++
	l.ops = append(l.ops, other)
	for id, want := range map[string]pipe.Exit{"": pipe.NotFound, "zz": pipe.NotFound, p.Op.ID.String()[:30]: pipe.Usage} {
		if _, err := l.local().Decide(t.Context(), pipe.DecideAsk{Op: id, What: pipe.Discard}); exit(err) != want || len(l.ops) != 3 {
			t.Errorf("%q: %v", id, err)
		}
	}
	if _, err := l.local().Decide(t.Context(), pipe.DecideAsk{Op: p.Op.ID.String(), What: "sing"}); exit(err) != pipe.Usage {
		t.Error(err)
	}
}

func TestEveryPipeSaysInWhatWayTheDeskIsAway(t *testing.T) {
	away := func(context.Context, *ledger) error { return &desk.Temporary{Why: desk.AwayTrouble} }
	why := func(err error) desk.Away {
		var f *pipe.Fault
		if errors.As(err, &f) {
			return f.Why
		}
		return ""
	}
	synctest.Test(t, func(t *testing.T) {
		empty, full := newLedger(), newLedger()
		empty.cursor, empty.pull, full.pull = "", away, away
		_, queue := empty.local().Queue(t.Context(), pipe.QueueAsk{View: desk.ViewMine})
		_, write := full.local().Write(t.Context(), change(pipe.Note, "hm"))
		_, sync := full.local().Sync(t.Context())
		for name, err := range map[string]error{"queue": queue, "write": write, "sync": sync} {
			if why(err) != desk.AwayTrouble || exit(err) != pipe.Later {
				t.Errorf("%s: %+v", name, err)
			}
		}
		full.pull = func(context.Context, *ledger) error { return nil } // reached, and it says nothing
		if _, err := full.local().Write(t.Context(), change(pipe.Note, "so")); why(err) != "no_verdict" {
			t.Errorf("no verdict: %+v", err)
		}
	})
}

func TestALimitIsANumberOfTicketsOrAll(t *testing.T) {
	l := newLedger().local()
	rows, err := l.Queue(t.Context(), pipe.QueueAsk{View: desk.ViewMine, Limit: 0})
	if err != nil || len(rows.Rows) != 2 {
		t.Errorf("all: %d, %v", len(rows.Rows), err)
	}
	if _, err := l.Queue(t.Context(), pipe.QueueAsk{View: desk.ViewMine, Limit: -1}); exit(err) != pipe.Usage {
		t.Errorf("queue: %v", err)
	}
	if _, err := l.Search(t.Context(), pipe.SearchAsk{Query: "lamp", Limit: -1}); exit(err) != pipe.Usage {
		t.Errorf("search: %v", err)
	}
}

func TestWhatWasSaidInACallThatIsTakenBackIsTheDraftOfANote(t *testing.T) {
	l := newLedger()
	l.note = &desk.Draft{Ticket: ticket, Note: true, Text: desk.Foreign("ask Tom"), Attachments: []desk.Attachment{{ID: desk.FileID{1}, Name: desk.Foreign("a.txt"), Size: 1}}}
	op := desk.Op{ID: desk.NewOpID(), Ticket: ticket, Actor: "mia", Intent: desk.LogCall{Way: desk.CallIn, Text: desk.Foreign("she has it")}}
	l.ops = []desk.PendingOp{{Op: op, State: desk.OpWaiting}}
	if _, err := l.local().Decide(t.Context(), pipe.DecideAsk{Op: op.ID.String(), What: pipe.Discard}); err != nil {
		t.Fatal(err)
	}
	if l.note == nil || !l.note.Note || l.note.Text != desk.Foreign("she has it\n\nask Tom") || len(l.note.Attachments) != 1 {
		t.Errorf("the draft is %+v", l.note)
	}
}
