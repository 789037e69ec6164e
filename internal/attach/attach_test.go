package attach_test

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/attach"
	"github.com/heed-desk/heed/internal/pipe"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// owner answers every verb with what it was asked, and sometimes a fault.
type owner struct {
	asked []any
	fault error
	slow  chan struct{} // closed when Sync may go on
	begun chan struct{} // closed when Sync has begun
}

var moment = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)

func (o *owner) Queue(_ context.Context, ask pipe.QueueAsk) (pipe.Rows, error) {
	o.asked = append(o.asked, ask)
	return pipe.Rows{Rows: []desk.Row{{Excerpt: desk.Excerpt{Number: 7, Subject: desk.Foreign("\x1b[2JLamp"), Due: moment}, Marks: desk.Marks{Waiting: 1}}}, Total: 9}, o.fault
}

func (o *owner) Show(_ context.Context, number int64) (desk.Thread, error) {
	o.asked = append(o.asked, number)
	return desk.Thread{
		Ticket: desk.Ticket{Number: number}, Messages: []desk.Message{{ID: 1, Text: desk.Foreign("hello")}},
		Pending: []desk.PendingOp{{Op: desk.Op{ID: desk.NewOpID(), Intent: desk.Note{Text: desk.Foreign("n")}}, State: desk.OpWaiting}},
	}, o.fault
}

func (o *owner) Search(_ context.Context, ask pipe.SearchAsk) (desk.Found, error) {
	o.asked = append(o.asked, ask)
	return desk.Found{Hits: []desk.Hit{{Snippet: desk.Snippet{Text: desk.Foreign("a lamp"), Spans: []desk.Span{{From: 2, To: 6}}}, Score: 1.5}}, Total: 1}, o.fault
}

func (o *owner) Write(_ context.Context, ask pipe.WriteAsk) ([]pipe.Written, error) {
	o.asked = append(o.asked, ask)
	return []pipe.Written{{Op: desk.NewOpID(), Kind: desk.KindReply, State: pipe.Queued}}, o.fault
}

func (o *owner) Outbox(context.Context) (pipe.Unsent, error) {
	return pipe.Unsent{
		Ops:    []desk.PendingOp{{Op: desk.Op{ID: desk.NewOpID(), Intent: desk.Reply{Text: desk.Foreign("r")}}, Problem: desk.Refuse(desk.NewerMessage)}},
		Drafts: []pipe.Begun{{Opens: true, Text: desk.Foreign("begun")}},
	}, o.fault
}

func (o *owner) Decide(_ context.Context, ask pipe.DecideAsk) (pipe.Decided, error) {
	o.asked = append(o.asked, ask)
	return pipe.Decided{Number: 7, Written: []pipe.Written{{Op: desk.NewOpID(), Kind: desk.KindReply, State: pipe.Discarded}}}, o.fault
}

func (o *owner) Sync(context.Context) (pipe.Synced, error) {
	if o.slow != nil {
		close(o.begun)
		<-o.slow
	}
	return pipe.Synced{Link: desk.LinkUp, Tickets: 3}, o.fault
}

func (o *owner) Holdings(context.Context) (pipe.Holdings, error) {
	return pipe.Holdings{Tickets: 3, Files: []pipe.KeptFile{{Name: "cache.db", Size: 7}}, Oldest: moment}, o.fault
}

func (o *owner) Compact(context.Context) (pipe.Compacted, error) {
	return pipe.Compacted{Before: 9, After: 3}, o.fault
}

func (o *owner) Snapshot(_ context.Context, dir string) error {
	o.asked = append(o.asked, dir)
	return o.fault
}

func (o *owner) Checked(context.Context) error { return o.fault }

func (o *owner) Whom(_ context.Context, typed string) ([]pipe.Person, error) {
	o.asked = append(o.asked, typed)
	return []pipe.Person{{Name: desk.Foreign("Ann\x1b[2J"), Tickets: 2}}, o.fault
}

func (o *owner) Foresee(_ context.Context, who desk.CustomerID) (pipe.Foreseen, error) {
	o.asked = append(o.asked, who)
	return pipe.Foreseen{Tickets: 2, Mine: 1, Shown: 7, Unsent: pipe.Unsent{Drafts: []pipe.Begun{{Text: desk.Foreign("begun")}}}}, o.fault
}

func (o *owner) Erase(_ context.Context, ask pipe.EraseAsk) (pipe.Erased, error) {
	o.asked = append(o.asked, ask.Force)
	return pipe.Erased{Tickets: 2, Unsent: pipe.Unsent{Drafts: []pipe.Begun{{Number: 7, Text: desk.Foreign("begun")}}}}, o.fault
}

func (o *owner) Lock(context.Context) (pipe.Locked, error) {
	return pipe.Locked{Screen: true}, o.fault
}

// serve serves an owner on a socket and returns a client of it.
func serve(t *testing.T, o *owner) (*attach.Client, *attach.Server) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	s := attach.Serve(l, o, nil)
	return attach.NewClient(func(ctx context.Context) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", path)
	}), s
}

func TestEveryVerbComesThroughWhole(t *testing.T) {
	o := &owner{}
	c, s := serve(t, o)
	ctx := t.Context()
	rows, err := c.Queue(ctx, pipe.QueueAsk{View: desk.ViewMine, Limit: 3})
	if err != nil || rows.Total != 9 || rows.Rows[0].Subject != desk.Foreign("\x1b[2JLamp") || rows.Rows[0].Marks.Waiting != 1 || !rows.Rows[0].Due.Equal(moment) {
		t.Errorf("queue %+v, %v", rows, err)
	}
	th, err := c.Show(ctx, 7)
	if err != nil || th.Ticket.Number != 7 || th.Messages[0].Text != desk.Foreign("hello") || th.Pending[0].Op.Intent.Kind() != desk.KindNote {
		t.Errorf("show %+v, %v", th, err)
	}
	found, err := c.Search(ctx, pipe.SearchAsk{Query: "lamp", Limit: 2})
	if err != nil || found.Hits[0].Score != 1.5 || found.Hits[0].Snippet.Spans[0].To != 6 {
		t.Errorf("search %+v, %v", found, err)
	}
	ask := pipe.WriteAsk{Number: 7, Zone: "Europe/Lisbon", Changes: []pipe.Change{{What: pipe.Reply, Value: "ola"}}}
	written, err := c.Write(ctx, ask)
	if err != nil || written[0].State != pipe.Queued || written[0].Op.IsZero() {
		t.Errorf("write %+v, %v", written, err)
	}
	waits, err := c.Outbox(ctx)
	if err != nil || waits.Ops[0].Problem.Code != desk.NewerMessage || !waits.Drafts[0].Opens {
		t.Errorf("outbox %+v, %v", waits, err)
	}
	decided, err := c.Decide(ctx, pipe.DecideAsk{Op: "3f", What: pipe.Discard})
	if err != nil || decided.Number != 7 || decided.Written[0].State != pipe.Discarded {
		t.Errorf("decide %+v, %v", decided, err)
	}
	synced, err := c.Sync(ctx)
	if err != nil || synced.Tickets != 3 {
		t.Errorf("sync %+v, %v", synced, err)
	}
	locked, err := c.Lock(ctx)
	if err != nil || !locked.Screen {
		t.Errorf("lock %+v, %v", locked, err)
	}
	want := []any{pipe.QueueAsk{View: desk.ViewMine, Limit: 3}, int64(7), pipe.SearchAsk{Query: "lamp", Limit: 2}, ask, pipe.DecideAsk{Op: "3f", What: pipe.Discard}}
	if !reflect.DeepEqual(o.asked, want) {
		t.Errorf("asked %+v", o.asked)
	}
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
}

func TestWhatIsKeptIsSeenToThroughTheSocket(t *testing.T) {
	o := &owner{}
	c, s := serve(t, o)
	ctx := t.Context()
	if h, err := c.Holdings(ctx); err != nil || h.Tickets != 3 || h.Size() != 7 || !h.Oldest.Equal(moment) {
		t.Errorf("holdings %+v, %v", h, err)
	}
	if done, err := c.Compact(ctx); err != nil || done != (pipe.Compacted{Before: 9, After: 3}) {
		t.Errorf("compact %+v, %v", done, err)
	}
	if err := errors.Join(c.Snapshot(ctx, "there"), c.Checked(ctx)); err != nil {
		t.Error(err)
	}
	if all, err := c.Whom(ctx, "ann"); err != nil || all[0].Name != desk.Foreign("Ann\x1b[2J") || all[0].Tickets != 2 {
		t.Errorf("whom %+v, %v", all, err)
	}
	who := desk.CustomerID{ID: desk.ID{7}}
	if f, err := c.Foresee(ctx, who); err != nil || f.Tickets != 2 || f.Mine != 1 || f.Shown != 7 || f.Unsent.None() {
		t.Errorf("foresee %+v, %v", f, err)
	}
	o.fault = pipe.NewFault(pipe.Conflict, "keep.unsent")
	var f *pipe.Fault
	if e, err := c.Erase(ctx, pipe.EraseAsk{Force: true}); !errors.As(err, &f) || f.Exit != pipe.Conflict || e.Unsent.Drafts[0].Text != desk.Foreign("begun") {
		t.Errorf("erase %+v, %v", e, err)
	}
	if want := []any{"there", "ann", who, true}; !reflect.DeepEqual(o.asked, want) {
		t.Errorf("asked %+v", o.asked)
	}
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
}

func TestAFaultComesThroughWithItsExitStatusAndWhatIsKnown(t *testing.T) {
	o := &owner{fault: pipe.NewFault(pipe.Later, "pipe.queued", "op", "abc")}
	c, s := serve(t, o)
	written, err := c.Write(t.Context(), pipe.WriteAsk{Number: 1})
	var f *pipe.Fault
	if !errors.As(err, &f) || f.Exit != pipe.Later || f.Args["op"] != "abc" || len(written) != 1 {
		t.Errorf("got %+v, %v", written, err)
	}
	o.fault = desk.ErrNotFound
	if _, err := c.Show(t.Context(), 1); !errors.As(err, &f) || f.Exit != pipe.NotFound {
		t.Errorf("got %v", err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAnOwnerOfAnotherVersionDoesNothingAndThatIsSaid(t *testing.T) {
	o := &owner{}
	now := attach.Handler(o, nil)
	for path, body := range map[string]string{
		"/4/write": `{"number":7,"changes":[],"tomorrow":1}`, // a later heed asks for more than we know
		"/2/write": `{"number":7,"changes":[]}`,              // an earlier one asks in its way
	} {
		w := httptest.NewRecorder()
		now.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(body)))
		if w.Code == http.StatusOK || len(o.asked) != 0 {
			t.Errorf("%s: %d, asked %v", path, w.Code, o.asked)
		}
	}

	earlier := httptest.NewServer(http.NotFoundHandler())
	defer earlier.Close()
	c := attach.NewClient(func(ctx context.Context) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", earlier.Listener.Addr().String())
	})
	if _, err := c.Write(t.Context(), pipe.WriteAsk{Number: 7, Seen: 3}); !errors.Is(err, attach.ErrOtherVersion) {
		t.Errorf("got %v", err)
	}
}

func TestAnOwnerThatLeavesAnswersFirst(t *testing.T) {
	o := &owner{slow: make(chan struct{}), begun: make(chan struct{})}
	c, s := serve(t, o)
	type result struct {
		s   pipe.Synced
		err error
	}
	got := make(chan result)
	go func() {
		s, err := c.Sync(context.WithoutCancel(t.Context()))
		got <- result{s, err}
	}()
	<-o.begun
	closed := make(chan error)
	go func() { closed <- s.Close(context.WithoutCancel(t.Context())) }()
	close(o.slow)
	if r := <-got; r.err != nil || r.s.Tickets != 3 {
		t.Errorf("got %+v", r)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if _, err := c.Outbox(t.Context()); !errors.Is(err, attach.ErrGone) {
		t.Errorf("after it left: %v", err)
	}
}

// half is an owner that takes connections and goes away: before it reads, or after.
func half(t *testing.T, after bool) *attach.Client {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() { <-done })
	go func() {
		defer close(done)
		c, err := l.Accept()
		if err != nil {
			t.Error(err)
			return
		}
		in := bufio.NewReader(c)
		for line := "."; line != "\r\n"; {
			if line, err = in.ReadString('\n'); err != nil {
				t.Error(err)
				break
			}
		}
		if after {
			_, err = c.Write([]byte("HTTP/1.1 100 Continue\r\n\r\n"))
			_, rerr := in.ReadByte()
			err = errors.Join(err, rerr)
		}
		if err := errors.Join(err, c.Close(), l.Close()); err != nil {
			t.Error(err)
		}
	}()
	return attach.NewClient(func(ctx context.Context) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", path)
	})
}

func TestAnOwnerThatCannotWaitForWhoAsksLeavesAllTheSameAndHasNotFailed(t *testing.T) {
	o := &owner{slow: make(chan struct{}), begun: make(chan struct{})}
	c, s := serve(t, o)
	got := make(chan error)
	go func() {
		_, err := c.Sync(context.WithoutCancel(t.Context()))
		got <- err
	}()
	<-o.begun
	over, end := context.WithCancel(t.Context())
	end()
	if err := s.Close(over); err != nil {
		t.Errorf("what the owner did itself is said to have failed: %v", err)
	}
	if err := <-got; !errors.Is(err, attach.ErrGone) {
		t.Errorf("who was cut off hears %v", err)
	}
	close(o.slow)
}

func TestItIsKnownWhetherAnOwnerThatWentAwayTookTheQuestion(t *testing.T) {
	ask := pipe.WriteAsk{Number: 7, Changes: []pipe.Change{{What: pipe.Note, Value: "x"}}}
	if _, err := half(t, false).Write(t.Context(), ask); !errors.Is(err, attach.ErrNotTaken) || !errors.Is(err, attach.ErrGone) {
		t.Errorf("before it read: %v", err)
	}
	if _, err := half(t, true).Write(t.Context(), ask); errors.Is(err, attach.ErrNotTaken) || !errors.Is(err, attach.ErrGone) {
		t.Errorf("after it had begun to: %v", err)
	}
}
