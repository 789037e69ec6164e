package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/heed-desk/heed/internal/processor"
)

// figure is one measured number with its goal.
type figure struct {
	On    string  `json:"on,omitempty"` // the database of the desk that was measured; none where it is not about one
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	N     int     `json:"n"`
	Goal  string  `json:"goal,omitempty"`
	Met   *bool   `json:"met,omitempty"`
}

// report is what a run measured of one part.
type report struct {
	Part    string    `json:"part"`
	At      time.Time `json:"at"`
	Took    string    `json:"took"`
	Machine machine   `json:"machine"`
	Load    string    `json:"load"`   // of the machine before it began, over 1, 5 and 15 minutes
	Commit  string    `json:"commit"` // what was run
	Tickets int       `json:"tickets"`
	Figures []figure  `json:"figures"`
	Missing []string  `json:"missing,omitempty"` // what was not measured, and why

	on string // what the figures that come are of
}

func newReport(ctx context.Context, part string, tickets int) (*report, error) {
	commit, err := exec.CommandContext(ctx, "git", "describe", "--always", "--dirty").Output()
	if err != nil {
		return nil, fmt.Errorf("which commit is it: %w", err)
	}
	return &report{Part: part, At: time.Now().UTC(), Machine: thisMachine(), Load: load(), Commit: strings.TrimSpace(string(commit)), Tickets: tickets}, nil
}

// load is how many processes wanted the processor of late; empty where the machine does not tell.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	return strings.Join(strings.Fields(string(b))[:3], " ")
}

// machine says what a figure was measured on.
type machine struct {
	CPU   string `json:"cpu"`
	Cores int    `json:"cores"`
	OS    string `json:"os"`
	Go    string `json:"go"`
}

func thisMachine() machine {
	return machine{CPU: processor.Name(), Cores: runtime.NumCPU(), OS: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version()}
}

// add notes a figure without a goal.
func (r *report) add(name string, value float64, unit string, n int) {
	r.Figures = append(r.Figures, figure{On: r.on, Name: name, Value: value, Unit: unit, N: n})
}

// most notes a figure that should be goal or less.
func (r *report) most(name string, value float64, unit string, n int, goal float64) {
	met := value <= goal
	r.Figures = append(r.Figures, figure{On: r.on, Name: name, Value: value, Unit: unit, N: n, Goal: fmt.Sprintf("<= %g", goal), Met: &met})
}

// least notes a figure that should be goal or more.
func (r *report) least(name string, value float64, unit string, n int, goal float64) {
	met := value >= goal
	r.Figures = append(r.Figures, figure{On: r.on, Name: name, Value: value, Unit: unit, N: n, Goal: fmt.Sprintf(">= %g", goal), Met: &met})
}

// missing notes what is not measured.
func (r *report) missing(format string, args ...any) {
	r.Missing = append(r.Missing, fmt.Sprintf(format, args...))
}

// spread notes p50 and p99 of samples; a goal of 0 is none.
func (r *report) spread(name string, samples []time.Duration, p50, p99 float64) {
	for _, p := range []struct {
		label string
		q     float64
		goal  float64
	}{{" p50", 0.50, p50}, {" p99", 0.99, p99}} {
		value := ms(quantile(samples, p.q))
		if p.goal == 0 {
			r.add(name+p.label, value, "ms", len(samples))
			continue
		}
		r.most(name+p.label, value, "ms", len(samples), p.goal)
	}
}

// String says on what it was measured.
func (m machine) String() string {
	return fmt.Sprintf("%s, %d cores, %s, %s", m.CPU, m.Cores, m.OS, m.Go)
}

// print writes the figures for a person.
func (r *report) print(w io.Writer) error {
	_, _ = fmt.Fprintf(w, "\n%s: %s; %d tickets; load %s\n\n", r.Part, r.Machine, r.Tickets, r.Load)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, line := range r.lines() {
		_, _ = fmt.Fprint(t, line.name)
		for _, on := range r.grounds() {
			f, ok := line.on[on]
			if !ok {
				_, _ = fmt.Fprint(t, "\t\t\t\t\t")
				continue
			}
			_, _ = fmt.Fprintf(t, "\t%.3g\t%s\tn=%d\t%s\t%s", f.Value, f.Unit, f.N, f.Goal, f.verdict())
		}
		_, _ = fmt.Fprintln(t)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, m := range r.Missing {
		_, _ = fmt.Fprintln(w, "== NOT MEASURED:", m)
	}
	return nil
}

// verdict says whether the goal was met; nothing where there is none.
func (f figure) verdict() string {
	switch {
	case f.Met == nil:
		return ""
	case *f.Met:
		return "met"
	default:
		return "short"
	}
}

// line is one figure, on each database side by side.
type line struct {
	name string
	on   map[string]figure
}

// lines are the figures in the order in which they were first measured.
func (r *report) lines() (all []line) {
	for _, f := range r.Figures {
		i := slices.IndexFunc(all, func(l line) bool { return l.name == f.Name })
		if i < 0 {
			i, all = len(all), append(all, line{f.Name, map[string]figure{}})
		}
		all[i].on[f.On] = f
	}
	return all
}

// grounds are the databases that were measured; an empty name where it was not about one.
func (r *report) grounds() (all []string) {
	for _, f := range r.Figures {
		if !slices.Contains(all, f.On) {
			all = append(all, f.On)
		}
	}
	return all
}

// write keeps reports as JSON.
func write(path string, reports []*report) error {
	b, err := json.MarshalIndent(reports, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}

// quantile is the nearest-rank quantile of samples; 0 where there are none.
func quantile(samples []time.Duration, q float64) time.Duration {
	if len(samples) == 0 {
		return 0
	}
	sorted := slices.Clone(samples)
	slices.Sort(sorted)
	rank := int(q*float64(len(sorted))+0.999999) - 1
	return sorted[min(max(rank, 0), len(sorted)-1)]
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
