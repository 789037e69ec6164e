package cache

import (
	"slices"

	"github.com/heed-desk/heed/desk"
)

// This file keeps what concerns the desk and no ticket: the filters that are shared, and how
// it stands with the agent's own breaks. What waits in the outbox is laid over both, and over
// the phrasebook: see Canned.

// putFilter takes a shared filter in, if it is newer than what is held.
func (w *batch) putFilter(f *desk.Filter) error {
	if w.bucket(partFilters) == nil {
		return nil // of an earlier heed: the fill that it is given brings all of them
	}
	if err := w.dropPastFilters(); err != nil {
		return err
	}
	key := w.filterKey(f.ID)
	changed, err := w.putPlainJSON(partFilters, key, f.Version, f)
	if changed {
		w.shared = true
		w.news.kind(desk.ChangedAll)
	}
	return err
}

// dropPastFilters forgets those that are shared no longer, and that nothing late can name.
func (w *batch) dropPastFilters() error {
	all, err := readAll[desk.Filter](&w.look, partFilters)
	for _, f := range all {
		if err == nil && f.Past(w.view.now) {
			err = w.bucket(partFilters).Delete(w.filterKey(f.ID))
		}
	}
	return err
}

func (k *look) filterKey(id string) []byte {
	n := k.seal.names.Name('f', []byte(id))
	return n[:]
}

// lacksCommons reports whether the records were made by a heed that did not keep what is
// shared: what came of it went by, and the desk has to be asked for everything once.
func (k *look) lacksCommons() bool { return k.bucket(partFilters) == nil }

// said are the shared filters as the desk last told of them, by id; also those that are
// shared no longer.
func (l *Ledger) saidFilters() (map[string]desk.Filter, error) {
	var all []desk.Filter
	err := l.view(func(k *look) (err error) {
		if all = nil; k.lacksCommons() {
			return nil
		}
		all, err = readAll[desk.Filter](k, partFilters)
		return err
	})
	said := make(map[string]desk.Filter, len(all))
	for _, f := range all {
		said[f.ID] = f
	}
	return said, err
}

// shared are the filters that everybody has, with what waits in the outbox done to them.
func (l *Ledger) sharedFilters() ([]desk.Filter, error) {
	said, err := l.saidFilters()
	if err != nil {
		return nil, err
	}
	for _, op := range l.onItsWay() {
		var id string
		switch in := op.Intent.(type) {
		case desk.ShareFilter:
			id = in.ID
		case desk.UnshareFilter:
			id = in.ID
		default:
			continue
		}
		after, changed, err := desk.ApplyCommons(desk.Commons{Filter: said[id]}, op, l.commonFacts(op))
		if err == nil && changed {
			said[id] = after.Filter
		}
	}
	shared := make([]desk.Filter, 0, len(said))
	for _, f := range said {
		if f.Shared() {
			shared = append(shared, f)
		}
	}
	return shared, nil
}

// onItsWay are the operations on no ticket that the desk may yet carry out, oldest first.
func (l *Ledger) onItsWay() []desk.Op {
	var ops []desk.Op
	for _, p := range l.out.Pending() {
		switch {
		case !p.Op.OfDesk(), p.State == desk.OpHeld, p.State == desk.OpRefused, p.PutOff():
		default:
			ops = append(ops, p.Op)
		}
	}
	return ops
}

// commonFacts are what an operation on no ticket is predicted by: the role that the desk last
// told, else the one that the ledger was opened with.
func (l *Ledger) commonFacts(op desk.Op) desk.Facts {
	f := desk.Facts{Now: l.Now(), Rights: l.opt.Rights}
	if role := l.me.Load().Role; role != "" {
		f.Rights = desk.RightsOf(role)
	}
	if op.At.After(f.Now) {
		f.Now = op.At
	}
	return f
}

// sharable refuses, before it is queued, a filter that nobody could search by, and a reply that
// nobody could send.
func (l *Ledger) sharable(op desk.Op) error {
	switch in := op.Intent.(type) {
	case desk.ShareFilter:
		return l.readable(desk.Filter{ID: in.ID, Name: in.Name, Query: in.Query})
	case desk.PutReply:
		if p := in.Canned().Sound(); p != nil {
			return p
		}
	}
	return nil
}

// commonsMoved makes everybody see what the outbox has for the desk now.
func (l *Ledger) commonsMoved() {
	l.remakeMe()
	l.sorts.forgetFilters()
	l.subs.tellAll([]desk.Change{{Kind: desk.ChangedOutbox}, {Kind: desk.ChangedAgents}, {Kind: desk.ChangedAll}})
}

// remakeMe says anew who looks: what the desk last told of the agent, with what waits in the
// outbox done to it.
func (l *Ledger) remakeMe() {
	l.meMu.Lock()
	defer l.meMu.Unlock()
	me := desk.Me{ID: l.opt.Me.ID, Groups: l.opt.Me.Groups, Role: l.opt.Me.Role}
	c := desk.Commons{Actor: desk.Agent{ID: me.ID}}
	if self := l.self.Load(); self != nil {
		c.Actor = *self
		me.Groups, me.Role = slices.Clone(self.Groups), self.Role
	}
	for _, op := range l.onItsWay() {
		switch op.Intent.(type) {
		case desk.TakeBreak, desk.EndBreak:
			if after, _, err := desk.ApplyCommons(c, op, l.commonFacts(op)); err == nil {
				c = after
			}
		}
	}
	me.Away = c.Actor.Away
	if c.Actor.Break != nil {
		me.Break = *c.Actor.Break
	}
	l.me.Store(&me)
}

// withMe gives the agent's own record what they did since the desk last spoke.
func (l *Ledger) withMe(all []desk.Agent) {
	me := l.Me()
	for i := range all {
		if all[i].ID == me.ID {
			own := me.Break
			all[i].Away, all[i].Break = me.Away, &own
		}
	}
}
