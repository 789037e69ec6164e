package promise

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Kept is what docs/promises.json keeps: of each promise the last run of make torture that
// went through it.
type Kept struct {
	Machine string   `json:"machine,omitempty"` // what those were run on that do not say it themselves
	Results []Result `json:"results"`
}

// Read reads the lines that counts have appended to a file.
func Read(lines []byte) ([]Result, error) {
	var all []Result
	for line := range strings.Lines(string(lines)) {
		var r Result
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return nil, fmt.Errorf("a result: %w", err)
		}
		all = append(all, r)
	}
	return all, nil
}

// Table tells of every promise what was gone through, in the form of docs/promises.md.
func (k Kept) Table() string {
	var out strings.Builder
	out.WriteString("| what you can rely on | the goal of a release | asked for | gone through | faults | broken | seeds, figures | commit | state |\n|---|---|---|---|---|---|---|---|---|\n")
	for _, p := range All() {
		s := k.sum(p.ID)
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n",
			p.Says, p.Goal, strings.Join(s.asked, ", "), s.count(s.runs), s.count(s.faults), s.count(s.violations), strings.Join(s.told, "; "), strings.Join(s.commits, " "), s.state(p))
	}
	return out.String()
}

// Machines says on what it was run.
func (k Kept) Machines() string {
	var all []string
	for _, r := range k.Results {
		all = with(all, cmp.Or(r.Machine, k.Machine))
	}
	if len(all) == 0 {
		return "Nothing was run yet."
	}
	return "Run on " + strings.Join(all, "; and on ") + "."
}

// asked says how much of its goal a result was asked for.
func (r Result) asked() string {
	switch r.Asked {
	case 0:
		return "a change's share"
	case 1:
		return "all of it"
	default:
		return fmt.Sprintf("%.2g of it", r.Asked)
	}
}

// with has one more of what is said once.
func with(all []string, one string) []string {
	if one == "" || slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}

// sum is what all tests of one promise went through.
type sum struct {
	run                      bool
	failed, short            bool
	runs, faults, violations int
	asked, told, commits     []string
}

func (k Kept) sum(id ID) (s sum) {
	for _, r := range k.Results {
		if r.Promise != id {
			continue
		}
		s.run = true
		s.failed = s.failed || r.Failed
		s.short = s.short || r.Short
		s.runs += r.Runs
		s.faults += r.Faults
		s.violations += r.Violations
		s.asked = with(s.asked, r.asked())
		s.commits = with(s.commits, r.Commit)
		if r.Seeds != "" {
			s.told = append(s.told, "seeds "+r.Seeds)
		}
		if r.Figure != "" {
			s.told = append(s.told, r.Figure)
		}
	}
	return s
}

func (s sum) count(n int) string {
	if !s.run {
		return ""
	}
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// state is what can be said of a promise.
func (s sum) state(p Promise) string {
	switch {
	case !s.run:
		return "not run"
	case s.failed, s.violations > 0:
		return "**not kept**"
	case s.runs < p.Runs, s.short:
		return "kept, short of its goal"
	default:
		return "kept"
	}
}

// Page is docs/promises.md.
func (k Kept) Page() string {
	var out strings.Builder
	line := func(s string) { out.WriteString(s + "\n") }
	line("# What heed promises, and what was done to break it")
	line("")
	line("Each line is a promise, what a release has to go through for it, how much of that the last run of `make torture` that")
	line("kept it was asked for, and what it went through. `make test` goes through a share of each with every change. A seed")
	line("that was found to break something is kept in the tests and gone through first, for ever. This page is made of the")
	line("results of those runs, which may be of several commits; nothing in it is typed by hand. The history was folded once:")
	line("a commit that is named here and not found in it is from before, and its row stands until it is gone through anew.")
	line("")
	line("\"Faults\" counts what was done to break it meanwhile: an answer lost, a kill, a write refused, a file damaged, a")
	line("hostile text.")
	line("")
	line(k.Machines())
	line("")
	out.WriteString(k.Table())
	line("")
	line("\"Kept, short of its goal\" is a promise that nothing broke, gone through less often than a release asks, or")
	line("with a figure that was not met where it was run.")
	line("")
	line("## Not kept yet")
	line("")
	line("| what you cannot rely on yet | why |")
	line("|---|---|")
	for _, o := range NotYet() {
		line("| " + o.Says + " | " + o.Missing + " |")
	}
	line("")
	line("## Again")
	line("")
	line("    make torture                      # everything, to its goal: hours")
	line("    make torture SCALE=0.1            # a tenth of each goal, never less than make test")
	line("    make torture ONLY='kills torn'    # some of it")
	line("    make torture KEEP=1               # and write this page from it")
	line("    make mutants                      # the planted bugs alone")
	line("    make fuzz FUZZTIME=10m            # the readers alone")
	return out.String()
}
