package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/heed-desk/heed/internal/promise"
)

// target is one fuzz target.
type target struct {
	pkg, dir, name string
	seen           string // the folder of what the fuzzer learnt of each package
}

// file is a target as the name of files of its own: two packages may call theirs the same.
func (t target) file() string { return strings.ReplaceAll(t.pkg, "/", "-") + "-" + t.name }

// goal is how long a release has each reader fuzzed.
const goal = 10 * time.Minute

// fuzz runs every fuzz target, as many at once as there are cores, and counts what they
// were fed.
func (r run) fuzz(ctx context.Context) ([]promise.Result, error) {
	if !r.wants(promise.Fuzz) {
		return nil, nil
	}
	all, err := targets(ctx)
	if err != nil {
		return nil, err
	}
	each := max(time.Second, time.Duration(r.scale*float64(r.fuzztime)))
	result := promise.Result{Promise: promise.Fuzz, Test: "make fuzz", Asked: each.Seconds() / goal.Seconds(), Figure: fmt.Sprintf("%d targets, %s each", len(all), each)}
	var mu sync.Mutex
	var group sync.WaitGroup
	at := make(chan target)
	for range runtime.NumCPU() {
		group.Go(func() {
			for t := range at {
				execs, ferr := r.one(ctx, t, each)
				mu.Lock()
				result.Runs += execs
				if ferr != nil {
					result.Violations++
					err = errors.Join(err, ferr)
				}
				mu.Unlock()
			}
		})
	}
	for _, t := range all {
		at <- t
	}
	close(at)
	group.Wait()
	result.Failed = err != nil
	return []promise.Result{result}, err
}

// one runs one target and returns how often it was fed.
func (r run) one(ctx context.Context, t target, each time.Duration) (execs int, err error) {
	defer func() { fmt.Printf("== %s %s: %d\n", t.pkg, t.name, execs) }()
	bin, err := filepath.Abs(filepath.Join(r.out, t.file()+".test"))
	if err != nil {
		return 0, err
	}
	log := filepath.Join(r.out, t.file()+".log")
	// The flag of the target has the build count what it covers.
	if err := logged(ctx, log, "", os.Environ(), "go", "test", "-c", "-fuzz", t.name, "-o", bin, t.pkg); err != nil {
		return 0, fmt.Errorf("build %s: %w, see %s", t.pkg, err, log)
	}
	defer func() { err = errors.Join(err, os.Remove(bin)) }()
	return t.feed(ctx, bin, log, each)
}

// first is how often a target is fed before anybody knows how quick it is.
const first = 500

// feed feeds a target for about as long as each, and returns how often. It is told a number and
// never a time: when a time is over the fuzzer at times fails with "context deadline exceeded"
// and nothing found (https://go.dev/issue/75804). What has not ended after ten times as long hangs.
func (t target) feed(ctx context.Context, bin, log string, each time.Duration) (execs int, err error) {
	ctx, cancel := context.WithTimeout(ctx, 10*each+time.Minute)
	defer cancel()
	begun := time.Now()
	for n := first; n > 0; n = more(n, execs, time.Since(begun), each) {
		err := logged(ctx, log, t.dir, os.Environ(), bin, "-test.run", "^$", "-test.fuzz", "^"+t.name+"$", "-test.fuzztime", fmt.Sprintf("%dx", n),
			"-test.parallel", "1", "-test.fuzzcachedir", filepath.Join(t.seen, t.pkg),
			"-test.fuzzminimizetime", "10x") // what is never twice the same, as a server, would be made smaller for a minute each time
		b, rerr := os.ReadFile(log)
		execs += fed(b)
		if err = errors.Join(err, rerr); err != nil {
			return execs, fmt.Errorf("%s %s: %w\n%s", t.pkg, t.name, err, b)
		}
	}
	return execs, nil
}

// more is how often a target that was fed so often in so long is fed once more for the rest of
// its time, and 0 when that is as good as over. No part is more than twenty times all before it,
// as the first are slow. Where the last part was spent on what the fuzzer had learnt before,
// which it does not count as fed, the next one is larger.
func more(last, execs int, took, each time.Duration) int {
	left := each - took
	switch {
	case left < each/10:
		return 0
	case execs == 0:
		return 4 * last
	default:
		return min(20*execs, int(float64(execs)*left.Seconds()/took.Seconds()))
	}
}

// fed is how often a target was fed, by what the fuzzer said last.
func fed(log []byte) int {
	all := regexp.MustCompile(`execs: (\d+) `).FindAllSubmatch(log, -1)
	if len(all) == 0 {
		return 0
	}
	n, err := strconv.Atoi(string(all[len(all)-1][1]))
	if err != nil {
		return 0
	}
	return n
}

// targets are the fuzz targets of the tree.
func targets(ctx context.Context) ([]target, error) {
	list, err := exec.CommandContext(ctx, "go", "list", "-f", "{{.ImportPath}}\t{{.Dir}}", "./...").Output()
	if err != nil {
		return nil, fmt.Errorf("list the packages: %w", err)
	}
	cache, err := exec.CommandContext(ctx, "go", "env", "GOCACHE").Output()
	if err != nil {
		return nil, fmt.Errorf("ask for the cache of go: %w", err)
	}
	seen := filepath.Join(strings.TrimSpace(string(cache)), "fuzz") // where go test -fuzz keeps it too
	var all []target
	for line := range strings.Lines(string(list)) {
		pkg, dir, _ := strings.Cut(strings.TrimSpace(line), "\t")
		has, err := hasFuzz(dir)
		if err != nil {
			return nil, err
		}
		if !has {
			continue
		}
		names, err := exec.CommandContext(ctx, "go", "test", "-list", "^Fuzz", pkg).Output() //nolint:gosec // a package of this tree
		if err != nil {
			return nil, fmt.Errorf("list the targets of %s: %w", pkg, err)
		}
		for name := range strings.FieldsSeq(string(names)) {
			if strings.HasPrefix(name, "Fuzz") {
				all = append(all, target{pkg: pkg, dir: dir, name: name, seen: seen})
			}
		}
	}
	if len(all) == 0 {
		return nil, errors.New("there is no fuzz target")
	}
	return all, nil
}

// hasFuzz reports whether a package's tests have a target; most have none, and are not built
// to find that out.
func hasFuzz(dir string) (bool, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		return false, err
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			return false, err
		}
		if bytes.Contains(b, []byte("\nfunc Fuzz")) {
			return true, nil
		}
	}
	return false, nil
}
