package act

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller: the sum in whole sentences, from where it begins to what is due.
func (y *Sum) Tell(now time.Time) screen.Speech {
	b, r := y.Book, desk.Reckon(y.ticket)
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(text.Sentence(y.Title()))}}
	add := func(said string) {
		sp.Here = append(sp.Here, screen.Sentence{Text: text.Sentence(said), Line: true, Ages: true})
	}
	switch {
	case r.Waiting:
		add(b.T("why.told.waits", "when", y.instant(r.From, now, r)))
	case r.Promise == "":
		add(b.T(y.today("why.told.changed", r.From, now), "when", y.instant(r.From, now, r)))
	}
	if r.Waiting || r.Promise == "" {
		add(b.T("why.told.horizon", "priority", b.T("priority."+r.Priority.String()), "span", y.span(r.Horizon)))
		if r.Tier > 0 {
			add(b.T("why.told.tier", "tier", text.Line(desk.Foreign(string(y.ticket.Tier))), "span", y.span(r.Tier)))
		}
	}
	if r.Promise != "" {
		add(b.T("why.told.promised."+string(r.Promise), "when", y.instant(r.Promised.Due, now, r)))
	}
	left := "why.left"
	switch {
	case r.Due.Before(now) && r.Promise == "":
		left = "why.over"
	case r.Due.Before(now):
		left = "why.late"
	}
	add(b.T(y.today("why.told.due", r.Due, now), "when", y.instant(r.Due, now, r), "left", b.T(left, "span", b.Long(r.Due.Sub(now)))))
	if !r.Waiting && r.Promise == "" {
		add(b.T("why.nobody_waits"))
	}
	return sp
}

// today is the text for a moment of today, which is told by its hour alone, or else that for
// a moment with its day.
func (y *Sum) today(key string, t, now time.Time) string {
	at, is := y.Local(t), y.Local(now)
	if at.YearDay() == is.YearDay() && at.Year() == is.Year() {
		return key + ".today"
	}
	return key
}
