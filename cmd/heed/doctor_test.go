package main

import (
	"strconv"
	"testing"

	"github.com/heed-desk/heed/internal/words"
)

func TestTheDoctorLooksOverTheShoulderOfAWorkstationThatIsOpen(t *testing.T) {
	m := newSealed(t)
	dir := m.shop()
	w := m.works(at(dir)...)
	m.expect(0, "heed is open on it as process "+strconv.Itoa(w.Pid())+", and answers.", "doctor", "--desk", dir, "--as", "owner")
	m.expect(0, "tickets were read, and all were whole.", at(dir, "doctor")...)
	w.leaves()
	m.expect(0, "Nobody has it open.", at(dir, "doctor")...)
}

func TestOneChangeIsSpokenOfAsOneWhateverElseIsCounted(t *testing.T) {
	a := &app{book: words.German()}
	for stopped, want := range map[string]string{"1": "doctor.outbox.stopped.one", "3": "doctor.outbox.stopped"} {
		if got := a.counted("doctor.outbox.stopped", map[string]string{"total": "40", "waiting": "1", "stopped": stopped}); got != want {
			t.Errorf("%s: %s", stopped, got)
		}
	}
}
