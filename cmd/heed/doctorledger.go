package main

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/doctor"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
)

// Limits of a look at a ledger: how long it may take, and how many rows are read.
const (
	ledgerPatience = 20 * time.Second
	mostRows       = 20_000
)

// checkLedger looks through the ledger, and whether its desk lets the account in. Where a process
// has it open, that one is asked. Nobody is asked for anything: one whose passphrase is not at
// hand is left alone. Nothing is mended, fetched or sent.
func (a *app) checkLedger(ctx context.Context, free, there bool) []checked {
	ctx, cancel := context.WithTimeout(ctx, ledgerPatience)
	defer cancel()
	o, err := a.options(ctx, profile.Pipe)
	if err != nil {
		return a.faulty("profile", err)
	}
	o.Secrets.Ask = nil
	if !free {
		return a.checkOpen(ctx, o, there)
	}
	var all []checked
	if there {
		all = a.checkAdmitted(ctx, o)
	}
	return append(all, a.checkClosed(ctx, o)...)
}

// checkAdmitted asks the desk whether it lets the account in.
func (a *app) checkAdmitted(ctx context.Context, o station.Options) []checked {
	switch err := station.Admits(ctx, o); {
	case station.NoKey(err):
		return nil // that it is sealed says as much
	case err != nil:
		return a.faulty("desk", err)
	case o.Desk != "":
		return nil
	default:
		return a.told(doctor.Finding{Check: "desk", State: doctor.Good, Code: "desk.admits"})
	}
}

// checkClosed looks through the files of a ledger that nobody has open.
func (a *app) checkClosed(ctx context.Context, o station.Options) []checked {
	is := func(state doctor.State, code string) []checked {
		return a.told(doctor.Finding{Check: "cache", State: state, Code: code})
	}
	f, err := station.Look(ctx, &o, inChild, outlineInChild)
	var said *pipe.Fault
	switch {
	case ctx.Err() != nil:
		return is(doctor.Skipped, "cache.long")
	case station.NoKey(err) && f.Whole():
		return is(doctor.Skipped, "cache.sealed")
	case errors.As(err, &said) && said.Key == "keep.nothing":
		return is(doctor.Skipped, "cache.none")
	case err != nil && len(f.Files) == 0:
		return a.faulty("profile", a.named(err))
	case f.Whole():
		whole := doctor.Finding{Check: "cache", State: doctor.Good, Code: "cache.whole", Args: map[string]string{"total": strconv.Itoa(f.Tickets)}}
		return append(a.told(whole), a.told(doctor.Outbox(f.Ops-f.Stopped, f.Stopped, f.Drafts))...)
	}
	first, last := whatToDo(f)
	var all []checked
	for _, fault := range append(first, last) {
		all = append(all, checked{doctor.Finding{Check: "cache", State: doctor.Bad, Code: fault.Key}, a.sentence(fault)})
	}
	if f.Sealed {
		return all
	}
	return append(all, a.told(doctor.Outbox(f.Ops-f.Stopped, f.Stopped, f.Drafts))...)
}

// checkOpen asks the process that has a ledger open.
func (a *app) checkOpen(ctx context.Context, o station.Options, there bool) []checked {
	sealed := doctor.Finding{Check: "cache", State: doctor.Skipped, Code: "cache.sealed"}
	sh, err := station.Attach(ctx, o)
	if station.NoKey(err) {
		return a.told(sealed)
	}
	if err != nil {
		return a.faulty("profile", a.named(err))
	}
	if _, err := sh.Outbox(ctx); barred(err) {
		return a.told(doctor.Finding{Check: "cache", State: doctor.Skipped, Code: "cache.locked"})
	}
	var all []checked
	if there {
		if _, err := sh.Sync(ctx); err != nil { // as that process does every minute
			all = append(all, a.faulty("desk", err)...)
		} else {
			all = append(all, a.told(doctor.Finding{Check: "desk", State: doctor.Good, Code: "desk.synced"})...)
		}
	}
	return slices.Concat(all, a.checkRows(ctx, sh), a.checkOutbox(ctx, sh))
}

// barred reports whether the workstation that has the profile open is locked, and answers nobody.
func barred(err error) bool {
	var f *pipe.Fault
	return errors.As(err, &f) && pipe.IsLocked(f)
}

// checkRows reads the rows of a ledger.
func (a *app) checkRows(ctx context.Context, sh *station.Shell) []checked {
	rows, err := sh.Queue(ctx, pipe.QueueAsk{View: desk.ViewAll, Limit: mostRows})
	if err != nil {
		return a.faulty("cache", err)
	}
	return a.told(doctor.Ledger(len(rows.Rows), min(rows.Total, mostRows)))
}

// checkOutbox says what has not come to rest: it is known whether or not the rows can be read.
func (a *app) checkOutbox(ctx context.Context, sh *station.Shell) []checked {
	waits, err := sh.Outbox(ctx)
	if err != nil {
		return a.faulty("outbox", err)
	}
	stopped := 0
	for _, op := range waits.Ops {
		switch op.State {
		case desk.OpHeld, desk.OpRefused, desk.OpUnknown:
			stopped++
		default:
		}
	}
	return a.told(doctor.Outbox(len(waits.Ops)-stopped, stopped, len(waits.Drafts)))
}
