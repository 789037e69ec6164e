package tui

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/tui/paint"
)

func TestAKeyAndItsAnswerAreBothPaintedAtOnce(t *testing.T) {
	var p pace
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for range 3 {
		p.made(now)
		if wait := p.wait(now.Add(time.Millisecond)); wait > 0 {
			t.Errorf("the answer waits %v", wait)
		}
		p.made(now.Add(time.Millisecond))
		if wait := p.wait(now.Add(time.Millisecond)); wait != paint.Every-time.Millisecond {
			t.Errorf("what comes at once after it waits %v", wait)
		}
		now = now.Add(30 * time.Millisecond) // a key that is held down
	}
}

func TestPicturesThatComeFastAreMadeEveryFourMilliseconds(t *testing.T) {
	var p pace
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	made := 0
	for range 400 {
		if p.wait(now) <= 0 {
			p.made(now)
			made++
		}
		now = now.Add(100 * time.Microsecond)
	}
	if made != 11 {
		t.Errorf("400 in 40 ms made %d", made)
	}
}
