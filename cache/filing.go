package cache

import (
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/cache/record"
	"github.com/heed-desk/heed/desk"
)

// viewer is for whom and when rows are filed: another agent, other groups or another
// hour may put them into other views.
type viewer struct {
	me  desk.Me
	now time.Time
}

// text tells one viewer's filing from another's, and from that of a heed that kept less in mind.
func (v viewer) text() string {
	parts := []string{"worked", "following", string(v.me.ID)}
	for _, g := range v.me.Groups {
		parts = append(parts, string(g))
	}
	return strings.Join(parts, "\n")
}

// mask is the set of views in which a row stands.
func (v viewer) mask(r *record.Row) (m uint16) {
	e := r.Excerpt
	if e.Followers = nil; r.Followed {
		e.Followers = []desk.AgentID{v.me.ID}
	}
	for i, view := range filedViews() {
		if view.Has(e, v.me, v.now) {
			m |= 1 << i
		}
	}
	return m
}

// rowOf is what a list keeps of a ticket.
func (v viewer) rowOf(t *desk.Ticket) record.Row {
	r := record.Row{Excerpt: t.Excerpt(), Followed: slices.Contains(t.Followers, v.me.ID)}
	r.Followers = nil // whether the agent does is all that is kept of it
	r.Filed = v.mask(&r)
	for _, voice := range t.Voices {
		if voice.By == desk.Side(v.me.ID) {
			r.Own = max(r.Own, voice.Last)
		} else {
			r.Other = max(r.Other, voice.Last)
		}
	}
	return r
}

// file moves a row's keys in the order of the views from where they are to where they
// belong. Was is nil for a row that was not there; is is nil for one that goes.
func (w *batch) file(n local, was, is *record.Row) error {
	w.noteFiled(n, was, is)
	for i, view := range filedViews() {
		bit := uint16(1) << i
		in := is != nil && is.Filed&bit != 0
		out := was != nil && was.Filed&bit != 0
		var from, to place
		if out {
			from = placeOf(view, &was.Excerpt)
		}
		if in {
			to = placeOf(view, &is.Excerpt)
		}
		if in && out && from == to {
			continue
		}
		if out {
			if err := w.unfile(i, from); err != nil {
				return err
			}
		}
		if in {
			key := to.key(i)
			if err := w.bucket(partOrder).Put(key, n.key()); err != nil {
				return err
			}
			w.counts[i]++
			w.moves = append(w.moves, move{key: key, in: true})
		}
	}
	return nil
}

// noteFiled notes that a row is filed, for the orders that are held in memory.
func (w *batch) noteFiled(n local, was, is *record.Row) {
	w.filed++
	if w.tracks {
		w.noted = append(w.noted, filed{n, was, is})
	}
}

func (w *batch) unfile(view int, from place) error {
	key := from.key(view)
	order := w.bucket(partOrder)
	if order.Get(key) == nil {
		return errIncoherent // it was filed there
	}
	if err := order.Delete(key); err != nil {
		return err
	}
	w.counts[view]--
	w.moves = append(w.moves, move{key: key})
	return nil
}

// putRow seals a row where it lies.
func (w *batch) putRow(n local, r *record.Row) error {
	box, name, err := w.keyOf(r.Requester)
	if err != nil {
		return err
	}
	return w.putOwned(box, name, partRows, n.key(), uint64(r.Version), record.AppendRow(nil, r))
}

// refile files a row again as it belongs now. It reports whether that changed anything.
func (w *batch) refile(n local) (bool, error) {
	was, ok, err := w.row(n)
	if err != nil || !ok {
		return false, err
	}
	is := was
	is.Filed = w.view.mask(&is)
	if is.Filed == was.Filed {
		return false, nil
	}
	if err := w.file(n, &was, &is); err != nil {
		return false, err
	}
	w.news.ticket(is.ID)
	return true, w.putRow(n, &is)
}
