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
	Due      time.Time     // From + Horizon - Tier, never before From
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
	r.Due = r.From.Add(r.Horizon - r.Tier)
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
