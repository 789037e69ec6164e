package metrics

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// casesOf is what a ticket adds to every figure of what happened. All that is summed anywhere, over
// a day, a month or one agent's work, is summed from these.
func casesOf(t subject, s *Story, sla *desk.SLA) []Case {
	k := caseMaker{t: t, s: s, sla: sla}
	if sla != nil {
		k.policy, k.calendar, k.promised = sla.Of(t.ticket())
	}
	k.opened()
	k.replied()
	k.solved()
	k.rated()
	return k.all
}

// caseMaker makes the cases of one ticket.
type caseMaker struct {
	t        subject
	s        *Story
	sla      *desk.SLA
	policy   desk.Policy
	calendar desk.Calendar
	promised bool // there is a policy
	all      []Case
}

// add adds a case, with how long it took by both clocks.
func (k *caseMaker) add(n Name, a Answer, h Held) {
	k.all = append(k.all, Case{
		Name: n, Ticket: k.t.ID, At: a.At, By: a.By, Took: a.Took, Hours: k.calendar.Between(a.At.Add(-a.Took), a.At), Held: h,
	})
}

// count adds one of which nothing is measured.
func (k *caseMaker) count(n Name, a Answer) {
	k.all = append(k.all, Case{Name: n, Ticket: k.t.ID, At: a.At, By: a.By})
}

func (k *caseMaker) opened() {
	if !k.s.void {
		k.count(Arrived, Answer{At: k.t.Created})
	}
}

func (k *caseMaker) replied() {
	for _, a := range k.s.Spoken() {
		k.count(Replies, a)
	}
	if a, ok := k.s.FirstReply(); ok {
		k.add(FirstReply, a, k.heldFirst(a))
	}
	for _, a := range k.s.NextReplies() {
		k.add(NextReply, a, k.held(desk.NextReply, a.At.Add(-a.Took), a.At))
	}
	for _, a := range k.s.HandOvers() {
		k.count(HandedOver, a)
	}
}

func (k *caseMaker) solved() {
	for _, a := range k.s.reopenings() {
		k.count(Reopens, a)
	}
	a, ok := k.s.FullResolution()
	if !ok {
		return
	}
	k.count(Ended, a)
	if k.s.Reopens() > 0 {
		k.count(Reopened, a)
	}
	if !k.s.Stands() {
		return
	}
	k.add(Resolution, a, k.heldToTheEnd(a))
	k.spent(RequesterWait, a, desk.New, desk.Open, desk.OnHold)
	k.spent(AgentWait, a, desk.Pending)
	k.spent(OnHold, a, desk.OnHold)
	if k.s.OneTouch() {
		k.add(OneTouch, a, Held{})
	}
	if k.t.Stars > 0 {
		k.count(Responded, a)
	}
}

// spent adds how long a ticket that was solved had been in some statuses.
func (k *caseMaker) spent(n Name, a Answer, in ...desk.Status) {
	k.all = append(k.all, Case{
		Name: n, Ticket: k.t.ID, At: a.At, By: a.By, Took: k.s.In(a.At, desk.Calendar{}, in...), Hours: k.s.In(a.At, k.calendar, in...),
	})
}

func (k *caseMaker) rated() {
	if k.t.Stars == 0 || k.s.void {
		return
	}
	a := Answer{At: k.t.RatedAt, By: k.s.answerer(k.t.RatedAt)}
	k.count(Rated, a)
	if k.t.Stars >= satisfiedFrom {
		k.count(Satisfied, a)
	}
}

// heldFirst is what a first reply is held against: what is promised for the ticket, from when the
// customer waited; nothing where nothing is promised, or nobody waited. At a desk that never says what it
// promises it is FirstReplySpan.
func (k *caseMaker) heldFirst(a Answer) Held {
	if k.sla == nil {
		return Held{Span: FirstReplySpan(k.t.priority()), Used: a.Took}
	}
	from, waited := k.s.waitedFrom(a)
	if !waited {
		return Held{}
	}
	return k.held(desk.FirstReply, from, a.At)
}

// held is what a target is held against that is measured from one time to another.
func (k *caseMaker) held(target desk.Target, from, to time.Time) Held {
	o, calendar, ok := k.promise(target)
	if !ok {
		return Held{}
	}
	return Held{Span: o.Within, Business: !o.Calendar, Used: calendar.Between(from, to)}
}

// heldToTheEnd is what a resolution is held against: the time that it was not done, less the statuses in which
// the policy lets it stand still.
func (k *caseMaker) heldToTheEnd(a Answer) Held {
	o, calendar, ok := k.promise(desk.Resolution)
	if !ok {
		return Held{}
	}
	counts := []desk.Status{desk.New, desk.Open}
	for _, st := range []desk.Status{desk.Pending, desk.OnHold} {
		if !k.policy.PausesIn(st) {
			counts = append(counts, st)
		}
	}
	return Held{Span: o.Within, Business: !o.Calendar, Used: k.s.In(a.At, calendar, counts...)}
}

// promise is what the policy says of a target, and the hours that it is promised in.
func (k *caseMaker) promise(target desk.Target) (desk.Promise, desk.Calendar, bool) {
	if !k.promised {
		return desk.Promise{}, desk.Calendar{}, false
	}
	o, ok := k.policy.Promised(target, k.t.priority())
	if o.Calendar {
		return o, desk.Calendar{}, ok
	}
	return o, k.calendar, ok
}
