package desk

import (
	"slices"
	"time"
)

// course is how a ticket went, as far as clocks run by it.
type course struct {
	policy   Policy
	calendar Calendar

	at       time.Time // of the last event: clocks that disagree turn no time back
	created  time.Time
	theirs   bool // the customer opened it
	status   Status
	priority Priority
	waiting  time.Time // the oldest word that nobody has answered; zero for none
	answered bool      // the first reply was given
	clocks   []Clock
}

// through goes on by all that happened.
func (k *course) through(events []Event) {
	for _, e := range events {
		k.take(e)
	}
	k.settle()
}

// take goes on by an event.
func (k *course) take(e Event) {
	k.at = later(k.at, e.At)
	switch e.Kind {
	case Created:
		k.open(e)
	case CustomerWrote:
		k.asked(k.at)
	case Replied:
		k.spoke()
	case Called:
		if e.Message != nil && e.Message.Call != nil && e.Message.Call.Minutes > 0 {
			k.spoke() // they were reached
		}
	case StatusChanged:
		k.move(Status(e.To), e.waiting())
	case PriorityChanged:
		k.priority, _ = ParsePriority(e.To)
		k.settle()
	case TookIn:
		if since := e.waiting(); !since.IsZero() {
			k.asked(since)
		}
	case LetGoAgain:
		k.waitsOnlySince(e.waiting())
	default:
	}
}

// waiting is since when somebody waits by what an event changed; zero where it tells of nobody.
func (e Event) waiting() time.Time {
	if e.Message == nil || e.Message.Change == nil {
		return time.Time{}
	}
	return e.Message.Change.Waiting
}

// open begins with the first word of a ticket.
func (k *course) open(e Event) {
	k.created, k.status = k.at, e.Message.begins()
	k.priority, _ = ParsePriority(e.To)
	k.start(Resolution, k.at)
	switch m := e.Message; {
	case m == nil:
	case m.Kind == FromCustomer:
		k.theirs = true
		k.asked(k.at)
	case m.Kind == FromAgent:
		k.start(PeriodicUpdate, k.at)
	default:
	}
}

// asked is a word of the customer that has waited since a time: here, or on a ticket that was
// taken in.
func (k *course) asked(since time.Time) {
	if !k.waiting.IsZero() && !since.Before(k.waiting) {
		return
	}
	target := k.replyOwed()
	if at := k.unfinished(target); k.waiting.IsZero() && k.status.Done() && at >= 0 && target == NextReply {
		k.finish(at, k.stopped(at)) // what it was for ended with the ticket
	}
	k.waiting = since
	switch at := k.unfinished(target); {
	case at < 0:
		k.start(target, k.owedSince(since))
	case (target == NextReply || !k.theirs) && since.Before(k.clocks[at].From):
		k.clocks[at].since(since)
	}
	k.settle()
}

// replyOwed is the target by which a word of the customer's is to be answered.
func (k *course) replyOwed() Target {
	if k.answered {
		return NextReply
	}
	return FirstReply
}

// owedSince is what a reply to a word is measured from: the first to a ticket that the
// customer opened from its creation, any other from the word. For a ticket that we opened
// nobody waits before the customer writes.
func (k *course) owedSince(word time.Time) time.Time {
	if !k.answered && k.theirs {
		return k.created
	}
	return word
}

// spoke is a public word of ours.
func (k *course) spoke() {
	k.waiting = time.Time{}
	for _, t := range []Target{FirstReply, NextReply, PeriodicUpdate} {
		if at := k.unfinished(t); at >= 0 {
			k.finish(at, k.at)
		}
	}
	k.answered = true
	k.start(PeriodicUpdate, k.at)
}

// move goes on in another status. What ends with a ticket stands still, and goes on where the
// ticket is opened again; a word that nobody answered before waits again only where that is
// said of it.
func (k *course) move(to Status, waits time.Time) {
	was := k.status
	k.status = to
	switch {
	case to.Done() && !was.Done():
		k.waiting = time.Time{}
		if at := k.unfinished(Resolution); at >= 0 {
			k.finish(at, k.at)
		}
	case !to.Done():
		if was.Done() {
			k.takeUp(Resolution)
		}
		k.waitsAgain(waits, was)
	}
	k.settle()
}

// waitsAgain is that a word which the ticket's end had settled waits as before; the zero time
// for none, and then it is settled.
func (k *course) waitsAgain(word time.Time, was Status) {
	if !k.waiting.IsZero() {
		return
	}
	if at := k.unfinished(NextReply); at >= 0 && was.Done() && !k.clocks[at].From.Equal(word) {
		k.finish(at, k.stopped(at))
	}
	if k.waiting = word; !word.IsZero() && k.unfinished(k.replyOwed()) < 0 {
		k.start(k.replyOwed(), k.owedSince(word))
	}
}

// waitsOnlySince is that what waited on another ticket went away with it: the oldest word here
// is of a time, or there is none.
func (k *course) waitsOnlySince(word time.Time) {
	k.waiting = word
	at := k.unfinished(k.replyOwed())
	switch {
	case !k.answered && k.theirs, at < 0 && word.IsZero():
	case at < 0:
		k.start(k.replyOwed(), word)
	case word.IsZero():
		k.clocks = slices.Delete(k.clocks, at, at+1)
	default:
		k.clocks[at].since(word)
	}
	k.settle()
}

// since measures a clock from another time, from which on it ran.
func (k *Clock) since(from time.Time) {
	k.From = from
	k.Ran = slices.DeleteFunc(k.Ran, func(s Stretch) bool { return !s.To.IsZero() && !s.To.After(from) })
	if len(k.Ran) > 0 {
		k.Ran[0].From = from
	}
}

func (k *course) start(t Target, from time.Time) {
	k.clocks = append(k.clocks, Clock{Target: t, From: from})
	at := len(k.clocks) - 1
	k.clocks[at].run(k.wants(t), from)
	k.settle()
}

func (k *course) finish(at int, when time.Time) {
	k.clocks[at].run(false, when)
	k.clocks[at] = k.clocks[at].promised(k.policy, k.priority, k.calendar)
	k.clocks[at].End = when
}

// takeUp lets the last clock of a target, which was over, go on.
func (k *course) takeUp(t Target) {
	for at := range slices.Backward(k.clocks) {
		if k.clocks[at].Target == t {
			k.clocks[at].End = time.Time{}
			return
		}
	}
}

// stopped is when a clock stopped last.
func (k *course) stopped(at int) time.Time {
	if ran := k.clocks[at].Ran; len(ran) > 0 && !ran[len(ran)-1].To.IsZero() {
		return ran[len(ran)-1].To
	}
	return k.at
}

// unfinished is where the clock of a target stands that is not over; -1 for nowhere.
func (k *course) unfinished(t Target) int {
	return slices.IndexFunc(k.clocks, func(c Clock) bool { return c.Target == t && !c.Over() })
}

// wants reports whether a target's clock is to run as the ticket stands.
func (k *course) wants(t Target) bool {
	waits := t == FirstReply || t == NextReply // for a word, in any status
	return !k.status.Done() && (waits || !k.policy.PausesIn(k.status))
}

// settle lets each clock that is not over run or stand still, and reckons when it is due.
func (k *course) settle() {
	for i, c := range k.clocks {
		if c.Over() {
			continue
		}
		c.run(k.wants(c.Target), k.at)
		k.clocks[i] = c.promised(k.policy, k.priority, k.calendar)
	}
}

// told are the clocks of which something is promised.
func (k *course) told() []Clock {
	return slices.DeleteFunc(slices.Clone(k.clocks), func(c Clock) bool { return c.Within == 0 })
}
