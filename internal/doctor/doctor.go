// Package doctor looks for what can be wrong on this machine before it is met at work. It
// changes nothing, and what it finds names nobody.
package doctor

import (
	"strconv"
	"strings"
)

// State says how it stands with what was looked at.
type State string

// The states.
const (
	Good    State = "good"
	Poor    State = "poor"    // heed works, though not as well as it could
	Bad     State = "bad"     // something does not work until it is seen to
	Skipped State = "skipped" // it could not be looked at now
)

// Finding is what was found in one place. The catalogue has a sentence for every Code, which
// says what it means and what to do.
type Finding struct {
	Check string // what was looked at: "terminal", "keyring", ...
	State State
	Code  string
	Args  map[string]string
}

func found(check string, state State, code string, pairs ...string) Finding {
	f := Finding{Check: check, State: state, Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Args[pairs[i]] = pairs[i+1]
	}
	return f
}

// Worst is the worst state of all.
func Worst(all []Finding) State {
	worst := Good
	for _, f := range all {
		if f.State == Bad || f.State == Poor && worst == Good {
			worst = f.State
		}
	}
	return worst
}

// Screen is the terminal as heed finds it.
type Screen struct {
	There  bool   // there is one
	W, H   int    // its size; 0 where it does not say
	Colour string // how many colours: truecolor, ansi256, ansi; else none
	Env    func(string) string
}

// What the interface needs of a terminal, as it says there itself, and what it is made for.
const (
	leastW, leastH = 40, 10
	goodW, goodH   = 80, 24
)

// Terminal looks at the terminal.
func Terminal(s Screen) []Finding {
	const check = "terminal"
	if !s.There {
		return []Finding{found(check, Skipped, "terminal.none")}
	}
	var all []Finding
	switch name := s.Env("TERM"); name {
	case "", "dumb", "unknown":
		all = append(all, found(check, Bad, "terminal.dumb", "term", name))
	default:
		all = append(all, found(check, Good, "terminal.named", "term", name))
	}
	switch {
	case s.Env("NO_COLOR") != "":
		all = append(all, found(check, Good, "colours.unwanted"))
	case s.Colour == "":
		all = append(all, found(check, Poor, "colours.none"))
	default:
		all = append(all, found(check, Good, "colours", "colours", s.Colour))
	}
	return append(all, letters(s.Env), size(s.W, s.H))
}

// letters looks whether the terminal is said to show what customers write.
func letters(env func(string) string) Finding {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		locale := env(name)
		if locale == "" {
			continue
		}
		if l := strings.ToLower(locale); strings.Contains(l, "utf-8") || strings.Contains(l, "utf8") {
			return found("terminal", Good, "utf8")
		}
		return found("terminal", Poor, "utf8.not", "variable", name, "value", locale)
	}
	return found("terminal", Poor, "utf8.unset")
}

func size(w, h int) Finding {
	args := []string{"w", strconv.Itoa(w), "h", strconv.Itoa(h)}
	switch {
	case w == 0 || h == 0:
		return found("terminal", Skipped, "size.unsaid")
	case w < leastW || h < leastH:
		return found("terminal", Bad, "size.tiny", args...)
	case w < goodW || h < goodH:
		return found("terminal", Poor, "size.small", args...)
	default:
		return found("terminal", Good, "size", args...)
	}
}
