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
