package deskfile

import "fmt"

// Code says what is wrong with a line of a file.
type Code string

// The codes beside those of package tomltree. The catalogue has a sentence for each, with the
// arguments of a Flaw.
const (
	NoFile       Code = "no_file"       // name: it cannot be read
	UnknownTable Code = "unknown_table" // name
	UnknownField Code = "unknown_field" // name
	Missing      Code = "missing"       // name
	WrongKind    Code = "wrong_kind"    // name, wants
	BadValue     Code = "bad_value"     // name, value, values
	BadName      Code = "bad_name"      // name, value: not letters of a login name
	BadSpan      Code = "bad_span"      // name, value
	BadHours     Code = "bad_hours"     // name, value
	BadDay       Code = "bad_day"       // name, value
	BadZone      Code = "bad_zone"      // name, value
	BadTag       Code = "bad_tag"       // name, value
	BadLine      Code = "bad_line"      // name: empty, of several lines, or too long
	BadQuery     Code = "bad_query"     // name, value: a field of a search that has no such value
	BadID        Code = "bad_id"        // name, value
	TooLong      Code = "too_long"      // name
	TooMany      Code = "too_many"      // name, most
	Double       Code = "double"        // name, place: the same thing stands there already
	NoCalendar   Code = "no_calendar"   // name, value
	NeverOpen    Code = "never_open"    // holidays, and no hours on any day
	BadCalendar  Code = "bad_ical"      // name, place, why
	SaysNothing  Code = "says_nothing"  // a reply without a text
	DoesNothing  Code = "does_nothing"  // a macro without anything that it does

	// Of blanks in a reply, which are odd and hold all the same.
	DoubtUnknown Code = "doubt_unknown" // name: nothing fills it in
	DoubtNear    Code = "doubt_near"    // name, meant: nothing does, and something like it is
	DoubtOpen    Code = "doubt_open"    // name: it never ends
)

// Flaw is one thing that is wrong, and where.
type Flaw struct {
	File string
	Line int    // from 1
	In   string // what it is about, as the file names it: policy "trade"; empty for none
	Code Code
	Near string // the nearest name that there is; empty for none
	Args map[string]string
}

// Error is for tests and logs.
func (f *Flaw) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s %v near %q", f.File, f.Line, f.In, f.Code, f.Args, f.Near)
}
