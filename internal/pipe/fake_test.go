package pipe_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
)

// ledger is one ticket, 4821, and an outbox; the desk behind it answers as judge says.
type ledger struct {
	mu      sync.Mutex
	cursor  desk.Cursor
	ops     []desk.PendingOp
	judge   func(desk.Op) desk.OpState // empty for applied
	moved   chan struct{}
	pulls   int
	gone    []desk.OpID
	missed  int
	resumed []desk.OpID
	read    desk.MessageID // what the agent was shown
	pull    func(ctx context.Context, l *ledger) error
	note    *desk.Draft
	frail   bool // the next look shows that the records are damaged
	brief   bool // the next that says where the feed goes on sees the records for the last time
	bare    desk.Bare
	by      desk.Channel // by which the ticket came
	who     desk.Customer
}

func newLedger() *ledger {
	return &ledger{cursor: "1", by: desk.Chat, moved: make(chan struct{}, 1), pull: func(_ context.Context, l *ledger) error { l.deliver(); return nil }}
}

var ticket = desk.TicketID{ID: desk.DeriveID("4821")}

var otherTicket = desk.TicketID{ID: desk.DeriveID("4822")}

func (l *ledger) local() *pipe.Local {
	return &pipe.Local{Ledger: l, Kept: true, Unsent: func() (pipe.Unsent, error) { ops, err := l.Outbox(); return pipe.Unsent{Ops: ops}, err }, Subscribe: func() pipe.Subscription { return l }, Pull: func(ctx context.Context) error {
		l.mu.Lock()
		l.pulls++
		l.mu.Unlock()
		return l.pull(ctx, l)
	}}
}

func (l *ledger) Next(ctx context.Context) ([]desk.Change, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-l.moved:
		return []desk.Change{{Kind: desk.ChangedOutbox}}, nil
	}
}

func (l *ledger) Close() {}

// deliver lets the desk judge everything that waits.
func (l *ledger) deliver() {
	l.mu.Lock()
	defer l.mu.Unlock()
	var left []desk.PendingOp
	for _, p := range l.ops {
		state := desk.OpState("")
		if l.judge != nil {
			state = l.judge(p.Op)
		}
		if state != "" {
			p.State = state
			if state == desk.OpHeld {
				p.Problem = desk.Refuse(desk.NewerMessage, desk.CustomerSide, 9)
			}
			if state == desk.OpRefused {
				p.Problem = desk.Refuse(desk.FieldConflict, desk.FieldStatus, "tom", "solved")
			}
			left = append(left, p)
		}
	}
	l.ops = left
	select {
	case l.moved <- struct{}{}:
	default:
	}
}

// Resume is Submit for what another ledger may have had.
func (l *ledger) Resume(op desk.Op) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.resumed = append(l.resumed, op.ID)
	if !slices.ContainsFunc(l.ops, func(p desk.PendingOp) bool { return p.Op.ID == op.ID }) {
		l.ops = append(l.ops, desk.PendingOp{Op: op, State: desk.OpWaiting})
	}
	return nil
}

func (l *ledger) Window(view desk.ViewID, _ desk.Anchor, _, after int) (desk.Window, error) {
	if l.frail {
		l.frail, l.cursor = false, ""
		return desk.Window{}, nil
	}
	if l.cursor == "" {
		return desk.Window{}, nil
	}
	rows := []desk.Row{{Excerpt: desk.Excerpt{Number: 4821}}, {Excerpt: desk.Excerpt{Number: 4822}}}
	return desk.Window{Rows: rows[:min(after, 2)], Total: 2}, nil
}

func (l *ledger) Thread(id desk.TicketID, _ int) (desk.Thread, error) {
	if l.frail {
		l.frail, l.cursor = false, ""
		return desk.Thread{}, desk.ErrNotFound
	}
	if id != ticket {
		return desk.Thread{}, desk.ErrNotFound
	}
	return desk.Thread{Ticket: desk.Ticket{ID: ticket, Number: 4821, Channel: l.by, Requester: l.who.ID}, Base: 3, Seen: 8, Read: l.read, Pending: slices.Clone(l.ops)}, nil
}

func (l *ledger) Customer(id desk.CustomerID) (desk.Customer, error) {
	if id != l.who.ID {
		return desk.Customer{}, desk.ErrNotFound
	}
	return l.who, nil
}

func (l *ledger) Find(number int64) (desk.TicketID, error) {
	switch number {
	case 4821:
		return ticket, nil
	case 4822:
		return otherTicket, nil
	default:
		return desk.TicketID{}, desk.ErrNotFound
	}
}

func (l *ledger) Search(context.Context, string, int) (desk.Found, error) {
	return desk.Found{}, errors.New("input/output error")
}

func (l *ledger) Outbox() ([]desk.PendingOp, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.ops), nil
}

func (l *ledger) Agents() ([]desk.Agent, error) {
	return []desk.Agent{{ID: "mia"}, {ID: "tom", Groups: []desk.GroupID{"returns", "parts"}}, {ID: "left", Disabled: true}}, nil
}

func (l *ledger) Submit(op desk.Op, hold time.Duration) error {
	if hold != 0 {
		return errors.New("a pipe has no undo hold")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ops = append(l.ops, desk.PendingOp{Op: op, State: desk.OpWaiting})
	return nil
}

func (l *ledger) Post(op desk.Op) error { return l.Submit(op, 0) }

func (l *ledger) Cancel(id desk.OpID) (desk.Op, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, p := range l.ops {
		if p.Op.ID == id && p.State == desk.OpWaiting {
			l.ops = slices.Delete(l.ops, i, i+1)
			l.gone = append(l.gone, id)
			return p.Op, nil
		}
	}
	return desk.Op{}, desk.Refuse(desk.TooLateToUndo)
}

func (l *ledger) Draft(desk.TicketID, bool) (*desk.Draft, error) { return l.note, nil }

func (l *ledger) SaveDraft(d desk.Draft) error {
	l.note = &d
	return nil
}

func (l *ledger) Discard(id desk.OpID) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ops = slices.DeleteFunc(l.ops, func(p desk.PendingOp) bool { return p.Op.ID == id })
	for i := range l.ops {
		l.ops[i].State = desk.OpWaiting // nothing stands before it any more
	}
	return nil
}

func (l *ledger) Again(old desk.OpID, op desk.Op) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ops = slices.DeleteFunc(l.ops, func(p desk.PendingOp) bool { return p.Op.ID == old })
	l.ops = append(l.ops, desk.PendingOp{Op: op, State: desk.OpWaiting})
	return nil
}

func (l *ledger) Missed() int { return l.missed }

func (l *ledger) Withdrawn(id desk.OpID) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Contains(l.gone, id)
}

func (l *ledger) MarkSeen(_ desk.TicketID, last desk.MessageID) error {
	l.read = max(l.read, last)
	return nil
}

func (l *ledger) Cursor() desk.Cursor {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := l.cursor
	if l.brief {
		l.brief, l.cursor = false, ""
	}
	return at
}

func (l *ledger) Counts() (map[desk.ViewID]int, error) {
	return map[desk.ViewID]int{desk.ViewAll: 2}, nil
}
func (l *ledger) Link() desk.Link { return desk.Link{State: desk.LinkUp, Bare: l.bare} }
func (l *ledger) Me() desk.Me     { return desk.Me{ID: "mia"} }
func (l *ledger) Now() time.Time  { return time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC) }
