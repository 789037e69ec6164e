package story_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/courier"
)

// schedules is how many random schedules a run goes through; HEED_TORTURE asks for more.
func schedules(t *testing.T) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("HEED_TORTURE")); err == nil {
		return n
	}
	if testing.Short() {
		return 5
	}
	return 40
}

// TestAnyScheduleOfFaultsDeliversEachExactlyOnce lets chance cut, lose, kill and interfere.
// Whatever heed has said to be kept is on the desk once, in order, or waits for a decision
// with its reason; and the machine ends up with what the desk has.
func TestAnyScheduleOfFaultsDeliversEachExactlyOnce(t *testing.T) {
	var kept atomic.Int64
	n := schedules(t)
	for seed := range n {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, uint64(seed))
				defer w.shop.close()
				for range 25 {
					w.step()
				}
				w.settle()
				w.check()
				w.stop()
				kept.Add(int64(len(w.kept)))
			})
		})
	}
	t.Logf("%d schedules, %d operations said to be kept", n, kept.Load())
}

// world is a desk, a machine without a screen, and what was said to be kept on it.
type world struct {
	t       *testing.T
	rng     *rand.Rand
	shop    *shop
	tickets []desk.TicketID
	dir     string
	ledger  *cache.Ledger
	line    *client.Line
	end     context.CancelFunc
	done    chan error
	kept    []desk.Op
	undone  map[desk.OpID]bool
	log     []string

	mu  sync.Mutex
	jit *rand.Rand
}

func newWorld(t *testing.T, seed uint64) *world {
	t.Helper()
	w := &world{t: t, rng: rand.New(rand.NewPCG(seed, 7)), jit: rand.New(rand.NewPCG(seed, 8)), shop: openShop(t), dir: filepath.Join(t.TempDir(), "0"), undone: map[desk.OpID]bool{}}
	for i := range 3 {
		w.tickets = append(w.tickets, w.shop.writes(fmt.Sprint("Customer ", i), fmt.Sprint("Matter ", i), "Hello"))
	}
	w.start()
	return w
}

func (w *world) start() {
	w.t.Helper()
	var err error
	w.ledger, err = cache.Open(cache.Options{Dir: w.dir, Key: key, Me: desk.Me{ID: mia}, Rights: desk.RightsOf(desk.RoleAgent), Author: desk.Author{Agent: mia}})
	w.shop.ok(err)
	w.line, err = client.New(client.Options{URL: "http://localhost", Transport: w.shop.wire})
	w.shop.ok(err)
	ctx, end := context.WithCancel(w.t.Context())
	w.end, w.done = end, make(chan error, 1)
	c := courier.New(w.ledger, w.line, courier.Options{Rand: w.jitter})
	go func() { w.done <- c.Run(ctx) }()
	synctest.Wait()
}

// jitter is a source of chance of its own: couriers draw from it while the schedule goes on.
func (w *world) jitter() float64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.jit.Float64()
}

func (w *world) stop() {
	w.end()
	if err := <-w.done; !errors.Is(err, context.Canceled) {
		w.t.Errorf("the courier ended with %v", err)
	}
	w.shop.ok(w.line.Close())
	w.shop.ok(w.ledger.Close())
}

// kill leaves what is on the disk at this instant to the next start.
func (w *world) kill(next weather) {
	synctest.Wait()
	after := filepath.Join(w.t.TempDir(), strconv.Itoa(len(w.log)))
	w.shop.ok(os.CopyFS(after, os.DirFS(w.dir)))
	w.shop.ok(os.Chmod(after, 0o700))
	was := w.shop.wire
	w.shop.wire = was.next(next)
	was.turn(cut)
	w.stop()
	w.dir = after
	w.start()
}

// step is one thing that happens.
func (w *world) step() {
	ticket := w.tickets[w.rng.IntN(len(w.tickets))]
	switch n := w.rng.IntN(20); {
	case n < 8:
		w.note("submit")
		w.submit(ticket)
	case n < 9:
		w.note("undo")
		w.undo()
	case n < 13:
		to := weather(w.rng.IntN(int(denied) + 1))
		w.note(fmt.Sprint("weather ", to))
		w.shop.wire.turn(to)
	case n < 17:
		d := time.Duration(w.rng.IntN(90_000)) * time.Millisecond
		w.note(fmt.Sprint("pass ", d))
		time.Sleep(d)
	case n < 18:
		w.note("customer")
		w.shop.adds(ticket, "And another thing")
	case n < 19:
		w.note("colleague")
		w.interfere(ticket)
	default:
		w.note("kill")
		w.kill(weather(w.rng.IntN(int(denied) + 1)))
	}
	synctest.Wait()
}

func (w *world) note(s string) { w.log = append(w.log, s) }

// submit is mia at work, with what her machine knows.
func (w *world) submit(id desk.TicketID) {
	th, err := w.ledger.Thread(id, 1)
	if err != nil {
		return // not fetched yet
	}
	words := desk.Foreign(fmt.Sprintf("words %03d.", len(w.kept)))
	intents := []desk.Intent{
		desk.Reply{Text: words},
		desk.Reply{Text: words},
		desk.Note{Text: words},
		desk.SetStatus{Status: desk.OnHold},
		desk.Tag{Tags: []string{"t" + strconv.Itoa(w.rng.IntN(3))}},
	}
	op := desk.Op{ID: desk.NewOpID(), Ticket: id, Base: th.Base, Seen: th.Seen, Actor: mia, At: w.ledger.Now(), Intent: intents[w.rng.IntN(len(intents))]}
	w.shop.ok(w.ledger.Submit(op, time.Duration(w.rng.IntN(2))*8*time.Second))
	w.kept = append(w.kept, op)
}

// undo takes the newest operation back where it still can be.
func (w *world) undo() {
	if len(w.kept) == 0 {
		return
	}
	op := w.kept[len(w.kept)-1]
	if _, err := w.ledger.Cancel(op.ID); err == nil {
		w.undone[op.ID] = true
	}
}

// interfere is a colleague who changes a field.
func (w *world) interfere(id desk.TicketID) {
	ctx := context.Background()
	p, err := w.shop.store.As(ctx, "tom")
	w.shop.ok(err)
	page, err := w.shop.store.Thread(ctx, id)
	w.shop.ok(err)
	_, err = w.shop.store.Do(ctx, p, desk.Op{
		ID: desk.NewOpID(), Ticket: id, Actor: "tom", Base: page.Tickets[0].Version, Seen: page.Tickets[0].LastMessage,
		Intent: desk.SetStatus{Status: []desk.Status{desk.Open, desk.Pending, desk.OnHold}[w.rng.IntN(3)]},
	})
	w.shop.ok(err)
}

// settle ends the faults and lets everything come to rest.
func (w *world) settle() {
	w.note("settle")
	w.shop.wire.turn(fair)
	time.Sleep(20 * time.Minute)
	synctest.Wait()
}

// check holds what was promised.
func (w *world) check() {
	w.t.Helper()
	waiting := map[desk.OpID]desk.OpState{}
	ops, err := w.ledger.Outbox()
	w.shop.ok(err)
	for _, p := range ops {
		waiting[p.Op.ID] = p.State
		if p.State == desk.OpWaiting || p.State == desk.OpSending || p.State == desk.OpHolding {
			w.t.Errorf("%s is stuck: %s after %d tries", p.Op.ID, p.State, p.Tries)
		}
	}
	for _, op := range w.kept {
		w.fate(op, waiting[op.ID])
	}
	for _, id := range w.tickets {
		w.order(id)
		w.converged(id)
	}
	if w.t.Failed() {
		w.t.Logf("schedule: %q", w.log)
	}
}

// fate holds that an operation happened once, or not at all and the ledger says why.
func (w *world) fate(op desk.Op, state desk.OpState) {
	w.t.Helper()
	p, err := w.shop.store.As(context.Background(), mia)
	w.shop.ok(err)
	v, err := w.shop.store.Lookup(context.Background(), p, op.ID)
	arrived := err == nil
	switch {
	case w.undone[op.ID]:
		if arrived || state != "" {
			w.t.Errorf("%s was taken back and is on the desk (%v) or waits (%q)", op.ID, v.Outcome, state)
		}
	case state == "" && (!arrived || v.Outcome != desk.Applied):
		w.t.Errorf("%s left the outbox, and on the desk it is %q (%v)", op.ID, v.Outcome, err)
	case arrived && v.Outcome == desk.Applied && state != "":
		w.t.Errorf("%s is on the desk and still %s", op.ID, state)
	}
	words, _ := op.Text()
	if words.IsEmpty() {
		return
	}
	n := 0
	page, err := w.shop.store.Thread(context.Background(), op.Ticket)
	w.shop.ok(err)
	for _, m := range page.Messages {
		if m.Text == words {
			n++
		}
	}
	if n > 1 || (state == "" && !w.undone[op.ID]) != (n == 1) {
		w.t.Errorf("the words of %s are on the desk %d times, state %q", op.ID, n, state)
	}
}

// order holds that the operations of a ticket happened in the order in which they were made.
func (w *world) order(id desk.TicketID) {
	w.t.Helper()
	page, err := w.shop.store.Thread(context.Background(), id)
	w.shop.ok(err)
	var made, happened []desk.OpID
	for _, op := range w.kept {
		if words, _ := op.Text(); op.Ticket == id && !words.IsEmpty() {
			made = append(made, op.ID)
		}
	}
	for _, m := range page.Messages {
		if slices.Contains(made, m.Op) && (m.Kind == desk.FromAgent || m.Kind == desk.InternalNote) {
			happened = append(happened, m.Op)
		}
	}
	at := -1
	for _, op := range happened {
		i := slices.Index(made, op)
		if i < at {
			w.t.Errorf("on %s an operation overtook another", id)
		}
		at = i
	}
}

// converged holds that the machine has what the desk has.
func (w *world) converged(id desk.TicketID) {
	w.t.Helper()
	page, err := w.shop.store.Thread(context.Background(), id)
	w.shop.ok(err)
	th, err := w.ledger.Thread(id, 10_000)
	w.shop.ok(err)
	if th.Base != page.Tickets[0].Version {
		w.t.Errorf("%s: the machine has version %d, the desk %d", id, th.Base, page.Tickets[0].Version)
	}
	for _, m := range page.Messages {
		if !slices.ContainsFunc(th.Messages, func(o desk.Message) bool { return o.ID == m.ID && o.Text == m.Text }) {
			w.t.Errorf("%s: entry %d is not on the machine", id, m.ID)
		}
	}
}
