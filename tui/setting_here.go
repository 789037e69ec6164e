package tui

import (
	"slices"
	"sync"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/settings"
	"github.com/heed-desk/heed/tui/theme"
)

// hereOnly are the settings of a session that has no file for them, as over SSH: they
// count until it ends.
type hereOnly struct {
	mu     sync.Mutex
	values map[string]string
	first  map[string]string
}

// autoTheme is the theme that follows the terminal's background.
const autoTheme = "auto"

func newHereOnly(o Options) *hereOnly {
	h := &hereOnly{values: map[string]string{
		"theme": autoTheme, "keymap": string(o.Keys.Preset()), "density": densities()[min(max(o.Lines, 0), 2)],
	}, first: map[string]string{}}
	if o.Theme != "" {
		h.values["theme"] = string(o.Theme)
	}
	for name, value := range h.values {
		h.first[name] = value
	}
	return h
}

func densities() []string { return []string{"auto", "one", "two"} }

func themes() []string {
	all := []string{autoTheme}
	for _, n := range theme.Names() {
		all = append(all, string(n))
	}
	return all
}

func presets() []string {
	var all []string
	for _, p := range keymaps.Presets() {
		all = append(all, string(p))
	}
	return all
}

// Sheet implements settings.Reads.
func (h *hereOnly) Sheet() (settings.Sheet, error) {
	return settings.Sheet{Rows: []settings.Row{h.Row("keymap"), h.Row("theme"), h.Row("density")}}, nil
}

// Row implements Settings.
func (h *hereOnly) Row(name string) settings.Row {
	h.mu.Lock()
	defer h.mu.Unlock()
	wants := map[string][]string{"keymap": presets(), "theme": themes(), "density": densities()}[name]
	said := settings.Said{Value: h.values[name], Source: settings.FromHere}
	if said.Value == h.first[name] {
		said.Source = settings.FromDefault
	}
	return settings.Row{Name: name, Kind: settings.Choice, Wants: wants, Now: said, Next: said, Without: h.first[name], Live: true}
}

// With implements Settings.
func (h *hereOnly) With(o Options, name, value string) (Options, settings.Refused) {
	switch name {
	case "theme":
		o.Theme = theme.Name(value)
		if value == autoTheme {
			o.Theme = ""
		}
	case "keymap":
		o.Keys = keymaps.New(keymaps.Preset(value))
	case "density":
		o.Lines = max(slices.Index(densities(), value), 0)
	}
	return o, nil
}

// Turned implements Settings.
func (h *hereOnly) Turned(name, value string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.values[name] = value
}

// Keep implements Settings.
func (h *hereOnly) Keep(s screen.Set) (settings.Row, error) {
	return h.Row(s.Name), settings.ErrNowhere
}
