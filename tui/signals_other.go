//go:build !unix

package tui

import (
	"context"
	"os"
	"os/signal"
	"time"

	tea "charm.land/bubbletea/v2"
)

// watch turns an interrupt into a message until ctx ends, and asks for the terminal's size
// twice a second: nobody tells of a change here. It hears interrupts from its return on.
func watch(ctx context.Context, out *tty, send func(tea.Msg)) {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, os.Interrupt)
	go func() {
		defer signal.Stop(signals)
		tick := time.NewTicker(500 * time.Millisecond)
		defer tick.Stop()
		oldW, oldH := out.size()
		for {
			select {
			case <-ctx.Done():
				return
			case <-signals:
				send(leave{})
			case <-tick.C:
				if w, h := out.size(); w > 0 && (w != oldW || h != oldH) {
					oldW, oldH = w, h
					send(tea.WindowSizeMsg{Width: w, Height: h})
				}
			}
		}
	}()
}
