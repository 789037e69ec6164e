package screentest

import (
	"slices"

	"github.com/heed-desk/heed/desk"
)

// BegunReplies are those of the ledger.
func (d *Desk) BegunReplies() ([]desk.Draft, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []desk.Draft
	for _, both := range d.Drafts {
		if n := both[1]; n != nil && n.Phrase != nil {
			all = append(all, *n)
		}
	}
	slices.SortFunc(all, func(a, b desk.Draft) int { return b.At.Compare(a.At) })
	return all, d.Err
}

// BegunWords are those of the ledger.
func (d *Desk) BegunWords() ([]desk.Draft, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []desk.Draft
	for _, both := range d.Drafts {
		if n := both[1]; n != nil && n.Asked != nil {
			all = append(all, *n)
		}
	}
	slices.SortFunc(all, func(a, b desk.Draft) int { return b.At.Compare(a.At) })
	return all, d.Err
}

// Post is that of the ledger.
func (d *Desk) Post(op desk.Op) error {
	d.mu.Lock()
	key := op.DraftKey()
	kept := d.Drafts[key.Ticket][mode(key.Note)]
	d.mu.Unlock()
	err := d.Submit(op, 0)
	if err == nil && kept != nil {
		err = d.SaveDraft(*kept)
	}
	return err
}

// onShelf is what the ledger does with an operation on the phrasebook, and the desk at once.
func (d *Desk) onShelf(op desk.Op) {
	if key := op.DraftKey(); op.Phrase() != nil {
		d.setDraft(key.Ticket, key.Note, nil)
	}
	id := op.CannedOf()
	var c desk.Commons
	i := slices.IndexFunc(d.Phrases, func(o desk.Canned) bool { return o.ID == id })
	if i >= 0 {
		c.Shelf.Reply = d.Phrases[i]
	}
	after, changed, err := desk.ApplyCommons(c, op, desk.Facts{Now: d.Clock, Rights: desk.RightsOf(d.Who.Role)})
	phrases := slices.Clone(d.Phrases)
	switch is := after.Shelf.Reply; {
	case err != nil || !changed: // the outbox takes it, and the desk will refuse it
		return
	case is.ID.IsZero():
		phrases = slices.Delete(phrases, i, i+1)
	case i < 0:
		phrases = append(phrases, is)
	default:
		phrases[i] = is
	}
	d.Phrases = phrases
}
