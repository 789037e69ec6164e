package main

import (
	"cmp"
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/attach"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
	"github.com/heed-desk/heed/internal/text"
)

// clean makes a word of the command line fit to be shown.
func clean(s string) string { return text.PasteLine(s) }

// takeovers is how long one goes from owner to owner that is just leaving.
const takeovers = 20 * time.Second

// reads lets do use the profile for what may be asked twice: the owner may go away in between.
func (a *app) reads(ctx context.Context, do func(*station.Shell) error) error {
	return a.until(ctx, attach.ErrGone, do)
}

// writes is reads for what must not be done twice: it is asked again only where the owner
// went away before it took the question.
func (a *app) writes(ctx context.Context, do func(*station.Shell) error) error {
	return a.until(ctx, attach.ErrNotTaken, do)
}

func (a *app) until(ctx context.Context, again error, do func(*station.Shell) error) error {
	for began := time.Now(); ; {
		err := a.verbs(ctx, do)
		if !errors.Is(err, again) || ctx.Err() != nil || time.Since(began) > takeovers {
			return err
		}
	}
}

// verbs opens the profile, lets do use it and closes it.
func (a *app) verbs(ctx context.Context, do func(*station.Shell) error) (err error) {
	o, err := a.options(ctx, profile.Pipe)
	if err != nil {
		return err
	}
	sh, err := station.OpenShell(ctx, o)
	if err != nil {
		return a.named(err)
	}
	defer func() { err = errors.Join(err, sh.Close()) }()
	if err := a.shown(); err != nil {
		return err
	}
	err = do(sh)
	a.remark(sh.Remarks(), err) // also of what showed only as it was used
	return err
}

// remark says what a person should hear of a profile, on the error output; but not what is just why a
// command failed.
func (a *app) remark(all []*pipe.Fault, err error) {
	denied := err != nil && explain(err).Exit == pipe.NotAllowed
	for _, f := range all {
		if err != nil && explain(err).Key == f.Key {
			continue
		}
		if denied && (f.Key == station.KeyTokenLost || f.Key == station.KeyTokenUnkept || f.Key == station.KeyTokenSilent) {
			continue
		}
		if a.json {
			_ = listing.NewJSON(a.err).Remark(f, a.sentence(f)) // nobody is left to be told
			continue
		}
		a.say(a.sentence(f))
	}
}

// named says of a profile that is not there which ones are.
func (a *app) named(err error) error {
	if !errors.Is(err, profile.ErrNone) {
		return err
	}
	names, _ := profile.All(profile.Home()) // none to be had is none
	switch {
	case len(names) == 0:
		return err
	case a.profile == "":
		return usage("cli.which_profile", "names", strings.Join(names, ", "))
	default:
		return pipe.NewFault(pipe.NotFound, "cli.no_such_profile", "name", clean(a.profile), "names", strings.Join(names, ", "))
	}
}

// pipeCommand is a command over the verbs.
func (a *app) pipeCommand(use, about string, args cobra.PositionalArgs, run func(*cobra.Command, []string) error) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: a.book.T(about), Args: args, RunE: run}
	a.where(cmd)
	cmd.Flags().BoolVar(&a.json, "json", false, a.book.T("cli.flag.json"))
	return cmd
}

func (a *app) queue() *cobra.Command {
	var ask pipe.QueueAsk
	var view string
	cmd := a.pipeCommand("queue", "cli.queue", a.noArgs, func(cmd *cobra.Command, _ []string) error {
		ask.View = desk.ViewID(view)
		return a.reads(cmd.Context(), func(sh *station.Shell) error {
			rows, err := sh.Queue(cmd.Context(), ask)
			if err != nil {
				return err
			}
			if a.json {
				return printed(listing.NewJSON(a.out).Queue(rows))
			}
			return printed(a.text().Queue(ask.View, rows))
		})
	})
	cmd.Flags().StringVar(&view, "view", string(desk.ViewMine), a.book.T("cli.flag.view"))
	cmd.Flags().IntVar(&ask.Limit, "limit", 50, a.book.T("cli.flag.limit"))
	return cmd
}

func (a *app) show() *cobra.Command {
	return a.pipeCommand("show NUMBER", "cli.show", a.oneNumber, func(cmd *cobra.Command, args []string) error {
		n, _ := ticketNumber(args[0]) // oneNumber has seen it
		return a.reads(cmd.Context(), func(sh *station.Shell) error {
			th, err := sh.Show(cmd.Context(), n)
			if err != nil {
				return err
			}
			if a.json {
				return printed(listing.NewJSON(a.out).Thread(th))
			}
			return printed(a.text().Thread(th))
		})
	})
}

func (a *app) search() *cobra.Command {
	var ask pipe.SearchAsk
	cmd := a.pipeCommand("search WORDS", "cli.search", a.someArgs, func(cmd *cobra.Command, args []string) error {
		ask.Query = strings.Join(args, " ")
		return a.reads(cmd.Context(), func(sh *station.Shell) error {
			found, err := sh.Search(cmd.Context(), ask)
			if err != nil {
				return err
			}
			if a.json {
				return printed(listing.NewJSON(a.out).Search(found))
			}
			return printed(a.text().Search(ask.Query, found))
		})
	})
	cmd.Flags().IntVar(&ask.Limit, "limit", 20, a.book.T("cli.flag.limit"))
	return cmd
}

func (a *app) outbox() *cobra.Command {
	var discard, retry string
	cmd := a.pipeCommand("outbox", "cli.outbox", a.noArgs, func(cmd *cobra.Command, _ []string) error {
		discards, retries := cmd.Flags().Changed("discard"), cmd.Flags().Changed("retry")
		switch {
		case discards && retries:
			return usage("pipe.no_decision")
		case discards:
			return a.decide(cmd.Context(), pipe.DecideAsk{Op: discard, What: pipe.Discard})
		case retries:
			return a.decide(cmd.Context(), pipe.DecideAsk{Op: retry, What: pipe.Retry})
		}
		return a.reads(cmd.Context(), func(sh *station.Shell) error {
			waits, err := sh.Outbox(cmd.Context())
			if err != nil {
				return err
			}
			if a.json {
				return printed(listing.NewJSON(a.out).Unsent(waits))
			}
			return printed(a.text().Waiting(waits))
		})
	})
	cmd.Flags().StringVar(&discard, "discard", "", a.book.T("cli.flag.discard"))
	cmd.Flags().StringVar(&retry, "retry", "", a.book.T("cli.flag.retry"))
	return cmd
}

// decide does something about what waits in the outbox, and says what became of it.
func (a *app) decide(ctx context.Context, ask pipe.DecideAsk) error {
	return a.writes(ctx, func(sh *station.Shell) error {
		d, err := sh.Decide(ctx, ask)
		return a.became(d.Number, d.Written, err)
	})
}

func (a *app) sync() *cobra.Command {
	return a.pipeCommand("sync", "cli.sync", a.noArgs, func(cmd *cobra.Command, _ []string) error {
		return a.reads(cmd.Context(), func(sh *station.Shell) error {
			s, err := sh.Sync(cmd.Context())
			if a.json && (err == nil || s.Dropped > 0) { // what is gone is told with how all stands
				return cmp.Or(printed(listing.NewJSON(a.out).Synced(s)), err)
			}
			if err != nil {
				return err
			}
			return printed(a.text().Synced(s))
		})
	})
}

// oneNumber wants the number of one ticket.
func (a *app) oneNumber(cmd *cobra.Command, args []string) error {
	if len(args) > 1 && cmd.Flags().Lookup("text") != nil {
		return usage("cli.words_apart")
	}
	if len(args) != 1 {
		return usage("cli.bad_number", "value", clean(strings.Join(args, " ")))
	}
	_, err := ticketNumber(args[0])
	return err
}

func (a *app) someArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usage("cli.bad_flag", "what", cmd.Use)
	}
	return nil
}

func ticketNumber(s string) (int64, error) {
	if len(s) > 0 && s[0] == '#' {
		s = s[1:]
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return 0, usage("cli.bad_number", "value", clean(s))
	}
	return n, nil
}

// zone is the time zone that this command was told to use, for "tomorrow 9" in the process
// that reads it; empty for the machine's.
func zone() string { return os.Getenv("TZ") }
