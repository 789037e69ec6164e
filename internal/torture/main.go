// Command torture goes through what docs/promises.md tells: every test that counts for a
// promise, to the goal of a release or to a part of it, the planted bugs, the readers under
// fuzz and everything under the race detector. It is no part of heed.
//
// It prints the table, and keeps it as docs/promises.json where it is asked to. Its exit
// status is 1 where a promise was broken or could not be run.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/processor"
	"github.com/heed-desk/heed/internal/promise"
)

// run is one run of the torture.
type run struct {
	scale    float64
	only     []promise.ID // empty for all
	fuzztime time.Duration
	out      string // the folder of logs and results
	from     string // results that are there already, to be told instead of a run; empty for a run
}

func main() {
	var r run
	var only string
	var keep bool
	flag.Float64Var(&r.scale, "scale", 1, "the part of each goal to go through")
	flag.StringVar(&only, "only", "", "the promises to go through, by name; empty for all")
	flag.DurationVar(&r.fuzztime, "fuzztime", goal, "how long each reader is fuzzed, times the scale")
	flag.StringVar(&r.out, "out", "out", "the folder of logs and results")
	flag.StringVar(&r.from, "from", "", "tell the results of this file, as HEED_RESULTS names it to make test, instead of running anything")
	flag.BoolVar(&keep, "keep", false, "write docs/promises.json from it")
	flag.Parse()
	for name := range strings.FieldsSeq(only) {
		r.only = append(r.only, promise.ID(strings.ReplaceAll(name, "-", " ")))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	ok, err := r.all(ctx, keep)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if !ok || err != nil {
		os.Exit(1)
	}
}

// all goes through everything, and reports whether nothing was broken.
func (r *run) all(ctx context.Context, keep bool) (bool, error) {
	for _, id := range r.only {
		if !slices.ContainsFunc(promise.All(), func(p promise.Promise) bool { return p.ID == id }) {
			return false, fmt.Errorf("no promise is called %q", id)
		}
	}
	if err := os.MkdirAll(r.out, 0o755); err != nil { //nolint:gosec // what was run is no secret
		return false, err
	}
	commit, err := exec.CommandContext(ctx, "git", "describe", "--always", "--dirty").Output()
	if err != nil {
		return false, fmt.Errorf("which commit is it: %w", err)
	}
	var kept promise.Kept
	kept.Results, err = r.results(ctx)
	ok := err == nil
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	for i, result := range kept.Results {
		kept.Results[i].Commit, kept.Results[i].Machine = strings.TrimSpace(string(commit)), machine()
		ok = ok && !result.Failed && result.Violations == 0
	}
	fmt.Println(kept.Machines())
	fmt.Print(kept.Table())
	if keep {
		return ok, r.keep(kept)
	}
	return ok, nil
}

// results are those of the steps, or those that are there already.
func (r *run) results(ctx context.Context) (all []promise.Result, err error) {
	if r.from == "" {
		for _, step := range []func(context.Context) ([]promise.Result, error){r.tests, r.planted, r.fuzz, r.race} {
			results, serr := step(ctx)
			all = append(all, results...)
			err = errors.Join(err, serr)
		}
		return all, errors.Join(err, promise.Tell(all))
	}
	lines, err := os.ReadFile(r.from)
	if err != nil {
		return nil, err
	}
	if all, err = promise.Read(lines); err != nil {
		return nil, err
	}
	for _, result := range all {
		r.only = append(r.only, result.Promise)
	}
	return all, nil
}

func (r run) wants(id promise.ID) bool { return len(r.only) == 0 || slices.Contains(r.only, id) }

// keep writes what was gone through beside what was not in this run.
func (r run) keep(k promise.Kept) error {
	path := filepath.Join("docs", "promises.json")
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var before promise.Kept
	if err := json.Unmarshal(b, &before); err != nil {
		return err
	}
	if b, err = json.MarshalIndent(r.beside(before, k), "", "  "); err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644) //nolint:gosec // it is a page for everybody
}

// beside puts what was gone through beside what was not in this run, of which each says
// itself what it was asked for and run on.
func (r run) beside(before, now promise.Kept) promise.Kept {
	for _, was := range before.Results {
		if !r.wants(was.Promise) {
			was.Machine = cmp.Or(was.Machine, before.Machine)
			now.Results = append(now.Results, was)
		}
	}
	return now
}

func machine() string {
	return fmt.Sprintf("%s, %d cores, %s", processor.Name(), runtime.NumCPU(), runtime.Version())
}
