package desk

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// CalendarID names a calendar: the same letters as a login name.
type CalendarID string

// Calendar says when a desk is open: on which hours of each weekday in its own zone, but for
// its holidays. The zero Calendar is open around the clock.
type Calendar struct {
	ID   CalendarID `json:"id"`
	Name Untrusted  `json:"name,omitzero"`
	Zone string     `json:"zone,omitempty"` // IANA; empty for UTC
	// Week are the hours of each day, Sunday first like time.Weekday: ascending, none in another.
	Week     [7][]Block `json:"week"`
	Holidays []Holiday  `json:"holidays,omitempty"` // ascending

	zone *time.Location // of Zone; nil until Checked
}

// Block is a stretch of a day by the clock on the wall, in minutes since midnight: From, and
// before To. An hour that a clock skips is in no block; one that it shows twice counts twice.
type Block struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// String is the block as it is written: 09:00-17:00.
func (b Block) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", b.From/60, b.From%60, b.To/60, b.To%60)
}

// DayLong is the block of a whole day.
func DayLong() Block { return Block{0, minutesOfDay} }

const minutesOfDay = 24 * 60

// Date is a day in no zone, as ISO 8601 has it: 2026-12-24.
type Date string

// Holiday is a day, or hours of it, on which a desk is closed.
type Holiday struct {
	On     Date      `json:"on"`
	Hours  Block     `json:"hours,omitzero"` // the zero Block for all day
	Called Untrusted `json:"called,omitzero"`
}

// Bounds of a calendar.
const (
	MostBlocks   = 12
	MostHolidays = 2000
)

// Checked is the calendar made ready, its zone found and its holidays in order, or a *Problem
// that names what is wrong. Reckoning with one that was not checked finds its zone each time.
func (c Calendar) Checked() (Calendar, error) {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil || c.Zone == "Local" {
		return c, Refuse(BadValue, partZone, c.Zone)
	}
	if !isName(string(c.ID)) || c.Name.Len() > MaxField {
		return c, Refuse(BadValue, partCalendar, c.ID)
	}
	for _, day := range c.Week {
		if len(day) > MostBlocks || !inOrder(day) {
			return c, Refuse(BadValue, partHours, c.ID)
		}
	}
	if len(c.Holidays) > MostHolidays || len(c.Holidays) > 0 && c.neverOpens() {
		return c, Refuse(BadValue, partHoliday, c.ID)
	}
	c.Holidays = slices.Clone(c.Holidays)
	for _, h := range c.Holidays {
		if _, err := time.Parse(time.DateOnly, string(h.On)); err != nil || !inOrder([]Block{h.block()}) {
			return c, Refuse(BadValue, partHoliday, h.On)
		}
	}
	slices.SortStableFunc(c.Holidays, byDay)
	c.zone = zone
	return c, nil
}

// inOrder reports whether blocks lie in a day, each has a length and none begins before the
// one before has ended.
func inOrder(all []Block) bool {
	end := 0
	for _, b := range all {
		if b.From < end || b.From >= b.To || b.To > minutesOfDay {
			return false
		}
		end = b.To
	}
	return true
}

// block is what of the day is closed.
func (h Holiday) block() Block {
	if h.Hours == (Block{}) {
		return DayLong()
	}
	return h.Hours
}

// AllHours reports whether the calendar is open around the clock.
func (c Calendar) AllHours() bool { return len(c.Holidays) == 0 && c.neverOpens() }

// neverOpens reports whether no day of the week has any hours.
func (c Calendar) neverOpens() bool {
	return !slices.ContainsFunc(c.Week[:], func(day []Block) bool { return len(day) > 0 })
}

// openFor is how far ahead an opening is looked for: a calendar that stays closed so long
// never opens.
const openFor = 10 * 366 * 24 * time.Hour

// Between is how long the calendar is open from a time to another one; 0 where that is earlier.
func (c Calendar) Between(from, to time.Time) time.Duration {
	var sum time.Duration
	for s := range c.opens(from, to) {
		sum += s.To.Sub(s.From)
	}
	return sum
}

// Add is the earliest time by which the calendar has been open for as long from a time on.
// The zero time where it never will.
func (c Calendar) Add(from time.Time, open time.Duration) time.Time {
	if open <= 0 {
		return from
	}
	for s := range c.opens(from, from.Add(openFor+open)) {
		if long := s.To.Sub(s.From); long < open {
			open -= long
			continue
		}
		return s.From.Add(open)
	}
	return time.Time{}
}

// Stretch is a piece of time: From, and before To. One whose To is zero goes on.
type Stretch struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to,omitzero"`
}

// opens are the stretches in which the calendar is open, ascending, from a time to another.
//
// A zone is a row of pieces with one offset each; within a piece the clock on the wall goes as
// ours does, so a day of 23 or 25 hours needs no rule of its own.
func (c Calendar) opens(from, to time.Time) iter.Seq[Stretch] {
	if c.AllHours() {
		return func(yield func(Stretch) bool) {
			if from.Before(to) {
				yield(Stretch{from, to})
			}
		}
	}
	zone := c.location()
	return func(yield func(Stretch) bool) {
		for at := from; at.Before(to); {
			here := at.In(zone)
			_, offset := here.Zone()
			_, ends := here.ZoneBounds()
			if ends.IsZero() || ends.After(to) {
				ends = to
			}
			if !c.opensInPiece(at, ends, time.Duration(offset)*time.Second, yield) {
				return
			}
			at = ends.UTC() // the same instant is written down the same, wherever it falls
		}
	}
}

// opensInPiece are those of a stretch in which the wall is ahead of UTC by one offset.
func (c Calendar) opensInPiece(from, to time.Time, ahead time.Duration, yield func(Stretch) bool) bool {
	for day := from.Add(ahead).UTC().Truncate(24 * time.Hour); day.Add(-ahead).Before(to); day = day.Add(24 * time.Hour) {
		for _, b := range c.hours(day) {
			s := Stretch{
				later(from, day.Add(time.Duration(b.From)*time.Minute-ahead)),
				earlier(to, day.Add(time.Duration(b.To)*time.Minute-ahead)),
			}
			if s.From.Before(s.To) && !yield(s) {
				return false
			}
		}
	}
	return true
}

// hours are the blocks of a day, which is written as its midnight in UTC.
func (c Calendar) hours(day time.Time) []Block {
	blocks := c.Week[day.Weekday()]
	on := Date(day.Format(time.DateOnly))
	at, closed := slices.BinarySearchFunc(c.Holidays, Holiday{On: on}, byDay)
	for ; closed && at < len(c.Holidays) && c.Holidays[at].On == on; at++ {
		blocks = without(blocks, c.Holidays[at].block())
	}
	return blocks
}

// without are blocks less what of them lies in a closed one.
func without(blocks []Block, closed Block) []Block {
	var left []Block
	for _, b := range blocks {
		for _, rest := range []Block{{b.From, min(b.To, closed.From)}, {max(b.From, closed.To), b.To}} {
			if rest.From < rest.To {
				left = append(left, rest)
			}
		}
	}
	return left
}

func (c Calendar) location() *time.Location {
	if c.zone != nil {
		return c.zone
	}
	if zone, err := time.LoadLocation(c.Zone); err == nil {
		return zone
	}
	return time.UTC
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// byDay puts holidays in the order of their days.
func byDay(a, b Holiday) int { return strings.Compare(string(a.On), string(b.On)) }
