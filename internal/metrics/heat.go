package metrics

import "time"

// HeatDays are how many whole days a heat map is of: each day of the week twice.
const HeatDays = 14

// Heat is how many tickets arrived by weekday and hour, summed over the HeatDays days before today.
type Heat struct {
	Scope Scope  `json:"scope,omitzero"`
	Days  Period `json:"days"` // whole days where the desk is
	N     int    `json:"n"`    // all of them
	// From Monday on, each by the hour of the clock on the wall.
	Weekdays [7][24]int `json:"weekdays"`
}

// Heat is how tickets arrived in a part by weekday and hour until the day of a time, without that day. Of an
// agent there is nothing in it: tickets arrive for nobody.
func (e *Engine) Heat(now time.Time, s Scope) Heat {
	today := e.DayOf(now).From
	h := Heat{Scope: s, Days: Period{today.AddDate(0, 0, -HeatDays), today}}
	for i := range HeatDays {
		day := h.Days.From.AddDate(0, 0, i)
		p := e.days[e.dateOf(day)][s]
		if p == nil {
			continue
		}
		row := &h.Weekdays[(int(day.Weekday())+6)%7]
		for hour, n := range p.arrived {
			row[hour] += n
			h.N += n
		}
	}
	return h
}
