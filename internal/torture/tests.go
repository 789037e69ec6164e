package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/heed-desk/heed/internal/promise"
)

// tests runs every test that counts for a promise that is wanted.
func (r run) tests(ctx context.Context) (all []promise.Result, err error) {
	found, err := counting(".")
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		if f.tag != "" || !r.wants(f.promise) {
			continue
		}
		results, terr := r.goTest(ctx, f.name(), "-run", "^"+f.test+"$", f.pkg)
		all = append(all, results...)
		err = errors.Join(err, terr)
	}
	return all, err
}

// planted runs what stands behind the tag of the planted bugs.
func (r run) planted(ctx context.Context) ([]promise.Result, error) {
	if !r.wants(promise.Planted) {
		return nil, nil
	}
	return r.goTest(ctx, "planted", "-tags", "mutants", "./internal/mutants")
}

// goTest runs one go test in the background of a log, and returns what it counted.
func (r run) goTest(ctx context.Context, name string, args ...string) ([]promise.Result, error) {
	counts, err := filepath.Abs(filepath.Join(r.out, name+".jsonl"))
	if err != nil {
		return nil, err
	}
	if err := os.Remove(counts); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	log := filepath.Join(r.out, name+".log")
	fmt.Println("==", name)
	env := append(os.Environ(), fmt.Sprintf("HEED_TORTURE=%g", r.scale), "HEED_RESULTS="+counts)
	runErr := logged(ctx, log, "", env, "go", append([]string{"test", "-count=1", "-timeout", "12h", "-v"}, args...)...)
	if runErr != nil {
		runErr = fmt.Errorf("%s: %w, see %s", name, runErr, log)
	}
	lines, err := os.ReadFile(counts)
	if err != nil {
		return nil, errors.Join(runErr, err)
	}
	results, err := promise.Read(lines)
	return results, errors.Join(runErr, err)
}

// logged runs a command in a folder, or in this one, and its output goes to a file.
func logged(ctx context.Context, path, dir string, env []string, name string, args ...string) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	cmd := exec.CommandContext(ctx, name, args...) //nolint:gosec // go and make, with names of this tree
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, env, f, f
	return cmd.Run()
}

// race runs every package under the race detector, which also ends with goleak where one is
// left running.
func (r run) race(ctx context.Context) ([]promise.Result, error) {
	if !r.wants(promise.Leaks) {
		return nil, nil
	}
	fmt.Println("== race")
	log := filepath.Join(r.out, "race.log")
	err := logged(ctx, log, "", os.Environ(), "make", "race")
	b, rerr := os.ReadFile(log)
	result := promise.Result{Promise: promise.Leaks, Test: "make race", Asked: 1, Failed: err != nil, Violations: strings.Count(string(b), "WARNING: DATA RACE")}
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "ok ") || strings.HasPrefix(line, "FAIL\t") {
			result.Runs++
		}
	}
	result.Figure = fmt.Sprintf("%d packages", result.Runs)
	if err != nil {
		err = fmt.Errorf("make race: %w\n%s", err, b)
	}
	return []promise.Result{result}, errors.Join(err, rerr)
}
