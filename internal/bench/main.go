// Command bench measures heed and prints the figures with the machine and n. It is run by
// make bench, never by the tests: a figure is news, not a reason to fail.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"
)

// bench is one run of the bench.
type bench struct {
	heed    string // the built program
	tickets int    // in the large desk
	starts  int    // measured of each desk
	scratch string
}

// part is a part of the bench that can be run by itself.
type part struct {
	name    string
	measure func(*bench, context.Context, *report) error
}

// The parts.
const (
	partLedger = "ledger"
	partScreen = "screen"
	partDesk   = "desk"
	partWatch  = "watch"
)

func parts() []part {
	return []part{{partLedger, (*bench).ledger}, {partScreen, (*bench).screen}, {partDesk, (*bench).desk}, {partWatch, (*bench).watch}}
}

func main() {
	var b bench
	flag.StringVar(&b.heed, "bin", "bin/heed", "the built program")
	flag.IntVar(&b.tickets, "tickets", 100_000, "tickets in the large desk")
	flag.IntVar(&b.starts, "starts", 15, "starts measured of each desk")
	out := flag.String("out", "out/bench.json", "where the figures go as JSON")
	only := flag.String("only", "", "ledger, screen, desk, watch: only those figures; empty for all")
	keep := flag.Bool("keep", false, "keep the figures in "+keptFigures+", of which docs/scale.md is made")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	reports, err := b.run(ctx, strings.Fields(*only))
	stop()
	err = errors.Join(err, write(*out, reports))
	if *keep && err == nil {
		err = keepBeside(keptFigures, reports)
	}
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures the parts that are named, or all, and prints each once it is measured.
func (b *bench) run(ctx context.Context, only []string) (reports []*report, err error) {
	all := parts()
	for _, name := range only {
		if !slices.ContainsFunc(all, func(p part) bool { return p.name == name }) {
			return nil, fmt.Errorf("no part is called %q", name)
		}
	}
	if b.scratch, err = os.MkdirTemp("", "heed-bench-"); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.scratch)) }()
	for _, p := range all {
		if len(only) > 0 && !slices.Contains(only, p.name) {
			continue
		}
		r, err := newReport(ctx, p.name, b.tickets)
		if err != nil {
			return reports, err
		}
		begun := time.Now()
		err = p.measure(b, ctx, r)
		r.Took = time.Since(begun).Round(time.Second).String()
		reports = append(reports, r)
		if err := errors.Join(r.print(os.Stdout), err); err != nil {
			return reports, err
		}
	}
	return reports, nil
}

func (b *bench) ledger(ctx context.Context, r *report) error {
	l, err := fill(ctx, r, b.scratch, b.tickets)
	if err == nil {
		err = reads(ctx, r, l)
	}
	if l != nil {
		err = errors.Join(err, l.Close())
	}
	return err
}

func (b *bench) screen(ctx context.Context, r *report) error {
	small, err := furnish(b.heed, b.scratch, 1000)
	if err != nil {
		return err
	}
	large, err := furnish(b.heed, b.scratch, b.tickets)
	if err != nil {
		return err
	}
	if err := starts(r, small, large, b.starts); err != nil {
		return err
	}
	return shift(ctx, r, large)
}
