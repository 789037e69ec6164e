package main

import (
	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/tui/screen"
)

// dash is the workstation of a lead, begun on the floor.
func (a *app) dash() *cobra.Command {
	w := workstation{begin: screen.Floor}
	cmd := &cobra.Command{
		Use: "dash", Short: a.book.T("cli.dash"), Long: a.book.T("cli.dash.long"), Args: a.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.work(cmd.Context(), w) },
	}
	a.where(cmd)
	a.looks(cmd, &w)
	return cmd
}
