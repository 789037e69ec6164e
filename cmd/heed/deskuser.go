package main

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/pipe"
)

// deskUser is what whoever runs a desk does with its accounts.
func (a *app) deskUser() *cobra.Command {
	cmd := &cobra.Command{
		Use: "user", Short: a.book.T("cli.user"), Long: a.book.T("cli.user.long"), Args: a.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.userAdd(), a.userRole(), a.userName(), a.userGroups(), a.userToken(), a.userRevoke(), a.userKey(),
		a.userStanding("disable", true), a.userStanding("enable", false), a.userList())
	return cmd
}

// steward is a command that whoever runs a desk gives, with the line on which it goes.
func (a *app) steward(use, about string, from, to int, run func(ctx context.Context, line *client.Line, args []string) error) *cobra.Command {
	cmd := &cobra.Command{
		Use: use, Short: a.book.T(about),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < from || to >= 0 && len(args) > to {
				return usage("cli.user.line", "line", "heed desk user "+use)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.onDesk(cmd.Context(), args, run) },
	}
	a.where(cmd)
	a.anyDesk(cmd)
	cmd.Flags().BoolVar(&a.json, "json", false, a.book.T("cli.flag.json"))
	return cmd
}

// ofPeople explains what the desk says of an account.
func (a *app) ofPeople(err error, args []string) error {
	name := ""
	if len(args) > 0 {
		name = clean(args[0])
	}
	var p *api.Problem
	var narrow *api.Narrow
	switch {
	case errors.As(err, &narrow):
		return pipe.NewFault(pipe.NotAllowed, "cli.user.narrow", "scopes", listing.Scopes(narrow.Scopes))
	case errors.As(err, &p) && a.book.Has("cli.user."+string(p.Code)):
		exit := pipe.Usage
		if p.Code == api.Exists || p.Code == api.LastAdmin || p.Code == api.KeyTaken || p.Code == api.Disabled {
			exit = pipe.Conflict
		}
		return pipe.NewFault(exit, "cli.user."+string(p.Code), "name", name)
	case errors.Is(err, desk.ErrNotFound) && name != "":
		return pipe.NewFault(pipe.NotFound, "cli.user.nobody", "name", name)
	case errors.Is(err, desk.ErrForbidden):
		return pipe.NewFault(pipe.NotAllowed, "cli.user.forbidden")
	case errors.Is(err, api.ErrTrail):
		return pipe.NewFault(pipe.Failed, "cli.audit.broken")
	default:
		return err
	}
}

func (a *app) userAdd() *cobra.Command {
	var role, name string
	var groups []string
	cmd := a.steward("add NAME --role ROLE", "cli.user.add", 1, 1, func(ctx context.Context, line *client.Line, args []string) error {
		if role == "" {
			return usage("cli.user.bad_role")
		}
		e := api.Enrolment{Agent: desk.AgentID(args[0]), Name: desk.Foreign(name), Role: desk.Role(role), Groups: groupsOf(groups)}
		if err := line.Enrol(ctx, e); err != nil {
			return err
		}
		return a.tellLine("cli.user.added", "name", clean(args[0]), "role", clean(role))
	})
	cmd.Flags().StringVar(&role, "role", "", a.book.T("cli.flag.role"))
	cmd.Flags().StringVar(&name, "name", "", a.book.T("cli.flag.name"))
	cmd.Flags().StringSliceVar(&groups, "group", nil, a.book.T("cli.flag.groups"))
	return cmd
}

func groupsOf(names []string) []desk.GroupID {
	all := make([]desk.GroupID, len(names))
	for i, n := range names {
		all[i] = desk.GroupID(n)
	}
	return all
}

func (a *app) userRole() *cobra.Command {
	return a.steward("role NAME ROLE", "cli.user.role", 2, 2, func(ctx context.Context, line *client.Line, args []string) error {
		role := desk.Role(args[1])
		if err := line.Amend(ctx, desk.AgentID(args[0]), api.Amendment{Role: &role}); err != nil {
			return err
		}
		return a.tellLine("cli.user.role_set", "name", clean(args[0]), "role", clean(args[1]))
	})
}

func (a *app) userName() *cobra.Command {
	return a.steward("name NAME FULL-NAME", "cli.user.name", 2, 2, func(ctx context.Context, line *client.Line, args []string) error {
		name := desk.Foreign(args[1])
		if err := line.Amend(ctx, desk.AgentID(args[0]), api.Amendment{Name: &name}); err != nil {
			return err
		}
		return a.tellLine("cli.user.name_set", "name", clean(args[0]), "full", clean(args[1]))
	})
}

func (a *app) userGroups() *cobra.Command {
	return a.steward("groups NAME [GROUP...]", "cli.user.groups", 1, -1, func(ctx context.Context, line *client.Line, args []string) error {
		groups := groupsOf(args[1:])
		if err := line.Amend(ctx, desk.AgentID(args[0]), api.Amendment{Groups: &groups}); err != nil {
			return err
		}
		if len(groups) == 0 {
			return a.tellLine("cli.user.groups_none", "name", clean(args[0]))
		}
		return a.tellLine("cli.user.groups_set", "name", clean(args[0]), "groups", clean(strings.Join(args[1:], ", ")))
	})
}

// userStanding is a command that disables an account, or enables it again.
func (a *app) userStanding(use string, disabled bool) *cobra.Command {
	return a.steward(use+" NAME", "cli.user."+use, 1, 1, func(ctx context.Context, line *client.Line, args []string) error {
		if err := line.Amend(ctx, desk.AgentID(args[0]), api.Amendment{Disabled: &disabled}); err != nil {
			return err
		}
		return a.tellLine("cli.user.now_"+use+"d", "name", clean(args[0]))
	})
}

func (a *app) userToken() *cobra.Command {
	var ask api.TokenAsk
	var scopes []string
	var cmd *cobra.Command
	cmd = a.steward("token NAME", "cli.user.token", 1, 1, func(ctx context.Context, line *client.Line, args []string) error {
		// Nothing is not everything: an empty variable of a script must not make a token for work.
		if cmd.Flags().Changed("scope") && len(scopes) == 0 {
			return usage("cli.user.bad_scope")
		}
		if ask.Days == 0 {
			return usage("cli.user.bad_days")
		}
		for _, s := range scopes {
			ask.Scopes = append(ask.Scopes, api.Scope(s))
		}
		k, err := line.GiveToken(ctx, desk.AgentID(args[0]), ask)
		if err != nil {
			return err
		}
		if a.json {
			return printed(listing.NewJSON(a.out).Given(args[0], k))
		}
		a.say(a.book.T("cli.user.token_given", "name", clean(args[0]), "scopes", listing.Scopes(k.Scopes), "day", a.book.Day(k.Expires.Local())))
		_, err = a.out.WriteString(clean(k.Text) + "\n") // it alone, so that it can be piped
		return printed(err)
	})
	cmd.Flags().StringSliceVar(&scopes, "scope", nil, a.book.T("cli.flag.scope"))
	cmd.Flags().IntVar(&ask.Days, "days", api.MaxDays, a.book.T("cli.flag.days"))
	cmd.Flags().StringVar(&ask.Label, "label", "", a.book.T("cli.flag.label"))
	return cmd
}

func (a *app) userRevoke() *cobra.Command {
	var all bool
	cmd := a.steward("revoke NAME TOKEN...", "cli.user.revoke", 1, -1, func(ctx context.Context, line *client.Line, args []string) error {
		id := desk.AgentID(args[0])
		if all == (len(args) > 1) {
			return usage("cli.user.which", "name", clean(args[0]))
		}
		if all {
			if err := line.RevokeTokens(ctx, id); err != nil {
				return err
			}
			return a.tellLine("cli.user.revoked_all", "name", clean(args[0]))
		}
		one, err := line.Person(ctx, id)
		if err != nil {
			return err
		}
		for _, named := range args[1:] {
			i := slices.IndexFunc(one.Tokens, func(k api.Token) bool { return k.ID == named || k.Label != "" && k.Label == named })
			if i < 0 {
				return pipe.NewFault(pipe.NotFound, "cli.user.no_token", "name", clean(args[0]), "token", clean(named))
			}
			if err := line.RevokeToken(ctx, id, one.Tokens[i].ID); err != nil {
				return err
			}
			if err := a.tellLine("cli.user.revoked", "name", clean(args[0]), "token", clean(named)); err != nil {
				return err
			}
		}
		return nil
	})
	cmd.Flags().BoolVar(&all, "all", false, a.book.T("cli.flag.all_tokens"))
	return cmd
}

func (a *app) userKey() *cobra.Command {
	var drop string
	cmd := a.steward("key NAME FILE", "cli.user.key", 1, 2, func(ctx context.Context, line *client.Line, args []string) error {
		id := desk.AgentID(args[0])
		switch {
		case (drop == "") == (len(args) == 1):
			return usage("cli.user.line", "line", "heed desk user key NAME FILE")
		case drop != "":
			return a.dropKey(ctx, line, id, drop)
		}
		lines, err := keyLines(args[1])
		if err != nil {
			return err
		}
		for _, text := range lines {
			k, err := line.AddKey(ctx, id, text)
			if err != nil {
				return err
			}
			if err := a.tellLine("cli.user.key_added", "name", clean(args[0]), "type", clean(k.Type), "fingerprint", clean(k.Fingerprint)); err != nil {
				return err
			}
		}
		return nil
	})
	cmd.Flags().StringVar(&drop, "remove", "", a.book.T("cli.flag.remove_key"))
	return cmd
}

func (a *app) dropKey(ctx context.Context, line *client.Line, id desk.AgentID, named string) error {
	one, err := line.Person(ctx, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(one.Keys, func(k api.Key) bool { return k.ID == named || k.Fingerprint == named })
	if i < 0 {
		return pipe.NewFault(pipe.NotFound, "cli.user.no_key", "name", clean(string(id)), "key", clean(named))
	}
	if err := line.DropKey(ctx, id, one.Keys[i].ID); err != nil {
		return err
	}
	return a.tellLine("cli.user.key_dropped", "name", clean(string(id)), "key", clean(named))
}

// mostKeys is more than any file of public keys has.
const mostKeys = 64 << 10

// keyLines reads the keys of a file, one a line. A private key is never sent anywhere.
func keyLines(path string) (lines []string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, pipe.NewFault(pipe.Failed, "cli.cannot_open", "file", clean(path))
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	text, err := io.ReadAll(io.LimitReader(f, mostKeys))
	if err != nil {
		return nil, pipe.NewFault(pipe.Failed, "cli.cannot_open", "file", clean(path))
	}
	if strings.Contains(string(text), "PRIVATE KEY") {
		return nil, usage("cli.user.private", "file", clean(path))
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return nil, usage("cli.user.bad_key")
	}
	return lines, nil
}

func (a *app) userList() *cobra.Command {
	return a.steward("list [NAME]", "cli.user.list", 0, 1, func(ctx context.Context, line *client.Line, args []string) error {
		if len(args) == 1 {
			one, err := line.Person(ctx, desk.AgentID(args[0]))
			if err != nil {
				return err
			}
			if a.json {
				return printed(listing.NewJSON(a.out).Account(one))
			}
			return printed(a.text().Account(one))
		}
		all, err := line.People(ctx)
		if err != nil {
			return err
		}
		if a.json {
			return printed(listing.NewJSON(a.out).Accounts(all))
		}
		return printed(a.text().Accounts(all))
	})
}
