package main

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"strings"
	"testing"
)

var writeAnew = flag.Bool("write", false, "write docs/scale.md anew")

func TestThePageOfScaleIsMadeOfWhatWasMeasured(t *testing.T) {
	kept, err := readKept("../../" + keptFigures)
	if err != nil {
		t.Fatal(err)
	}
	const path = "../../docs/scale.md"
	if *writeAnew {
		if err := os.WriteFile(path, []byte(page(kept)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	is, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(is) != page(kept) {
		t.Error("docs/scale.md is not what docs/scale.json says: make docs writes it anew")
	}
}

// figures are those of a desk on which a ticket costs 4 ms of the server, and a fetch half of one.
func figures() *report {
	r := &report{Part: partDesk, Tickets: 1000, on: onSQLite}
	r.add(claimAndReply(64), 500, "/s", 4)
	r.add(claimAndReply(64)+ofServer, 4, "ms", 4)
	r.add(fetchNews+ofServer, 0.5, "ms", 4)
	r.add(memoryWith(1), 40, "MB", 1)
	r.add(memoryWith(manyListeners), 90, "MB", 1)
	r.most("at rest: memory", 40, "MB", 1, 60)
	r.on = onPostgres
	r.most("at rest: memory", 70, "MB", 1, 60)
	return r
}

func TestWhatIsReckonedFollowsFromTheFigures(t *testing.T) {
	for agents, want := range map[int]need{
		100:  {tickets: 100. / 120, fetches: 100 * 100. / 60, share: 1. / 600, cores: 0.004*100/120 + 0.0005*10000/60, memory: 45},
		1000: {tickets: 1000. / 120, fetches: 2000, share: 1. / 60, cores: 0.004*1000/120 + 0.0005*2000, memory: 90}, // hints are gathered
	} {
		got := figures().reckon(onSQLite, agents)
		for _, pair := range [][2]float64{{got.tickets, want.tickets}, {got.fetches, want.fetches}, {got.share, want.share}, {got.cores, want.cores}, {got.memory, want.memory}} {
			if math.Abs(pair[0]-pair[1]) > 1e-9*pair[1] {
				t.Errorf("%d agents: %+v, want %+v", agents, got, want)
			}
		}
	}
	for agents, want := range map[int]string{1000: "1", 4000: "too much for one"} {
		if n := figures().reckon(onSQLite, agents).machines(onSQLite); n != want {
			t.Errorf("%d agents at a file: %s servers, want %s", agents, n, want)
		}
	}
}

// onBoth are figures of a desk on either database. Of the database a ticket costs 6 ms, and a fetch 1.
func onBoth() *report {
	r := figures()
	r.on = onPostgres
	for _, f := range figures().Figures[:5] {
		r.add(f.Name, f.Value, f.Unit, f.N)
	}
	r.add(claimAndReply(64)+ofDatabase, 6, "ms", 4)
	r.add(fetchNews+ofDatabase, 1, "ms", 4)
	return r
}

func TestWhatIsAdvisedMovesWithTheFigures(t *testing.T) {
	const file = "with its desk in a file, on a machine of "
	for _, c := range []struct {
		figure string
		value  float64 // of both databases
		agents int
		want   string
	}{
		{"", 0, 100, file + "1 core with 45 MB"},
		{"", 0, 1000, file + "3 cores with 90 MB"},
		{fetchNews + ofServer, 0.1, 1000, file + "1 core"},
		{memoryWith(manyListeners), 940, 1000, file + "3 cores with 940 MB"},
		{fetchNews + ofServer, 5, 1000, "PostgreSQL on a machine of 5 cores, and 6 servers of 4 cores with 90 MB for each"},
		{claimAndReply(64), 10, 1000, "more than what was measured here is enough for"}, // one at a time writes
	} {
		r := onBoth()
		for i := range r.Figures {
			if r.Figures[i].Name == c.figure {
				r.Figures[i].Value = c.value
			}
		}
		if got := r.advice(c.agents); !strings.Contains(got, c.want) {
			t.Errorf("%s of %g, %d agents: %s, want %s", c.figure, c.value, c.agents, got, c.want)
		}
	}
}

func TestHowFarOneServerGoesIsWhereTheFirstThingEnds(t *testing.T) {
	r := onBoth()
	most := r.reach(onSQLite)
	if most < 120 || !r.reckon(onSQLite, most).fits(onSQLite) || r.reckon(onSQLite, most+1).fits(onSQLite) {
		t.Errorf("%d agents", most)
	}
	for _, want := range []string{"**Some 1,900 agents**: one server of 4 cores", "half of the cores busy", "**Some 30,000 agents**: a desk in PostgreSQL", "half of the tickets"} {
		if got := r.bounds(); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q", got, want)
		}
	}
	for i := range r.Figures {
		if r.Figures[i].Name == claimAndReply(64) {
			r.Figures[i].Value = 10 // a second
		}
	}
	if got := r.bounds(); strings.Contains(got, "cores busy") || !strings.Contains(got, "**Some 600 agents**: one server of 4 cores") {
		t.Error(got)
	}
	if got := new(report).bounds(); strings.Contains(got, "Some") || new(report).advice(10) != "not measured." {
		t.Error(got)
	}
}

func TestWhatWasNotMeasuredIsNotReckoned(t *testing.T) {
	if got := figures().reckon(onPostgres, 100).machines(onPostgres); got != "not measured" {
		t.Error(got)
	}
	if !strings.Contains(page(nil), "Nothing was measured yet.") || !strings.Contains(page(nil), "not measured") {
		t.Error(page(nil))
	}
}

func TestThePageTellsAGoalThatWasNotMet(t *testing.T) {
	if !strings.Contains(page([]*report{figures()}), "| at rest: memory | 40 MB | 1 | 70 MB | 1 | <= 60 | met, short |") {
		t.Error(page([]*report{figures()}))
	}
}

func TestAPartThatIsMeasuredAgainTakesThePlaceOfTheOldOneAlone(t *testing.T) {
	path := t.TempDir() + "/scale.json"
	for _, reports := range [][]*report{ // at first there is no file
		{{Part: partDesk, Tickets: 1}, {Part: partLedger, Tickets: 1}},
		{{Part: partDesk, Tickets: 2}},
	} {
		if err := keepBeside(path, reports); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := readKept(path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal([]int{partOf(kept, partDesk).Tickets, partOf(kept, partLedger).Tickets, len(kept)})
	if err != nil || string(got) != "[2,1,2]" || kept[0].Part != partLedger {
		t.Error(string(got), err)
	}
}
