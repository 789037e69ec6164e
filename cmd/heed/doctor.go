package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/adrg/xdg"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/doctor"
	"github.com/heed-desk/heed/internal/home"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/keymaps"
)

// lookOver is the command that looks for what can be wrong here.
func (a *app) lookOver() *cobra.Command {
	cmd := &cobra.Command{
		Use: "doctor", Short: a.book.T("cli.doctor"), Args: a.noArgs,
		Annotations: map[string]string{freestanding: "what is wrong with config.toml is among what it finds"},
		RunE: func(cmd *cobra.Command, _ []string) error {
			all := a.checkSettings(cmd)
			all = append(all, a.checkMachine(cmd.Context())...)
			all = append(all, a.checkProfile(cmd.Context())...)
			return a.diagnose(all)
		},
	}
	a.where(cmd)
	cmd.Flags().BoolVar(&a.json, "json", false, a.book.T("cli.flag.json"))
	return cmd
}

// checked is a finding, and the sentence that tells of it.
type checked struct {
	doctor.Finding
	sentence string
}

func (a *app) told(found ...doctor.Finding) []checked {
	all := make([]checked, 0, len(found))
	for _, f := range found {
		pairs := []any{"away", a.book.Away(desk.Away(f.Args["why"]))}
		for name, value := range f.Args {
			pairs = append(pairs, name, clean(value))
		}
		if what := f.Args["what"]; what != "" {
			pairs = append(pairs, "whose", a.book.T("doctor.folder."+what))
		}
		all = append(all, checked{f, a.book.T(a.counted("doctor."+f.Code, f.Args), pairs...)})
	}
	return all
}

// counted is the key of a finding, or of the text for one where it counts one thing.
func (a *app) counted(key string, args map[string]string) string {
	counts := []string{"total", "stopped", "waiting", "keys"}
	if last := key[strings.LastIndexByte(key, '.')+1:]; args[last] != "" {
		counts = []string{last} // what the text is about, whatever else it counts
	}
	for _, count := range counts {
		if n, ok := args[count]; ok {
			if n == "1" && a.book.Has(key+".one") {
				return key + ".one"
			}
			return key
		}
	}
	return key
}

// diagnose prints what was found, and fails where something of it is bad.
func (a *app) diagnose(all []checked) error {
	bad := 0
	var lines []listing.Check
	for _, c := range all {
		if c.State == doctor.Bad {
			bad++
		}
		lines = append(lines, listing.Check{
			Name: c.Check, State: string(c.State), Code: c.Code, Word: a.book.T("doctor.state." + string(c.State)), Sentence: c.sentence,
		})
	}
	var err error
	if a.json {
		err = listing.NewJSON(a.out).Checks(lines)
	} else {
		err = a.text().Checks(lines)
	}
	if err != nil {
		return printed(err)
	}
	if bad > 0 {
		return pipe.NewFault(pipe.Failed, "doctor.bad", "n", bad)
	}
	return nil
}

// checkSettings looks at config.toml, the variables and the keys, and sets what is good.
func (a *app) checkSettings(cmd *cobra.Command) []checked {
	path, _ := a.configFile()
	flaws, err := a.readSettings(cmd)
	if err != nil {
		return a.told(doctor.Finding{Check: "config", State: doctor.Bad, Code: "config.closed", Args: map[string]string{"folder": home.Short(path)}})
	}
	if _, more := a.file.Table(keymaps.Preset(a.effective("keymap"))); len(flaws) == 0 {
		flaws = more
	}
	if len(flaws) == 0 {
		if err := a.apply(cmd); err == nil {
			code := map[bool]string{true: "config", false: "config.none"}[a.file.There]
			return a.told(doctor.Finding{Check: "config", State: doctor.Good, Code: code, Args: map[string]string{
				"folder": home.Short(path), "keys": strconv.Itoa(len(a.file.Keys)),
			}})
		}
	}
	var all []checked
	for _, w := range flaws {
		short := *w
		if w.Line > 0 {
			short.Path = home.Short(w.Path)
		}
		all = append(all, checked{
			doctor.Finding{Check: "config", State: doctor.Bad, Code: "config." + string(w.Code)},
			a.book.T("config.said", "where", placeOf(a.book, &short), "what", flawSaid(a.book, w)),
		})
	}
	return all
}

// effective is the value of a setting that counts.
func (a *app) effective(name string) string {
	for _, e := range a.settings {
		if e.Name == name {
			return e.Value
		}
	}
	s, _ := config.Find(name)
	return s.Default
}

// checkMachine looks at the terminal, the folders and the keyring.
func (a *app) checkMachine(ctx context.Context) []checked {
	s := doctor.Screen{There: term.IsTerminal(a.out.Fd()), Env: os.Getenv}
	switch p := colorprofile.Detect(a.out, os.Environ()); p {
	case colorprofile.TrueColor, colorprofile.ANSI256, colorprofile.ANSI:
		s.Colour = a.book.T("doctor.colours." + p.String())
	default:
	}
	if w, h, err := term.GetSize(a.out.Fd()); err == nil {
		s.W, s.H = w, h
	}
	all := doctor.Terminal(s)
	all = append(all, doctor.Folder("state", filepath.Join(xdg.StateHome, "heed"))...)
	if _, err := os.Stat(a.desk); a.desk != "" && err == nil {
		all = append(all, doctor.Folder("desk", a.desk)...)
	}
	all = append(all, doctor.Sockets(profile.Home()), doctor.Keyring(ctx))
	return a.told(all...)
}

// faulty tells of an error in the words that any command has for it.
func (a *app) faulty(check string, err error) []checked {
	f := explain(err)
	for name, value := range f.Args {
		if filepath.IsAbs(value) {
			f.Args[name] = home.Short(value)
		}
	}
	return []checked{{doctor.Finding{Check: check, State: doctor.Bad, Code: f.Key}, a.sentence(f)}}
}
