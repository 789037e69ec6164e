package cache

import (
	"slices"
	"sync"

	"github.com/heed-desk/heed/desk"
)

// mostWithdrawn is how many operations that were taken back are remembered. Who waits for
// one asks within seconds.
const mostWithdrawn = 256

// withdrawn remembers which operations left the outbox because the agent took them out.
type withdrawn struct {
	mu  sync.Mutex // held while one leaves: nobody finds it gone without a reason
	ids []desk.OpID
}

// noting takes an operation out and remembers that.
func (w *withdrawn) noting(id desk.OpID, out func() error) error {
	return w.notingAll(func() ([]desk.OpID, error) { return []desk.OpID{id}, out() })
}

// notingAll takes operations out and remembers those that out returns.
func (w *withdrawn) notingAll(out func() ([]desk.OpID, error)) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	ids, err := out()
	if err != nil {
		return err
	}
	if w.ids = append(w.ids, ids...); len(w.ids) > mostWithdrawn {
		w.ids = slices.Delete(w.ids, 0, len(w.ids)-mostWithdrawn)
	}
	return nil
}

// Withdrawn reports whether an operation was lately taken back, discarded or replaced in
// this process: it left the outbox without a verdict that it was applied.
func (l *Ledger) Withdrawn(id desk.OpID) bool {
	l.gone.mu.Lock()
	defer l.gone.mu.Unlock()
	return slices.Contains(l.gone.ids, id)
}
