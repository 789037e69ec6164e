package metrics

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// Report is what happened in a period, of the whole desk and of each of its parts of a kind.
type Report struct {
	Period Period `json:"period"` // whole days where the desk is
	Zone   string `json:"zone"`   // where that is
	By     By     `json:"by,omitempty"`
	Desk   Sums   `json:"desk"`
	Parts  []Part `json:"parts,omitempty"` // by name: those in which anything happened
}

// Part is what happened in one part of a desk.
type Part struct {
	Scope Scope `json:"scope"`
	Sums  Sums  `json:"sums"`
}

// Reckoning is a report, or while that is reckoned, how far it is.
type Reckoning struct {
	Counting *Counting `json:"counting,omitempty"`
	Report   *Report   `json:"report,omitempty"`
}

// Tally sums up a period for a report: ticket by ticket, each once. It keeps no more of them than their
// numbers.
type Tally struct {
	sla    desk.SLA
	zone   *time.Location
	period Period
	by     By
	sums   map[Scope]*totals
}

// NewTally is of a period at a desk that promises sla and is in a zone.
func NewTally(sla desk.SLA, zone *time.Location, p Period, by By) *Tally {
	return &Tally{sla: ready(sla), zone: zone, period: p, by: by, sums: map[Scope]*totals{}}
}

// Add adds a ticket as it stands, with its whole thread.
func (y *Tally) Add(t desk.Ticket, thread []desk.Message) {
	of := subjectOf(t)
	for _, c := range casesOf(of, Of(t, thread), &y.sla) {
		if !y.period.Has(c.At) {
			continue
		}
		for _, s := range of.parts(c.By) {
			if s != (Scope{}) && s.By != y.by {
				continue
			}
			if y.sums[s] == nil {
				y.sums[s] = newTotals()
			}
			y.sums[s].add(c, c.At.In(y.zone).Hour(), +1)
		}
	}
}

// Report is what it comes to.
func (y *Tally) Report() Report {
	r := Report{Period: y.period, Zone: y.zone.String(), By: y.by, Desk: y.sums[Scope{}].sums()}
	there := map[Scope]bool{}
	for s := range y.sums {
		there[s] = true
	}
	delete(there, Scope{})
	for _, s := range sorted(y.by, there) {
		r.Parts = append(r.Parts, Part{s, y.sums[s].sums()})
	}
	return r
}
