package main

import (
	"context"
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/text"
)

// deskCustomer is what is done to all that a desk holds of a customer.
func (a *app) deskCustomer() *cobra.Command {
	cmd := &cobra.Command{Use: "customer", Short: a.book.T("cli.desk_customer"), Args: a.noArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(a.exportCustomer(), a.eraseCustomer())
	return cmd
}

func (a *app) exportCustomer() *cobra.Command {
	cmd := &cobra.Command{
		Use: "export --desk DIR WHO FOLDER", Short: a.book.T("cli.customer_export"), Long: a.book.T("cli.customer_export.long"),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 || strings.TrimSpace(args[0]) == "" {
				return usage("cli.customer_export.two")
			}
			return a.needsDesk()
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.exports(cmd.Context(), args[0], args[1]) },
	}
	a.words(cmd, &a.desk, "desk")
	a.anyDesk(cmd)
	return cmd
}

func (a *app) exports(ctx context.Context, typed, into string) error {
	m, err := a.whomOfDesk(ctx, typed)
	if err != nil {
		return err
	}
	d, err := host.Export(ctx, a.desk, m.ID, into)
	if errors.Is(err, fs.ErrExist) {
		return pipe.NewFault(pipe.Failed, "cli.customer_export.there", "folder", clean(into))
	}
	if err != nil {
		return err
	}
	name := m.Name
	if !d.Asked.IsZero() && d.Customer != nil {
		name = d.Customer.Name
		a.say(a.book.T("cli.customer_merged", "asked", d.Asked.String(), "who", text.Line(name), "id", d.Customer.ID.String()))
	}
	a.say(a.book.T("cli.customer_exported", "who", text.Line(name), "folder", clean(into),
		"tickets", a.book.N("keep.holds.tickets", len(d.Tickets)), "files", a.book.N("cli.files", len(d.Files))))
	a.tellNamed(d.Named)
	return nil
}

func (a *app) eraseCustomer() *cobra.Command {
	var sure bool
	cmd := &cobra.Command{
		Use: "erase --desk DIR WHO", Short: a.book.T("cli.customer_erase"), Long: a.book.T("cli.customer_erase.long"),
		Args: func(_ *cobra.Command, args []string) error {
			if strings.TrimSpace(strings.Join(args, " ")) == "" {
				return usage("cli.customer_erase.one")
			}
			return a.needsDesk()
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.eraseForAll(cmd.Context(), strings.Join(args, " "), sure)
		},
	}
	a.words(cmd, &a.desk, "desk")
	a.anyDesk(cmd)
	cmd.Flags().BoolVar(&sure, "yes", false, a.book.T("cli.flag.yes"))
	return cmd
}

func (a *app) eraseForAll(ctx context.Context, typed string, sure bool) error {
	m, err := a.whomOfDesk(ctx, typed)
	if err != nil {
		return err
	}
	if !m.MergedInto.IsZero() { // its own record says nothing any more: with that alone gone, they would be taken for erased
		return pipe.NewFault(pipe.Failed, "cli.customer_erase.merged", "asked", m.ID.String(), "id", m.MergedInto.String())
	}
	pairs := []any{"who", text.Line(m.Name), "tickets", a.book.N("keep.holds.tickets", m.Tickets)}
	if err := a.agreed(ctx, sure, "cli.customer_erase.ask", pairs...); err != nil {
		return err
	}
	done, err := host.Erase(ctx, a.desk, version(), m.ID)
	if err != nil {
		return a.unerased(err, m)
	}
	a.say(a.book.T("cli.customer_erased", append(pairs, "files", a.book.N("cli.files", done.Files))...))
	a.tellNamed(done.Named)
	if host.InDatabase(a.desk) {
		a.say(a.book.T("cli.customer_unlisted", "id", m.ID.String()))
	}
	if old := host.Replaced(a.desk); len(old) > 0 {
		a.say(a.book.T("cli.customer_replaced", "folders", clean(strings.Join(old, ", "))))
	}
	return nil
}

// unerased explains why an erasing broke off. On a full disk that may have been behind the deletion, before
// the file was cleared of what was deleted: then only the id finds them still.
func (a *app) unerased(err error, m backend.Meant) error {
	f := explain(err)
	if f.Key != diskFull && f.Key != storeFull {
		return a.deskBusy(err)
	}
	said := pipe.NewFault(pipe.Failed, f.Key+".erase", "who", text.Line(m.Name), "id", m.ID.String(), "desk", clean(a.desk), "database", f.Args["database"])
	said.Cause = f.Cause
	return said
}

// tellNamed says in which tickets of others somebody still stands.
func (a *app) tellNamed(numbers []int64) {
	if len(numbers) == 0 {
		return
	}
	all := make([]string, len(numbers))
	for i, n := range numbers {
		all[i] = "#" + strconv.FormatInt(n, 10)
	}
	a.say(a.book.T("cli.customer_named", "tickets", strings.Join(all, ", ")))
}

// whomOfDesk is the one customer of a desk who is meant. Where several may be, they are listed.
func (a *app) whomOfDesk(ctx context.Context, typed string) (backend.Meant, error) {
	all, err := host.Whom(ctx, a.desk, typed)
	switch {
	case err != nil:
		return backend.Meant{}, err
	case len(all) == 1:
		return all[0], nil
	case len(all) == 0:
		var id desk.CustomerID
		if id.UnmarshalText([]byte(typed)) == nil && !id.IsZero() {
			return backend.Meant{Customer: desk.Customer{ID: id, Name: desk.Foreign(typed)}}, nil // the desk may have tickets without a record
		}
		return backend.Meant{}, pipe.NewFault(pipe.NotFound, "cli.customer_nobody", "who", clean(typed))
	}
	people := make([]pipe.Person, len(all))
	for i, m := range all {
		people[i] = pipe.Person{ID: m.ID, Name: m.Name, Reached: append(append([]desk.Untrusted(nil), m.Mails...), m.Phones...), Tickets: m.Tickets}
	}
	if err := a.text().People(people); err != nil {
		return backend.Meant{}, printed(err)
	}
	return backend.Meant{}, usage("keep.several", "who", clean(typed), "n", len(all))
}
