package desk

import "time"

// The horizon of a priority: how long a customer may wait before the ticket is due,
// in calendar time, while no SLA clock is stricter.
const (
	HorizonUrgent = 15 * time.Minute
	HorizonHigh   = time.Hour
	HorizonNormal = 8 * time.Hour
	HorizonLow    = 3 * 24 * time.Hour
)

// Horizon returns how long a ticket of this priority may wait.
func (p Priority) Horizon() time.Duration {
	switch p {
	case PriorityUrgent:
		return HorizonUrgent
	case PriorityHigh:
		return HorizonHigh
	case PriorityLow:
		return HorizonLow
	default:
		return HorizonNormal
	}
}

// Reckoning is how a ticket's place in the order came about: exactly the sum that
// the "why this order" key shows.
type Reckoning struct {
	From     time.Time     // waiting since, or last change where nobody waits
	Waiting  bool          // a customer waits
	Priority Priority      // from urgency and impact
	Horizon  time.Duration // what that priority allows
	Tier     time.Duration // taken off for the customer's tier, at most a tenth of the horizon
	Patience time.Time     // From + Horizon - Tier, never before From
	Promised Clock         // what is promised and runs out before that, or while nobody waits; zero for nothing
	Due      time.Time     // Promised's where there is one, else Patience
	Promise  Target        // of Promised, where Due is its
}

// Reckon computes a ticket's virtual due instant from what happened to it, never
// from the passing of time: the list that is ordered by it does not drift.
func Reckon(t Ticket) Reckoning {
	r := Reckoning{From: t.WaitingSince, Waiting: !t.WaitingSince.IsZero(), Priority: t.Priority()}
	if !r.Waiting {
		r.From = t.UpdatedAt
	}
	r.Horizon = r.Priority.Horizon()
	r.Tier = tierBonus(t.Tier, r.Horizon)
	r.Patience = r.From.Add(r.Horizon - r.Tier)
	r.Due = r.Patience
	first, some := Earliest(t.Clocks)
	if some && !t.Status.Done() && (!r.Waiting || first.Due.Before(r.Patience)) {
		r.Promised, r.Due, r.Promise = first, first.Due, first.Target
	}
	return r
}

// tierBonus is a tenth of the horizon for gold, a twentieth for silver.
func tierBonus(tier Tier, horizon time.Duration) time.Duration {
	switch tier {
	case Gold:
		return horizon / 10
	case Silver:
		return horizon / 20
	default:
		return 0
	}
}
