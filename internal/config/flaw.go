package config

import (
	"fmt"
)

// Code says what is wrong with a line of the file, or with a value.
type Code string

// The codes. The catalogue has a sentence for each, with the arguments of a Flaw.
const (
	BadFile        Code = "bad_file"        // it is no TOML; why
	Twice          Code = "twice"           // name
	UnknownSetting Code = "unknown_setting" // name
	UnknownTable   Code = "unknown_table"   // name
	UnknownScope   Code = "unknown_scope"   // name
	UnknownAction  Code = "unknown_action"  // name
	BadValue       Code = "bad_value"       // name, value, values
	WrongKind      Code = "wrong_kind"      // name, values: what it takes; empty for text
	BadHours       Code = "bad_hours"       // name, value
	NotAList       Code = "not_a_list"      // name
	BadChord       Code = "bad_chord"       // name, chord
	Letter         Code = "letter"          // name, chord, scope: it would be taken out of every text
	SameKey        Code = "same_key"        // name, chord, scope, other, other_scope
	BeginsOther    Code = "begins_other"    // name, chord, other_chord, other, other_scope
	NoKeyLeft      Code = "no_key_left"     // name, scope
	IsAnotherKey   Code = "is_another_key"  // name, chord
)

// Flaw is one thing that is wrong, and where.
type Flaw struct {
	Path string // of the file; or the name of the variable or flag
	Line int    // from 1; 0 where it is not in a file
	Code Code
	Near string // the nearest name that there is; empty for none
	Args map[string]string
}

// Error is for tests and logs.
func (f *Flaw) Error() string {
	return fmt.Sprintf("%s:%d: %s %v near %q", f.Path, f.Line, f.Code, f.Args, f.Near)
}

func flaw(line int, code Code, near string, pairs ...string) *Flaw {
	f := &Flaw{Line: line, Code: code, Near: near, Args: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Args[pairs[i]] = pairs[i+1]
	}
	return f
}
