package tui

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

const (
	slotReminders    = "reminders"
	slotRemindersDue = "reminders.due"
)

// remindersSettle is how long changes of tickets that the agent has no reminder of are let come
// together: on another computer one may have been set.
const remindersSettle = 7 * time.Second

// mostReminded is how many reminders that came due together are said one by one.
const mostReminded = 2

// reminding is what the agent wants to be reminded of, the earliest first, and what of it has
// been said in this session.
type reminding struct {
	all  []desk.DueReminder
	said map[reminded]bool
	came int // how many came due since the agent looked away

	waits bool // they are read again in a moment
}

// reminded tells one reminder from another.
type reminded struct {
	ticket desk.TicketID
	at     int64
}

func (r *Root) readReminders() {
	ledger := r.ledger
	r.ask(r.own, []screen.Ask{{Slot: slotReminders, Read: func() (any, error) { return ledger.Reminders() }}})
}

// mindReminders hears that a ticket changed: one that the agent is to be reminded of counts at
// once, all others together.
func (r *Root) mindReminders(id desk.TicketID) {
	m := &r.reminds
	switch {
	case slices.ContainsFunc(m.all, func(one desk.DueReminder) bool { return one.Ticket.ID == id }):
		r.readReminders()
	case !m.waits:
		m.waits = true
		r.after(r.own, []screen.After{{Slot: slotRemindersDue, Wait: remindersSettle}})
	}
}

// learnReminders takes in what the agent wants to be reminded of, and says what is due.
func (r *Root) learnReminders(all []desk.DueReminder) {
	r.reminds.all = all
	r.remind(r.session.Now())
}

// remind says what has come due and was not said yet, and calls somebody who looks elsewhere.
// What was due before heed was opened is said then.
func (r *Root) remind(now time.Time) {
	m := &r.reminds
	var fresh []desk.DueReminder
	for _, one := range m.all {
		key := reminded{one.Ticket.ID, one.At.Unix()}
		if one.At.After(now) || m.said[key] {
			continue
		}
		if m.said == nil {
			m.said = map[reminded]bool{}
		}
		m.said[key] = true
		fresh = append(fresh, one)
	}
	if len(fresh) == 0 {
		return
	}
	if len(fresh) > mostReminded {
		r.say(screen.Notice{Text: r.session.Book.N("root.reminders", len(fresh)), Level: screen.Warning})
	} else {
		for _, one := range fresh {
			r.say(screen.Notice{Text: r.reminderSaid(one), Level: screen.Warning})
		}
	}
	if r.calling.away {
		r.reminds.came += len(fresh)
		r.call(now)
	}
}

func (r *Root) reminderSaid(one desk.DueReminder) string {
	b, t := r.session.Book, one.Ticket
	label, subject := act.Target{Number: t.Number}.Label(), text.Notice(t.Subject)
	if one.Text.IsEmpty() {
		return b.T("root.reminder", "ticket", label, "subject", subject)
	}
	return b.T("root.reminder.of", "ticket", label, "subject", subject, "words", text.Notice(one.Text))
}

// remindsAt is when the next reminder comes due; zero for never.
func (r *Root) remindsAt(now time.Time) time.Time {
	for _, one := range r.reminds.all {
		if one.At.After(now) {
			return one.At
		}
	}
	return time.Time{}
}

// overdue is how many reminders are due and not done.
func (r *Root) overdue(now time.Time) int {
	n := 0
	for _, one := range r.reminds.all {
		if !one.At.After(now) {
			n++
		}
	}
	return n
}
