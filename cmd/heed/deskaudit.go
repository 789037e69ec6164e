package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/pipe"
)

// auditAsk is which lines of the audit trail are meant.
type auditAsk struct {
	actor, act, object string
	since, until       string
	expect             string // NUMBER:HASH of a line that has to be there
	from, to           time.Time
}

func (a *app) deskAudit() *cobra.Command {
	var ask auditAsk
	cmd := a.steward("audit", "cli.audit", 0, 0, func(ctx context.Context, line *client.Line, _ []string) error {
		if err := ask.read(); err != nil {
			return err
		}
		return a.auditDesk(ctx, line, ask)
	})
	cmd.Long = a.book.T("cli.audit.long")
	cmd.Args = a.noArgs
	cmd.Flags().StringVar(&ask.actor, "actor", "", a.book.T("cli.flag.actor"))
	cmd.Flags().StringVar(&ask.act, "act", "", a.book.T("cli.flag.act"))
	cmd.Flags().StringVar(&ask.object, "object", "", a.book.T("cli.flag.object"))
	cmd.Flags().StringVar(&ask.since, "since", "", a.book.T("cli.flag.since"))
	cmd.Flags().StringVar(&ask.until, "until", "", a.book.T("cli.flag.until"))
	cmd.Flags().StringVar(&ask.expect, "expect", "", a.book.T("cli.flag.expect"))
	return cmd
}

// read reads the days that were named.
func (q *auditAsk) read() (err error) {
	for _, day := range []struct {
		name, text string
		into       *time.Time
		ends       bool
	}{{"since", q.since, &q.from, false}, {"until", q.until, &q.to, true}} {
		if day.text == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339, day.text)
		if err != nil {
			if at, err = time.ParseInLocation(time.DateOnly, day.text, time.Local); err == nil && day.ends {
				at = at.AddDate(0, 0, 1) // the whole of that day
			}
		}
		if err != nil {
			return usage("cli.audit.bad_day", "name", "--"+day.name, "value", clean(day.text))
		}
		*day.into = at
	}
	if number, hash, ok := strings.Cut(q.expect, ":"); q.expect != "" {
		n, err := strconv.ParseInt(number, 10, 64)
		if !ok || err != nil || n < 1 || len(hash) != 64 {
			return usage("cli.audit.bad_expect", "value", clean(q.expect))
		}
	}
	return nil
}

// means reports whether a line is one of those that are asked for.
func (q *auditAsk) means(d api.Deed) bool {
	return (q.actor == "" || string(d.Actor) == q.actor) &&
		(q.act == "" || d.Act == q.act || strings.HasPrefix(d.Act, q.act+".")) &&
		(q.object == "" || strings.Contains(d.Object, q.object)) &&
		(q.from.IsZero() || !d.At.Before(q.from)) && (q.to.IsZero() || d.At.Before(q.to))
}

// auditDesk follows the whole trail, whatever of it is asked for: only so it is known to be whole.
func (a *app) auditDesk(ctx context.Context, line *client.Line, ask auditAsk) error {
	shown, found := 0, ask.expect == ""
	one := a.text().Deed
	if a.json {
		one = listing.NewJSON(a.out).Deed
	}
	at, err := line.Audit(ctx, func(d api.Deed) error {
		found = found || strconv.FormatInt(d.Number, 10)+":"+d.Hash.String() == strings.ToLower(ask.expect)
		if !ask.means(d) {
			return nil
		}
		shown++
		return printed(one(d))
	})
	if err != nil {
		return err
	}
	if !found {
		return pipe.NewFault(pipe.Failed, "cli.audit.missing", "line", clean(ask.expect))
	}
	if at.Number == 0 {
		a.say(a.book.T("cli.audit.empty"))
		return nil
	}
	a.say(a.book.T("cli.audit.whole", "shown", a.book.Count(shown), "all", a.book.N("cli.lines", int(at.Number)), "line", strconv.FormatInt(at.Number, 10)+":"+at.Hash.String()))
	return nil
}
