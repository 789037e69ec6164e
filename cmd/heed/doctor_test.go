package main

import (
	"strconv"
	"testing"
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
