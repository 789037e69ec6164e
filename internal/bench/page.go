package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/heed-desk/heed/internal/courier"
)

//go:generate go test . -run TestThePageOfScale -write

// page is docs/scale.md.
func page(kept []*report) string {
	var out strings.Builder
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(&out, format+"\n", args...) }
	line("# What to run for 10, 100 and 1,000 agents")
	line("")
	line("This page is made of what `make bench` measured last. **Measured** is what was measured on the machine that is named; **reckoned** is")
	line("what follows from it by the sums below, and was not tried; **opinion** is what we would do beside, and no figure moves it.")
	line("The history was folded once: a commit that is named here and not found in it is from before.")
	desk := partOf(kept, partDesk)
	line("")
	line("## What to run (reckoned)")
	line("")
	line("Each agent claims and answers %d tickets in the busiest hour, all of them in the same hour; each workstation fetches each change", busiestHour)
	line("as it is told of it, and where much moves all of them every %d ms; half of every machine is left idle. The least that is enough:", courier.Gather.Milliseconds())
	line("")
	for _, agents := range sizes() {
		line("- **%s agents**: %s", grouped(agents), desk.advice(agents))
	}
	line("")
	out.WriteString(desk.table())
	line("")
	line("## How far one server goes (reckoned)")
	line("")
	line("By the same sums, and with the same half left idle:")
	line("")
	out.WriteString(desk.bounds())
	line("")
	line("## Where a machine may be away (opinion)")
	line("")
	line("A desk in a file is away while its machine is, and comes back with it, or from its last backup: give it a disk that is known to flush.")
	line("If a desk has to go on meanwhile, it lies in PostgreSQL, however few its agents are, and one server more than the table says stands")
	line("behind one address, so that one of them may be away. Servers are added without a word to anybody. The database is one: that it stands")
	line("again is the business of whoever runs it.")
	line("")
	line("## The sums")
	line("")
	line("A core is one of the machine that is named below. Tickets a second are agents x %d / 3,600, and each makes two changes. Fetches are those of one workstation x agents.", busiestHour)
	line("Processor time is what a claimed and answered ticket cost with 64 clients, and what a fetch cost, each as often as it happens.")
	line("Memory is that with one listener and, for each further one, a share of what %s took.", grouped(manyListeners))
	line("")
	line("## The desk's server (measured)")
	line("")
	out.WriteString(desk.measured("`heed serve` as a process of its own, asked over HTTP from the same machine, which also runs the clients and the database: what they take, it lacks. " +
		"Both databases flush every commit to the disk. Beside each stands the floor: a row committed in the same database with nothing around it. " +
		"A ticket claimed and answered is two commits. Feed lag is the time from an answer to the change being told to somebody who listens; 0 is before the answer was read."))
	line("")
	line("The desk has no search of its own: each workstation searches what it has, also offline. How long that takes is the next table.")
	line("")
	line("## Those who only look, by SSH (measured)")
	line("")
	out.WriteString(partOf(kept, partWatch).measured("`heed serve` with its desk in a file, and terminals that look at it over loopback, a third each of 80x24, 160x45 and 200x60, for a minute in which a ticket is claimed each second. " +
		"Those of the floor are leads; walls turn their pages meanwhile. The wire is all that comes to a terminal, with what SSH adds."))
	line("")
	line("## The workstation's files (measured)")
	line("")
	out.WriteString(partOf(kept, partLedger).measured("The first fill from a desk over loopback, and what a workstation reads from its own files afterwards."))
	line("")
	line("## Again")
	line("")
	line("    make bench                     # everything, as a table and in out/bench.json")
	line("    make bench ONLY=desk           # the server alone; ledger, screen and watch are the other parts")
	line("    make bench ONLY='desk ledger watch' KEEP=1  # and write this page from it")
	return out.String()
}

// partOf is what was kept of a part; a report of nothing where it was not run.
func partOf(kept []*report, name string) *report {
	i := slices.IndexFunc(kept, func(r *report) bool { return r.Part == name })
	if i < 0 {
		return &report{Part: name}
	}
	return kept[i]
}

// measured is the table of what was measured, with on what.
func (r *report) measured(how string) string {
	if len(r.Figures) == 0 {
		return "Nothing was measured yet.\n"
	}
	var out strings.Builder
	_, _ = fmt.Fprintf(&out, "%s\n\n%s tickets, on %s, at commit %s. The machine's load before it began was %s (over 1, 5 and 15 minutes).\n\n", how, grouped(r.Tickets), r.Machine, r.Commit, r.Load)
	grounds := r.grounds()
	out.WriteString("| |")
	for _, on := range grounds {
		_, _ = fmt.Fprintf(&out, " %s | n |", on)
	}
	out.WriteString(" goal | |\n|---|" + strings.Repeat("---|---|", len(grounds)) + "---|---|\n")
	for _, l := range r.lines() {
		_, _ = fmt.Fprintf(&out, "| %s |", l.name)
		goal, verdicts := "", []string{}
		for _, on := range grounds {
			f, ok := l.on[on]
			if !ok {
				out.WriteString(" | |")
				continue
			}
			_, _ = fmt.Fprintf(&out, " %s | %s |", unit(f.Value, f.Unit), grouped(f.N))
			if f.Met != nil {
				goal = f.Goal
				verdicts = append(verdicts, f.verdict())
			}
		}
		_, _ = fmt.Fprintf(&out, " %s | %s |\n", goal, strings.Join(slices.Compact(verdicts), ", "))
	}
	for _, m := range r.Missing {
		_, _ = fmt.Fprintf(&out, "\nNot measured: %s.\n", m)
	}
	return out.String()
}

func percent(share float64) string {
	if math.IsNaN(share) {
		return "not measured"
	}
	return short(100*share) + " %"
}

func unit(value float64, unit string) string {
	if math.IsNaN(value) {
		return short(value)
	}
	return short(value) + " " + unit
}

// short writes a number with three digits that count.
func short(value float64) string {
	switch {
	case math.IsNaN(value):
		return "not measured"
	case value >= 100:
		return grouped(int(math.Round(value)))
	default:
		return fmt.Sprintf("%.3g", value)
	}
}
