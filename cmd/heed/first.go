package main

import (
	"context"
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/home"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/first"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/settings"
)

// unset reports whether nothing says which desk is meant, and there is no profile to open.
func (a *app) unset() bool {
	if a.desk != "" || a.profile != "" {
		return false
	}
	all, err := profile.All(profile.Home())
	return err == nil && len(all) == 0
}

// firstRun asks what to work at and makes that ready; demo is answered where it is the demo.
// Where the person leaves, done is false.
func (a *app) firstRun(ctx context.Context, w *workstation) (demo, done bool, err error) {
	answer, err := a.askFirst(ctx, *w)
	if err != nil || answer.Way == "" {
		return false, false, err
	}
	switch answer.Way {
	case first.Served:
		err = a.logIn(ctx, answer.URL, answer.Token)
	case first.Folder:
		err = a.settle(ctx, answer)
	case first.Demo:
	}
	if err != nil {
		return false, false, err
	}
	a.choose("theme", answer.Theme, &w.theme)
	a.choose("keymap", answer.Keymap, &w.keymap)
	return answer.Way == first.Demo, true, nil
}

// askFirst shows the first run until it is answered or left.
func (a *app) askFirst(ctx context.Context, w workstation) (first.Answer, error) {
	table, err := a.check(w)
	if err != nil {
		return first.Answer{}, err
	}
	set := untold{a.configured(func(workstation) func(string) (string, error) { return nil })}
	var asked *first.Screen
	err = tui.Run(ctx, tui.Options{
		Book: a.book, Theme: a.theme(w), Keys: table, Log: a.log(), Settings: set, Linear: w.linear,
		Alone: func(s *screen.Session) screen.Screen {
			theme, keymap := set.Row("theme"), set.Row("keymap")
			asked = first.New(first.Needs{
				Session: s, Looks: looks{a}, Context: ctx, Dir: "~/desk", Name: fullName(), Themes: theme.Wants, Theme: theme.Now.Value,
				Keymaps: keymap.Wants, Keymap: keymap.Now.Value,
			})
			return asked
		},
	}, tui.Terminal{In: a.in, Out: a.out, Environ: os.Environ(), Signals: true, FullRepaint: w.fullRepaint})
	var crash *tui.Crash
	switch {
	case errors.As(err, &crash):
		return first.Answer{}, a.crashed(crash, time.Now())
	case err != nil || asked == nil:
		return first.Answer{}, err
	default:
		return asked.Answer(), nil
	}
}

// untold are settings that are kept nowhere yet: the first run writes nothing down before its end.
type untold struct{ *configured }

// Keep implements tui.Settings.
func (u untold) Keep(s screen.Set) (settings.Row, error) { return u.Row(s.Name), settings.ErrNowhere }

// fullName is what this user is called; the login name where nothing more is known.
func fullName() string {
	u, err := user.Current()
	if err != nil || u.Name == "" {
		return ""
	}
	name, _, _ := strings.Cut(u.Name, ",") // as some systems add a room and a telephone
	if host.LoginID(name) == host.Nameless {
		return ""
	}
	return text.Line(desk.Foreign(name))
}

// choose keeps what was chosen where it is another value than the one that counted.
func (a *app) choose(name, value string, into *string) {
	if value == "" || value == *into {
		return
	}
	*into = value
	if err := a.keep(name, value); err != nil {
		a.say(a.book.T("first.unkept_choice", "name", name, "file", clean(home.Short(a.file.Path))))
	}
}

// keep writes a setting into config.toml.
func (a *app) keep(name, value string) error {
	file, err := a.file.Keep(name, &value)
	if err != nil {
		a.log().Warn("a setting was not kept", "err", err)
		return err
	}
	all, _ := file.Effective(a.given, os.Getenv) // it was read as it is
	a.file, a.settings = file, all
	return nil
}

// settle makes the desk of a folder where there is none yet, and notes that it is the one to
// be opened.
func (a *app) settle(ctx context.Context, answer first.Answer) (err error) {
	dir, err := home.Long(answer.Dir)
	if err != nil {
		return err
	}
	if answer.New {
		d, err := host.Own(ctx, dir, profile.Importing, version())
		if err != nil {
			return a.deskBusy(err)
		}
		if _, err := d.Found(ctx, answer.Name); err != nil {
			return errors.Join(err, d.Close())
		}
		if err := d.Close(); err != nil {
			return err
		}
	}
	if a.keep("desk", dir) != nil {
		a.say(a.book.T("first.unkept_choice", "name", "desk", "file", clean(home.Short(a.file.Path))))
	}
	a.desk = dir
	return nil
}

// looks finds out whether what is answered is right.
type looks struct{ app *app }

// Served implements first.Looks.
func (l looks) Served(ctx context.Context, url, token string) first.Found {
	b := l.app.book
	d, err := station.Who(ctx, url, token)
	switch {
	case err == nil:
		return first.Found{OK: true, Said: b.T("first.served.hello", "name", text.Line(d.Agent.Name), "desk", clean(d.Name))}
	case errors.Is(err, desk.ErrUnauthorized) && token == "":
		return first.Found{Name: true, Said: b.T("first.served.reached")}
	case errors.Is(err, desk.ErrUnauthorized):
		return first.Found{Said: b.T("first.served.stranger")}
	default:
		return first.Found{Said: l.app.sentence(explain(err))}
	}
}

// Folder implements first.Looks.
func (l looks) Folder(ctx context.Context, path, name string) first.Found {
	b := l.app.book
	dir, err := home.Long(path)
	if err != nil {
		return first.Found{Said: l.app.sentence(explain(err))}
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return l.newFolder(name)
	case err != nil:
		return first.Found{Said: l.app.sentence(explain(err))}
	case !info.IsDir():
		return first.Found{Said: b.T("first.folder.a_file")}
	}
	if _, err := os.Stat(filepath.Join(dir, backend.File)); errors.Is(err, os.ErrNotExist) {
		in, err := os.ReadDir(dir)
		switch {
		case err != nil:
			return first.Found{Said: l.app.sentence(explain(err))}
		case len(in) > 0:
			return first.Found{Said: b.T("first.folder.full")}
		}
		return l.newFolder(name)
	}
	return l.there(ctx, dir)
}

// newFolder looks whether somebody of a name could have a new desk.
func (l looks) newFolder(name string) first.Found {
	b := l.app.book
	login := host.LoginID(name)
	switch {
	case name == "":
		return first.Found{Name: true, New: true, Said: b.T("first.folder.nameless")}
	case len(name) > mostName:
		return first.Found{New: true, Said: b.T("first.folder.long_name")}
	case login == host.Nameless:
		return first.Found{New: true, Said: b.T("first.folder.bad_name")}
	}
	return first.Found{OK: true, New: true, Said: b.T("first.folder.new", "name", clean(name), "login", string(login))}
}

// mostName is the most bytes of a name that is typed.
const mostName = 120

// there looks whose desk a folder holds.
func (l looks) there(ctx context.Context, dir string) first.Found {
	d, err := host.Open(dir, profile.Pipe, version())
	if err != nil {
		return first.Found{Said: l.app.sentence(explain(err))}
	}
	who, err := d.Account(ctx, "", userName())
	if err = errors.Join(err, d.Close()); err != nil {
		if errors.Is(err, host.ErrNoAccount) {
			return first.Found{Said: l.app.book.T("first.folder.ownerless")}
		}
		return first.Found{Said: l.app.sentence(explain(err))}
	}
	return first.Found{OK: true, Said: l.app.book.T("first.folder.there", "name", text.Line(who.Name))}
}
