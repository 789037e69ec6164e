package courier_test

import (
	"context"
	"strconv"
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
)

// line is a desk of its own: it applies what arrives and keeps the order. A fault stands
// between it and the courier.
type line struct {
	mu      sync.Mutex
	applied []desk.Op
	verdict map[desk.OpID]desk.Verdict
	lookups []desk.OpID
	sends   map[desk.OpID]int
	pulls   int
	greets  int
	about   string // what the desk says of itself
	fills   int
	seq     int
	flying  int
	most    int
	latency time.Duration
	skew    time.Duration
	tickets int
	page    int
	judge   func(desk.Op) desk.Verdict
	fault   func(ctx context.Context, what string, op desk.Op, n int) error // before the desk hears of it
	lost    func(op desk.Op, n int) error                                   // after it has applied
	hints   chan desk.Hint
	watches int
	told    []desk.Presence
	stuck   bool // a feed that promises more and does not move
	deaf    bool // a desk that forgets what it did: not idempotent
}

func newLine() *line {
	return &line{verdict: map[desk.OpID]desk.Verdict{}, sends: map[desk.OpID]int{}, hints: make(chan desk.Hint), tickets: 5, page: 2}
}

func (d *line) broken(ctx context.Context, what string, op desk.Op, n int) error {
	d.mu.Lock()
	f := d.fault
	d.mu.Unlock()
	if f == nil {
		return nil
	}
	return f(ctx, what, op, n)
}

func (d *line) set(f func(ctx context.Context, what string, op desk.Op, n int) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault = f
}

func (d *line) Describe(ctx context.Context) (desk.Description, error) {
	d.mu.Lock()
	d.greets++
	d.mu.Unlock()
	if err := d.broken(ctx, "describe", desk.Op{}, 0); err != nil {
		return desk.Description{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return desk.Description{Name: "lamps", Skew: d.skew, About: d.about}, nil
}

func (d *line) Changes(ctx context.Context, after desk.Cursor) (desk.Page, error) {
	d.mu.Lock()
	d.pulls++
	n := d.pulls
	d.mu.Unlock()
	if err := d.broken(ctx, "changes", desk.Op{}, n); err != nil {
		return desk.Page{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.stuck {
		return desk.Page{Next: after, More: true}, nil
	}
	at, _ := strconv.Atoi(string(after))
	if at < d.seq {
		at++
	}
	return desk.Page{Next: desk.Cursor(strconv.Itoa(at)), More: at < d.seq, About: d.about}, nil
}

func (d *line) Snapshot(ctx context.Context, begun func(int), take func(desk.Page) error) (int, desk.Cursor, error) {
	d.mu.Lock()
	d.fills++
	n := d.fills
	d.mu.Unlock()
	begun(d.tickets)
	for at := 0; at < d.tickets; at += d.page {
		if err := d.broken(ctx, "snapshot", desk.Op{}, n); err != nil {
			return 0, "", err
		}
		if err := take(desk.Page{Tickets: make([]desk.Ticket, min(d.page, d.tickets-at))}); err != nil {
			return 0, "", err
		}
	}
	return d.tickets, "1", nil
}

// carried is how many operations the desk has carried out.
func (d *line) carried() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.applied)
}

func (d *line) Apply(ctx context.Context, op desk.Op) (desk.Verdict, error) {
	d.mu.Lock()
	d.sends[op.ID]++
	n := d.sends[op.ID]
	d.flying++
	d.most = max(d.most, d.flying)
	d.mu.Unlock()
	defer func() {
		d.mu.Lock()
		d.flying--
		d.mu.Unlock()
	}()
	time.Sleep(d.latency)
	if err := d.broken(ctx, "apply", op, n); err != nil {
		return desk.Verdict{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	v, known := d.verdict[op.ID]
	if !known || d.deaf {
		v = desk.Verdict{Op: op.ID, Outcome: desk.Applied}
		if d.judge != nil {
			v = d.judge(op)
		}
		if v.Outcome == desk.Applied {
			d.applied = append(d.applied, op)
			d.seq++
		}
		d.verdict[op.ID] = v
	}
	if d.lost != nil {
		if err := d.lost(op, n); err != nil {
			return desk.Verdict{}, err
		}
	}
	return v, nil
}

func (d *line) Lookup(ctx context.Context, id desk.OpID) (desk.Verdict, error) {
	if err := d.broken(ctx, "lookup", desk.Op{ID: id}, 0); err != nil {
		return desk.Verdict{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lookups = append(d.lookups, id)
	v, ok := d.verdict[id]
	if !ok {
		return desk.Verdict{}, desk.ErrNotFound
	}
	return v, nil
}

func (d *line) Watch(ctx context.Context, hint func(desk.Hint)) error {
	d.mu.Lock()
	d.watches++
	d.mu.Unlock()
	for {
		if err := d.broken(ctx, "watch", desk.Op{}, 0); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case h := <-d.hints:
			hint(h)
		}
	}
}

func (d *line) Announce(_ context.Context, p desk.Presence) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.told = append(d.told, p)
	return nil
}

// has is what the desk has applied on a ticket, in its order.
func (d *line) has(t desk.TicketID) []desk.OpID {
	d.mu.Lock()
	defer d.mu.Unlock()
	var ids []desk.OpID
	for _, op := range d.applied {
		if op.Ticket == t {
			ids = append(ids, op.ID)
		}
	}
	return ids
}

func (d *line) count(f func() int) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return f()
}
