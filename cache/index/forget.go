package index

import (
	"context"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// forgetting does what Forget asked for.
func (x *Index) forgetting(ctx context.Context) (done bool, err error) {
	var all []desk.CustomerID
	err = x.store.View(func(r Reader) error {
		return r.Scan([]byte{keyForget}, func(key, _ []byte) bool {
			var who desk.CustomerID
			if copy(who.ID[:], key[1:]) == len(who.ID) {
				all = append(all, who)
			}
			return true
		})
	})
	if err != nil || len(all) == 0 {
		return false, err
	}
	if err := x.erase(ctx, all); err != nil {
		return false, err
	}
	return true, x.store.Update(func(w Writer) error {
		for _, who := range all {
			if err := w.Delete(forgetKey(who)); err != nil {
				return err
			}
		}
		return nil
	})
}

// erase rewrites every segment that holds a ticket of the customers, dead ones too.
func (x *Index) erase(ctx context.Context, customers []desk.CustomerID) error {
	theirs := func(m meta) bool { return slices.Contains(customers, m.who) }
	for _, s := range slices.Clone(x.stock.segments) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !slices.ContainsFunc(s.docs, theirs) {
			continue
		}
		if err := x.rewrite([]*segment{s}, theirs); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(x.stock.tail.docs, theirs) {
		x.forgetTail()
	}
	return nil
}

// forgetTail empties the tail; Work fills it again from the queue.
func (x *Index) forgetTail() {
	x.memory.Lock()
	defer x.memory.Unlock()
	for _, m := range x.stock.tail.docs {
		if at, ok := x.stock.where[m.id]; ok && at.segment == 0 {
			delete(x.stock.where, m.id)
		}
	}
	x.stock.tail = newTail()
}
