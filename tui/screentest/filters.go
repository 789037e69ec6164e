package screentest

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// Filters are those of the ledger.
func (d *Desk) Filters() ([]desk.Filter, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.Kept), d.Err
}

// SaveFilter is that of the ledger.
func (d *Desk) SaveFilter(f desk.Filter) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.Full != nil {
		return d.Full
	}
	i := slices.IndexFunc(d.Kept, func(k desk.Filter) bool { return k.ID == f.ID })
	switch {
	case i >= 0 && f.Query == "":
		d.Kept = slices.Delete(d.Kept, i, i+1)
	case i >= 0:
		d.Kept[i] = f
	case f.Query != "":
		d.Kept = append(d.Kept, f)
	}
	return nil
}

// ofDesk is what the ledger does with what concerns the desk and no ticket, and the desk at once.
func (d *Desk) ofDesk(op desk.Op) error {
	d.Submitted = append(d.Submitted, op)
	if !op.Customer().IsZero() {
		d.onCustomer(op)
		return nil
	}
	id := ""
	switch in := op.Intent.(type) {
	case desk.ShareFilter:
		id = in.ID
	case desk.UnshareFilter:
		id = in.ID
	}
	if !op.CannedOf().IsZero() {
		d.onShelf(op)
		return nil
	}
	self := d.Who.Break
	c := desk.Commons{Actor: desk.Agent{ID: d.Who.ID, Away: d.Who.Away, Break: &self}}
	i := slices.IndexFunc(d.Kept, func(k desk.Filter) bool { return k.ID == id })
	if i >= 0 && d.Kept[i].Shared() {
		c.Filter = d.Kept[i]
	}
	after, _, err := desk.ApplyCommons(c, op, desk.Facts{Now: d.Clock, Rights: desk.RightsOf(d.Who.Role)})
	if err != nil {
		return nil //nolint:nilerr // the outbox takes it, and the desk will refuse it
	}
	d.Who.Away, d.Who.Break = after.Actor.Away, *after.Actor.Break
	switch {
	case after.Filter.Shared() && i < 0:
		d.Kept = append(d.Kept, after.Filter)
	case after.Filter.Shared():
		d.Kept[i] = after.Filter
	case i >= 0:
		d.Kept[i].By, d.Kept[i].Version = "", after.Filter.Version // who shared it has it as their own
	}
	return nil
}

// fits knows of a filter's query the conditions status: and tag: only.
func (d *Desk) fits(v desk.ViewID, t desk.Ticket) bool {
	id, _ := v.Filter()
	i := slices.IndexFunc(d.Kept, func(k desk.Filter) bool { return k.ID == id })
	if i < 0 {
		return false
	}
	for _, part := range strings.Fields(d.Kept[i].Query) {
		if s, ok := strings.CutPrefix(part, "status:"); ok && string(t.Status) != s {
			return false
		}
		if tag, ok := strings.CutPrefix(part, "tag:"); ok && !slices.Contains(t.Tags, tag) {
			return false
		}
	}
	return true
}

// Habits are those of the ledger.
func (d *Desk) Habits() (desk.Habits, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.Left, d.Err
}

// KeepHabits is that of the ledger.
func (d *Desk) KeepHabits(h desk.Habits) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.Full == nil {
		d.Left = h
	}
	return d.Full
}
