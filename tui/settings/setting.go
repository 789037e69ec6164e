// Package settings shows how heed is set, and lets it be set otherwise.
package settings

import "slices"

// Kind says which values a setting takes.
type Kind int

// The kinds.
const (
	Words  Kind = iota // any
	Choice             // one of Wants
	Hours              // of the day, like 22:00-07:00, or none
)

// Source says where a value comes from.
type Source string

// The sources, the strongest first.
const (
	FromHere     Source = "here" // turned in this session, and kept nowhere
	FromFlag     Source = "flag"
	FromVariable Source = "variable"
	FromFile     Source = "file"
	FromDefault  Source = "default"
)

// Said is a value and where it comes from.
type Said struct {
	Value  string
	Source Source
	By     string // the flag, "--theme", or the variable, "HEED_THEME"
	Line   int    // of the file
}

// Row is a setting as it stands.
type Row struct {
	Name    string
	Kind    Kind
	Wants   []string
	Now     Said   // counts in this session
	Next    Said   // counts when heed starts as it was started now
	File    string // what the file is called that it is kept in; empty where it is kept nowhere
	Kept    int    // the line of the file that sets it; 0 for none
	Without string // what would count if the file said nothing
	Live    bool   // counts as soon as it is turned; else from the next start on
	Fixed   bool   // it is told on the command line or in the file, not here
	Fits    func(value string) bool
}

// value is what a change of the setting goes on from.
func (r Row) value() string {
	if r.Live {
		return r.Now.Value
	}
	return r.Next.Value
}

// After is the value that comes after another, or before it where by is -1.
func (r Row) After(value string, by int) string {
	if len(r.Wants) == 0 {
		return value
	}
	at := slices.Index(r.Wants, value)
	return r.Wants[(at+by+len(r.Wants))%len(r.Wants)]
}

// Sheet is all settings, in the order in which they are shown.
type Sheet struct {
	Rows []Row
	File string  // where they are kept, fit to be shown; empty where they are kept nowhere
	Else Refused // what is wrong with the file, so that nothing is kept in it; nil for nothing
}

// Row is the row of a setting.
func (s Sheet) Row(name string) (Row, bool) {
	i := slices.IndexFunc(s.Rows, func(r Row) bool { return r.Name == name })
	if i < 0 {
		return Row{}, false
	}
	return s.Rows[i], true
}

// Reads is what the screen reads of settings.
type Reads interface {
	// Sheet reads what is set, the file anew.
	Sheet() (Sheet, error)
}

// kept reports whether the file says something of the setting.
func (r Row) kept() bool { return r.Kept > 0 }

// above reports whether a source stands above another.
func (s Source) above(other Source) bool {
	order := []Source{FromHere, FromFlag, FromVariable, FromFile, FromDefault}
	return slices.Index(order, s) < slices.Index(order, other)
}
