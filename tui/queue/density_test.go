package queue_test

import (
	"testing"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/queue"
	"github.com/heed-desk/heed/tui/screentest"
)

func TestTheQueueBeginsWithAsManyLinesARowAsWasAskedFor(t *testing.T) {
	d := shop()
	s := screentest.NewSession(d)
	s.Lines = 1
	one := screentest.Play(t, d, s, queue.New(queue.Needs{Session: s, Reads: d, People: d, Ledger: d}), 80, 20)
	pressed := play(t, shop(), 80, 20)
	pressed.Act(keymaps.Density)
	if got := one.Picture(); got != pressed.Picture() {
		t.Errorf("one line a row shows\n%s\nand after the key\n%s", got, pressed.Picture())
	}
	one.Act(keymaps.Density)
	if got := one.Picture(); got != play(t, shop(), 80, 20).Picture() {
		t.Errorf("two lines a row show\n%s", got)
	}
}
