package day

import (
	"cmp"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
)

// before is how many days the day is compared with: those of the same person before it.
const before = 7

// mostRatings is how many of the last ratings are shown.
const mostRatings = 20

// sums is what a day comes to.
type sums struct {
	day      metrics.Period
	today    *metrics.Sheet
	week     *metrics.Sheet // the days before
	spreads  map[*metrics.Sheet]map[figure]*metrics.Spread
	answered [before]int // tickets answered on each of them, the oldest first
	tickets  map[desk.TicketID]desk.Ticket
	promises []promise // those that are open, the earliest first
	ratings  []metrics.Case
	reminds  []desk.DueReminder // the earliest first
}

// promise is a day by which we told a customer something.
type promise struct {
	ticket desk.TicketID
	day    time.Time // its beginning
}

// answer is what the ledger was read for.
type answer struct {
	sums sums
	link desk.Link
}

// dayOf is the day of a time, where the person is.
func dayOf(now time.Time) metrics.Period {
	from := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	return metrics.Period{From: from, To: from.AddDate(0, 0, 1)}
}

// addUp reads what one worked on and adds it up. What is read does not grow with the desk,
// only with what one did oneself.
func addUp(reads Reads, me desk.AgentID, now time.Time) (any, error) {
	day := dayOf(now)
	from := day.From.AddDate(0, 0, -before)
	worked, err := reads.Worked(from)
	if err != nil {
		return nil, err
	}
	sla, err := reads.Promises()
	if err != nil {
		return nil, err
	}
	s := sums{
		day: day, tickets: map[desk.TicketID]desk.Ticket{},
		today: &metrics.Sheet{Who: me, Period: day, SLA: sla},
		week:  &metrics.Sheet{Who: me, Period: metrics.Period{From: from, To: day.From}, SLA: sla},
	}
	for i := range worked {
		s.add(&worked[i], me, now)
	}
	if s.reminds, err = reads.Reminders(); err != nil {
		return nil, err
	}
	for _, r := range s.reminds {
		s.tickets[r.Ticket.ID] = r.Ticket
	}
	s.ratings = slices.Concat(s.today.Rated.Cases, s.week.Rated.Cases)
	s.ratings = s.ratings[:min(len(s.ratings), mostRatings)]
	slices.SortFunc(s.promises, func(a, b promise) int {
		return cmp.Or(a.day.Compare(b.day), cmp.Compare(s.tickets[a.ticket].Number, s.tickets[b.ticket].Number))
	})
	s.measure()
	return answer{s, reads.Link()}, nil
}

// measure works out how long things took: a picture is made of it many times.
func (s *sums) measure() {
	s.spreads = map[*metrics.Sheet]map[figure]*metrics.Spread{}
	for _, sh := range []*metrics.Sheet{s.today, s.week} {
		s.spreads[sh] = map[figure]*metrics.Spread{}
		for _, f := range []figure{firstReply, nextReply, resolution} {
			s.spreads[sh][f] = f.of(sh).Spread()
		}
	}
}

// spread is how long a figure's cases took.
func (s *sums) spread(f figure, sh *metrics.Sheet) *metrics.Spread { return s.spreads[sh][f] }

func (s *sums) add(w *desk.Worked, me desk.AgentID, now time.Time) {
	s.tickets[w.Ticket.ID] = w.Ticket
	story := metrics.Of(w.Ticket, w.Thread)
	s.today.Add(w.Ticket, story)
	s.week.Add(w.Ticket, story)
	for i := range s.answered {
		on := s.week.Period.From.AddDate(0, 0, i)
		one := metrics.Sheet{Who: me, Period: metrics.Period{From: on, To: on.AddDate(0, 0, 1)}}
		one.Add(w.Ticket, story)
		s.answered[i] += one.Answered.N()
	}
	if day, ok := promised(w, me, now.Location()); ok {
		s.promises = append(s.promises, promise{w.Ticket.ID, day})
	}
}

// promised is the day by which the agent has promised something on a ticket that is not done
// and is with them, or with nobody. Our next word to the customer keeps a promise, or makes
// another; so does solving the ticket. Who has it now sees to it.
func promised(w *desk.Worked, me desk.AgentID, zone *time.Location) (time.Time, bool) {
	if w.Ticket.Status.Done() || w.Ticket.Assignee != me && w.Ticket.Assignee != "" {
		return time.Time{}, false
	}
	for _, m := range slices.Backward(w.Thread) {
		switch {
		case m.Kind == desk.PhoneCall && m.Call != nil && m.Call.Minutes > 0:
			return time.Time{}, false
		case m.Kind == desk.FromAgent && m.Author.Agent != me:
			return time.Time{}, false
		case m.Kind == desk.FromAgent:
			return phrasebook.PromisedOn(text.Block(m.Text), "", m.At.In(zone))
		}
	}
	return time.Time{}, false
}
