package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/adrg/xdg"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/doctor"
	"github.com/heed-desk/heed/internal/home"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
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

// checkProfile looks at the profile that heed would open now, and at its desk.
func (a *app) checkProfile(ctx context.Context) []checked {
	if a.desk != "" {
		return a.checkDesk(ctx)
	}
	where := station.Where{Home: profile.Home(), Profile: a.profile}
	dir, err := where.Dir()
	if err == nil {
		_, err = os.Stat(dir)
	}
	if errors.Is(err, profile.ErrNone) || errors.Is(err, os.ErrNotExist) {
		return a.told(doctor.Finding{Check: "profile", State: doctor.Skipped, Code: "profile.none"})
	}
	if err != nil {
		return a.faulty("profile", err)
	}
	settings, err := profile.Load(dir)
	if err != nil {
		return a.faulty("profile", err)
	}
	owner, free := doctor.Owner(ctx, dir)
	all := a.told(owner)
	reach := doctor.Reach(ctx, settings.URL)
	all = append(all, a.told(reach...)...)
	if free || owner.State == doctor.Good {
		all = append(all, a.checkLedger(ctx, free, doctor.Worst(reach) != doctor.Bad)...)
	}
	return all
}

// checkDesk looks at a desk that is a folder, and at the profile in it.
func (a *app) checkDesk(ctx context.Context) []checked {
	if _, err := os.Stat(a.desk); err != nil {
		return a.faulty("desk", err)
	}
	var all []checked
	if _, err := os.Stat(filepath.Join(a.desk, backend.File)); err == nil {
		owner, _ := doctor.Owner(ctx, a.desk)
		owner.Check = "desk"
		all = a.told(owner)
		if owner.State == doctor.Bad {
			return all
		}
	}
	o, err := a.options(ctx, profile.Pipe)
	if err != nil {
		return append(all, a.faulty("profile", err)...)
	}
	dir, err := station.Lies(ctx, o)
	if err != nil {
		return append(all, a.notFound(err)...)
	}
	owner, free := doctor.Owner(ctx, dir)
	if owner.State != doctor.Good {
		return append(all, a.told(owner)...)
	}
	return append(all, a.checkLedger(ctx, free, true)...)
}

// notFound says why no profile in a desk's folder was looked into.
func (a *app) notFound(err error) []checked {
	var broken *profile.Broken
	f := doctor.Finding{Check: "cache", State: doctor.Skipped}
	switch {
	case errors.Is(err, profile.ErrNone):
		f.Code = "cache.none"
	case errors.Is(err, station.ErrWhich):
		f.Code = "cache.which"
	case errors.As(err, &broken):
		f = doctor.Finding{Check: "profile", State: doctor.Poor, Code: "profile.anew", Args: map[string]string{"folder": home.Short(broken.Path)}}
	default:
		return a.faulty("profile", err)
	}
	return a.told(f)
}

// Limits of a look at a ledger: how long it may take, and how many rows are read.
const (
	ledgerPatience = 20 * time.Second
	mostRows       = 20_000
)

// checkLedger looks through the ledger, and whether its desk lets the account in. Where a process
// has it open, that one is asked. Nobody is asked for anything: one whose passphrase is not at
// hand is left alone. Nothing is mended, fetched or sent.
func (a *app) checkLedger(ctx context.Context, free, there bool) []checked {
	ctx, cancel := context.WithTimeout(ctx, ledgerPatience)
	defer cancel()
	o, err := a.options(ctx, profile.Pipe)
	if err != nil {
		return a.faulty("profile", err)
	}
	o.Secrets.Ask = nil
	if !free {
		return a.checkOpen(ctx, o, there)
	}
	var all []checked
	if there {
		all = a.checkAdmitted(ctx, o)
	}
	return append(all, a.checkClosed(ctx, o)...)
}

// checkAdmitted asks the desk whether it lets the account in.
func (a *app) checkAdmitted(ctx context.Context, o station.Options) []checked {
	switch err := station.Admits(ctx, o); {
	case station.NoKey(err):
		return nil // that it is sealed says as much
	case err != nil:
		return a.faulty("desk", err)
	case o.Desk != "":
		return nil
	default:
		return a.told(doctor.Finding{Check: "desk", State: doctor.Good, Code: "desk.admits"})
	}
}

// checkClosed looks through the files of a ledger that nobody has open.
func (a *app) checkClosed(ctx context.Context, o station.Options) []checked {
	is := func(state doctor.State, code string) []checked {
		return a.told(doctor.Finding{Check: "cache", State: state, Code: code})
	}
	f, err := station.Look(ctx, &o, inChild, outlineInChild)
	var said *pipe.Fault
	switch {
	case ctx.Err() != nil:
		return is(doctor.Skipped, "cache.long")
	case station.NoKey(err) && f.Whole():
		return is(doctor.Skipped, "cache.sealed")
	case errors.As(err, &said) && said.Key == "keep.nothing":
		return is(doctor.Skipped, "cache.none")
	case err != nil && len(f.Files) == 0:
		return a.faulty("profile", a.named(err))
	case f.Whole():
		whole := doctor.Finding{Check: "cache", State: doctor.Good, Code: "cache.whole", Args: map[string]string{"total": strconv.Itoa(f.Tickets)}}
		return append(a.told(whole), a.told(doctor.Outbox(f.Ops-f.Stopped, f.Stopped, f.Drafts))...)
	}
	first, last := whatToDo(f)
	var all []checked
	for _, fault := range append(first, last) {
		all = append(all, checked{doctor.Finding{Check: "cache", State: doctor.Bad, Code: fault.Key}, a.sentence(fault)})
	}
	if f.Sealed {
		return all
	}
	return append(all, a.told(doctor.Outbox(f.Ops-f.Stopped, f.Stopped, f.Drafts))...)
}

// checkOpen asks the process that has a ledger open.
func (a *app) checkOpen(ctx context.Context, o station.Options, there bool) []checked {
	sealed := doctor.Finding{Check: "cache", State: doctor.Skipped, Code: "cache.sealed"}
	sh, err := station.Attach(ctx, o)
	if station.NoKey(err) {
		return a.told(sealed)
	}
	if err != nil {
		return a.faulty("profile", a.named(err))
	}
	if _, err := sh.Outbox(ctx); barred(err) {
		return a.told(doctor.Finding{Check: "cache", State: doctor.Skipped, Code: "cache.locked"})
	}
	var all []checked
	if there {
		if _, err := sh.Sync(ctx); err != nil { // as that process does every minute
			all = append(all, a.faulty("desk", err)...)
		} else {
			all = append(all, a.told(doctor.Finding{Check: "desk", State: doctor.Good, Code: "desk.synced"})...)
		}
	}
	return slices.Concat(all, a.checkRows(ctx, sh), a.checkOutbox(ctx, sh))
}

// barred reports whether the workstation that has the profile open is locked, and answers nobody.
func barred(err error) bool {
	var f *pipe.Fault
	return errors.As(err, &f) && pipe.IsLocked(f)
}

// checkRows reads the rows of a ledger.
func (a *app) checkRows(ctx context.Context, sh *station.Shell) []checked {
	rows, err := sh.Queue(ctx, pipe.QueueAsk{View: desk.ViewAll, Limit: mostRows})
	if err != nil {
		return a.faulty("cache", err)
	}
	return a.told(doctor.Ledger(len(rows.Rows), min(rows.Total, mostRows)))
}

// checkOutbox says what has not come to rest: it is known whether or not the rows can be read.
func (a *app) checkOutbox(ctx context.Context, sh *station.Shell) []checked {
	waits, err := sh.Outbox(ctx)
	if err != nil {
		return a.faulty("outbox", err)
	}
	stopped := 0
	for _, op := range waits.Ops {
		switch op.State {
		case desk.OpHeld, desk.OpRefused, desk.OpUnknown:
			stopped++
		default:
		}
	}
	return a.told(doctor.Outbox(len(waits.Ops)-stopped, stopped, len(waits.Drafts)))
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
