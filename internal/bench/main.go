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
	"time"
)

func main() {
	heed := flag.String("bin", "bin/heed", "the built program")
	out := flag.String("out", "out/bench.json", "where the figures go as JSON")
	tickets := flag.Int("tickets", 100_000, "tickets in the large desk")
	runs := flag.Int("starts", 15, "starts measured of each desk")
	only := flag.String("only", "", "ledger or screen: only those figures")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	r := &report{At: time.Now().UTC(), Machine: thisMachine(), Tickets: *tickets}
	err := measure(ctx, r, *heed, *tickets, *runs, *only)
	stop()
	if err = errors.Join(r.print(os.Stdout), r.write(*out), err); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func measure(ctx context.Context, r *report, heed string, tickets, runs int, only string) (err error) {
	scratch, err := os.MkdirTemp("", "heed-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	if only != "screen" {
		if err := ledgerFigures(ctx, r, scratch, tickets); err != nil {
			return err
		}
	}
	if only != "ledger" {
		return screenFigures(ctx, r, heed, scratch, tickets, runs)
	}
	return nil
}

func ledgerFigures(ctx context.Context, r *report, scratch string, tickets int) error {
	l, err := fill(ctx, r, scratch, tickets)
	if err == nil {
		err = reads(ctx, r, l)
	}
	if l != nil {
		err = errors.Join(err, l.Close())
	}
	return err
}

func screenFigures(ctx context.Context, r *report, heed, scratch string, tickets, runs int) error {
	small, err := furnish(heed, scratch, 1000)
	if err != nil {
		return err
	}
	large, err := furnish(heed, scratch, tickets)
	if err != nil {
		return err
	}
	if err := starts(r, small, large, runs); err != nil {
		return err
	}
	return shift(ctx, r, large)
}
