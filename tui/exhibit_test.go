package tui_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/lobby"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/screen"

	"github.com/heed-desk/heed/desk"
)

func TestAnInterfaceThatIsOnlyLookedAtShowsItsPicturesUntilItIsEnded(t *testing.T) {
	for _, light := range []bool{false, true} {
		ctx, end := context.WithCancel(t.Context())
		saw := make(chan string, 1000)
		o := tui.Options{AloneWhy: "looks_only", Alone: func(s *screen.Session) screen.Screen {
			return lobby.New(lobby.Needs{
				Session: s, Who: desk.Agent{ID: "ann", Name: desk.Foreign("Ann Lee"), Role: desk.RoleAgent}, Every: time.Hour,
				Counts: func() (map[desk.ViewID]int, error) { return map[desk.ViewID]int{desk.ViewOpen: 4711}, nil },
			})
		}}
		ended := make(chan error, 1)
		var work sync.WaitGroup
		work.Go(func() {
			ended <- tui.Exhibit(ctx, o, tui.Exhibited{W: 80, H: 24, Light: light, Show: func(f paint.Frame) { saw <- f.Text }})
		})
		dim := map[bool]string{false: "38;5;248", true: "38;5;240"}[light] // by the background that it is shown on
		for {
			if f := <-saw; strings.Contains(f, "4711") && strings.Contains(f, dim) {
				break
			}
		}
		end()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		work.Wait()
	}
}
