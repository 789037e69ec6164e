// Package config reads how a person wants heed: the settings and keys of config.toml, the
// variables and flags that stand above it, and where each value came from.
package config

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
)

// Kind says which values a setting takes.
type Kind int

// The kinds.
const (
	Words  Kind = iota // any text
	Choice             // one of Values
	Switch             // true or false
	Span               // hours of the day, like 22:00-07:00
)

// Setting is one thing that can be set. It has the same name everywhere: full_repaint in
// the file is --full-repaint as a flag and HEED_FULL_REPAINT as a variable.
type Setting struct {
	Name    string
	Kind    Kind
	Values  []string // of a choice
	Default string   // empty for none
}

// Settings is the one table of what can be set, in the order in which it is shown.
func Settings() []Setting {
	return []Setting{
		{Name: "keymap", Kind: Choice, Values: presets(), Default: string(keymaps.Default)},
		{Name: "theme", Kind: Choice, Values: []string{"auto", "dark", "light", "contrast", "none"}, Default: "auto"},
		{Name: "language", Kind: Choice, Values: languages(), Default: "auto"},
		{Name: "dates", Kind: Choice, Values: dates(), Default: "auto"},
		{Name: "density", Kind: Choice, Values: []string{"auto", "one", "two"}, Default: "auto"},
		{Name: "editor", Kind: Choice, Values: []string{"auto", "on", "off"}, Default: "auto"},
		{Name: "linear", Kind: Switch, Default: "false"},
		{Name: "full_repaint", Kind: Switch, Default: "false"},
		{Name: "notify", Kind: Choice, Values: []string{"off", "bell", "desktop"}, Default: "bell"},
		{Name: "quiet", Kind: Span},
		{Name: "lock_after", Kind: Choice, Values: []string{"1m", "5m", "15m", "30m", "60m", Never}, Default: "15m"},
		{Name: "log", Kind: Words},
		{Name: "profile", Kind: Words},
		{Name: "desk", Kind: Words},
		{Name: "as", Kind: Words},
	}
}

// Never is the value of a setting that says when something happens by itself: not at all.
const Never = "never"

// Find is the setting of a name.
func Find(name string) (Setting, bool) {
	i := slices.IndexFunc(Settings(), func(s Setting) bool { return s.Name == name })
	if i < 0 {
		return Setting{}, false
	}
	return Settings()[i], true
}

// Flag is the setting's name on the command line, without its dashes.
func (s Setting) Flag() string { return strings.ReplaceAll(s.Name, "_", "-") }

// Variable is the setting's name in the environment.
func (s Setting) Variable() string { return "HEED_" + strings.ToUpper(s.Name) }

// Takes reports whether a setting can have a value.
func (s Setting) Takes(value string) bool {
	switch s.Kind {
	case Choice:
		return slices.Contains(s.Values, value)
	case Switch:
		return value == "true" || value == "false"
	case Span:
		_, ok := ParseHours(value)
		return ok || value == ""
	case Words:
	}
	return true
}

// Wants are the values that a setting takes; none where it takes any.
func (s Setting) Wants() []string {
	switch s.Kind {
	case Choice:
		return s.Values
	case Switch:
		return []string{"true", "false"}
	case Words, Span:
	}
	return nil
}

func presets() []string {
	var all []string
	for _, p := range keymaps.Presets() {
		all = append(all, string(p))
	}
	return all
}

func languages() []string {
	all := []string{"auto"}
	for _, l := range words.Languages() {
		all = append(all, string(l))
	}
	return all
}

func dates() []string {
	all := []string{"auto"}
	for _, d := range words.AllDates() {
		all = append(all, string(d))
	}
	return all
}
