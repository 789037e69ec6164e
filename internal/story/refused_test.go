package story_test

import (
	"slices"

	"github.com/heed-desk/heed/desk"
)

// refusedByTheDesk holds that what stands there as held or refused was held or refused by the
// desk, which says so again whenever it is asked.
func (m *machine) refusedByTheDesk(waits map[desk.OpID]desk.PendingOp) {
	for id, p := range waits {
		want := desk.Refused
		switch p.State {
		case desk.OpHeld:
			want = desk.Held
		case desk.OpRefused:
		default:
			continue
		}
		v, known, err := m.o.hall.verdict(m.agent, id)
		m.o.must(err)
		if !known || v.Outcome != want {
			m.o.wrong("what is refused was refused by the desk", "machine %d: %s is %s, at the desk %q", m.n, id, p.State, v.Outcome)
		}
	}
}

// beginsWithWhatWasDone holds that what the desk has carried out is to be seen right after the
// start, before anything comes from the desk that could hide what was missing.
func (m *machine) beginsWithWhatWasDone() {
	if m.o.failed() {
		return
	}
	waits := m.waits()
	deeds := slices.DeleteFunc(m.o.book.of(m.n), func(d *deed) bool {
		v, known, err := m.o.hall.verdict(m.agent, d.op.ID)
		m.o.must(err)
		_, waiting := waits[d.op.ID]
		return waiting || !known || v.Outcome != desk.Applied
	})
	m.showsWhatWasDone(deeds, waits)
}
