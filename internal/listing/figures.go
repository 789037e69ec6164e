package listing

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/metrics"
)

// Clock is by which of two clocks the times of a table are told: the wall's, or that of the hours in which the
// desk is open.
type Clock string

// The clocks.
const (
	CalendarClock Clock = "calendar"
	BusinessClock Clock = "business"
)

// of are times by a clock.
func (c Clock) of(t metrics.Times) metrics.Spreads {
	if c == BusinessClock {
		return t.Business
	}
	return t.Calendar
}

// lineOfReport is one line of a report: the whole desk, or a part.
type lineOfReport struct {
	by   metrics.By
	name string
	sums metrics.Sums
}

// linesOf are the lines of a report, the whole desk first.
func linesOf(r metrics.Report) []lineOfReport {
	all := []lineOfReport{{"desk", "", r.Desk}}
	for _, p := range r.Parts {
		all = append(all, lineOfReport{p.Scope.By, clean(p.Scope.Name), p.Sums})
	}
	return all
}

// member is a number of a line under its name; empty where there is nothing that it is of. All are listed in
// docs/report.md, are added to, and never change their meaning.
type member struct{ name, value string }

func (l lineOfReport) members() []member {
	s := l.sums
	all := []member{whole("arrived", s.Arrived), whole("solved", s.Solved)}
	if l.by == metrics.ByAgent {
		all[0].value = ""
	}
	for _, name := range []metrics.Name{
		metrics.FirstReply, metrics.NextReply, metrics.Resolution, metrics.RequesterWait, metrics.AgentWait, metrics.OnHold,
	} {
		all = append(all, timed(string(name), s.Times(name))...)
	}
	for _, name := range []metrics.Name{metrics.ServiceLevel, metrics.OneTouch, metrics.Reopened, metrics.Satisfied, metrics.Responded} {
		of := s.Share(name)
		all = append(all, whole(string(name)+"_n", of.N), whole(string(name)+"_of", of.Of))
	}
	return append(all, whole("reopens", s.Reopens), whole("replies", s.Replies), whole("handed_over", s.HandedOver))
}

// timed are the members of a figure that has times: of how many it is, and how long they took by each clock.
func timed(name string, t metrics.Times) []member {
	all := []member{whole(name+"_n", t.N)}
	for _, c := range []Clock{CalendarClock, BusinessClock} {
		of := c.of(t)
		for _, one := range []struct {
			name string
			took time.Duration
		}{{"p50", of.P50}, {"p90", of.P90}, {"mean", of.Mean}} {
			m := member{name: name + "_" + string(c) + "_" + one.name + "_s"}
			if t.N > 0 {
				m.value = strconv.FormatFloat(one.took.Seconds(), 'f', -1, 64)
			}
			all = append(all, m)
		}
	}
	return all
}

func whole(name string, n int) member { return member{name, strconv.Itoa(n)} }

// days are the first and the last day of a report.
func days(r metrics.Report) (first, last string) {
	return r.Period.From.Format(time.DateOnly), r.Period.To.AddDate(0, 0, -1).Format(time.DateOnly)
}

// ReportCSV writes a report as comma-separated values (RFC 4180) with a line of names.
func ReportCSV(w io.Writer, r metrics.Report) error {
	out := csv.NewWriter(w)
	from, to := days(r)
	for i, l := range linesOf(r) {
		names, values := []string{"from", "to", "zone", "by", "name"}, []string{from, to, guarded(clean(r.Zone)), string(l.by), guarded(l.name)}
		for _, m := range l.members() {
			names, values = append(names, m.name), append(values, guarded(m.value))
		}
		if i == 0 {
			if err := out.Write(names); err != nil {
				return err
			}
		}
		if err := out.Write(values); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// guarded is a cell that no spreadsheet takes for a formula: one that begins as such has an apostrophe before
// it, which says there that it is text.
func guarded(s string) string {
	if begins := strings.TrimLeft(s, " "); begins != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(begins)[0]) {
		return "'" + s
	}
	return s
}

// Report writes a report: one object for the whole desk, one for each part.
func (j *JSON) Report(r metrics.Report) error {
	from, to := days(r)
	for _, l := range linesOf(r) {
		var o object
		o.str("from", from)
		o.str("to", to)
		o.str("zone", r.Zone)
		o.str("by", string(l.by))
		if l.by != "desk" {
			o.str("name", l.name)
		}
		for _, m := range l.members() {
			if m.value != "" {
				o.put(m.name, []byte(m.value))
			}
		}
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	return nil
}

// Report writes a report as a table, with times by one clock.
func (t *Text) Report(r metrics.Report, by Clock) error {
	tab := &table{columns: make([]column, 1, 10)}
	heads := []cell{{}}
	if r.By != metrics.ByDesk {
		heads[0] = cell{t.Book.T("report.part." + string(r.By)), dim}
	}
	for _, name := range []metrics.Name{
		metrics.Arrived, metrics.Solved, metrics.FirstReply, metrics.NextReply, metrics.Resolution,
		metrics.ServiceLevel, metrics.OneTouch, metrics.Reopened, metrics.Satisfied,
	} {
		heads = append(heads, cell{t.Book.T("report." + string(name)), dim})
		tab.columns = append(tab.columns, column{right: true})
	}
	tab.add(heads...)
	for i, l := range linesOf(r) {
		name, how := cell{l.name, bare}, bare
		switch {
		case i == 0:
			name, how = cell{t.Book.T("report.desk"), strong}, strong
		case l.name == "":
			name = cell{t.Book.T("report.none"), dim}
		}
		s := l.sums
		tab.add(name, arrived(l, how), cell{strconv.Itoa(s.Solved), how},
			t.took(s.FirstReply, by, how), t.took(s.NextReply, by, how), t.took(s.Resolution, by, how),
			t.share(s.ServiceLevel, how), t.share(s.OneTouch, how), t.share(s.Reopened, how), t.satisfied(s, how))
	}
	last := r.Period.To.AddDate(0, 0, -1)
	if err := t.print(t.Book.T("report.head", "from", t.Book.Day(r.Period.From), "to", t.Book.Day(last), "zone", clean(r.Zone)) + "\n\n"); err != nil {
		return err
	}
	if err := tab.write(t.Out, t.Out, t.Width); err != nil {
		return err
	}
	return t.print("\n" + t.Book.T("report.legend."+string(by)) + "\n")
}

// arrived is how many tickets came in; they come in for nobody.
func arrived(l lineOfReport, how ink) cell {
	if l.by == metrics.ByAgent {
		return cell{"–", dim}
	}
	return cell{strconv.Itoa(l.sums.Arrived), how}
}

// took is how long things took: the middle, what nine of ten took at most, and of how many that is.
func (t *Text) took(of metrics.Times, by Clock, how ink) cell {
	if of.N == 0 {
		return cell{"–", dim}
	}
	s := by.of(of)
	return cell{t.Book.T("report.took", "p50", t.Book.Long(s.P50), "p90", t.Book.Long(s.P90), "n", strconv.Itoa(of.N)), how}
}

// share is a part in percent, and of how many.
func (t *Text) share(of metrics.Share, how ink) cell {
	percent, some := of.Percent()
	if !some {
		return cell{"–", dim}
	}
	return cell{t.Book.T("report.share", "percent", percent, "n", strconv.Itoa(of.Of)), how}
}

// satisfied is the CSAT, never without how many of those who could have rated did.
func (t *Text) satisfied(s metrics.Sums, how ink) cell {
	c := t.share(s.Satisfied, how)
	if _, some := s.Satisfied.Percent(); !some {
		return c
	}
	rate := "–"
	if percent, some := s.Responded.Percent(); some {
		rate = t.Book.T("report.percent", "percent", percent)
	}
	c.text = t.Book.T("report.rated", "share", c.text, "rate", rate)
	return c
}
