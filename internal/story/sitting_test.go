package story_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/courier"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/tuitest"
)

// sitting is one run of heed on mia's machine, from the start to a good end or a kill.
type sitting struct {
	*tuitest.Term
	scene  *scene
	shop   *shop
	dir    string
	ledger *cache.Ledger
	line   *client.Line
	stop   context.CancelFunc
	done   chan error
}

// scene is a test of which a part ends before the rest does.
type scene struct {
	testing.TB
	atEnd []func()
}

// Cleanup implements testing.TB.
func (s *scene) Cleanup(f func()) { s.atEnd = append(s.atEnd, f) }

func (s *scene) end() {
	for i := len(s.atEnd) - 1; i >= 0; i-- {
		s.atEnd[i]()
	}
	s.atEnd = nil
}

// key is that of mia's machine.
var key = seal.StoreKey{1, 2, 3}

// sit starts heed over a folder.
func sit(t testing.TB, s *shop, dir string) *sitting {
	t.Helper()
	return sitWith(t, s, dir, keymaps.New(keymaps.Default), nil)
}

// sitWith starts heed over a folder with a keymap, and a log where there is to be one.
func sitWith(t testing.TB, s *shop, dir string, keys *keymaps.Table, log *slog.Logger, turns ...func(*tui.Options)) *sitting {
	t.Helper()
	ledger, err := cache.Open(cache.Options{
		Dir: dir, Key: key, Me: desk.Me{ID: mia}, Rights: desk.RightsOf(desk.RoleAgent),
		Author: desk.Author{Agent: mia, Name: desk.Foreign("Mia Lopez")},
		Log:    log,
	})
	s.ok(err)
	line, err := client.New(client.Options{URL: "http://localhost", Transport: s.wire})
	s.ok(err)
	c := courier.New(ledger, line, courier.Options{Rand: func() float64 { return 0.5 }, Log: log})
	ctx, stop := context.WithCancel(t.Context())
	x := &sitting{scene: &scene{TB: t}, shop: s, dir: dir, ledger: ledger, line: line, stop: stop, done: make(chan error, 1)}
	go func() { x.done <- c.Run(ctx) }()
	synctest.Wait()
	o := tui.Options{Ledger: ledger, News: ledger.Subscribe(), Courier: c, Keys: keys, Log: log}
	for _, turn := range turns {
		turn(&o)
	}
	x.Term = tuitest.Start(x.scene, o, 140, 40)
	return x
}

// leave ends heed in good order.
func (x *sitting) leave() {
	x.scene.end()
	x.stop()
	if err := <-x.done; !errors.Is(err, context.Canceled) {
		x.scene.Errorf("the courier ended with %v", err)
	}
	x.shop.ok(x.line.Close())
	x.shop.ok(x.ledger.Close())
}

// kill ends heed as a power cut does: what is on the disk at this instant is all that is
// left. It returns the folder in which the next start finds it, in the weather given.
func (x *sitting) kill(next weather) string {
	synctest.Wait()
	after := filepath.Join(x.scene.TempDir(), "after")
	x.shop.ok(os.CopyFS(after, os.DirFS(x.dir)))
	x.shop.ok(os.Chmod(after, 0o700))
	was := x.shop.wire
	x.shop.wire = was.next(next) // what the dying process still sends never arrives
	was.turn(cut)
	x.leave()
	return after
}
