package promise

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"
)

const (
	// scaleVar is the part of a release's goal that a run goes through; 1 is all of it.
	scaleVar = "HEED_TORTURE"
	// resultsVar is the file to which each count is appended as a line of JSON.
	resultsVar = "HEED_RESULTS"
)

// Size is how much a test goes through: change with every change, few under -short, and
// where HEED_TORTURE asks for it that part of goal, never less than change.
func Size(t testing.TB, few, change, goal int) int {
	t.Helper()
	switch part := asked(t); {
	case part > 0:
		return max(change, int(part*float64(goal)))
	case testing.Short():
		return few
	default:
		return change
	}
}

// Every is which part of its cases a test goes through, where each is tried the same way: one in
// few under -short, and else all of them, which is 1.
func Every(t testing.TB, few int) int {
	t.Helper()
	return Size(t, few, 1, 1)
}

// asked is the part of the goal that HEED_TORTURE asks for; 0 for a change's share.
func asked(t testing.TB) float64 {
	t.Helper()
	is := os.Getenv(scaleVar)
	if is == "" {
		return 0
	}
	part, err := strconv.ParseFloat(is, 64)
	if err != nil || part <= 0 {
		t.Fatalf("%s is %q: it is the part of the goal to go through, 1 for all of it", scaleVar, is)
	}
	return part
}

// Result is what the tests of one promise went through in one run.
type Result struct {
	Promise    ID      `json:"promise"`
	Test       string  `json:"test"`
	Runs       int     `json:"runs"`
	Faults     int     `json:"faults"`
	Violations int     `json:"violations"`
	Seeds      string  `json:"seeds,omitempty"`
	Figure     string  `json:"figure,omitempty"`  // what else was measured, in a few words
	Asked      float64 `json:"asked,omitempty"`   // the part of its goal that was asked for; 0 for a change's share
	Commit     string  `json:"commit,omitempty"`  // what was run
	Machine    string  `json:"machine,omitempty"` // what it was run on
	Short      bool    `json:"short,omitempty"`   // nothing broke, and its goal was not shown to be met
	Failed     bool    `json:"failed,omitempty"`
}

// Count is a result in the making. Its methods may be called by many goroutines.
type Count struct {
	t  testing.TB
	mu sync.Mutex
	r  Result
}

// Counting begins a result. It is told when the test ends, however that ends.
func Counting(t testing.TB, id ID) *Count {
	t.Helper()
	if _, known := find(id); !known {
		t.Fatalf("no promise is called %q", id)
	}
	c := &Count{t: t, r: Result{Promise: id, Test: t.Name(), Asked: asked(t)}}
	t.Cleanup(c.tell)
	return c
}

// Run counts one more run and the faults that were put into it.
func (c *Count) Run(faults int) { c.Runs(1, faults) }

// Runs counts several runs at once, and the faults that were put into all of them.
func (c *Count) Runs(n, faults int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.r.Runs += n
	c.r.Faults += faults
}

// Violation counts a broken promise. The test still has to fail by itself.
func (c *Count) Violation() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.r.Violations++
}

// Seeds says by which seeds the same run can be had again, as "1-1000".
func (c *Count) Seeds(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.r.Seeds = fmt.Sprintf(format, args...)
}

// Figure says what else was measured, as "restart p99 84 ms".
func (c *Count) Figure(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.r.Figure = fmt.Sprintf(format, args...)
}

// Short says that nothing broke and that a figure of the goal was not met, or could not be
// measured here.
func (c *Count) Short() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.r.Short = true
}

func (c *Count) tell() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.r.Failed = c.t.Failed()
	line, err := json.Marshal(c.r)
	if err != nil {
		c.t.Errorf("telling what was gone through: %v", err)
		return
	}
	c.t.Logf("%s", line)
	if err := Tell([]Result{c.r}); err != nil {
		c.t.Error(err)
	}
}

// Tell appends results to the file that HEED_RESULTS names, if it names one.
func Tell(all []Result) (err error) {
	path := os.Getenv(resultsVar)
	if path == "" {
		return nil
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600) //nolint:gosec // who runs the tests says where
	if err != nil {
		return fmt.Errorf("telling what was gone through: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	for _, r := range all {
		line, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("telling what was gone through: %w", err)
		}
		if _, err := f.Write(append(line, '\n')); err != nil {
			return fmt.Errorf("telling what was gone through: %w", err)
		}
	}
	return nil
}
