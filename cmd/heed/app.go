package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/user"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/muesli/termenv"
	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui/locked"
)

// app is one run of heed.
type app struct {
	in   *os.File
	out  *os.File
	err  *os.File
	book *words.Book

	desk    string
	as      string
	profile string
	json    bool

	hushed *hushed // the terminal, while it does not show what is typed

	config   string // the file that --config names
	file     config.File
	settings []config.Effective
	given    map[string]string // the settings that flags gave
	logFile  string
	logger   *slog.Logger // nil for none
	logEnd   io.Closer
}

func newApp() *app {
	return &app{in: os.Stdin, out: os.Stdout, err: os.Stderr, book: words.English()}
}

// run runs a command line and returns the exit status.
func (a *app) run(ctx context.Context, args []string) pipe.Exit {
	a.book = a.spoken(args)
	root := a.root()
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	defer func() { _ = a.shown() }() // where it cannot, the terminal is gone
	cmd, err := root.ExecuteContextC(ctx)
	a.closeLog(err)
	if err == nil {
		return pipe.OK
	}
	fault := leftUndone(cmd, explain(err))
	a.tell(cmd, fault)
	return fault.Exit
}

// tell says what went wrong, on the error output.
func (a *app) tell(cmd *cobra.Command, f *pipe.Fault) {
	sentence := a.sentence(f)
	if f.Exit == pipe.Usage && f.Problem == nil {
		sentence = a.book.T("cli.usage", "problem", sentence, "command", cmd.CommandPath())
	}
	if a.json {
		_ = listing.NewJSON(a.err).Fault(f, sentence) // nobody is left to be told
		return
	}
	a.say(sentence)
}

func (a *app) sentence(f *pipe.Fault) string {
	if f.Problem != nil && f.Key == "pipe.refused" {
		return a.book.Problem(f.Problem) // the others say what it means here
	}
	var pairs []any
	for name, value := range f.Args {
		pairs = append(pairs, name, clean(value)) // whatever was typed, no terminal obeys it
	}
	pairs = append(pairs, "why", a.book.Away(f.Why), "opened", a.opened())
	if n, err := strconv.Atoi(f.Args["n"]); err == nil {
		return a.book.N(f.Key, n, pairs...)
	}
	return a.book.T(f.Key, pairs...)
}

// say writes a line to the error output, where it is not in the way of what is piped.
func (a *app) say(line string) { _, _ = fmt.Fprintln(a.err, line) }

// printed explains why what was asked for could not be written to the standard output.
func printed(err error) error {
	if err == nil {
		return nil
	}
	f := pipe.NewFault(pipe.Failed, "cli.output")
	f.Cause = err.Error()
	return f
}

// version is what this build calls itself.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

// options are those of a profile that is about to be opened. What is asked for is waited for
// until ctx ends.
func (a *app) options(ctx context.Context, use profile.Use) (station.Options, error) {
	if a.desk != "" && a.profile != "" {
		return station.Options{}, usage("cli.both_places")
	}
	o := station.Options{
		Where:   station.Where{Desk: a.desk, As: a.as, User: userName(), Home: profile.Home(), Profile: a.profile},
		Use:     use,
		Version: version(),
		Log:     a.log(),
		Attach:  attachFile,
		Pauses:  locked.Pause,
		Secrets: station.Secrets{Passphrase: os.Getenv("HEED_PASSPHRASE"), Token: os.Getenv("HEED_TOKEN"), Slow: a.slow},
	}
	if a.asks() {
		o.Secrets.Ask = func(q station.Question) (string, error) { return a.ask(ctx, q) }
	}
	return o, nil
}

// slow tells a person what is waited for.
func (a *app) slow() { a.remark([]*pipe.Fault{pipe.NewFault(pipe.OK, "cli.ring_slow")}, nil) }

func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return os.Getenv("USER")
}

// asks reports whether there is a person to be asked.
func (a *app) asks() bool { return term.IsTerminal(a.in.Fd()) && term.IsTerminal(a.err.Fd()) }

// text writes for people.
func (a *app) text() *listing.Text {
	t := &listing.Text{Out: termenv.NewOutput(a.out), Book: a.book, Zone: time.Local, Now: time.Now()}
	if !term.IsTerminal(a.out.Fd()) {
		t.Out.Profile = termenv.Ascii
		return t
	}
	t.Out.Profile = t.Out.EnvColorProfile()
	if w, _, err := term.GetSize(a.out.Fd()); err == nil {
		t.Width = w
	}
	return t
}

// readText reads the words of a reply or note: given, or from the standard input.
func (a *app) readText(given string, set bool) (string, error) {
	if !set {
		return "", usage("cli.needs_text")
	}
	if given != "-" {
		return given, nil
	}
	b, err := io.ReadAll(io.LimitReader(a.in, maxText+1))
	if err != nil {
		return "", pipe.NewFault(pipe.Failed, "cli.stdin")
	}
	if len(b) > maxText {
		return "", usage("cli.text_too_long")
	}
	return strings.TrimRight(string(b), "\r\n"), nil // what a pipe ends with is not part of what is said
}

func usage(key string, pairs ...any) *pipe.Fault { return pipe.NewFault(pipe.Usage, key, pairs...) }
