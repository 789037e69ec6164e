package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/pipe"
)

// oneFile takes the name of one file.
func (a *app) oneFile(key string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage(key)
		}
		return a.needsDesk()
	}
}

func (a *app) needsDesk() error {
	if a.desk == "" {
		return usage("cli.needs_desk")
	}
	return nil
}

func (a *app) deskBackup() *cobra.Command {
	cmd := &cobra.Command{
		Use: "backup --desk DIR FILE", Short: a.book.T("cli.desk_backup"), Long: a.book.T("cli.desk_backup.long"), Args: a.oneFile("cli.desk_backup.one"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.backUp(cmd.Context(), args[0]) },
	}
	a.words(cmd, &a.desk, "desk")
	a.anyDesk(cmd)
	return cmd
}

func (a *app) backUp(ctx context.Context, into string) error {
	if info, err := os.Stat(into); err == nil && info.IsDir() {
		into = filepath.Join(into, time.Now().UTC().Format("desk-20060102-150405.backup"))
	}
	b, err := host.Backup(ctx, a.desk, into)
	if errors.Is(err, fs.ErrExist) {
		return pipe.NewFault(pipe.Failed, "cli.desk_backup.there", "file", clean(into))
	}
	if err != nil {
		return err
	}
	a.say(a.book.T("cli.desk_backed_up", "file", clean(into), "size", a.book.FileSize(b.Size), "rows", a.book.N("cli.rows", b.Rows), "files", a.book.N("cli.files", b.Files)))
	if b.Missing > 0 {
		a.say(a.book.T("cli.desk_copy.missing", "files", a.book.N("cli.files", b.Missing)))
	}
	return nil
}

func (a *app) deskRestore() *cobra.Command {
	var r host.Restoring
	cmd := &cobra.Command{
		Use: "restore --desk DIR FILE", Short: a.book.T("cli.desk_restore"), Long: a.book.T("cli.desk_restore.long"), Args: a.oneFile("cli.desk_restore.one"),
		RunE: func(cmd *cobra.Command, args []string) error {
			r.Dir, r.File = a.desk, args[0]
			return a.restore(cmd.Context(), r)
		},
	}
	a.words(cmd, &a.desk, "desk")
	cmd.Flags().StringVar(&r.Store, "store", "", a.book.T("cli.flag.restore_store"))
	cmd.Flags().StringVar(&r.Erased, "erased", "", a.book.T("cli.flag.erased"))
	cmd.Flags().BoolVar(&r.Replace, "replace", false, a.book.T("cli.flag.replace"))
	return cmd
}

func (a *app) restore(ctx context.Context, r host.Restoring) error {
	done, err := host.Restore(ctx, r)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		missing := r.File
		if _, err := os.Stat(r.File); err == nil && r.Erased != "" {
			missing = r.Erased
		}
		return pipe.NewFault(pipe.NotFound, "cli.no_file", "file", clean(missing))
	case err != nil:
		return a.deskBusy(err)
	}
	a.say(a.book.T("cli.desk_restored", "dir", clean(r.Dir), "at", a.moment(done.At), "rows", a.book.N("cli.rows", done.Rows), "files", a.book.N("cli.files", done.Files)))
	if done.Missing > 0 {
		a.say(a.book.T("cli.desk_copy.missing", "files", a.book.N("cli.files", done.Missing)))
	}
	if done.Erased > 0 {
		a.say(a.book.T("cli.desk_restored.erased", "who", a.book.N("cli.customers", done.Erased)))
	}
	if done.Aside != "" {
		a.say(a.book.T("cli.desk_restored.aside", "dir", clean(done.Aside)))
	}
	return nil
}

// moment is an instant as people write it down.
func (a *app) moment(at time.Time) string { return at.Local().Format("2006-01-02 15:04:05") }

func (a *app) deskUpgrade() *cobra.Command {
	var into string
	cmd := &cobra.Command{
		Use: "upgrade --desk DIR", Short: a.book.T("cli.desk_upgrade"), Long: a.book.T("cli.desk_upgrade.long"), Args: a.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.needsDesk(); err != nil {
				return err
			}
			return a.upgrade(cmd.Context(), into)
		},
	}
	a.words(cmd, &a.desk, "desk")
	a.anyDesk(cmd)
	cmd.Flags().StringVar(&into, "backup", "", a.book.T("cli.flag.upgrade_backup"))
	return cmd
}

func (a *app) upgrade(ctx context.Context, into string) error {
	u, err := host.Upgrade(ctx, a.desk, into)
	switch {
	case errors.Is(err, fs.ErrExist):
		return pipe.NewFault(pipe.Failed, "cli.desk_backup.there", "file", clean(into))
	case err != nil:
		return a.deskBusy(err)
	case u.From == u.To:
		a.say(a.book.T("cli.desk_upgraded.same", "layout", u.To))
	default:
		a.say(a.book.T("cli.desk_upgraded", "from", u.From, "to", u.To, "file", clean(u.Backup)))
	}
	return nil
}
