package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/host"
)

// deskCommand is what is done to a desk as a whole.
func (a *app) deskCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "desk", Short: a.book.T("cli.desk"), Args: a.noArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(a.deskApply(), a.deskExport(), a.deskCopy(), a.deskBackup(), a.deskRestore(), a.deskUpgrade(), a.deskCustomer(), a.deskRetention(), a.deskUser(), a.deskAudit())
	return cmd
}

func (a *app) deskCopy() *cobra.Command {
	return &cobra.Command{
		Use: "copy FROM TO", Short: a.book.T("cli.desk_copy"), Long: a.book.T("cli.desk_copy.long"),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage("cli.desk_copy.two")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.copyDesk(cmd.Context(), args[0], args[1]) },
	}
}

func (a *app) copyDesk(ctx context.Context, from, to string) (err error) {
	if host.Same(from, to) {
		return usage("cli.desk_copy.same")
	}
	source, done, err := host.Hold(ctx, from, false)
	if err != nil {
		return a.deskBusy(err)
	}
	defer func() { err = errors.Join(err, done()) }()
	target, closed, err := host.Hold(ctx, to, true)
	if err != nil {
		return a.deskBusy(err)
	}
	defer func() { err = errors.Join(err, closed()) }()
	sum, err := backend.Copy(ctx, source, target)
	if err != nil {
		return err
	}
	a.say(a.book.T("cli.desk_copied", "rows", a.book.N("cli.rows", sum.Rows), "tables", a.book.N("cli.tables", sum.Tables), "files", a.book.N("cli.files", sum.Files)))
	if sum.Missing > 0 {
		a.say(a.book.T("cli.desk_copy.missing", "files", a.book.N("cli.files", sum.Missing)))
	}
	return nil
}
