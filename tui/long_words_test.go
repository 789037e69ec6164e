package tui_test

import (
	"context"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/theme"
)

// TestAKeyInADialogOfAMegabyteCopiesNoneOfIt counts what is allocated for a key: a copy of the words
// would be a megabyte of that.
func TestAKeyInADialogOfAMegabyteCopiesNoneOfIt(t *testing.T) {
	g := shop()
	for id, c := range g.d.Customers {
		c.Version = 3
		g.d.Customers[id] = c
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	root := tui.New(tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC, Context: ctx})
	shown := tui.Show(root, paint.New(paint.Settings{Out: io.Discard, Environ: []string{"TERM=xterm-256color"}, Colours: colorprofile.TrueColor, W: 120, H: 40}))
	send := func(msg tea.Msg) {
		_, cmd := shown.Update(msg)
		settle(shown, cmd)
	}
	settle(shown, shown.Init())
	send(tea.WindowSizeMsg{Width: 120, Height: 40})
	for _, key := range "iN" { // a note on a customer
		send(tea.KeyPressMsg{Code: key, Text: string(key)})
	}
	const line = "the parcel is late again, and nobody rings\n"
	send(tea.PasteMsg{Content: strings.Repeat(line, 1<<20/len(line))})
	if !strings.Contains(root.Frame().Text, "nobody rings") {
		t.Fatalf("no dialog has the words:\n%s", root.Frame().Text)
	}
	const keys = 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range keys {
		root.Update(tea.KeyPressMsg{Code: 'a', Text: "a"})
		_ = root.Frame()
	}
	runtime.ReadMemStats(&after)
	if each := (after.TotalAlloc - before.TotalAlloc) / keys; each > 512<<10 {
		t.Errorf("a key allocates %d KiB", each>>10)
	}
}
