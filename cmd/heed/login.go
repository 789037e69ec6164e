package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
	"github.com/heed-desk/heed/internal/text"
)

func (a *app) login() *cobra.Command {
	var token string
	cmd := &cobra.Command{
		Use: "login URL", Short: a.book.T("cli.login"), Args: a.oneURL,
		RunE: func(cmd *cobra.Command, args []string) error {
			token, err := a.readToken(cmd.Context(), token)
			token = strings.TrimSpace(token)
			if err != nil {
				return err
			}
			if token == "" {
				return usage("cli.empty_token")
			}
			return a.logIn(cmd.Context(), args[0], token)
		},
	}
	cmd.Flags().StringVar(&token, "token", "", a.book.T("cli.flag.token"))
	a.words(cmd, &a.profile, "profile")
	return cmd
}

// logIn makes a profile for a desk that is served elsewhere, and says so.
func (a *app) logIn(ctx context.Context, url, token string) error {
	o, err := a.options(ctx, profile.Pipe)
	if err != nil {
		return err
	}
	in, err := station.Login(ctx, station.LoginAsk{Home: o.Home, Profile: a.profile, URL: url, Token: token, Secrets: o.Secrets})
	a.remark(in.Remarks, err)
	if err != nil {
		return loginBusy(err)
	}
	said := "cli.logged_in"
	if !in.Kept {
		said = "cli.token_unkept"
	}
	a.say(a.book.T(said, "name", text.Line(in.Desk.Agent.Name), "desk", clean(in.Desk.Name), "profile", in.Profile))
	return nil
}

// loginBusy says of a profile that a workstation has open what to do there first: it takes no other
// token while it runs, also when it is locked.
func loginBusy(err error) error {
	var busy *profile.Busy
	if errors.As(err, &busy) && busy.Use == profile.Workstation && !busy.Stopped && !busy.Silent {
		return pipe.NewFault(pipe.Later, "cli.login_busy", "pid", busy.PID)
	}
	return err
}

func (a *app) oneURL(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usage("cli.bad_url")
	}
	return nil
}

// readToken finds the token: given, on the standard input, in the environment, or asked for.
func (a *app) readToken(ctx context.Context, given string) (string, error) {
	if given != "" && given != "-" {
		return given, nil
	}
	if token := os.Getenv("HEED_TOKEN"); token != "" && given == "" {
		return token, nil
	}
	if given == "-" && !term.IsTerminal(a.in.Fd()) {
		line, err := bufio.NewReader(io.LimitReader(a.in, 1024)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", pipe.NewFault(pipe.Failed, "cli.stdin")
		}
		return strings.TrimSpace(line), nil
	}
	if !a.asks() {
		return "", usage("cli.no_token")
	}
	return a.secret(ctx, a.book.T("cli.ask.token"))
}
