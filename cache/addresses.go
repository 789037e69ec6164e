package cache

import (
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// What a generation keeps of addresses.
const (
	stateMailboxes = "mailboxes" // the desk's own
	stateUsed      = "used"      // those that the agent wrote to besides a customer, the last one first
)

// mostUsed is how many addresses are remembered.
const mostUsed = 50

// Described takes in what the desk says of itself: its own addresses and what it promises are
// known offline too.
func (l *Ledger) Described(d desk.Description) error {
	l.known.Store(&d.ID)
	if err := l.describedSLA(d.SLA); err != nil {
		return err
	}
	if was := l.boxes.Load(); was != nil && reflect.DeepEqual(*was, d.Mailboxes) {
		return nil
	}
	if err := l.update(func(w *batch) error { return w.putMailboxes(d.Mailboxes) }); err != nil {
		return trouble(err) // told again the next time, it is taken in then
	}
	l.boxes.Store(&d.Mailboxes)
	l.subs.tell(desk.Change{Kind: desk.ChangedAgents})
	return nil
}

func (w *batch) putMailboxes(all []desk.Mailbox) error {
	plain, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return w.setText(stateMailboxes, string(plain))
}

// mailboxes are the desk's own addresses as last told.
func (l *Ledger) mailboxes() []desk.Mailbox {
	if all := l.boxes.Load(); all != nil {
		return *all
	}
	return nil
}

// recallMailboxes reads those that were known when the ledger was last open.
func (l *Ledger) recallMailboxes() error {
	var all []desk.Mailbox
	err := l.view(func(k *look) error {
		plain, err := k.readText(stateMailboxes)
		if err != nil || plain == "" {
			return err
		}
		return json.Unmarshal([]byte(plain), &all)
	})
	if err == nil {
		l.boxes.Store(&all)
	}
	return err
}

// Mailboxes are the desk's own addresses, from which it writes.
func (l *Ledger) Mailboxes() ([]desk.Mailbox, error) { return slices.Clone(l.mailboxes()), nil }

// Addresses are those that the agent wrote to besides the customers themselves, the last
// one first.
func (l *Ledger) Addresses() (all []desk.Address, err error) {
	err = l.view(func(k *look) error {
		all = nil
		used, err := k.used()
		for _, u := range used {
			all = append(all, u.Address)
		}
		return err
	})
	return all, err
}

// used is an address that the agent wrote to, and when last.
type used struct {
	desk.Address
	At time.Time `json:"at,omitzero"`
}

func (k *look) used() (all []used, err error) {
	plain, err := k.readText(stateUsed)
	if err != nil || plain == "" {
		return nil, err
	}
	return all, json.Unmarshal([]byte(plain), &all)
}

// use notes to whom the agent has written besides a customer.
func (w *batch) use(all []desk.Message) error {
	var fresh []used
	for i := range all {
		if all[i].Author.Agent != w.view.me.ID {
			continue
		}
		for _, a := range all[i].To {
			besides := a.Role == desk.AddressCc || a.Role == desk.AddressBcc || a.Role == desk.AddressTo && all[i].Kind == desk.Forwarded
			if besides && a.Flaw() == desk.NoFlaw {
				a.Role = desk.AddressTo
				fresh = append(fresh, used{a, all[i].At.UTC()})
			}
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	slices.Reverse(fresh)
	known, err := w.used()
	if err != nil {
		return err
	}
	var kept []used
	both := slices.Concat(fresh, known)
	slices.SortStableFunc(both, func(a, b used) int { return b.At.Compare(a.At) }) // a fill brings them in no order
	for _, a := range both {
		if len(kept) < mostUsed && !slices.ContainsFunc(kept, func(b used) bool { return a.Same(b.Address) }) {
			kept = append(kept, a)
		}
	}
	plain, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return w.setText(stateUsed, string(plain))
}
