package main

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/pipe"
)

// The forms in which a report is written.
const (
	asTable = "table"
	asCSV   = "csv"
	asJSON  = "json"
)

func reportForms() []string { return []string{asTable, asCSV, asJSON} }

func reportParts() []string {
	var all []string
	for _, by := range metrics.Parts() {
		all = append(all, string(by))
	}
	return all
}

func reportClocks() []string {
	return []string{string(listing.CalendarClock), string(listing.BusinessClock)}
}

// reportAsk is which report is meant, as it was typed.
type reportAsk struct{ from, to, by, form, clock string }

func (a *app) reportDesk() *cobra.Command {
	var ask reportAsk
	cmd := &cobra.Command{
		Use: "report", Short: a.book.T("cli.report"), Long: a.book.T("cli.report.long"), Example: a.book.T("cli.report.example"), Args: a.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.reports(cmd.Context(), ask) },
	}
	a.where(cmd)
	a.anyDesk(cmd)
	cmd.Flags().StringVar(&ask.from, "from", "", a.book.T("cli.flag.from"))
	cmd.Flags().StringVar(&ask.to, "to", "", a.book.T("cli.flag.to"))
	cmd.Flags().StringVar(&ask.by, "by", "", a.book.T("cli.flag.by"))
	cmd.Flags().StringVar(&ask.form, "format", asTable, a.book.T("cli.flag.format"))
	cmd.Flags().StringVar(&ask.clock, "clock", string(listing.CalendarClock), a.book.T("cli.flag.clock"))
	return cmd
}

// check refuses what is no report.
func (q reportAsk) check() error {
	for _, one := range []struct {
		name, value string
		of          []string
	}{{"--by", q.by, append(reportParts(), "")}, {"--format", q.form, reportForms()}, {"--clock", q.clock, reportClocks()}} {
		if !slices.Contains(one.of, one.value) {
			return usage("cli.report.which", "name", one.name, "value", clean(one.value), "values", listed(slices.DeleteFunc(one.of, func(s string) bool { return s == "" })))
		}
	}
	for name, day := range map[string]string{"--from": q.from, "--to": q.to} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return usage("cli.report.bad_day", "name", name, "value", clean(day))
		}
	}
	return nil
}

func (a *app) reports(ctx context.Context, ask reportAsk) error {
	a.json = ask.form == asJSON
	if err := ask.check(); err != nil {
		return err
	}
	who := func(*host.Reached) (desk.AgentID, error) {
		if a.as != "" {
			return desk.AgentID(a.as), nil
		}
		return desk.System, nil
	}
	return a.reach(ctx, who, func(line *client.Line) error {
		all, err := line.Report(ctx, desk.Date(ask.from), desk.Date(ask.to), metrics.By(ask.by), func(metrics.Counting) {})
		var p *api.Problem
		if errors.As(err, &p) && p.Code == api.BadRequest {
			return pipe.NewFault(pipe.Usage, "cli.report.days")
		}
		if err != nil {
			return a.ofPeople(err, nil)
		}
		return printed(a.writeReport(all, ask))
	})
}

func (a *app) writeReport(all metrics.Report, ask reportAsk) error {
	switch ask.form {
	case asCSV:
		return listing.ReportCSV(a.out, all)
	case asJSON:
		return listing.NewJSON(a.out).Report(all)
	default:
		return a.text().Report(all, listing.Clock(ask.clock))
	}
}
