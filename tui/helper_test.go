package tui_test

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
)

// helper is heed with stubs for screens, as a process of its own on a terminal of its own.
// It keeps its last words in the file that HEED_TTY_HELPER names.
func helper() int {
	set := func(s *stub) {
		if s.place != screen.Queue {
			return
		}
		s.act = func(_ *stub, a keymaps.Action) screen.Out {
			switch a {
			case keymaps.Density:
				panic("planted in an Update")
			case keymaps.ShowNew:
				return screen.Out{Ask: []screen.Ask{{Slot: "boom", Read: func() (any, error) { panic("planted in a read") }}}}
			case keymaps.Undo:
				return screen.Out{}
			default:
				return screen.Out{}
			}
		}
		s.leave = func(*stub) screen.Out {
			return screen.Out{Write: []screen.Write{{Run: func() (any, error) {
				return nil, os.WriteFile(os.Getenv("HEED_TTY_HELPER"), []byte("kept"), 0o600)
			}}}}
		}
	}
	_, o := options(set)
	o.Linear = os.Getenv("HEED_TTY_LINEAR") != ""
	err := tui.Run(context.Background(), o, tui.Terminal{In: os.Stdin, Out: os.Stdout, Environ: os.Environ(), Signals: true})
	var crash *tui.Crash
	switch {
	case errors.As(err, &crash):
		fmt.Fprintln(os.Stderr, "crashed:", crash.Value)
		return 3
	case err != nil:
		fmt.Fprintln(os.Stderr, "failed:", err)
		return 1
	}
	return 0
}
