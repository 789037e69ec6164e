package backend

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

const selectSLA = `SELECT json FROM sla WHERE one = $1`

// promises is what the desk promises, made ready, and the text that it was read from.
type promises struct {
	text string
	sla  desk.SLA
}

// promised is what the desk promises. It is read from its text anew only where that changed.
// A calendar whose zone this machine does not know counts in UTC, rather than that nothing
// could be done any more.
func (w *writer) promised() (desk.SLA, error) {
	var text string
	if err := found(w.row(selectSLA, 1).Scan(&text)); err != nil && !errors.Is(err, desk.ErrNotFound) {
		return desk.SLA{}, err
	}
	if text == w.promises.text {
		return w.promises.sla, nil
	}
	var all desk.SLA
	if err := parse(text, &all); err != nil {
		return desk.SLA{}, err
	}
	if ready, err := all.Checked(); err == nil {
		all = ready
	}
	w.promises = promises{text, all}
	return all, nil
}

func (w *writer) savePromises(sla desk.SLA) error {
	text, err := json.Marshal(sla)
	if err != nil {
		return err
	}
	return w.exec(`INSERT INTO sla (one, json) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET json = $1`, string(text))
}

// reckonAnew reckons the clocks of all tickets that are not done from their threads, and
// writes those that have others now.
func (t *tx) reckonAnew(sla desk.SLA) error {
	rows, err := column[int64](t, `SELECT row FROM tickets WHERE done = 0 ORDER BY row`)
	if err != nil {
		return err
	}
	for _, at := range rows {
		k, err := one[desk.Ticket](t, `SELECT json FROM tickets WHERE row = $1`, at)
		if err != nil {
			return err
		}
		thread, err := between(t, at, 1, k.LastMessage)
		if err != nil {
			return err
		}
		clocks := sla.ClocksOf(k, thread)
		if same, err := alike(k.Clocks, clocks); err != nil || same {
			if err != nil {
				return err
			}
			continue
		}
		k.Clocks = clocks
		k.Version++
		if err := t.saveReckoned(at, k); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) saveReckoned(at int64, k desk.Ticket) error {
	seq, err := t.next()
	if err != nil {
		return err
	}
	state, err := json.Marshal(k)
	if err != nil {
		return err
	}
	_, err = t.saveTicket(at, k, string(state), seq)
	return err
}

// alike reports whether clocks are written down the same.
func alike(a, b []desk.Clock) (bool, error) {
	one, err := json.Marshal(a)
	other, err2 := json.Marshal(b)
	return string(one) == string(other) || len(a)+len(b) == 0, errors.Join(err, err2)
}

// clocks are those of a ticket after an operation. What is done may have none kept, as
// nothing of it can run out: once it is opened again, they are those of its thread.
func (t *tx) clocks(r row, after desk.Ticket, events []desk.Event) ([]desk.Clock, error) {
	sla, err := t.promised()
	if err != nil {
		return nil, err
	}
	before := r.ticket
	if r.at != 0 && before.Status.Done() && !after.Status.Done() && len(before.Clocks) == 0 {
		thread, err := between(t, r.at, 1, before.LastMessage)
		if err != nil {
			return nil, err
		}
		before.Clocks = sla.ClocksOf(before, thread)
	}
	return sla.Clocks(before, after, events), nil
}

// fillClocks gives a desk what is promised by default, and its tickets their clocks.
func (w *writer) fillClocks() error {
	sla, err := desk.DefaultSLA(homeZone()).Checked()
	if err != nil {
		return err
	}
	if err := w.savePromises(sla); err != nil {
		return err
	}
	t := &tx{writer: w, now: time.Now(), lived: true} // what it changes belongs to the life that was
	return t.reckonAnew(sla)
}

// homeZone is the time zone of this machine; empty, for UTC, where it has none with a name.
func homeZone() string {
	name := time.Local.String()
	if name == "Local" {
		link, _ := filepath.EvalSymlinks("/etc/localtime") // there is none on some machines
		_, name, _ = strings.Cut(link, "zoneinfo/")
	}
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		return ""
	}
	return name
}
