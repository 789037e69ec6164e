package cache

import (
	"cmp"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Canned returns the phrasebook, by name, with what waits in the outbox done to it.
func (l *Ledger) Canned() ([]desk.Canned, error) {
	var all []desk.Canned
	ops := l.onItsWay()
	err := l.view(func(k *look) (err error) {
		if all, err = readAll[desk.Canned](k, partCanned); err != nil {
			return err
		}
		for _, op := range ops {
			if id := op.CannedOf(); !id.IsZero() {
				all = l.shelved(all, op, id, k.buried(goneCanned, id.ID))
			}
		}
		return nil
	})
	slices.SortFunc(all, func(a, b desk.Canned) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), slices.Compare(a.ID.ID[:], b.ID.ID[:]))
	})
	return all, err
}

// shelved is the phrasebook with an operation done to it, as far as it can be: what is known to
// be gone does not come back by one that was handed over before.
func (l *Ledger) shelved(all []desk.Canned, op desk.Op, id desk.CannedID, gone bool) []desk.Canned {
	var c desk.Commons
	at := slices.IndexFunc(all, func(o desk.Canned) bool { return o.ID == id })
	if at >= 0 {
		c.Shelf.Reply = all[at]
	}
	c.Shelf.Gone, c.Shelf.Total = gone, len(all)
	after, changed, err := desk.ApplyCommons(c, op, l.commonFacts(op))
	switch is := after.Shelf.Reply; {
	case err != nil || !changed:
		return all
	case is.ID.IsZero():
		return slices.Delete(all, at, at+1)
	case at < 0:
		return append(all, is)
	default:
		all[at] = is
		return all
	}
}

// BegunReplies are the canned replies that were begun and not handed over, the last one first.
func (l *Ledger) BegunReplies() ([]desk.Draft, error) {
	all := slices.DeleteFunc(l.out.AllDrafts(), func(d desk.Draft) bool { return d.Phrase == nil })
	slices.Reverse(all)
	return all, nil
}
