package tui_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// stub is a screen that shows what it was told and does what a test says.
type stub struct {
	place  screen.Place
	scopes []keymaps.Scope
	aim    screen.Go
	w, h   int

	field   bool
	typed   string
	focused bool
	learned []string
	heeded  int
	left    bool
	asked   bool // a dialog that opened by itself

	act   func(*stub, keymaps.Action) screen.Out
	start func(*stub) screen.Out
	learn func(*stub, string, any) screen.Out
	leave func(*stub) screen.Out
	why   map[keymaps.Action]desk.Reason
}

func (s *stub) Title() string { return "title of " + string(s.place) }

func (s *stub) Scopes() []keymaps.Scope { return s.scopes }

func (s *stub) Why(a keymaps.Action) desk.Reason { return s.why[a] }

func (s *stub) Act(a keymaps.Action) screen.Out {
	if s.act == nil {
		return screen.Out{}
	}
	return s.act(s, a)
}

func (s *stub) Typing() bool { return s.field }

func (s *stub) Type(key tea.KeyPressMsg) screen.Out {
	s.typed += key.String()
	return screen.Out{}
}

func (s *stub) Paste(words string) screen.Out {
	s.typed += "<" + words + ">"
	return screen.Out{}
}

func (s *stub) Heed(desk.Change) screen.Out {
	s.heeded++
	return screen.Out{}
}

func (s *stub) Learn(slot string, v any) screen.Out {
	s.learned = append(s.learned, fmt.Sprint(slot, "=", v))
	if s.learn == nil {
		return screen.Out{}
	}
	return s.learn(s, slot, v)
}

func (s *stub) Start() screen.Out {
	if s.start == nil {
		return screen.Out{}
	}
	return s.start(s)
}

func (s *stub) Leave() screen.Out {
	s.left = true
	if s.leave == nil {
		return screen.Out{}
	}
	return s.leave(s)
}

func (s *stub) Follow(g screen.Go) screen.Out {
	s.aim = g
	return screen.Out{}
}

func (s *stub) Focus(on bool)        { s.focused = on }
func (s *stub) Resize(w, h int)      { s.w, s.h = w, h }
func (s *stub) OpenedByItself() bool { return s.asked }

func (s *stub) View(time.Time) paint.Frame {
	mark := " "
	if s.focused {
		mark = "*"
	}
	lines := []string{
		mark + string(s.place) + " " + s.aim.Ticket.String(), "typed " + s.typed,
		strings.Join(s.learned, " "),
	}
	f := paint.Frame{Text: part.Fit(lines, s.w, s.h)}
	if s.field {
		f.Caret = &paint.Point{X: min(6+len(s.typed), s.w-1), Y: min(1, s.h-1)}
	}
	return f
}

// ledger is as much of a ledger as the root itself needs.
type ledger struct {
	tui.Ledger // nothing else may be asked for
	mu         sync.Mutex
	outbox     []desk.PendingOp
	link       desk.Link
	cancelled  []desk.OpID
	submitted  []desk.Op
	deeds      []desk.Deed
	threads    map[desk.TicketID]desk.Thread
	late       error       // why nothing can be taken back any more
	full       error       // why nothing can be written for now
	taken      desk.Intent // what is taken back; nil for a reply
}

func (l *ledger) Window(desk.ViewID, desk.Anchor, int, int) (desk.Window, error) {
	return desk.Window{At: -1}, nil
}

func (l *ledger) Rows(_ desk.ViewID, ids []desk.TicketID) ([]desk.Row, error) {
	var rows []desk.Row
	for _, id := range ids {
		rows = append(rows, desk.Row{Excerpt: desk.Excerpt{ID: id, Number: int64(id.ID[15]), Channel: desk.Mail}})
	}
	return rows, nil
}

func (l *ledger) Me() desk.Me    { return desk.Me{ID: "mei"} }
func (l *ledger) Now() time.Time { return time.Now() }

func (l *ledger) Agents() ([]desk.Agent, error) {
	return []desk.Agent{{ID: "tom", Name: desk.Foreign("Tom Hale")}}, nil
}

func (l *ledger) Link() desk.Link {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.link
}

func (l *ledger) Outbox() ([]desk.PendingOp, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.outbox, nil
}

func (l *ledger) Cancel(id desk.OpID) (desk.Op, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.full != nil {
		return desk.Op{}, l.full
	}
	if l.late != nil {
		return desk.Op{}, l.late
	}
	l.cancelled = append(l.cancelled, id)
	if l.taken != nil {
		return desk.Op{ID: id, Ticket: ticketID(7), Intent: l.taken}, nil
	}
	return desk.Op{ID: id, Intent: desk.Reply{Text: desk.Foreign("hello")}}, nil
}

func (l *ledger) Thread(id desk.TicketID, _ int) (desk.Thread, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if th, ok := l.threads[id]; ok {
		return th, nil
	}
	return desk.Thread{}, desk.ErrNotFound
}

func (l *ledger) Deeds() ([]desk.Deed, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.deeds), nil
}

func (l *ledger) Remember(d desk.Deed) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deeds = append(l.deeds, d)
	return nil
}

func (l *ledger) Forget(op desk.OpID) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deeds = slices.DeleteFunc(l.deeds, func(d desk.Deed) bool { return d.Op == op })
	return nil
}

func (l *ledger) CancelAll(ids []desk.OpID, backs map[desk.OpID]desk.Op) (taken, put []desk.Op, err error) {
	for _, id := range ids {
		if op, err := l.Cancel(id); err == nil {
			taken = append(taken, op)
		} else if back, ok := backs[id]; ok {
			put = append(put, back)
		}
	}
	if l.full != nil {
		return nil, nil, l.full
	}
	return taken, put, l.SubmitAll(put, 0)
}

func (l *ledger) SubmitAll(ops []desk.Op, hold time.Duration) error {
	for _, op := range ops {
		if err := l.Submit(op, hold); err != nil {
			return err
		}
	}
	return nil
}

func (l *ledger) Submit(op desk.Op, _ time.Duration) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.submitted = append(l.submitted, op)
	return nil
}

// news hands out changes that a test puts in.
type news struct{ ch chan []desk.Change }

func (n news) Next(ctx context.Context) ([]desk.Change, error) {
	select {
	case c, ok := <-n.ch:
		if !ok {
			return nil, context.Canceled
		}
		return c, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (n news) Close() {}

// house is an interface of stubs.
type house struct {
	made   map[screen.Place][]*stub
	ledger *ledger
	news   news
	set    func(*stub)
}

func scopesOf(p screen.Place) []keymaps.Scope {
	switch p {
	case screen.Queue:
		return []keymaps.Scope{keymaps.Queue, keymaps.OnTicket, keymaps.List, keymaps.Everywhere}
	case screen.Ticket:
		return []keymaps.Scope{keymaps.Thread, keymaps.OnTicket, keymaps.List, keymaps.Everywhere}
	case screen.Compose:
		return []keymaps.Scope{keymaps.Composer, keymaps.Field, keymaps.Everywhere}
	case screen.Search:
		return []keymaps.Scope{keymaps.Search, keymaps.Field, keymaps.Everywhere}
	default:
		return []keymaps.Scope{keymaps.List, keymaps.Everywhere}
	}
}

// options makes an interface in which set says how each screen behaves.
func options(set func(*stub)) (*house, tui.Options) {
	h := &house{made: map[screen.Place][]*stub{}, ledger: &ledger{}, news: news{make(chan []desk.Change)}, set: set}
	makers := func(*screen.Session, tui.Ledger) map[screen.Place]screen.Maker {
		all := map[screen.Place]screen.Maker{}
		for _, p := range []screen.Place{screen.Queue, screen.Ticket, screen.Customer, screen.Compose, screen.Search, screen.Outbox} {
			all[p] = func(g screen.Go) screen.Screen {
				s := &stub{place: p, scopes: scopesOf(p), aim: g, field: p == screen.Compose || p == screen.Search}
				if h.set != nil {
					h.set(s)
				}
				h.made[p] = append(h.made[p], s)
				return s
			}
		}
		return all
	}
	return h, tui.Options{Ledger: h.ledger, News: h.news, Makers: makers, Theme: theme.Plain, Zone: time.UTC}
}

func (h *house) last(p screen.Place) *stub {
	all := h.made[p]
	if len(all) == 0 {
		return &stub{}
	}
	return all[len(all)-1]
}

// inHeed runs a test of the interface in a terminal.
func inHeed(t *testing.T, w, h int, set func(*stub), test func(*house, *tuitest.Term)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		house, o := options(set)
		test(house, tuitest.Start(t, o, w, h))
	})
}

func ticketID(n byte) desk.TicketID {
	var id desk.TicketID
	id.ID[15] = n
	return id
}
