package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/home"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
	"github.com/heed-desk/heed/internal/text"
)

// cache are the commands about what heed keeps on this computer.
func (a *app) cache() *cobra.Command {
	cmd := &cobra.Command{
		Use: "cache", Short: a.book.T("cli.cache"), Long: a.book.T("cli.cache.long"),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return usage("cli.unknown_command", "name", clean("cache "+args[0]))
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },

		FParseErrWhitelist: cobra.FParseErrWhitelist{UnknownFlags: true}, // a word that is no command is what is wrong
	}
	cmd.AddCommand(a.cacheStatus(), a.cacheVerify(), a.cacheCompact(), a.cacheLock(), a.cacheWipe(), a.cacheErase(), lookThrough(a))
	return cmd
}

func (a *app) cacheStatus() *cobra.Command {
	return a.pipeCommand("status", "cli.cache.status", a.noArgs, func(cmd *cobra.Command, _ []string) error {
		o, oerr := a.options(cmd.Context(), profile.Pipe)
		if oerr != nil {
			return oerr
		}
		var err error
		if station.Unwritable(cmd.Context(), o) {
			err = a.survey(cmd.Context(), o)
		} else {
			err = a.reads(cmd.Context(), func(sh *station.Shell) error {
				h, err := sh.Holdings(cmd.Context())
				if err != nil {
					return err
				}
				return a.holdings(h)
			})
		}
		if !station.NoKey(err) {
			return err
		}
		h, oerr := station.Outside(cmd.Context(), o, err)
		if oerr != nil {
			return err
		}
		return errors.Join(a.holdings(h), explain(err))
	})
}

// survey is cacheStatus for what lies where nothing can be written.
func (a *app) survey(ctx context.Context, o station.Options) error {
	h, f, err := station.Survey(ctx, o, inChild, outlineInChild)
	if err != nil {
		return a.named(err)
	}
	if err := a.holdings(h); err != nil || f.Whole() {
		return err
	}
	first, last := whatToDo(f)
	a.remark(first, nil)
	return last
}

// holdings lists what is kept.
func (a *app) holdings(h pipe.Holdings) error {
	if a.json {
		return printed(listing.NewJSON(a.out).Holdings(h))
	}
	return printed(a.text().Holdings(home.Short(h.Dir), h))
}

func (a *app) cacheCompact() *cobra.Command {
	return a.pipeCommand("compact", "cli.cache.compact", a.noArgs, func(cmd *cobra.Command, _ []string) error {
		return a.reads(cmd.Context(), func(sh *station.Shell) error {
			done, err := sh.Compact(cmd.Context())
			if err != nil {
				return err
			}
			if a.json {
				return printed(listing.NewJSON(a.out).Compacted(done))
			}
			before, after, key := a.book.FileSize(done.Before), a.book.FileSize(done.After), "keep.compacted"
			if before == after {
				key = "keep.compacted.same"
			}
			return a.tellLine(key, "before", before, "after", after)
		})
	})
}

func (a *app) cacheLock() *cobra.Command {
	return a.pipeCommand("lock", "cli.cache.lock", a.noArgs, func(cmd *cobra.Command, _ []string) error {
		o, err := a.options(cmd.Context(), profile.Pipe)
		if err != nil {
			return err
		}
		done, err := station.Lock(cmd.Context(), o)
		if err != nil && !errors.Is(err, station.ErrNobody) {
			return a.named(err)
		}
		switch {
		case a.json:
			return printed(listing.NewJSON(a.out).Locked(done.Screen))
		case done.Screen:
			return a.tellLine("keep.locked")
		default:
			return a.tellLine("keep.nothing_open")
		}
	})
}

// tellLine says one thing on the standard output.
func (a *app) tellLine(key string, pairs ...any) error {
	_, err := a.out.WriteString(a.book.T(key, append(pairs, "opened", a.opened())...) + "\n")
	return printed(err)
}

func (a *app) cacheErase() *cobra.Command {
	var sure, force bool
	cmd := a.pipeCommand("erase CUSTOMER", "cli.cache.erase", a.someArgs, func(cmd *cobra.Command, args []string) error {
		return a.writes(cmd.Context(), func(sh *station.Shell) error {
			p, err := a.meant(cmd.Context(), sh, strings.Join(args, " "))
			if err != nil {
				return err
			}
			if typed := strings.Join(args, " "); sure && !named(typed, p) {
				return usage("keep.only_part", "typed", clean(typed), "who", text.Line(p.Name), "id", p.ID)
			}
			if err := a.mayErase(cmd.Context(), sh, p, sure, force); err != nil {
				return err
			}
			return a.erase(cmd.Context(), sh, p, force)
		})
	})
	cmd.Flags().BoolVar(&sure, "yes", false, a.book.T("cli.flag.yes"))
	cmd.Flags().BoolVar(&force, "force", false, a.book.T("cli.flag.force"))
	return cmd
}

// mayErase says what stands against forgetting a customer, and asks whoever can be asked.
func (a *app) mayErase(ctx context.Context, sh *station.Shell, p pipe.Person, sure, force bool) error {
	f, err := sh.Foresee(ctx, p.ID)
	if err != nil {
		return err
	}
	if err := a.unsent(f.Unsent); err != nil {
		return err
	}
	if !f.Unsent.None() && !force {
		return pipe.NewFault(pipe.Conflict, "keep.erase_unsent")
	}
	var said []*pipe.Fault
	if f.Shown != 0 {
		said = append(said, pipe.NewFault(pipe.OK, "keep.erase_shown", "number", f.Shown))
	}
	if f.Mine != 0 {
		said = append(said, pipe.NewFault(pipe.OK, "keep.erase_mine", "n", f.Mine))
	}
	a.remark(said, nil)
	key := "keep.ask.erase"
	if !f.Unsent.None() {
		key = "keep.ask.erase_lost"
	}
	return a.agreed(ctx, sure, key, whom(a, p)...)
}

// whom names a customer in a sentence.
func whom(a *app, p pipe.Person) []any {
	return []any{"who", text.Line(p.Name), "tickets", a.book.N("keep.holds.tickets", p.Tickets)}
}

// named reports whether what was typed can mean nobody else: a number, an id, a whole name or all
// of an address.
func named(typed string, p pipe.Person) bool {
	typed = strings.TrimSpace(typed)
	if _, err := ticketNumber(typed); err == nil || strings.EqualFold(typed, p.ID.String()) {
		return true
	}
	return slices.ContainsFunc(append([]desk.Untrusted{p.Name}, p.Reached...), func(is desk.Untrusted) bool {
		return strings.EqualFold(typed, text.Line(is))
	})
}

// meant is the one customer who is meant. Where several may be, they are listed.
func (a *app) meant(ctx context.Context, sh *station.Shell, typed string) (pipe.Person, error) {
	all, err := sh.Whom(ctx, typed)
	switch {
	case err != nil:
		return pipe.Person{}, err
	case len(all) == 0:
		return pipe.Person{}, pipe.NewFault(pipe.NotFound, "keep.nobody_called", "who", clean(typed))
	case len(all) == 1:
		return all[0], nil
	case a.json:
		err = listing.NewJSON(a.out).People(all)
	default:
		err = a.text().People(all)
	}
	if err != nil {
		return pipe.Person{}, printed(err)
	}
	return pipe.Person{}, usage("keep.several", "who", clean(typed), "n", len(all))
}

func (a *app) erase(ctx context.Context, sh *station.Shell, p pipe.Person, force bool) error {
	done, err := sh.Erase(ctx, pipe.EraseAsk{Who: p.ID, Force: force})
	if err != nil {
		return errors.Join(a.unsent(done.Unsent), err)
	}
	if a.json {
		return printed(listing.NewJSON(a.out).Erased(p, done))
	}
	return a.tellLine("keep.erased", whom(a, p)...)
}

// unsent lists what stands against something because it would be lost.
func (a *app) unsent(u pipe.Unsent) error {
	switch {
	case u.None():
		return nil
	case a.json:
		return printed(listing.NewJSON(a.out).Unsent(u))
	default:
		return printed(a.text().Unsent(u))
	}
}
