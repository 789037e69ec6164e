package station

import (
	"errors"
	"slices"
	"strings"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
)

// Remarks are what a person should hear of this profile since it was opened: what could not
// be read and was set aside, a token that is lost, a desk that is damaged. Nothing of it
// keeps the station from working. It belongs to one goroutine.
func (s *Station) Remarks() []*pipe.Fault {
	all := append(slices.Clone(s.remarks), aboutRepairs(s.Ledger.Repairs())...)
	if n := s.Ledger.Missed(); n > 0 {
		all = append(all, pipe.NewFault(pipe.Conflict, pipe.MissedKey, "n", n))
	}
	if s.deskDamaged() {
		all = append(all, pipe.NewFault(pipe.Failed, "cli.desk_sick", "file", s.Host.File()))
	}
	return all
}

// deskDamaged finds out, where the desk runs in this process and fails all the same,
// whether its file is why: nothing else lies between.
func (s *Station) deskDamaged() bool {
	if s.Host == nil {
		return false
	}
	why := s.Ledger.Link().Err
	if last := s.pulled.Load(); why == nil && last != nil {
		why = *last // the link may be trying again by now
	}
	if s.Host.Store() == nil || why == nil {
		return false
	}
	s.looked.Do(func() { s.damaged = errors.Is(why, desk.ErrNotADesk) || s.Host.Damaged(s.ctx) })
	return s.damaged
}

// aboutKey tells of a copy of the key that was put right as it was opened, or could not be.
func aboutKey(held *keys.Held) []*pipe.Fault {
	if held == nil || held.Repair == nil {
		return nil
	}
	r, key := held.Repair, "cli.repair.key"
	switch {
	case r.Err != nil && r.Aside != "":
		key = "cli.repair.key_failed_in"
	case r.Err != nil:
		key = "cli.repair.key_failed"
	case r.Unfit && r.Aside != "":
		key = "cli.repair.key_strange"
	case r.Unfit:
		key = "cli.repair.key_unfit"
	case r.Missing:
		key = "cli.repair.key_missing"
	}
	f := pipe.NewFault(pipe.OK, key, "file", r.File, "aside", r.Aside)
	if r.Err != nil {
		f.Cause = r.Err.Error()
	}
	return []*pipe.Fault{f}
}

// aboutRepairs tells of files that were set aside or missing: once of the cache, once of the files
// that wait, and of the outbox whether one of its copies or both.
func aboutRepairs(repairs []cache.Repair) []*pipe.Fault {
	var all []*pipe.Fault
	var box []cache.Repair
	for _, r := range repairs {
		switch r.File {
		case "cache.db", "parcels":
			key := map[string]string{"cache.db": "cli.repair.cache", "parcels": "cli.repair.parcels"}[r.File]
			all = slices.DeleteFunc(all, func(f *pipe.Fault) bool { return f.Key == key })
			all = append(all, pipe.NewFault(pipe.OK, key, "aside", r.Aside))
		default:
			box = append(box, r)
		}
	}
	if len(box) > 0 {
		all = append(all, aboutOutbox(box))
	}
	return all
}

// aboutOutbox tells of the copies of the outbox that were set aside or missing.
func aboutOutbox(box []cache.Repair) *pipe.Fault {
	var aside []string
	lost := false
	for _, r := range box {
		lost = lost || r.Lost || r.File == "outbox.log" && r.Aside == "" // it is what the other one is made of
		if r.Aside != "" {
			aside = append(aside, r.Aside)
		}
	}
	both := slices.ContainsFunc(box, func(r cache.Repair) bool { return r.File != box[0].File })
	names := strings.Join(aside, ", ")
	switch {
	case both && len(aside) == 0:
		return pipe.NewFault(pipe.OK, "cli.repair.outbox_gone")
	case both && lost:
		return pipe.NewFault(pipe.OK, "cli.repair.outbox_lost", "aside", names)
	case both && len(aside) < len(box):
		return pipe.NewFault(pipe.OK, "cli.repair.outbox_rest", "aside", names)
	case both:
		return pipe.NewFault(pipe.OK, "cli.repair.outbox_both", "one", aside[0], "other", aside[len(aside)-1])
	case len(aside) == 0:
		return pipe.NewFault(pipe.OK, "cli.repair.outbox_missing", "file", box[0].File)
	default:
		return pipe.NewFault(pipe.OK, "cli.repair.outbox", "aside", aside[len(aside)-1])
	}
}

// tokenless says why nothing can be sent or fetched.
func tokenless(why error, name string) *pipe.Fault {
	f := pipe.NewFault(pipe.NotAllowed, KeyTokenLost, "profile", name)
	switch {
	case errors.Is(why, ErrNoTokenKept):
		f.Key = KeyTokenUnkept
	case errors.Is(why, ErrTokenSilent):
		f.Key = KeyTokenSilent
	}
	f.Cause = why.Error()
	return f
}

// What is remarked of a profile that cannot show the desk who it is.
const (
	KeyTokenLost   = "cli.remark.token_lost"
	KeyTokenUnkept = "cli.remark.token_unkept"
	KeyTokenSilent = "cli.token_silent"
)

// KeyClosed is what is remarked of a profile that is worked on in memory because the key of
// what lies there could not be had.
const KeyClosed = "cli.remark.closed"
