package deskfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/ical"
	"github.com/heed-desk/heed/internal/tomltree"
)

// holidaysAhead is for how many years after this one the holidays of a calendar file are
// taken, and holidaysBack for how many before: tickets of last year are open yet.
const (
	holidaysBack  = 1
	holidaysAhead = 3
)

// days are the fields of a calendar's week, from Monday on.
func days() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
}

func dayName(d time.Weekday) string { return strings.ToLower(d.String()) }

func (i *item) calendar() desk.Calendar {
	c := desk.Calendar{ID: desk.CalendarID(i.id("id", func(s string) bool { return desk.GroupID(s).Valid() }))}
	c.Name = desk.Foreign(i.line("name", mostName))
	zone, at := i.text("zone")
	location, err := time.LoadLocation(zone)
	if err != nil || zone == "Local" {
		i.flaw(at.Line, BadZone, "", "name", "zone", "value", zone)
		location = time.UTC
	}
	c.Zone = zone
	open := false
	for _, d := range days() {
		c.Week[d] = i.blocks(dayName(d))
		open = open || len(c.Week[d]) > 0
	}
	c.Holidays = append(i.holidays("holidays"), i.holidaysFrom("holidays_from", location)...)
	slices.SortStableFunc(c.Holidays, func(a, b desk.Holiday) int {
		return strings.Compare(string(a.On)+a.Hours.String(), string(b.On)+b.Hours.String())
	})
	c.Holidays = slices.CompactFunc(c.Holidays, func(a, b desk.Holiday) bool { return a.On == b.On && a.Hours == b.Hours })
	if len(c.Holidays) > 0 && !open {
		i.flaw(i.node.Line, NeverOpen, "")
	}
	if len(c.Holidays) > desk.MostHolidays {
		i.flaw(i.node.Line, TooMany, "", "name", "holidays", "most", strconv.Itoa(desk.MostHolidays))
	}
	return c
}

// mostName is the most letters of a name that is for people.
const mostName = 200

// blocks are the hours of a day: ascending, none in another.
func (i *item) blocks(field string) []desk.Block {
	var all []desk.Block
	for _, w := range i.texts(field) {
		b, ok := blockOf(w.text)
		if !ok || len(all) > 0 && b.From < all[len(all)-1].To || len(all) == desk.MostBlocks {
			i.flaw(w.line, BadHours, "", "name", field, "value", w.text)
			continue
		}
		all = append(all, b)
	}
	return all
}

// blockOf reads hours as they are written: 09:00-17:00, the last one up to 24:00.
func blockOf(s string) (desk.Block, bool) {
	from, to, ok := strings.Cut(s, "-")
	a, begins := minuteOf(strings.TrimSpace(from))
	b, ends := minuteOf(strings.TrimSpace(to))
	return desk.Block{From: a, To: b}, ok && begins && ends && a < b
}

func minuteOf(s string) (int, bool) {
	if len(s) == 4 {
		s = "0" + s
	}
	var h, m int
	if len(s) != 5 || s[2] != ':' {
		return 0, false
	}
	h, err := strconv.Atoi(s[:2])
	if err != nil || h < 0 {
		return 0, false
	}
	m, err = strconv.Atoi(s[3:])
	if err != nil || m < 0 || m > 59 || h > 24 || h == 24 && m > 0 {
		return 0, false
	}
	return 60*h + m, true
}

func (i *item) holidays(field string) []desk.Holiday {
	n := i.field(field)
	if n == nil {
		return nil
	}
	if n.Kind != tomltree.List {
		i.wrong(n, field, wantsTables)
		return nil
	}
	var all []desk.Holiday
	for _, day := range n.Items {
		if day.Kind != tomltree.Table {
			i.wrong(day, field, wantsTables)
			continue
		}
		h := &item{r: i.r, kind: i.kind, name: i.name, node: day}
		all = append(all, h.holiday())
		h.done()
	}
	return all
}

func (i *item) holiday() desk.Holiday {
	var h desk.Holiday
	i.wants("on")
	if on := i.field("on"); on != nil {
		if on.Kind != tomltree.Day && on.Kind != tomltree.Text {
			i.wrong(on, "on", wantsDay)
		} else if _, err := time.Parse(time.DateOnly, on.Word); err != nil {
			i.flaw(on.Line, BadDay, "", "name", "on", "value", on.Word)
		}
		h.On = desk.Date(on.Word)
	}
	if hours, at := i.text("hours"); at != nil {
		var ok bool
		if h.Hours, ok = blockOf(hours); !ok {
			i.flaw(at.Line, BadHours, "", "name", "hours", "value", hours)
		}
		if h.Hours == desk.DayLong() {
			h.Hours = desk.Block{}
		}
	}
	h.Called = desk.Foreign(i.line("called", mostName))
	return h
}

// holidaysFrom are those of the calendar files that are named, which lie beside this one.
func (i *item) holidaysFrom(field string, zone *time.Location) []desk.Holiday {
	var all []desk.Holiday
	year := i.r.now.In(zone).Year()
	for _, w := range i.texts(field) {
		file, err := i.r.open(i.r.file, w.text)
		if err != nil {
			i.flaw(w.line, NoFile, "", "name", w.text)
			continue
		}
		found, err := ical.Holidays(file, zone, ical.Period{From: year - holidaysBack, To: year + holidaysAhead})
		if err != nil {
			i.flaw(w.line, BadCalendar, "", "name", w.text, "why", fmt.Sprint(err))
			continue
		}
		all = append(all, found...)
	}
	return all
}
