package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/host"
)

// deskRetention says how long a desk keeps what is over, or decides it.
func (a *app) deskRetention() *cobra.Command {
	var to backend.Retention
	cmd := &cobra.Command{
		Use: "retention --desk DIR", Short: a.book.T("cli.desk_retention"), Long: a.book.T("cli.desk_retention.long"), Args: a.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.needsDesk(); err != nil {
				return err
			}
			r, err := host.Retention(cmd.Context(), a.desk)
			if err != nil {
				return err
			}
			set := false
			for name, take := range map[string]func(){
				"tickets": func() { r.Tickets = to.Tickets }, "spam": func() { r.Spam = to.Spam }, "customers": func() { r.Customers = to.Customers },
			} {
				if cmd.Flags().Changed(name) {
					take()
					set = true
				}
			}
			if set {
				err = host.SetRetention(cmd.Context(), a.desk, version(), r)
			}
			if errors.Is(err, backend.ErrRetention) {
				return usage("cli.desk_retention.days")
			}
			if err != nil {
				return a.deskBusy(err)
			}
			return a.tellRetention(r)
		},
	}
	a.words(cmd, &a.desk, "desk")
	a.anyDesk(cmd)
	cmd.Flags().IntVar(&to.Tickets, "tickets", 0, a.book.T("cli.flag.retain_tickets"))
	cmd.Flags().IntVar(&to.Spam, "spam", 0, a.book.T("cli.flag.retain_spam"))
	cmd.Flags().BoolVar(&to.Customers, "customers", false, a.book.T("cli.flag.retain_customers"))
	return cmd
}

func (a *app) tellRetention(r backend.Retention) error {
	days := func(n int) string {
		if n == 0 {
			return a.book.T("cli.retention.ever")
		}
		return a.book.N("cli.retention.days", n)
	}
	key := "cli.retention.customers_stay"
	if r.Customers {
		key = "cli.retention.customers_go"
	}
	return a.tellLine("cli.retention", "tickets", days(r.Tickets), "spam", days(r.Spam), "customers", a.book.T(key))
}
