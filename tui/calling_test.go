package tui_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

const (
	looksAway = "\x1b[O"
	looksBack = "\x1b[I"
	onDesktop = "\x1b]777;notify;heed;"
	beside    = "\x1b]9;heed: "
)

// listening is an agent at a terminal that tells of its focus.
type listening struct {
	*tuitest.Term
	g    *guarded
	news news
}

func calling(t *testing.T, change func(*tui.Options), test func(l listening)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := listening{g: shop(), news: news{make(chan []desk.Change)}}
		o := tui.Options{Ledger: l.g, News: l.news, Theme: theme.Plain, Zone: time.UTC, Call: tui.CallDesktop}
		if change != nil {
			change(&o)
		}
		l.Term = tuitest.Start(t, o, 100, 30)
		l.away()
		test(l)
	})
}

func (l listening) away() {
	l.Send(looksAway)
	l.Settle()
	l.Wire()
}

// change changes the desk, tells of it, and returns what came to the terminal.
func (l listening) change(what ...desk.Change) string {
	l.news.ch <- what
	l.Settle()
	return l.Wire()
}

// writes has a customer write in a ticket.
func (l listening) writes(number int64, words string) desk.Change {
	l.g.mu.Lock()
	defer l.g.mu.Unlock()
	id, err := l.g.d.Find(number)
	if err != nil {
		panic(err)
	}
	t := l.g.d.Tickets[id]
	t.LastMessage++
	t.Version++
	t.Subject = desk.Foreign(words)
	l.g.d.Tickets[id] = t
	l.g.d.Unread[id] = true
	return desk.Change{Kind: desk.ChangedTicket, Ticket: id}
}

// gives has somebody give the agent a ticket.
func (l listening) gives(number int64, subject string) desk.Change {
	l.g.mu.Lock()
	defer l.g.mu.Unlock()
	id := l.g.d.Open(number, subject, subject, subject, time.Minute, func(t *desk.Ticket) { t.Assignee = l.g.d.Who.ID })
	return desk.Change{Kind: desk.ChangedTicket, Ticket: id}
}

func TestWhoLooksElsewhereIsCalledWhenACustomerWritesAndOnlyThen(t *testing.T) {
	calling(t, nil, func(l listening) {
		got := l.change(l.writes(4821, "Still nothing"))
		if !strings.Contains(got, onDesktop+"1 new in Mine\x1b\\") || !strings.Contains(got, beside+"1 new in Mine\a") || strings.Count(got, "777") != 1 {
			t.Errorf("the terminal got %q", got)
		}
		if !strings.Contains(got, "\x1b]2;(1) heed · mine 4\a") {
			t.Errorf("the title does not count: %q", got)
		}
		l.Pass(time.Minute)
		if got := l.change(desk.Change{Kind: desk.ChangedAll}); strings.Contains(got, "777") {
			t.Errorf("nothing came, and the terminal got %q", got)
		}
		l.Send(looksBack)
		l.Settle()
		if got := l.change(l.writes(4833, "And mine?")); strings.Contains(got, "777") || !strings.Contains(got, "\x1b]2;(2) heed") {
			t.Errorf("whoever looks at it got %q", got)
		}
	})
}

func TestManyThingsThatComeTogetherAreOneCallIn10Seconds(t *testing.T) {
	calling(t, nil, func(l listening) {
		first := l.change(l.writes(4821, "a"))
		rest := l.change(l.writes(4833, "b")) + l.change(l.gives(5001, "c")) + l.change(l.writes(4833, "d"))
		if strings.Count(first, "777") != 1 || strings.Contains(rest, "777") {
			t.Errorf("at once came %q, then %q", first, rest)
		}
		l.Pass(10 * time.Second)
		if got := l.Wire(); strings.Count(got, "777") != 1 || !strings.Contains(got, "3 new in Mine") {
			t.Errorf("after 10 s came %q", got)
		}
		l.Pass(time.Hour)
		if got := l.Wire(); strings.Contains(got, "777") {
			t.Errorf("then came %q", got)
		}
	})
}

func TestACallNeverHoldsWhatACustomerWroteOrIsCalled(t *testing.T) {
	calling(t, nil, func(l listening) {
		evil := "EVIL\x1b]52;c;ZXZpbA==\a\u009cEVIL;EVIL"
		got := l.change(l.gives(5001, evil), l.writes(4821, evil))
		if !strings.Contains(got, onDesktop+"2 new in Mine\x1b\\") {
			t.Errorf("the terminal got %q", got)
		}
		for _, said := range regexp.MustCompile(`\x1b\][^\x07\x1b]*`).FindAllString(got, -1) {
			if strings.Contains(said, "EVIL") || strings.HasPrefix(said, "\x1b]52") {
				t.Errorf("the terminal is told %q", said)
			}
		}
	})
}

func TestATicketThatWakesCallsAndOneThatTheAgentTookDoesNot(t *testing.T) {
	calling(t, nil, func(l listening) {
		l.g.mu.Lock()
		id := l.g.d.Open(5001, "asleep", "Zoe", "x", time.Hour, func(t *desk.Ticket) {
			t.Assignee, t.SnoozedUntil = l.g.d.Who.ID, time.Now().Add(time.Hour)
		})
		taken := l.g.d.Open(5002, "free", "Zoe", "x", time.Hour)
		l.g.d.Ops = append(l.g.d.Ops, desk.PendingOp{State: desk.OpWaiting, Op: desk.Op{
			ID: desk.NewOpID(), Ticket: taken, Actor: l.g.d.Who.ID, At: time.Now(), Intent: desk.Assign{To: l.g.d.Who.ID},
		}})
		l.g.mu.Unlock()
		if got := l.change(desk.Change{Kind: desk.ChangedTicket, Ticket: id}, desk.Change{Kind: desk.ChangedTicket, Ticket: taken}); strings.Contains(got, "777") {
			t.Errorf("nothing came yet, and the terminal got %q", got)
		}
		l.g.mu.Lock()
		woken := l.g.d.Tickets[id]
		woken.SnoozedUntil = time.Time{}
		l.g.d.Tickets[id] = woken
		l.g.mu.Unlock()
		if got := l.change(desk.Change{Kind: desk.ChangedTicket, Ticket: id}); !strings.Contains(got, "1 new in Mine") {
			t.Errorf("it woke, and the terminal got %q", got)
		}
	})
}

func TestAReplyThatIsHeldCalls(t *testing.T) {
	calling(t, nil, func(l listening) {
		l.g.mu.Lock()
		id, _ := l.g.d.Find(4821)
		l.g.d.Ops = append(l.g.d.Ops, desk.PendingOp{State: desk.OpHeld, Op: desk.Op{
			ID: desk.NewOpID(), Ticket: id, Actor: l.g.d.Who.ID, At: time.Now(), Intent: desk.Reply{Text: desk.Foreign("hello")},
		}})
		l.g.mu.Unlock()
		got := l.change(desk.Change{Kind: desk.ChangedOutbox, Ticket: id})
		if !strings.Contains(got, onDesktop+"1 in the outbox needs you") || !strings.Contains(got, "(1) heed") {
			t.Errorf("the terminal got %q", got)
		}
	})
}

func TestWhoWantsOnlyTheBellGetsOnlyTheBellAndInQuietHoursNothing(t *testing.T) {
	bells := func(s string) int { return strings.Count(strings.ReplaceAll(s, "heed · mine 4\a", ""), "\a") }
	for name, c := range map[string]struct {
		change func(*tui.Options)
		bells  int
	}{
		"bell":  {func(o *tui.Options) { o.Call = tui.CallBell }, 1},
		"off":   {func(o *tui.Options) { o.Call = tui.CallNot }, 0},
		"quiet": {func(o *tui.Options) { o.Quiet = func(time.Time) bool { return true } }, 0},
	} {
		calling(t, c.change, func(l listening) {
			if got := l.change(l.writes(4821, "Hello")); strings.Contains(got, "777") || bells(got) != c.bells {
				t.Errorf("%s: the terminal got %q", name, got)
			}
		})
	}
}
