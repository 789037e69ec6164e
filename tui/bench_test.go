package tui_test

import (
	"context"
	"fmt"
	"io"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/theme"
)

// BenchmarkAKey is what a row move costs on the loop: Update and the picture. The reads
// that it sets going are not carried out.
func BenchmarkAKey(b *testing.B) {
	g := shop()
	for n := range 60 {
		g.d.Open(int64(5000+n), fmt.Sprintf("A question about order %d", n), "Olivia Lopez", "You charged me twice.", time.Hour,
			func(t *desk.Ticket) { t.Assignee = g.d.Who.ID })
	}
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	root := tui.New(tui.Options{Ledger: g, Theme: theme.Dark, Zone: time.UTC, Context: ctx})
	painter := paint.New(paint.Settings{Out: io.Discard, Environ: []string{"TERM=xterm-256color"}, Colours: colorprofile.TrueColor, W: 120, H: 40})
	shown := tui.Show(root, painter)
	settle(shown, shown.Init())
	_, cmd := shown.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	settle(shown, cmd)
	b.ReportAllocs()
	keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'k', Text: "k"}}
	for i := 0; b.Loop(); i++ {
		root.Update(keys[i/20%2])
		_ = root.Frame()
	}
}

// settle carries out what an Update has set going, but for timers.
func settle(m tea.Model, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	done := make(chan tea.Msg, 1)
	go func() { done <- cmd() }()
	select {
	case msg := <-done:
		if batch, ok := msg.(tea.BatchMsg); ok {
			for _, c := range batch {
				settle(m, c)
			}
			return
		}
		if msg != nil {
			_, next := m.Update(msg)
			settle(m, next)
		}
	case <-time.After(20 * time.Millisecond):
	}
}
