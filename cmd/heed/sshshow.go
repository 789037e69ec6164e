package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/sshd"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/floor"
	"github.com/heed-desk/heed/tui/gallery"
	"github.com/heed-desk/heed/tui/lobby"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/screen"
)

// sights are what those see who come by SSH. What they only look at is drawn once for all of them.
type sights struct {
	app    *app
	store  *backend.Store
	floors *gallery.Gallery
	walls  *gallery.Gallery
	wall   wallNow
}

// mostPictures is how many pictures of a kind are drawn at once: so many sizes, colours and languages.
const mostPictures = 64

// askedEvery is how often the desk is asked how it stands, for all who look at the same picture.
const askedEvery = time.Second

func (a *app) sights(store *backend.Store) *sights {
	s := &sights{app: a, store: store}
	s.floors, s.walls = gallery.New(mostPictures, s.paintFloor), gallery.New(mostPictures, s.paintWall)
	return s
}

// close waits until nothing is drawn any more, once nobody is in.
func (s *sights) close() {
	s.floors.Wait()
	s.walls.Wait()
}

// opens is a session's program, by the role of who came.
func (s *sights) opens(g sshd.Guest) sshd.Program {
	switch {
	case g.Role == desk.RoleWall:
		return s.hang
	case desk.RightsOf(g.Role).Steer:
		return func(ctx context.Context, t *sshd.Terminal) error { return s.lead(ctx, g, t) }
	default:
		return func(ctx context.Context, t *sshd.Terminal) error { return s.own(ctx, g, t) }
	}
}

// lead shows the floor: the one that all leads see who only look, and with the first key one of
// their own.
func (s *sights) lead(ctx context.Context, g sshd.Guest, t *sshd.Terminal) error {
	book := spokenTo(t.Environ)
	left, err := s.floors.Look(ctx, gallery.Visitor{
		In: t.In, Out: t.Out, Environ: t.Environ, Language: book.Language(), Title: book.T("root.name") + " · " + book.T("floor.title"),
		W: t.Size.W, H: t.Size.H, Sizes: t.Sizes, Leaves: func([]byte) bool { return true },
	})
	switch {
	case errors.Is(err, gallery.ErrFull):
	case err != nil || len(left.Typed) == 0:
		return err
	default:
		t.In = io.MultiReader(bytes.NewReader(left.Typed), t.In)
		t.Size = sshd.Size{W: left.W, H: left.H}
	}
	return s.own(ctx, g, t)
}

// own is an interface of somebody's own.
func (s *sights) own(ctx context.Context, g sshd.Guest, t *sshd.Terminal) error {
	one, err := s.store.Person(ctx, g.Agent)
	if err != nil {
		return err
	}
	o := onlooker{ctx, s.store, principalOf(g)}
	return tui.Run(ctx, s.options(spokenTo(t.Environ), o, func(at *screen.Session) screen.Screen { return o.sees(at, one.Agent, g) }),
		tui.Terminal{In: t.In, Out: t.Out, Environ: t.Environ, W: t.Size.W, H: t.Size.H, Sizes: t.Sizes})
}

// paintFloor draws the floor that all see alike who only look at it.
func (s *sights) paintFloor(ctx context.Context, of gallery.Subject, show func(paint.Frame)) error {
	o := onlooker{ctx, s.store, backend.Principal{Role: desk.RoleLead, Via: backend.ViaSSH}}
	return tui.Exhibit(ctx, s.options(words.In(of.Language), o, o.floor), tui.Exhibited{W: of.W, H: of.H, Light: of.Light, Show: show})
}

func (s *sights) options(book *words.Book, o onlooker, alone func(*screen.Session) screen.Screen) tui.Options {
	return tui.Options{Book: book, AloneWhy: "looks_only", Watch: o, Log: s.app.log(), Alone: alone}
}

// sees is the screen of an onlooker by their role: the floor for whoever steers the desk, and for
// everybody else how much waits. What else one may work at takes its place here.
func (o onlooker) sees(s *screen.Session, who desk.Agent, g sshd.Guest) screen.Screen {
	if desk.RightsOf(g.Role).Steer {
		return o.floor(s)
	}
	return lobby.New(lobby.Needs{Session: s, Who: who, With: g.With, Every: countedEvery, Counts: o.Counts})
}

func (o onlooker) floor(s *screen.Session) screen.Screen {
	return floor.New(floor.Needs{Session: s, Reads: o, Looks: true, Every: askedEvery})
}
