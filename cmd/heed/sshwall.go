package main

import (
	"bytes"
	"context"
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/sshd"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui/gallery"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/wall"
)

// leavesWall are the keys with which one leaves a wall: q, ctrl+c and ctrl+d.
const leavesWall = "q\x03\x04"

// hang shows the wall until it is taken down.
func (s *sights) hang(ctx context.Context, t *sshd.Terminal) error {
	book := spokenTo(t.Environ)
	_, err := s.walls.Look(ctx, gallery.Visitor{
		In: t.In, Out: t.Out, Environ: t.Environ, Language: book.Language(), Title: book.T("root.name") + " · " + book.T("wall.title"),
		W: t.Size.W, H: t.Size.H, Sizes: t.Sizes, Shrink: true,
		Leaves: func(typed []byte) bool { return bytes.ContainsAny(typed, leavesWall) },
	})
	return err
}

// paintWall draws the wall that all screens of a size show.
func (s *sights) paintWall(ctx context.Context, of gallery.Subject, show func(paint.Frame)) error {
	looks := wall.Looks{Book: words.In(of.Language), Theme: theme.New(theme.Dark), Zone: time.Local}
	if of.Light {
		looks.Theme = theme.New(theme.Light)
	}
	beat := time.NewTicker(askedEvery)
	defer beat.Stop()
	for {
		now := time.Now()
		show(wall.Draw(looks, s.wall.at(ctx, s.store, now), now, of.W, of.H))
		select {
		case <-ctx.Done():
			return nil
		case <-beat.C:
		}
	}
}

// wallNow is what hangs on all walls: the desk is asked once for all of them.
type wallNow struct {
	mu    sync.Mutex
	last  metrics.Wall
	asked time.Time
}

// at is what hangs there at an instant. Where the desk cannot be asked it is what hung there before,
// which then says so.
func (w *wallNow) at(ctx context.Context, store *backend.Store, now time.Time) metrics.Wall {
	w.mu.Lock()
	defer w.mu.Unlock()
	if now.Sub(w.asked) < askedEvery/2 {
		return w.last
	}
	w.asked = now
	next, err := store.Wall(ctx, backend.Principal{Role: desk.RoleWall, Via: backend.ViaSSH})
	if err != nil {
		w.last.Stale = true
		return w.last
	}
	w.last = next
	return next
}
