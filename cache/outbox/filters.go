package outbox

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// bucketFilters is made when it is needed first: files that there are do not have it.
const bucketFilters = "filters"

// Filters are the filters that the agent keeps, by their ids.
func (o *Outbox) Filters() []desk.Filter {
	var all []desk.Filter
	for _, f := range o.state.Load().sortedFilters() {
		all = append(all, *f)
	}
	return all
}

// SaveFilter keeps a filter, in the place of what was kept under its id; one without a
// query is dropped.
func (o *Outbox) SaveFilter(f desk.Filter) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	held := o.state.Load().filters
	there, known := held[f.ID]
	switch {
	case known && *there == f, !known && f.Query == "":
		return nil
	case !known && len(held) >= desk.MostFilters:
		return desk.Refuse(desk.BadValue, "filter", "")
	}
	return o.commit(change{Filters: []*desk.Filter{&f}})
}

func (s *contents) sortedFilters() []*desk.Filter {
	return slices.SortedFunc(maps.Values(s.filters), func(a, b *desk.Filter) int { return strings.Compare(a.ID, b.ID) })
}

// filtered are the filters after a step.
func (s *contents) filtered(c change) map[string]*desk.Filter {
	if len(c.Filters) == 0 {
		return s.filters
	}
	next := maps.Clone(s.filters)
	if next == nil {
		next = map[string]*desk.Filter{}
	}
	for _, f := range c.Filters {
		if f.Query == "" {
			delete(next, f.ID)
		} else {
			next[f.ID] = f
		}
	}
	return next
}

func (t *table) filterKey(id string) []byte {
	n := t.name.Name('f', []byte(id))
	return n[:]
}

// stepFilters performs what a step does to the filters.
func (t *table) stepFilters(tx *bolt.Tx, c change, anew bool) error {
	if anew {
		if err := tx.DeleteBucket([]byte(bucketFilters)); err != nil && !errors.Is(err, berrors.ErrBucketNotFound) {
			return err
		}
	}
	if len(c.Filters) == 0 {
		return nil
	}
	b, err := tx.CreateBucketIfNotExists([]byte(bucketFilters))
	if err != nil {
		return err
	}
	for _, f := range c.Filters {
		key := t.filterKey(f.ID)
		if f.Query == "" {
			err = b.Delete(key)
		} else {
			err = t.put(b, bucketFilters, key, f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *table) readFilters(tx *bolt.Tx, c *change) error {
	b := tx.Bucket([]byte(bucketFilters))
	if b == nil {
		return nil
	}
	return b.ForEach(func(k, v []byte) error {
		plain, err := t.box.Open(nil, seal.Place{Bucket: bucketFilters, Key: k}, v)
		if err != nil {
			return err
		}
		var f desk.Filter
		if err := json.Unmarshal(plain, &f); err != nil {
			return err
		}
		c.Filters = append(c.Filters, &f)
		return nil
	})
}
