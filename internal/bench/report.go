package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// figure is one measured number with its goal.
type figure struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	N     int     `json:"n"`
	Goal  string  `json:"goal,omitempty"`
	Met   *bool   `json:"met,omitempty"`
}

// report is a run of the bench.
type report struct {
	At      time.Time `json:"at"`
	Machine machine   `json:"machine"`
	Tickets int       `json:"tickets"`
	Figures []figure  `json:"figures"`
}

// machine says what a figure was measured on.
type machine struct {
	CPU   string `json:"cpu"`
	Cores int    `json:"cores"`
	OS    string `json:"os"`
	Go    string `json:"go"`
}

func thisMachine() machine {
	return machine{CPU: cpuName(), Cores: runtime.NumCPU(), OS: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version()}
}

func cpuName() string {
	b, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(b)) {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.TrimSpace(strings.TrimLeft(name, " \t:"))
		}
	}
	return "unknown"
}

// add notes a figure without a goal.
func (r *report) add(name string, value float64, unit string, n int) {
	r.Figures = append(r.Figures, figure{Name: name, Value: value, Unit: unit, N: n})
}

// most notes a figure that should be goal or less.
func (r *report) most(name string, value float64, unit string, n int, goal float64) {
	met := value <= goal
	r.Figures = append(r.Figures, figure{Name: name, Value: value, Unit: unit, N: n, Goal: fmt.Sprintf("<= %g", goal), Met: &met})
}

// least notes a figure that should be goal or more.
func (r *report) least(name string, value float64, unit string, n int, goal float64) {
	met := value >= goal
	r.Figures = append(r.Figures, figure{Name: name, Value: value, Unit: unit, N: n, Goal: fmt.Sprintf(">= %g", goal), Met: &met})
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

// print writes the figures for a person.
func (r *report) print(w io.Writer) error {
	_, _ = fmt.Fprintf(w, "%s, %d cores, %s, %s; %d tickets\n\n", r.Machine.CPU, r.Machine.Cores, r.Machine.OS, r.Machine.Go, r.Tickets)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, f := range r.Figures {
		verdict := ""
		if f.Met != nil {
			verdict = "short"
			if *f.Met {
				verdict = "met"
			}
		}
		_, _ = fmt.Fprintf(t, "%s\t%.3g\t%s\tn=%d\t%s\t%s\n", f.Name, f.Value, f.Unit, f.N, f.Goal, verdict)
	}
	return t.Flush()
}

// write keeps the figures as JSON.
func (r *report) write(path string) error {
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o600)
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
