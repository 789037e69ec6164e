package metrics

import (
	"slices"
	"time"
)

// Wall is what of a floor may hang where anybody sees it: numbers and times, and no names but those
// of the desk's groups. There is nothing in it of a ticket, a customer or a person.
type Wall struct {
	At       time.Time
	Stale    bool      // the desk could not follow what happened after At
	Counting *Counting // there are no figures yet; else nil

	Open, Unassigned, Waiting int
	Late, Due15, Due60        int
	Longest, LateSince        time.Time // since when somebody waits for a word of ours, and a promise has run out; zero where none

	Arrived, Solved             int
	ArrivedByHour, SolvedByHour [24]int
	FirstReply, Resolution      Typical
	ServiceLevel, Satisfied     Share

	Groups []WallGroup // by name
}

// Typical is how long things took, N of them, in calendar time.
type Typical struct {
	N        int
	P50, P90 time.Duration
}

// WallGroup is how a group stands.
type WallGroup struct {
	Name                string
	Open, Waiting, Late int
}

// Wall is what of a look may hang on a wall, with those of some groups of which there is anything to
// tell: what else stands where a group would in a ticket may be anything, and is left out.
func (l Look) Wall(groups []string) Wall {
	if l.Floor == nil {
		return Wall{Stale: l.Stale, Counting: &Counting{Done: l.counting().Done, Of: l.counting().Of}}
	}
	at, today := l.Floor.Desk.Now, l.Floor.Desk.Today
	w := Wall{
		At: l.Floor.At, Stale: l.Stale,
		Open: at.Open, Unassigned: at.Unassigned, Waiting: at.Waiting, Late: at.Late.N, Due15: at.Due15.N, Due60: at.Due60.N,
		Longest: at.Longest.Since,
		Arrived: today.Arrived, Solved: today.Solved, ArrivedByHour: today.ArrivedByHour, SolvedByHour: today.SolvedByHour,
		FirstReply: today.FirstReply.typical(), Resolution: today.Resolution.typical(),
		ServiceLevel: today.ServiceLevel, Satisfied: today.Satisfied,
	}
	if len(at.Late.Tickets) > 0 {
		w.LateSince = at.Late.Tickets[0].Since
	}
	for _, b := range l.Floor.Groups {
		if slices.Contains(groups, b.Scope.Name) {
			w.Groups = append(w.Groups, WallGroup{Name: b.Scope.Name, Open: b.Now.Open, Waiting: b.Now.Waiting, Late: b.Now.Late.N})
		}
	}
	return w
}

func (l Look) counting() Counting {
	if l.Counting == nil {
		return Counting{}
	}
	return *l.Counting
}

func (t Times) typical() Typical {
	return Typical{N: t.N, P50: t.Calendar.P50, P90: t.Calendar.P90}
}
