package main

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
)

// freestanding marks the commands that work whatever config.toml says.
const freestanding = "freestanding"

// configVariable names another config.toml.
const configVariable = "HEED_CONFIG"

// words is the flag of a setting that is text.
func (a *app) words(cmd *cobra.Command, into *string, name string) {
	s, _ := config.Find(name)
	cmd.Flags().StringVar(into, s.Flag(), s.Default, a.book.T("setting."+name))
}

// anyDesk says that --desk takes the name of a database too.
func (a *app) anyDesk(cmd *cobra.Command) {
	cmd.Flags().Lookup("desk").Usage = a.book.T("cli.flag.named_desk")
}

// toggle is the flag of a setting that is true or false.
func (a *app) toggle(cmd *cobra.Command, into *bool, name string) {
	s, _ := config.Find(name)
	cmd.Flags().BoolVar(into, s.Flag(), s.Default == "true", a.book.T("setting."+name))
}

// configFile is where config.toml is, and whether a person said so.
func (a *app) configFile() (path string, said bool) {
	if path := cmp.Or(a.config, os.Getenv(configVariable)); path != "" {
		return path, true
	}
	return filepath.Join(xdg.ConfigHome, "heed", "config.toml"), false
}

// configure reads config.toml and the environment, and sets what no flag of the command has.
func (a *app) configure(cmd *cobra.Command, _ []string) error {
	if cmd.Annotations[freestanding] != "" || asked(cmd) {
		return nil
	}
	flaws, err := a.readSettings(cmd)
	if err != nil {
		return err
	}
	if len(flaws) > 0 {
		return a.faultOf(flaws[0])
	}
	if err := a.apply(cmd); err != nil {
		return err
	}
	return a.openLog(cmd)
}

// apply sets what no flag of a command has.
func (a *app) apply(cmd *cobra.Command) error {
	for _, e := range a.settings {
		f := cmd.Flags().Lookup(e.Flag())
		if f == nil || f.Changed || e.Source == config.FromDefault || a.overruled(cmd, e) {
			continue
		}
		if err := f.Value.Set(e.Value); err != nil {
			return err // not after the check
		}
	}
	return nil
}

// readSettings reads what is set, and finds what is wrong with it.
func (a *app) readSettings(cmd *cobra.Command) ([]*config.Flaw, error) {
	path, said := a.configFile()
	file, flaws, err := config.Read(path)
	if err == nil && said && !file.There {
		err = os.ErrNotExist
	}
	if err != nil {
		f := pipe.NewFault(pipe.Failed, "cli.cannot_open", "file", path)
		f.Cause = err.Error()
		return nil, f
	}
	given := map[string]string{}
	for _, s := range config.Settings() {
		if f := cmd.Flags().Lookup(s.Flag()); f != nil && f.Changed {
			given[s.Name] = f.Value.String()
		}
	}
	all, more := file.Effective(given, os.Getenv)
	a.file, a.settings, a.given = file, all, given
	return append(flaws, more...), nil
}

// overruled reports whether a setting says which desk is meant, and a stronger one says so
// otherwise: --profile work counts, whichever desk the file names.
func (a *app) overruled(cmd *cobra.Command, e config.Effective) bool {
	others := map[string][]string{"profile": {"desk"}, "desk": {"profile"}, "as": {"profile"}}[e.Name]
	for _, o := range a.settings {
		if slices.Contains(others, o.Name) && cmd.Flags().Lookup(o.Flag()) != nil && o.Source.Above(e.Source) {
			return true
		}
	}
	return false
}

// faultOf says what is wrong with a setting, and where.
func (a *app) faultOf(w *config.Flaw) *pipe.Fault {
	f := pipe.NewFault(pipe.Failed, "config.said", "where", placeOf(a.book, w), "what", flawSaid(a.book, w))
	if w.Line == 0 && len(w.Path) > 2 && w.Path[:2] == "--" {
		f.Exit = pipe.Usage
	}
	return f
}

// placeOf is where a flaw is: the file with the line, or the variable, or the flag.
func placeOf(b *words.Book, w *config.Flaw) string {
	if w.Line == 0 {
		return clean(w.Path)
	}
	return b.T("config.place", "file", clean(w.Path), "line", strconv.Itoa(w.Line))
}

// flawSaid says what is wrong, and the nearest name that there is.
func flawSaid(b *words.Book, w *config.Flaw) string {
	var pairs []any
	for name, value := range w.Args {
		pairs = append(pairs, name, clean(value))
	}
	key := "config." + string(w.Code)
	if w.Code == config.WrongKind && w.Args["values"] == "" {
		key += ".text"
	}
	said := b.T(key, pairs...)
	if w.Near != "" {
		said += " " + b.T("config.near", "near", w.Near)
	}
	return said
}

// table is the keymap with the person's own keys.
func (a *app) table(preset string) (*keymaps.Table, error) {
	if !slices.Contains(keymaps.Presets(), keymaps.Preset(preset)) {
		s, _ := config.Find("keymap")
		return nil, usage("cli.bad_choice", "value", clean(preset), "values", listed(s.Values))
	}
	table, flaws := a.file.Table(keymaps.Preset(preset))
	if len(flaws) > 0 {
		return nil, a.faultOf(flaws[0])
	}
	return table, nil
}
