package cache

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/heed-desk/heed/cache/index"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Filters are the filters that the agent keeps on this computer and those that are shared with
// everybody, by their names. The agent's own lie in the outbox, which is never built again from
// the desk. One that the agent has and shares is there once, as it is shared.
func (l *Ledger) Filters() ([]desk.Filter, error) {
	all, err := l.sharedFilters()
	if err != nil {
		return nil, err
	}
	shared := len(all)
	for _, own := range l.out.Filters() {
		if !slices.ContainsFunc(all[:shared], func(f desk.Filter) bool { return f.ID == own.ID }) {
			all = append(all, own)
		}
	}
	name := func(f desk.Filter) string { return strings.ToLower(text.Line(f.Name)) }
	slices.SortFunc(all, func(a, b desk.Filter) int {
		return cmp.Or(strings.Compare(name(a), name(b)), strings.Compare(a.ID, b.ID))
	})
	return all, nil
}

// SaveFilter keeps a filter, in the place of what was kept under its id; one without a
// query is dropped. It fails with a *desk.Problem where the query cannot be read or the
// filter has no name.
func (l *Ledger) SaveFilter(f desk.Filter) error {
	if f.Query != "" {
		if err := l.readable(f); err != nil {
			return err
		}
	}
	f.By, f.Changed, f.Version, f.Ended = "", "", 0, time.Time{} // kept here it is one's own
	if err := l.out.SaveFilter(f); err != nil {
		return trouble(err)
	}
	l.sorts.forget(f.View())
	l.subs.tell(desk.Change{Kind: desk.ChangedAll})
	return nil
}

// readable refuses a filter without a name, or whose query cannot be read.
func (l *Ledger) readable(f desk.Filter) error {
	q, err := index.Parse(f.Query+" ", l.Now())
	switch name := text.Line(f.Name); {
	case err != nil:
		return err
	case q.IsZero():
		return desk.Refuse(desk.BadQuery, "", "")
	case strings.TrimSpace(name) == "", utf8.RuneCountInString(name) > desk.MostFilterName:
		return desk.Refuse(desk.BadValue, "name", "")
	default:
		return nil
	}
}

// sortingOf is the order of a view with no rows in it yet: whether it has a row can be asked of it.
func (l *Ledger) sortingOf(view desk.ViewID) (*sorting, error) {
	base, by := view.Sorted()
	o := &sorting{view: view, bit: bitOf(base), by: by}
	id, filter := base.Filter()
	if o.bit < 0 && !filter || !slices.Contains(desk.Sorts(), by) {
		return nil, errView(view)
	}
	if !filter {
		return o, nil
	}
	o.bit = bitOf(desk.ViewAll)
	kept, err := l.Filters()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(kept, func(f desk.Filter) bool { return f.ID == id })
	if i < 0 {
		return nil, desk.ErrNotFound
	}
	q, err := index.Parse(kept[i].Query+" ", l.Now())
	if err != nil {
		return nil, err
	}
	o.fits = func(e *desk.Excerpt) bool { return q.Fits(*e) }
	return o, nil
}
