package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"
)

// bareRuns is how often the floor is measured.
const bareRuns = 500

// floor measures what the machine takes by itself, beside which the desk's figures stand: a
// block written and flushed to the same disk, and a row committed in the same database. It returns how
// many such commits there are in a second.
func floor(ctx context.Context, r *report, g *ground) (commitsPerSecond float64, err error) {
	flushes, err := flushed(g.dir)
	if err != nil {
		return 0, err
	}
	r.spread("a bare flush of 4 KiB", flushes, 0, 0)
	commit, done, err := g.commits(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, done()) }()
	begun := time.Now()
	commits, err := sample(bareRuns, commit)
	if err != nil {
		return 0, err
	}
	perSecond := bareRuns / time.Since(begun).Seconds()
	r.add(bareCommits, perSecond, "/s", bareRuns)
	r.spread("a bare commit of one row", commits, 0, 0)
	return perSecond, nil
}

// flushed is how long each of some blocks takes until the disk says that it has it.
func flushed(dir string) (took []time.Duration, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "bare")
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(path)) }()
	block := make([]byte, 4<<10)
	return sample(bareRuns, func(int) error {
		if _, err := f.Write(block); err != nil {
			return err
		}
		return f.Sync()
	})
}
