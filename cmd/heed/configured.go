package main

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"sync"

	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/home"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/settings"
)

// configured is how a session is set: by flags and variables, by config.toml, and by what
// was turned since it began.
type configured struct {
	app    *app
	editor func(workstation) func(string) (string, error)

	files sync.Mutex // one reads or writes the file, and then says what is in it

	mu   sync.Mutex
	file config.File       // as it was last read
	now  map[string]string // what counts in the session
}

// configured is the settings of a session that is about to begin.
func (a *app) configured(editor func(workstation) func(string) (string, error)) *configured {
	c := &configured{app: a, editor: editor, file: a.file, now: map[string]string{}}
	for _, e := range a.settings {
		c.now[e.Name] = e.Value
	}
	return c
}

// live reports whether a setting counts as soon as it is turned.
func live(name string) bool {
	switch name {
	case "theme", "keymap", "density", "notify", "quiet", "lock_after", "editor", "language", "dates":
		return true
	default:
		return false
	}
}

// Sheet implements settings.Reads.
func (c *configured) Sheet() (settings.Sheet, error) {
	c.files.Lock()
	defer c.files.Unlock()
	file, flaws, err := config.Read(c.app.file.Path)
	var sheet settings.Sheet
	switch {
	case err != nil:
		sheet.Else = refused("cli.cannot_open", "file", clean(c.app.file.Path))
	case len(flaws) > 0:
		sheet.Else = flawed("settings.flawed", flaws[0])
	default:
		c.mu.Lock()
		c.file = file
		c.mu.Unlock()
	}
	sheet.File = clean(home.Short(c.app.file.Path))
	for _, s := range config.Settings() {
		sheet.Rows = append(sheet.Rows, c.Row(s.Name))
	}
	return sheet, nil
}

// refused is a refusal by its name in the catalogue.
func refused(key string, pairs ...any) settings.Refused {
	return func(b *words.Book) string { return b.T(key, pairs...) }
}

// flawed is a refusal for what is wrong in the file.
func flawed(key string, w *config.Flaw) settings.Refused {
	return func(b *words.Book) string { return b.T(key, "where", placeOf(b, w), "what", flawSaid(b, w)) }
}

// Row implements tui.Settings.
func (c *configured) Row(name string) settings.Row {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, _ := config.Find(name)
	without := c.file
	without.Values = maps.Clone(c.file.Values)
	delete(without.Values, name)
	r := settings.Row{
		Name: name, Wants: s.Wants(), Next: c.said(c.file, name), Kept: c.file.Values[name].Line,
		Without: c.said(without, name).Value, Live: live(name), Fixed: name == "profile" || name == "desk" || name == "as", Fits: s.Takes,
		File: clean(filepath.Base(c.app.file.Path)),
	}
	switch s.Kind {
	case config.Choice, config.Switch:
		r.Kind = settings.Choice
	case config.Span:
		r.Kind = settings.Hours
	case config.Words:
	}
	r.Now = r.Next
	if value := c.now[name]; value != r.Next.Value {
		r.Now = settings.Said{Value: value, Source: settings.FromHere}
	}
	return r
}

// said is what counts for a heed that starts with a file, and where that comes from.
func (c *configured) said(file config.File, name string) settings.Said {
	all, _ := file.Effective(c.app.given, os.Getenv) // what is wrong with it was told at the start
	for _, e := range all {
		if e.Name != name {
			continue
		}
		by := map[config.Source]string{config.FromFlag: "--" + e.Flag(), config.FromVariable: e.Variable()}[e.Source]
		return settings.Said{Value: e.Value, Source: settings.Source(e.Source), By: by, Line: e.Line}
	}
	return settings.Said{}
}

// With implements tui.Settings.
func (c *configured) With(o tui.Options, name, value string) (tui.Options, settings.Refused) {
	w := workstation{theme: value, density: value, notify: value, quiet: value, lockAfter: value, editor: value}
	switch name {
	case "theme":
		o.Theme = c.app.theme(w)
	case "keymap":
		c.mu.Lock()
		table, flaws := c.file.Table(keymaps.Preset(value))
		c.mu.Unlock()
		if len(flaws) > 0 {
			return o, flawed("settings.keys", flaws[0])
		}
		o.Keys = table
	case "density":
		o.Lines = w.lines()
	case "notify":
		o.Call = w.call()
	case "quiet":
		o.Quiet = w.hushed()
	case "lock_after":
		o.LockAfter = w.locksAfter()
	case "editor":
		o.Editor = c.editor(w)
	case "language", "dates":
		o.Book = c.book(name, value)
	}
	return o, nil
}

// book is the catalogue with one of what says which it is turned to a value.
func (c *configured) book(name, value string) *words.Book {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := speech{language: c.now["language"], dates: c.now["dates"]}
	if name == "language" {
		s.language = value
	} else {
		s.dates = value
	}
	return s.book()
}

// Turned implements tui.Settings.
func (c *configured) Turned(name, value string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if live(name) {
		c.now[name] = value
	}
}

// Keep implements tui.Settings.
func (c *configured) Keep(set screen.Set) (settings.Row, error) {
	value := &set.Value
	if set.Unset {
		value = nil
	}
	c.files.Lock()
	defer c.files.Unlock()
	c.mu.Lock()
	file := c.file
	c.mu.Unlock()
	file, err := file.Keep(set.Name, value)
	c.mu.Lock()
	c.file = file
	c.mu.Unlock()
	return c.Row(set.Name), c.unkept(err)
}

// unkept is why a setting was not kept; nil where it was.
func (c *configured) unkept(err error) error {
	path := clean(home.Short(c.app.file.Path))
	var flaw *config.Flaw
	switch {
	case err == nil:
		return nil
	case errors.As(err, &flaw):
		return flawed("settings.flawed", flaw)
	case errors.Is(err, config.ErrMeanwhile):
		return refused("settings.meanwhile", "file", path)
	case errors.Is(err, config.ErrUneditable):
		return refused("settings.uneditable", "file", path)
	default:
		c.app.log().Warn("a setting was not kept", "err", err)
		return refused("settings.cannot", "file", path)
	}
}
