package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/home"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
)

func (a *app) cacheWipe() *cobra.Command { return a.removal("wipe", "cli.cache.wipe") }

// logout is cacheWipe by the name that goes with login.
func (a *app) logout() *cobra.Command { return a.removal("logout", "cli.logout") }

// removal is a command that removes a profile from this computer.
func (a *app) removal(use, short string) *cobra.Command {
	var sure, force bool
	cmd := a.pipeCommand(use, short, a.noArgs, func(cmd *cobra.Command, _ []string) error {
		o, err := a.options(cmd.Context(), profile.Pipe)
		if err != nil {
			return err
		}
		w, err := station.PrepareWipe(cmd.Context(), o)
		var busy *profile.Busy
		switch {
		case errors.As(err, &busy) && busy.Use != profile.Asking:
			return pipe.NewFault(pipe.Later, "keep.wipe_busy", "pid", busy.PID)
		case err != nil:
			return a.named(err)
		}
		if err := a.mayWipe(cmd.Context(), w, sure, force); err != nil {
			return errors.Join(err, w.Cancel())
		}
		out, err := w.Do(cmd.Context())
		if err != nil {
			return err
		}
		if a.json {
			return printed(listing.NewJSON(a.out).Removed(out.Files, out.KeyLeft, out.TokenLeft != nil))
		}
		said := "keep.wiped"
		if out.KeyLeft {
			said = "keep.wiped_key"
		}
		if err := a.tellLine(said, "dir", clean(home.Short(w.Dir)), "name", clean(w.Name())); err != nil || out.TokenLeft == nil {
			return err
		}
		return a.tellLine("keep.wiped_token", "because", a.sentence(explain(out.TokenLeft)))
	})
	cmd.Flags().BoolVar(&sure, "yes", false, a.book.T("cli.flag.yes"))
	cmd.Flags().BoolVar(&force, "force", false, a.book.T("cli.flag.force"))
	return cmd
}

// mayWipe says what stands against wiping a profile, and asks whoever can be asked.
func (a *app) mayWipe(ctx context.Context, w *station.Wiping, sure, force bool) error {
	switch {
	case w.Closed != nil && !force:
		why := explain(w.Closed)
		f := pipe.NewFault(why.Exit, "keep.wipe_closed", "because", a.sentence(why))
		f.Cause = why.Cause
		return f
	case !w.Unsent.None() && !force:
		return errors.Join(a.unsent(w.Unsent), pipe.NewFault(pipe.Conflict, "keep.wipe_unsent"))
	}
	if err := a.unsent(w.Unsent); err != nil {
		return err
	}
	key := "keep.ask.wipe"
	if !w.Unsent.None() || w.Closed != nil {
		key = "keep.ask.wipe_lost"
	}
	return a.agreed(ctx, sure, key, "dir", clean(home.Short(w.Dir)))
}

// agreed asks for a yes, unless it was given already. Where nobody can be asked it has to be.
func (a *app) agreed(ctx context.Context, sure bool, key string, pairs ...any) error {
	switch {
	case sure:
		return nil
	case !a.asks():
		return usage("keep.say_yes", "what", a.book.T(key, pairs...))
	}
	said, err := a.answer(ctx, a.book.T(key, pairs...)+" "+a.book.T("keep.ask.yes"))
	if err != nil {
		return err
	}
	if said != a.book.T("keep.yes") {
		return pipe.NewFault(pipe.Failed, "keep.left")
	}
	return nil
}
