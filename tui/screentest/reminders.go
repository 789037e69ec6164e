package screentest

import (
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Reminders is that of the ledger.
func (d *Desk) Reminders() ([]desk.DueReminder, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []desk.DueReminder
	for id := range d.Tickets {
		t, _, _, _ := d.seen(id)
		if r, there := t.ReminderOf(d.Who.ID); there {
			out = append(out, desk.DueReminder{Reminder: r, Ticket: t})
		}
	}
	slices.SortFunc(out, func(a, b desk.DueReminder) int { return a.At.Compare(b.At) })
	return out, d.Err
}
