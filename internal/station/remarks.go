package station

import (
	"errors"
	"slices"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
)

// Remarks are what a person should hear of this profile since it was opened: what could not
// be read and was set aside, a token that is lost, a desk that is damaged. Nothing of it
// keeps the station from working. It belongs to one goroutine.
func (s *Station) Remarks() []*pipe.Fault {
	all := append(slices.Clone(s.remarks), aboutRepairs(s.Ledger.Repairs())...)
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

// aboutRepairs tells of files that were set aside: once of the cache, and of the outbox
// whether one of its copies or both.
func aboutRepairs(repairs []cache.Repair) []*pipe.Fault {
	var all []*pipe.Fault
	var box []cache.Repair
	for _, r := range repairs {
		if r.File == "cache.db" {
			all = slices.DeleteFunc(all, func(f *pipe.Fault) bool { return f.Key == "cli.repair.cache" })
			all = append(all, pipe.NewFault(pipe.OK, "cli.repair.cache", "aside", r.Aside))
			continue
		}
		box = append(box, r)
	}
	switch n := len(box); {
	case n == 0:
	case slices.ContainsFunc(box, func(r cache.Repair) bool { return r.File != box[0].File }):
		all = append(all, pipe.NewFault(pipe.OK, "cli.repair.outbox_both", "one", box[0].Aside, "other", box[n-1].Aside))
	default:
		all = append(all, pipe.NewFault(pipe.OK, "cli.repair.outbox", "aside", box[n-1].Aside))
	}
	return all
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
