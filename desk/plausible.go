package desk

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// What an operation brings along is bounded too: nobody's clock and no desk's numbers
// are out of these, and programs that read them can rely on it.
const (
	firstYear = 1900
	lastYear  = 2199
	maxCount  = 1 << 40 // versions of a ticket, entries of a thread
)

// What a BadValue names of an operation itself.
const (
	partBase   = "base"
	partIntent = "intent"
	partSeen   = "seen_through"
	partAt     = "at"
)

// plausible refuses numbers and instants that nobody can have seen. What is merely ahead
// of this desk counts as not seen: a desk restored from a copy has yet to number it again,
// and whoever names it must not get past those who spoke.
func (a *application) plausible() *Problem {
	switch {
	case a.op.Base < 0 || a.op.Base >= maxCount:
		return Refuse(BadValue, partBase, int64(a.op.Base))
	case a.op.Seen < 0 || a.op.Seen >= maxCount:
		return Refuse(BadValue, partSeen, int64(a.op.Seen))
	}
	if p := a.op.timely(); p != nil {
		return p
	}
	a.base, a.seen = a.op.Base, a.op.Seen
	if a.base > a.t.Version {
		a.base = 0
	}
	if a.seen > a.t.LastMessage {
		a.seen = 0
	}
	return nil
}

// timely refuses an operation of a moment that no clock shows, whatever it is done to.
func (o Op) timely() *Problem {
	if !o.At.IsZero() && farOff(o.At) {
		return Refuse(BadValue, partAt, o.At.UTC().Format(time.RFC3339))
	}
	return nil
}

// farOff reports whether an instant is one that no clock shows.
func farOff(at time.Time) bool {
	year := at.UTC().Year()
	return year < firstYear || year > lastYear
}

// Addressable reports whether something can be the value of an address: one line of
// letters without controls, with something in it. What an address is to a channel is for
// whoever sends there.
func Addressable(value Untrusted) bool {
	return strings.TrimSpace(value.raw) != "" && value.Len() <= MaxField && oneLine(value)
}

// oneLine reports whether a text has nothing in it that ends a line or steers a program.
func oneLine(u Untrusted) bool {
	return utf8.ValidString(u.raw) && strings.IndexFunc(u.raw, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	}) < 0
}
