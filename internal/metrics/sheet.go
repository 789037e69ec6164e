package metrics

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// Period is a stretch of time: From, and before To.
type Period struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Has reports whether a time lies in it.
func (p Period) Has(t time.Time) bool { return !t.Before(p.From) && t.Before(p.To) }

// Sheet is what one agent did in a period. It tells of one person and is made for that one:
// there is nothing in it to compare people by.
type Sheet struct {
	Who    desk.AgentID
	Period Period
	// SLA is what the desk promises, by which first replies are held; nil where it never says.
	SLA *desk.SLA

	Answered   Figure // tickets with a public word of theirs, by the last one
	FirstReply Figure // first replies that were theirs
	NextReply  Figure // next replies that were theirs
	Solved     Figure // tickets that they solved and that stand so; took the full resolution time
	OneTouch   Figure // those of Solved that took one touch
	Rated      Figure // tickets rated that they had answered last
	HandedOver Figure // tickets that they handed over; what came then is not theirs
	Ratings    Ratings
}

// Add takes a ticket into the sheet, once.
func (sh *Sheet) Add(t desk.Ticket, s *Story) {
	var last Case
	for _, c := range casesOf(subjectOf(t), s, sh.SLA) {
		if c.By != sh.Who || sh.Who == "" || !sh.Period.Has(c.At) {
			continue
		}
		if c.Name == Replies {
			last = c
		}
		sh.take(c)
	}
	if !last.At.IsZero() {
		sh.Answered.add(last)
	}
}

func (sh *Sheet) take(c Case) {
	switch c.Name {
	case FirstReply:
		sh.FirstReply.add(c)
	case NextReply:
		sh.NextReply.add(c)
	case Resolution:
		sh.Solved.add(c)
		sh.Ratings.Asked++
	case OneTouch:
		sh.OneTouch.add(c)
	case Responded:
		sh.Ratings.Did++
	case Rated:
		sh.Rated.add(c)
		sh.Ratings.Bad++
	case Satisfied:
		sh.Ratings.Good++
		sh.Ratings.Bad--
	case HandedOver:
		sh.HandedOver.add(c)
	default:
	}
}
