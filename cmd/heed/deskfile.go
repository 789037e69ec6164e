package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/deskfile"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/tomltree"
)

// applying is how files are applied to a desk.
type applying struct {
	files      []string
	dry, prune bool
}

func (a *app) deskApply() *cobra.Command {
	var ask applying
	cmd := &cobra.Command{
		Use: "apply FILE...", Short: a.book.T("cli.desk_apply"), Long: a.book.T("cli.desk_apply.long"),
		Args: func(_ *cobra.Command, files []string) error {
			if len(files) == 0 {
				return usage("cli.desk_apply.files")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, files []string) error {
			ask.files = files
			return a.applyFiles(cmd.Context(), ask)
		},
	}
	a.where(cmd)
	a.anyDesk(cmd)
	cmd.Flags().BoolVar(&ask.dry, "dry-run", false, a.book.T("cli.flag.dry_run"))
	cmd.Flags().BoolVar(&ask.prune, "prune", false, a.book.T("cli.flag.prune"))
	cmd.Flags().BoolVar(&a.json, "json", false, a.book.T("cli.flag.json"))
	return cmd
}

func (a *app) deskExport() *cobra.Command {
	cmd := &cobra.Command{
		Use: "export", Short: a.book.T("cli.desk_export"), Args: a.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.lead(cmd.Context(), func(line *client.Line) error {
				now, err := line.Setup(cmd.Context())
				if err != nil {
					return err
				}
				_, err = a.out.Write(deskfile.Write(now, a.note))
				return printed(err)
			})
		},
	}
	a.where(cmd)
	a.anyDesk(cmd)
	return cmd
}

// note is what stands above the things of a kind in an export, and at its head.
func (a *app) note(kind string) string {
	if kind == "" {
		kind = "head"
	}
	return a.book.T("deskfile.note." + kind)
}

// lead lets do talk to the desk as the account that was named, or its owner.
func (a *app) lead(ctx context.Context, do func(*client.Line) error) error {
	return a.reach(ctx, func(d *host.Reached) (desk.AgentID, error) {
		who, err := d.Account(ctx, a.as, userName())
		return who.ID, err
	}, do)
}

// tries is how often files are compared anew where somebody changes the desk meanwhile.
const tries = 3

func (a *app) applyFiles(ctx context.Context, ask applying) error {
	files, err := a.sources(ask.files)
	if err != nil {
		return err
	}
	wanted, flaws := deskfile.Read(files, besides, time.Now())
	if len(flaws) > 0 {
		return a.flawed(flaws)
	}
	for _, d := range wanted.Doubts {
		a.say(a.flawSaid(d))
	}
	return a.lead(ctx, func(line *client.Line) error {
		for range tries {
			err := a.applyOnce(ctx, line, wanted, ask)
			if !errors.Is(err, desk.ErrGone) {
				return err
			}
		}
		return pipe.NewFault(pipe.Conflict, "cli.desk_apply.changed")
	})
}

// applyOnce makes a desk what files say that it should be, if it is as it was seen.
func (a *app) applyOnce(ctx context.Context, line *client.Line, wanted deskfile.Wanted, ask applying) error {
	now, err := line.Setup(ctx)
	if err != nil {
		return err
	}
	after, flaws := wanted.Plan(now, ask.prune)
	if len(flaws) > 0 {
		return a.flawed(flaws)
	}
	differences := deskfile.Compare(now, after)
	barred := false
	if len(differences) > 0 {
		put := line.Configure
		if ask.dry {
			put = line.Rehearse
		}
		_, err := put(ctx, now.Tag(), after)
		barred = ask.dry && errors.Is(err, desk.ErrForbidden)
		if err != nil && !barred {
			return a.unapplied(wanted, err)
		}
	}
	if err := a.tellDifferences(differences); err != nil {
		return printed(err)
	}
	a.say(a.summed(differences, ask.dry))
	if barred {
		a.say(a.book.T("cli.desk_apply.barred"))
	}
	return nil
}

// unapplied explains why a desk does not become what files say.
func (a *app) unapplied(wanted deskfile.Wanted, err error) error {
	var refused *desk.Problem
	switch {
	case errors.As(err, &refused):
		if flaws := wanted.Refused(refused); len(flaws) > 0 {
			return a.flawed(flaws)
		}
		return &pipe.Fault{Exit: pipe.Failed, Key: "pipe.refused", Problem: refused}
	case errors.Is(err, desk.ErrForbidden):
		return pipe.NewFault(pipe.NotAllowed, "cli.desk_apply.barred")
	}
	return err
}

func (a *app) tellDifferences(all []deskfile.Difference) error {
	if !a.json {
		return a.text().Differences(all)
	}
	j := listing.NewJSON(a.out)
	for _, d := range all {
		if err := j.Difference(d); err != nil {
			return err
		}
	}
	return nil
}

// summed is how many things come, change and go, and whether they did.
func (a *app) summed(all []deskfile.Difference, dry bool) string {
	if len(all) == 0 {
		return a.book.T("deskfile.same")
	}
	n := map[deskfile.Sign]int{}
	for _, d := range all {
		n[d.Sign]++
	}
	sum := a.book.T("deskfile.sum", "new", a.book.N("deskfile.new", n[deskfile.Comes]),
		"changed", a.book.N("deskfile.changed", n[deskfile.Changes]), "gone", a.book.N("deskfile.gone", n[deskfile.Goes]))
	if dry {
		return sum + " " + a.book.T("deskfile.dry")
	}
	return sum
}

// sources reads the files that are named; - is the standard input.
func (a *app) sources(names []string) ([]deskfile.Source, error) {
	var all []deskfile.Source
	for _, name := range names {
		var text []byte
		var err error
		if name == "-" {
			text, err = io.ReadAll(io.LimitReader(a.in, tomltree.MaxFile+1))
		} else {
			text, err = disk.ReadFile(name, tomltree.MaxFile)
		}
		if errors.Is(err, disk.ErrTooLong) {
			text, err = make([]byte, tomltree.MaxFile+1), nil // it is told as what is wrong with the file
		}
		if err != nil {
			return nil, pipe.NewFault(pipe.Failed, unopened(err), "file", a.fileName(name))
		}
		all = append(all, deskfile.Source{Name: name, Bytes: text})
	}
	return all, nil
}

// mostBeside is the most of a file that another one names.
const mostBeside = 1 << 20

// besides reads a file that another one names, beside that one.
func besides(file, name string) ([]byte, error) {
	if filepath.IsAbs(name) {
		return disk.ReadFile(name, mostBeside)
	}
	dir := filepath.Dir(file)
	if file == "-" {
		dir, _ = os.Getwd() // the empty one is the same
	}
	return disk.ReadFile(filepath.Join(dir, name), mostBeside)
}

// flawed tells what is wrong with files, line by line, and that nothing was changed.
func (a *app) flawed(all []*deskfile.Flaw) error {
	for _, f := range all {
		a.say(a.flawSaid(f))
	}
	return pipe.NewFault(pipe.Failed, "deskfile.flawed", "n", len(all))
}

// flawSaid is a flaw as a sentence, behind its place.
func (a *app) flawSaid(f *deskfile.Flaw) string {
	pairs := make([]any, 0, 2*len(f.Args))
	for name, value := range f.Args {
		pairs = append(pairs, name, text.Truncate(clean(value), text.MaxLog)) // a file may have a megabyte in a name
	}
	key := "deskfile." + string(f.Code)
	if wants := f.Args["wants"]; wants != "" {
		key += "." + wants
	}
	what := a.book.T(key, pairs...)
	if f.Near != "" {
		what += " " + a.book.T("config.near", "near", clean(f.Near))
	}
	if f.In != "" {
		what = a.book.T("deskfile.in", "thing", clean(f.In), "what", what)
	}
	if f.File == "" {
		return what
	}
	return a.book.T("config.said", "where", a.book.T("config.place", "file", a.fileName(f.File), "line", f.Line), "what", what)
}
