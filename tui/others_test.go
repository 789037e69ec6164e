package tui_test

import (
	"fmt"
	"testing"
	"testing/synctest"

	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/text/hostile"
	"github.com/heed-desk/heed/tui/tuitest"
)

// TestNoPayloadOfOthersLeavesItsPlaceOnAScreen puts each payload of HEED_DATA into every field at
// once and shows every screen with it, each of them on a terminal of another size.
func TestNoPayloadOfOthersLeavesItsPlaceOnAScreen(t *testing.T) {
	c := promise.Counting(t, promise.Hostile)
	all := hostile.Data(t)
	if all == nil {
		t.Skip("HEED_DATA IS NOT SET: there are no payloads of others")
	}
	all = sample(all, max(1, len(all)/promise.Size(t, 10, 60, len(all))))
	sizes := [][2]int{{80, 24}, {100, 30}, {160, 45}}
	for i, p := range all {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			for n, s := range screens() {
				size := sizes[(i+n)%len(sizes)]
				c.Run(1)
				if err := s.with("Say "+p.Text, size[0], size[1], t); err != nil {
					c.Violation()
					t.Errorf("%s in %dx%d: %v", s.name, size[0], size[1], err)
				}
			}
		})
	}
	t.Cleanup(func() { c.Figure("%d payloads of others on each of %d screens", len(all), len(screens())) })
}

// with holds a payload in every field against its twins.
func (s sight) with(payload string, w, h int, t *testing.T) (err error) {
	t.Helper()
	behind, ok := alike(payload)
	synctest.Test(t, func(t *testing.T) {
		var with *tuitest.Grid
		if with, err = s.grid(t, w, h, instead{payload: payload, skip: !ok}.change); err != nil {
			return
		}
		var without []*tuitest.Grid
		for _, as := range twins(payload) {
			g, e := s.grid(t, w, h, instead{payload: payload, as: as, behind: behind, skip: !ok}.change)
			if e != nil {
				err = fmt.Errorf("as harmless words: %w", e)
				return
			}
			without = append(without, g)
		}
		err = stray(with, without, false)
	})
	return err
}
