package courier_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/courier"
)

// keeping is a ledger that keeps what was carried out, oldest first.
type keeping struct {
	*ledger

	kept []desk.Op
}

func (k *keeping) Carried() (ids []desk.OpID, err error) {
	for _, op := range slices.Backward(k.kept) {
		ids = append(ids, op.ID)
	}
	return ids, nil
}

func (k *keeping) Recall(lost []desk.OpID) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	var back []*entry
	for _, op := range k.kept {
		if slices.Contains(lost, op.ID) && k.find(op.ID) == nil {
			back = append(back, &entry{op: op, unsure: true})
		}
	}
	k.ops = append(back, k.ops...)
	k.awake()
	return nil
}

// bound is a line to a desk that takes operations for its own epoch alone.
type bound struct {
	*line

	epoch, meant string
}

func (b *bound) Bind(epoch string) { b.meant = epoch }

func (b *bound) Describe(ctx context.Context) (desk.Description, error) {
	d, err := b.line.Describe(ctx)
	d.Epoch = b.epoch
	return d, err
}

func (b *bound) Apply(ctx context.Context, op desk.Op) (desk.Verdict, error) {
	if b.meant != b.epoch {
		return desk.Verdict{}, desk.ErrGone
	}
	return b.line.Apply(ctx, op)
}

func TestARestoredDeskGetsWhatItHasLostBeforeAnythingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, d := &keeping{ledger: newLedger()}, &bound{line: newLine(), epoch: "one"}
		ticket := desk.NewTicketID()
		for range 60 { // long before the copy was taken
			op := reply(desk.NewTicketID(), "long ago")
			l.kept = append(l.kept, op)
			d.verdict[op.ID] = desk.Verdict{Op: op.ID, Outcome: desk.Applied}
		}
		lost := []desk.Op{reply(ticket, "one"), reply(ticket, "two")}
		l.kept = append(l.kept, lost...)
		restored := false
		d.fault = func(_ context.Context, what string, _ desk.Op, _ int) error {
			if what == "changes" && restored && d.fills == 0 {
				return desk.ErrGone
			}
			return nil
		}
		c := courier.New(l, d, courier.Options{Rand: func() float64 { return 0.5 }})
		ctx, end := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- c.Run(ctx) }()
		pass(5 * time.Second)
		restored, d.epoch = true, "two" // nobody notices that it was away
		last := reply(ticket, "three")
		l.submit(last)
		pass(10 * time.Minute)
		got := d.has(ticket)
		if want := []desk.OpID{lost[0].ID, lost[1].ID, last.ID}; !slices.Equal(got, want) || l.left() != 0 {
			t.Errorf("the desk has %v, not %v; %d wait", got, want, l.left())
		}
		if n := len(d.lookups); n > 40 {
			t.Errorf("it was asked for %d operations", n)
		}
		end()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v", err)
		}
	})
}
