//go:build !unix

package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// watch asks for the terminal's size twice a second: nobody tells of a change here.
func watch(ctx context.Context, out *tty, send func(tea.Msg)) {
	if !out.is {
		return
	}
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	oldW, oldH := out.size()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if w, h := out.size(); w > 0 && (w != oldW || h != oldH) {
				oldW, oldH = w, h
				send(tea.WindowSizeMsg{Width: w, Height: h})
			}
		}
	}
}
