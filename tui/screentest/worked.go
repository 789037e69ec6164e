package screentest

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Promises are those of the ledger.
func (d *Desk) Promises() (*desk.SLA, error) { return d.SLA, d.Err }

// Worked is that of the ledger.
func (d *Desk) Worked(since time.Time) ([]desk.Worked, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []desk.Worked
	for id := range d.Tickets {
		t, thread, _, _ := d.seen(id)
		if slices.ContainsFunc(thread, func(m desk.Message) bool {
			long := d.Clock.Add(-desk.WorkedFor)
			return m.Author.Agent == d.Who.ID && (!m.At.Before(since) || !m.At.Before(long) && (!t.Status.Done() || t.Rating != nil))
		}) {
			out = append(out, desk.Worked{Ticket: t, Thread: thread})
		}
	}
	return out, d.Err
}
