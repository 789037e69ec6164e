package listing_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/muesli/termenv"

	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/words"
)

func reported(names ...string) metrics.Report {
	from := time.Date(2026, 3, 28, 0, 0, 0, 0, time.UTC)
	took := metrics.Times{
		N: 7, Calendar: metrics.Spreads{P50: 90 * time.Second, P90: 3 * time.Hour, Mean: 1500 * time.Millisecond},
		Business: metrics.Spreads{P50: time.Minute, P90: 2 * time.Hour, Mean: time.Second},
	}
	some := metrics.Sums{Arrived: 1234, Solved: 5, FirstReply: took, ServiceLevel: metrics.Share{N: 2, Of: 3}}
	r := metrics.Report{Period: metrics.Period{From: from, To: from.AddDate(0, 0, 2)}, Zone: "Europe/Berlin", By: metrics.ByGroup, Desk: some}
	for _, name := range names {
		r.Parts = append(r.Parts, metrics.Part{Scope: metrics.Scope{By: metrics.ByGroup, Name: name}, Sums: some})
	}
	return r
}

func TestNoCellOfAReportIsAFormula(t *testing.T) {
	names := []string{"", "returns", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "a=1", `"=1`, "Lamp\x1b[2J\u202etxt\r\n\ttail"}
	var b bytes.Buffer
	if err := listing.ReportCSV(&b, reported(names...)); err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(bytes.NewReader(b.Bytes())).ReadAll()
	if err != nil || len(all) != 2+len(names) {
		t.Fatalf("%d lines, %v", len(all), err)
	}
	for _, row := range all {
		for _, cell := range row {
			if strings.IndexAny(strings.TrimLeft(cell, " "), "=+-@\t\r\n") == 0 || strings.ContainsAny(cell, "\x1b\u202e") {
				t.Errorf("a cell is %q", cell)
			}
		}
	}
	for i, want := range map[int]string{1: "", 2: "", 3: "returns", 4: "'=1+1", 12: "a=1"} {
		if all[i][4] != want {
			t.Errorf("the name in line %d is %q, want %q", i, all[i][4], want)
		}
	}
}

func TestAReportSaysTheSameInEachForm(t *testing.T) {
	r := reported("", "returns")
	var asCSV, asJSON, table bytes.Buffer
	if err := listing.ReportCSV(&asCSV, r); err != nil {
		t.Fatal(err)
	}
	if err := listing.NewJSON(&asJSON).Report(r); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&asCSV).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(asJSON.String()), "\n")
	if len(lines) != 3 || len(rows) != 4 {
		t.Fatalf("%d lines and %d rows", len(lines), len(rows))
	}
	for i, line := range lines {
		dec := json.NewDecoder(strings.NewReader(line))
		dec.UseNumber()
		var o map[string]any
		if err := dec.Decode(&o); err != nil {
			t.Fatal(err)
		}
		for at, name := range rows[0] {
			got, cell := "", rows[i+1][at]
			switch v := o[name].(type) {
			case json.Number:
				got = v.String()
			case string:
				got = v
			}
			if delete(o, name); got != cell {
				t.Errorf("%s is %q in JSON and %q in CSV", name, got, cell)
			}
		}
		if len(o) > 0 {
			t.Errorf("only JSON has %v", o)
		}
	}
	for clock, want := range map[listing.Clock]string{
		listing.CalendarClock: `From 28 Mar 2026 to 29 Mar 2026, in Europe/Berlin

Group       Arrived  Solved       First reply  Next reply  Resolution   In time  One touch  Reopened  Satisfied
whole desk     1234       5  1 m / 3 h 00 (7)           –           –  67 % (3)          –         –  –
none           1234       5  1 m / 3 h 00 (7)           –           –  67 % (3)          –         –  –
returns        1234       5  1 m / 3 h 00 (7)           –           –  67 % (3)          –         –  –

Times: median / 90th percentile (of how many), by the clock on the wall. Shares: percent (of how many).
`,
		listing.BusinessClock: "1 m / 2 h 00 (7)",
	} {
		table.Reset()
		text := listing.Text{Out: termenv.NewOutput(&table, termenv.WithProfile(termenv.Ascii)), Book: words.English()}
		if err := text.Report(r, clock); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(table.String(), want) {
			t.Errorf("by the %s clock it is\n%s", clock, table.String())
		}
	}
}

func TestATableNeverShowsASatisfactionWithoutHowManyRated(t *testing.T) {
	r := reported("returns")
	r.Desk.Satisfied, r.Desk.Responded = metrics.Share{N: 2, Of: 3}, metrics.Share{N: 3, Of: 10}
	r.Parts[0].Sums.Satisfied = metrics.Share{N: 1, Of: 2} // of tickets that were solved before
	for book, want := range map[*words.Book][]string{
		words.English(): {"67 % (3), 30 % rated", "50 % (2), – rated"},
		words.German():  {"67 % (3), 30 % bewertet", "50 % (2), – bewertet"},
	} {
		var table bytes.Buffer
		text := listing.Text{Out: termenv.NewOutput(&table, termenv.WithProfile(termenv.Ascii)), Book: book}
		if err := text.Report(r, listing.CalendarClock); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(table.String(), w) {
				t.Errorf("%q is missing in\n%s", w, table.String())
			}
		}
	}
}
