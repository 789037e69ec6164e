package main

import (
	"strconv"
	"testing"

	"github.com/heed-desk/heed/internal/words"
)

func TestTheDoctorLooksOverTheShoulderOfAWorkstationThatIsOpen(t *testing.T) {
	m := newMachine(t).with("HEED_PASSPHRASE=correct-horse")
	dir := m.shop()
	w := m.sit("--desk", dir, "--as", "owner")
	w.sees(`▌.*(?s:.*)\d+ of \d+`)
	m.expect(0, "heed is open on it as process "+strconv.Itoa(w.Pid())+", and answers.", "doctor", "--desk", dir, "--as", "owner")
	m.expect(0, "tickets were read, and all were whole.", "doctor", "--desk", dir, "--as", "owner")
	w.leaves()
	m.expect(0, "Nobody has it open.", "doctor", "--desk", dir, "--as", "owner")
}

func TestOneChangeIsSpokenOfAsOneWhateverElseIsCounted(t *testing.T) {
	a := &app{book: words.German()}
	for stopped, want := range map[string]string{"1": "doctor.outbox.stopped.one", "3": "doctor.outbox.stopped"} {
		if got := a.counted("doctor.outbox.stopped", map[string]string{"total": "40", "waiting": "1", "stopped": stopped}); got != want {
			t.Errorf("%s: %s", stopped, got)
		}
	}
}
