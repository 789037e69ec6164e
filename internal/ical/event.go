package ical

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// read are the events of a file.
func read(file string, zone *time.Location) ([]event, error) {
	all, err := lines(file)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 || all[0].name != "BEGIN" || !strings.EqualFold(all[0].value, "VCALENDAR") {
		return nil, &Fault{1, "that is no calendar file"}
	}
	var (
		events []event
		inside []string
		draft  draft
	)
	for _, l := range all {
		switch {
		case l.name == "BEGIN":
			if inside = append(inside, strings.ToUpper(l.value)); l.inEvent(inside) {
				draft = newDraft(l.number, zone)
			}
		case l.name == "END":
			if len(inside) == 0 || inside[len(inside)-1] != strings.ToUpper(l.value) {
				return nil, &Fault{l.number, "it ends what did not begin"}
			}
			if l.inEvent(inside) {
				e, err := draft.whole()
				if err != nil {
					return nil, err
				}
				events = append(events, e)
			}
			inside = inside[:len(inside)-1]
		case l.inEvent(inside):
			if err := draft.take(l); err != nil {
				return nil, err
			}
		}
	}
	if len(inside) > 0 {
		return nil, &Fault{all[len(all)-1].number, "the file ends too early"}
	}
	return events, nil
}

// inEvent reports whether a line stands in an event itself, not in an alarm of it.
func (l line) inEvent(inside []string) bool {
	return len(inside) == 2 && inside[0] == "VCALENDAR" && inside[1] == "VEVENT"
}

// draft is an event that is being read: its lines may come in any order.
type draft struct {
	event
	zone  *time.Location
	begun bool
	end   *moment
	lasts bool
	rule  *line
}

func newDraft(number int, zone *time.Location) draft {
	return draft{event: event{line: number}, zone: zone}
}

func (d *draft) take(l line) error {
	var err error
	switch l.name {
	case "DTSTART":
		d.start, err = l.moment(l.value, d.zone)
		d.begun = true
	case "DTEND":
		var end moment
		end, err = l.moment(l.value, d.zone)
		d.end = &end
	case "DURATION":
		d.long, err = l.long()
		d.lasts = true
	case "RRULE":
		d.rule = &l
	case "EXDATE":
		for value := range strings.SplitSeq(l.value, ",") {
			var m moment
			if m, err = l.moment(value, d.zone); err != nil {
				return err
			}
			d.not = append(d.not, m)
		}
	case "RDATE", "RECURRENCE-ID", "EXRULE":
		return &Fault{l.number, l.name + " is not read here"}
	case "SUMMARY":
		d.called = desk.Foreign(unescaped(l.value))
	case "STATUS":
		d.canceled = strings.EqualFold(l.value, "CANCELLED")
	default:
	}
	return err
}

// whole is the event once all of it was read.
func (d *draft) whole() (event, error) {
	e := d.event
	switch {
	case !d.begun:
		return e, &Fault{e.line, "an event begins at no time"}
	case e.start.Year() < firstYear:
		return e, &Fault{e.line, "an event begins longer ago than anybody reckons"}
	case d.end != nil && d.end.day != e.start.day:
		return e, &Fault{e.line, "an event begins with a day and ends at a time"}
	case d.end != nil:
		e.long = d.end.Sub(e.start.Time)
	case !d.lasts && e.start.day:
		e.long = 24 * time.Hour
	}
	if e.long < 0 || e.long > maxEvent*24*time.Hour {
		return e, &Fault{e.line, "an event ends before it begins, or lasts too long"}
	}
	if d.rule == nil {
		return e, nil
	}
	r, err := ruleOf(*d.rule, d.zone)
	e.rule = r
	return e, err
}
