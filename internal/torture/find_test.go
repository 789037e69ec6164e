package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/internal/promise"
)

func TestEveryPromiseIsCountedForByATest(t *testing.T) {
	found, err := counting("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range promise.All() {
		if p.ID == promise.Fuzz || p.ID == promise.Leaks {
			continue // these are runs of tools, not tests
		}
		if !slices.ContainsFunc(found, func(c counter) bool { return c.promise == p.ID }) {
			t.Errorf("no test counts for %q", p.ID)
		}
	}
}

func TestWhatAFuzzerWasFedIsWhatItSaidLast(t *testing.T) {
	const log = "fuzz: elapsed: 0s, gathering baseline coverage: 3/3 completed\nfuzz: elapsed: 3s, execs: 5165 (1713/sec)\nfuzz: elapsed: 6s, execs: 108602 (34655/sec)\nPASS\n"
	if n := fed([]byte(log)); n != 108602 {
		t.Error(n)
	}
	if n := fed([]byte("panic: no")); n != 0 {
		t.Error(n)
	}
}

func TestWhatWasNotInARunStaysAsItWas(t *testing.T) {
	before := promise.Kept{Machine: "a", Results: []promise.Result{{Promise: promise.Torn, Runs: 834}, {Promise: promise.Kills, Runs: 50}}}
	now := promise.Kept{Results: []promise.Result{{Promise: promise.Kills, Runs: 1000, Asked: 1, Machine: "b"}}}
	is := run{only: []promise.ID{promise.Kills}}.beside(before, now)
	want := []promise.Result{{Promise: promise.Kills, Runs: 1000, Asked: 1, Machine: "b"}, {Promise: promise.Torn, Runs: 834, Machine: "a"}}
	if is.Machine != "" || !slices.Equal(is.Results, want) {
		t.Errorf("kept is %+v", is)
	}
}

func TestATargetIsFedByNumbersUntilItsTimeIsAsGoodAsOver(t *testing.T) {
	const each = 10 * time.Second
	if n := more(first, 200, time.Second, each); n != 1800 {
		t.Errorf("at 200 a second %d more fill ten seconds", n)
	}
	if n := more(first, 200, time.Millisecond, each); n != 4000 {
		t.Errorf("200 that took no time are followed by %d", n)
	}
	for _, took := range []time.Duration{9*time.Second + 1, each, time.Minute} {
		if n := more(first, 200, took, each); n != 0 {
			t.Errorf("after %v of %v it is fed %d more", took, each, n)
		}
	}
	if n := more(first, 0, time.Second, each); n != 4*first {
		t.Errorf("what went through nothing new is fed %d more", n)
	}
}

func TestTwoTargetsOfOneNameHaveFilesOfTheirOwn(t *testing.T) {
	one, other := target{pkg: "heed/internal/config", name: "FuzzAnyFile"}, target{pkg: "heed/internal/deskfile", name: "FuzzAnyFile"}
	if one.file() == other.file() || strings.Contains(one.file(), "/") {
		t.Errorf("%s and %s", one.file(), other.file())
	}
}
