package tui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// elsewhere has somebody do something to a ticket.
func (l listening) elsewhere(number int64, who desk.AgentID, in desk.Intent) desk.Change {
	l.g.mu.Lock()
	defer l.g.mu.Unlock()
	d := l.g.d
	id, err := d.Find(number)
	if err != nil {
		panic(err)
	}
	t := d.Tickets[id]
	op := desk.Op{ID: desk.NewOpID(), Ticket: id, Base: t.Version, Seen: t.LastMessage, Actor: who, At: time.Now(), Intent: in}
	after, events, err := desk.Apply(t, op, desk.Facts{Now: time.Now(), Rights: desk.AllRights(), Author: desk.Author{Agent: who, Name: desk.Foreign(string(who))}})
	if err != nil {
		panic(err)
	}
	d.Tickets[id] = after
	for _, e := range events {
		if e.Message != nil {
			d.Entries[id] = append(d.Entries[id], *e.Message)
		}
	}
	return desk.Change{Kind: desk.ChangedTicket, Ticket: id}
}

func TestWhatHappensOnAFollowedTicketIsToldWithoutAWordOfAnybody(t *testing.T) {
	calling(t, nil, func(l listening) {
		l.change(l.elsewhere(4790, "tom", desk.Assign{To: "tom"}))
		l.change(l.elsewhere(4790, "kim", desk.Follow{}))
		for _, c := range []struct {
			who  desk.AgentID
			in   desk.Intent
			want string
		}{
			{desk.System, desk.Receive{Text: desk.Foreign("my secret words")}, "#4790, which you follow: the customer wrote."},
			{"tom", desk.Note{Text: desk.Foreign("my secret words")}, "#4790, which you follow: Tom left a note."},
			{"tom", desk.Reply{Text: desk.Foreign("my secret words")}, "#4790, which you follow: Tom answered."},
			{"tom", desk.SetStatus{Status: desk.OnHold}, "#4790, which you follow, is on hold now."},
			{"tom", desk.SetPriority{Urgency: desk.High, Impact: desk.High}, "#4790, which you follow, was changed by Tom."},
			{"tom", desk.SetStatus{Status: desk.Solved}, "#4790, which you follow, is solved now."},
			{desk.System, desk.Receive{Text: desk.Foreign("my secret words")}, "#4790, which you follow: the customer wrote."},
		} {
			got := l.change(l.elsewhere(4790, c.who, c.in))
			l.Sees(c.want)
			if strings.Contains(got, "secret") {
				t.Errorf("the terminal got %q", got)
			}
			l.Pass(time.Minute)
			l.SeesNot(c.want)
		}
		l.change(l.elsewhere(4790, "kim", desk.SetPriority{}))
		l.SeesNot("which you follow")
		l.change(l.elsewhere(4790, "kim", desk.Unfollow{}))
		l.change(l.elsewhere(4790, "tom", desk.SetStatus{Status: desk.OnHold}))
		l.SeesNot("which you follow")
	})
}

func TestWhoIsNamedInANoteIsToldFollowsAndIsCalled(t *testing.T) {
	calling(t, nil, func(l listening) {
		l.change(l.elsewhere(4790, "tom", desk.Assign{To: "tom"}))
		l.Pass(time.Minute)
		l.Wire()
		got := l.change(l.elsewhere(4790, "tom", desk.Note{Text: desk.Foreign("@kim my secret words"), Mentions: []desk.AgentID{"kim"}}))
		l.Sees("Tom named you in a note on #4790. You follow it now.")
		if counts, err := l.g.Counts(); err != nil || counts[desk.ViewFollowing] != 1 {
			t.Errorf("%v %v", counts, err)
		}
		if !strings.Contains(got, "1 ticket you follow moved") || strings.Contains(got, "secret") {
			t.Errorf("the terminal got %q", got)
		}
		if got := l.change(desk.Change{Kind: desk.ChangedAll}); strings.Contains(got, "named you") {
			t.Errorf("told twice: %q", got)
		}
	})
}

func TestManyFollowedTicketsThatMoveAtOnceAreOneSentenceAndStandInTheLog(t *testing.T) {
	calling(t, nil, func(l listening) {
		all := []int64{4790, 4811, 4821, 4833}
		var changes []desk.Change
		for _, n := range all {
			l.change(l.elsewhere(n, "kim", desk.Follow{}))
		}
		for _, n := range all {
			changes = append(changes, l.elsewhere(n, "tom", desk.Note{Text: desk.Foreign("hm")}))
		}
		l.change(changes...)
		l.Sees("4 tickets that you follow have moved.")
		l.Press("g n")
		l.Sees("#4790, which you follow: Tom left a note.", "#4833, which you follow: Tom left a note.")
	})
}
