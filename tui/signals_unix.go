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
// and being asked to end. It hears them from its return on.
func watch(ctx context.Context, out *tty, send func(tea.Msg)) {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGWINCH, syscall.SIGCONT, syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGABRT)
	go func() {
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
	}()
}
