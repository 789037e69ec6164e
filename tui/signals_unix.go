//go:build unix

package tui

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"
)

// watch turns signals into messages until ctx ends: another size, going on after a stop,
// and a terminal that was closed.
func watch(ctx context.Context, out *tty, send func(tea.Msg)) {
	if !out.is {
		return
	}
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGWINCH, syscall.SIGCONT, syscall.SIGHUP)
	defer signal.Stop(signals)
	for {
		select {
		case <-ctx.Done():
			return
		case s := <-signals:
			switch s {
			case syscall.SIGWINCH:
				if w, h := out.size(); w > 0 {
					send(tea.WindowSizeMsg{Width: w, Height: h})
				}
			case syscall.SIGCONT:
				send(continued{})
			default:
				send(leave{})
			}
		}
	}
}
