//go:build mutants

package mutants_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/internal/promise"
)

const (
	most    = 1000             // schedules that look for one bug
	patient = 20 * time.Minute // for those of one bug, and for building it
)

// only picks bugs by a pattern of their names; all where it is empty.
const only = "HEED_MUTANTS"

// TestThePlantedBugsAreFound builds the schedules once for each bug, with the bug in heed, and
// holds that they find it: that a schedule breaks a promise, not that something falls over.
func TestThePlantedBugsAreFound(t *testing.T) {
	names, err := regexp.Compile(os.Getenv(only))
	if err != nil {
		t.Fatal(err)
	}
	count := promise.Counting(t, promise.Planted)
	if f := build(t, bug{name: "nothing"}).hunt(t, 24); f.after > 0 || t.Failed() {
		t.Fatalf("without a bug a schedule fails:\n%s", f.report)
	}
	var all []finding
	for _, b := range bugs() {
		if !names.MatchString(b.name) {
			continue
		}
		t.Run(b.name, func(t *testing.T) {
			f := build(t, b).hunt(t, most)
			f.bug = b
			all = append(all, f)
			count.Run(1)
			t.Logf("after %d schedules: %s", f.after, f.check)
			if f.after == 0 {
				count.Violation()
				t.Errorf("%d schedules did not find it:\n%s", most, f.report)
			}
		})
	}
	tell(t, count, all)
}

// tell prints who was found when, and by what.
func tell(t *testing.T, count *promise.Count, all []finding) {
	t.Helper()
	var table strings.Builder
	var after []int
	for _, f := range all {
		n := "not found"
		if f.after > 0 {
			after = append(after, f.after)
			n = fmt.Sprint(f.after)
		}
		_, _ = fmt.Fprintf(&table, "\n%-36s %9s  %s", f.bug.name, n, f.check)
	}
	slices.Sort(after)
	if len(after) > 0 {
		count.Seeds("1-%d", most)
		count.Figure("%d of %d found, half of them within %d schedules", len(after), len(all), after[len(after)/2])
	}
	t.Logf("%-36s %9s  %s%s", "bug", "schedules", "found by", table.String())
}

// finding is how the hunt for a bug ended.
type finding struct {
	bug    bug
	after  int    // the schedule that found it, counted from 1; 0 where none did
	check  string // what that one found wrong
	report string
}

// schedules are the built tests of the story, with a bug in them.
type schedules string

// build builds them. A bug that does not build is none.
func build(t *testing.T, b bug) schedules {
	t.Helper()
	at, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	replace := map[string]string{}
	for file, text := range planted(t, b) {
		to := filepath.Join(dir, fmt.Sprint(len(replace), ".go"))
		if err := os.WriteFile(to, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		replace[filepath.Join(at, filepath.FromSlash(file))] = to
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	list, binary := filepath.Join(dir, "overlay.json"), filepath.Join(dir, "story.test")
	if err := os.WriteFile(list, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patient)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-ldflags=-s -w", "-overlay", list, "-o", binary, "./internal/story")
	cmd.Dir = at
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s does not build (%v):\n%s", b.name, err, out)
	}
	return schedules(binary)
}

// hunt plays schedules in the order of their seeds until one breaks a promise, at most n of
// them: a few at first, for most bugs are found soon.
func (s schedules) hunt(t *testing.T, n int) finding {
	t.Helper()
	var f finding
	for from, many := 1, 24; from <= n && f.after == 0; from, many = from+many, 2*many {
		if f = s.play(t, from, min(from+many-1, n)); f.after > 0 {
			f.after += from - 1
		}
	}
	return f
}

// play plays the schedules of some seeds, all of them.
func (s schedules) play(t *testing.T, from, to int) finding {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patient)
	defer cancel()
	cmd := exec.CommandContext(ctx, string(s), "-test.run", "AnyScheduleOfFaults", "-test.v", "-test.timeout", patient.String(), "-test.failfast", "-rapid.nofailfile")
	cmd.Dir = filepath.Join(root, "internal", "story")
	cmd.Env = append(os.Environ(), fmt.Sprintf("HEED_SEED=%d-%d", from, to), "HEED_RESULTS=")
	out, err := cmd.CombinedOutput()
	f := broken(out)
	var exit *exec.ExitError
	switch {
	case err == nil, f.after > 0, bytes.Contains(out, []byte(works)):
	case !errors.As(err, &exit), bytes.Contains(out, []byte("panic:")), ctx.Err() != nil:
		t.Errorf("schedules %d to %d fall over, and break no promise (%v):\n%s", from, to, err, f.report)
	}
	return f
}

// works is what a schedule says where something fails that nothing stands against: that finds no
// bug, it stumbles over one.
const works = "what nothing stands against works"

// said is how a schedule says what it breaks.
var said = regexp.MustCompile(`schedule \d+, the (\d+)\. played: ([^:\n]+)`)

// broken reads from what was printed how many schedules were played until one broke a promise,
// and which it was.
func broken(out []byte) finding {
	f := finding{report: string(out[max(0, len(out)-3000):])}
	for _, m := range said.FindAllSubmatch(out, -1) {
		if string(m[2]) == works {
			continue
		}
		if played, err := strconv.Atoi(string(m[1])); err == nil && (f.after == 0 || played < f.after) {
			f.after, f.check = played, string(m[2])
		}
	}
	return f
}
