package promise

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
)

var write = flag.Bool("write", false, "write docs/promises.md anew")

const (
	page = "../../docs/promises.md"
	kept = "../../docs/promises.json"
)

func TestThePageOfPromisesIsMadeOfWhatWasRun(t *testing.T) {
	b, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	var k Kept
	if err := json.Unmarshal(b, &k); err != nil {
		t.Fatal(err)
	}
	if *write {
		if err := os.WriteFile(page, []byte(k.Page()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	is, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(is) != k.Page() {
		t.Error("docs/promises.md is not what docs/promises.json says: make docs writes it anew")
	}
}

func TestAPromiseIsKeptOnlyWhereItWasRunToItsGoalAndNothingBroke(t *testing.T) {
	state := func(all ...Result) string {
		p, _ := find(Kills)
		return Kept{Results: all}.sum(Kills).state(p)
	}
	for want, all := range map[string][]Result{
		"not run":                  {{Promise: Torn, Runs: 5000}},
		"kept":                     {{Promise: Kills, Runs: 400}, {Promise: Kills, Runs: 600}},
		"kept, short of its goal":  {{Promise: Kills, Runs: 999}},
		"kept, short of its goal ": {{Promise: Kills, Runs: 1000, Short: true}},
		"**not kept**":             {{Promise: Kills, Runs: 1000}, {Promise: Kills, Failed: true}},
	} {
		if got := state(all...); got != strings.TrimSpace(want) {
			t.Errorf("%+v is %q, want %q", all, got, want)
		}
	}
	if got := state(Result{Promise: Kills, Runs: 1000, Violations: 1}); got != "**not kept**" {
		t.Error("one broken promise is", got)
	}
}

func TestWhatATestCountsIsWrittenWhereItIsAskedFor(t *testing.T) {
	path := t.TempDir() + "/results"
	t.Setenv("HEED_RESULTS", path)
	t.Run("counts", func(t *testing.T) {
		c := Counting(t, Restore)
		c.Run(2)
		c.Runs(3, 4)
		c.Seeds("%d-%d", 1, 4)
		c.Figure("in %d ms", 7)
	})
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all, err := Read(b)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	want := Result{Promise: Restore, Test: t.Name() + "/counts", Runs: 4, Faults: 6, Seeds: "1-4", Figure: "in 7 ms"}
	if all[0] != want {
		t.Errorf("got %+v", all[0])
	}
	row := ""
	for line := range strings.Lines(Kept{Results: all}.Table()) {
		if strings.Contains(line, "restored") {
			row = line
		}
	}
	if !strings.Contains(row, "| a change's share | 4 | 6 | 0 | seeds 1-4; in 7 ms |  | kept, short of its goal |") {
		t.Error(row)
	}
}

func TestEachPromiseSaysWhatItWasAskedForItself(t *testing.T) {
	t.Setenv("HEED_TORTURE", "0.5")
	path := t.TempDir() + "/results"
	t.Setenv("HEED_RESULTS", path)
	t.Run("counts", func(t *testing.T) { Counting(t, Kills).Run(1) })
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all, err := Read(b)
	if err != nil {
		t.Fatal(all, err)
	}
	var k Kept // as it was kept before each said it
	if err := json.Unmarshal([]byte(`{"commit":"1","machine":"a","scale":0,"results":[{"promise":"torn","runs":834,"commit":"2"}]}`), &k); err != nil {
		t.Fatal(err)
	}
	k.Results = append(k.Results, append(all, Result{Promise: Fuzz, Runs: 1, Asked: 1, Machine: "b"})...)
	if got := k.Machines(); got != "Run on a; and on b." {
		t.Error(got)
	}
	for id, want := range map[ID]string{Kills: "0.5 of it", Torn: "a change's share", Fuzz: "all of it", Leaks: ""} {
		if got := strings.Join(k.sum(id).asked, ", "); got != want {
			t.Errorf("%s says %q, want %q", id, got, want)
		}
	}
}

func TestARunIsAsLargeAsItIsAskedToBe(t *testing.T) {
	for asked, want := range map[string]int{"1": 1000, "0.5": 500, "0.001": 50} {
		t.Setenv("HEED_TORTURE", asked)
		if got := Size(t, 5, 50, 1000); got != want {
			t.Errorf("%s of the goal is %d, want %d", asked, got, want)
		}
	}
}
