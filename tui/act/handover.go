package act

import (
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/when"
	"github.com/heed-desk/heed/tui/screen"
)

// handOverDialog chooses who gets a ticket that is handed over: people first, then groups.
// What they have to know is asked for next.
func (a *Acts) handOverDialog(t Target) *Choose {
	return a.amongAgents(t, "choose.hand_over", "choose.type_a_name", func(agents []desk.Agent) []option {
		var options []option
		for _, one := range a.working(agents) {
			if one.ID != a.Me.ID {
				options = append(options, option{label: a.called(one), hint: a.about(one), intent: desk.HandOver{To: one.ID}, then: slotTell})
			}
		}
		for _, g := range groupsOf(agents) {
			options = append(options, option{
				label: text.Line(desk.Foreign(string(g.id))), hint: a.Book.T("choose.a_group"), intent: desk.HandOver{Group: g.id}, then: slotTell,
			})
		}
		return options
	})
}

// remindDialog asks when to be reminded of a ticket; of what is asked for next, and may be
// left out. Where there is a reminder already it can be taken off.
func (a *Acts) remindDialog(t Target) *Choose {
	now := a.Local(a.Now())
	at := func(label string, at time.Time) option {
		o := a.until(label, at, now)
		o.intent, o.then = desk.Remind{At: at.UTC()}, slotTell
		return o
	}
	var options []option
	add := func(key, words string) {
		if moment, err := when.Parse(words, now); err == nil {
			options = append(options, at(a.Book.T(key, "n", 2), moment))
		}
	}
	add("choose.in_hours", "2h")
	add("choose.tomorrow", "tomorrow 9")
	if now.Weekday() != time.Sunday { // there tomorrow says it
		add("choose.monday", "monday 9")
	}
	add("choose.week", "1 week")
	c := a.choose(t, "choose.remind", "choose.type_a_moment", options, func(typed string) ([]option, string) {
		moment, err := moment(a.Book, typed, now)
		switch {
		case errors.Is(err, when.ErrPast):
			return nil, a.Book.T("choose.past")
		case err != nil:
			return nil, a.Book.T("choose.bad_time", "time", half(a.Book))
		}
		return []option{at(a.Book.Weekday(moment.Weekday()), moment)}, ""
	})
	ledger := a.Ledger
	c.load = func() (any, error) { return ledger.Reminders() }
	c.laid = func(v any) []option {
		all, _ := v.([]desk.DueReminder)
		for _, r := range all {
			if r.Ticket.ID == t.ID {
				c.target.Reminder = r.Reminder
				off := option{label: a.Book.T("choose.no_reminder"), hint: Until(a.Session, r.At), intent: desk.Remind{}}
				return append([]option{off}, options...)
			}
		}
		return options
	}
	return c
}

// reminded says what a reminder is set to.
func (a *Acts) reminded(label string, in desk.Remind) string {
	if in.At.IsZero() {
		return a.Book.T("act.no_reminder", "ticket", label)
	}
	return a.Book.T("act.reminds", "ticket", label, "moment", Until(a.Session, in.At))
}

// Remind puts another reminder in the place of one, or with the zero instant none.
func (a *Acts) Remind(was desk.DueReminder, in desk.Remind) screen.Out {
	t := OfThread(desk.Thread{Ticket: was.Ticket, Base: was.Ticket.Version, Seen: was.Ticket.LastMessage})
	t.Reminder = was.Reminder
	return a.submit(t, in)
}
