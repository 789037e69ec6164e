package story_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/files"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
)

// home is mia's home folder, with a photo of 200 kB.
func home(t *testing.T) (dir string, photo []byte) {
	t.Helper()
	dir, photo = t.TempDir(), make([]byte, 200_000)
	r := rand.New(rand.NewPCG(7, 7))
	for i := range photo {
		photo[i] = byte(r.Uint32())
	}
	t.Setenv("HOME", dir)
	if err := os.WriteFile(filepath.Join(dir, "photo.png"), photo, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir, photo
}

// sitWithFiles starts heed over a folder, with mia's own files.
func sitWithFiles(t *testing.T, s *shop, dir string) *sitting {
	t.Helper()
	return sitWith(t, s, dir, keymaps.New(keymaps.Default), nil, func(o *tui.Options) {
		o.Files = files.New(files.Options{Store: o.Ledger.(files.Store)})
	})
}

// replyWithPhoto writes a reply on the ticket under the cursor, attaches the photo and sends it.
func (x *sitting) replyWithPhoto(words string) {
	x.Press("r")
	x.Type(words)
	x.Press("alt+i")
	x.Type("ph")
	x.Sees("photo.png")
	x.Press("enter")
	x.Sees("with it: photo.png")
	x.Press("ctrl+s")
}

// customerHasPhoto holds that the ticket has the photo once, byte by byte.
func (s *shop) customerHasPhoto(id desk.TicketID, photo []byte) {
	s.t.Helper()
	page, err := s.store.Thread(context.Background(), id)
	s.ok(err)
	var all []desk.Attachment
	for _, m := range page.Messages {
		all = append(all, m.Attachments...)
	}
	if len(all) != 1 {
		s.t.Fatalf("the ticket has %d files", len(all))
	}
	p, err := s.store.As(context.Background(), "tom")
	s.ok(err)
	f, _, err := s.store.OpenFile(context.Background(), p, all[0].ID)
	s.ok(err)
	b, err := io.ReadAll(f)
	s.ok(errors.Join(err, f.Close()))
	if !bytes.Equal(b, photo) {
		s.t.Errorf("the customer has %d bytes of %d", len(b), len(photo))
	}
}

// nothingLeft holds that nothing of a file is on mia's machine any more.
func (x *sitting) nothingLeft() {
	x.scene.Helper()
	left, err := os.ReadDir(filepath.Join(x.dir, "parcels"))
	if len(left) > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		x.scene.Errorf("%d files are left here, %v", len(left), err)
	}
}

// TestAFileAttachedOfflineArrivesOnceThoughItsOwnerDeletedIt attaches offline, deletes the
// file, is killed, starts again and connects.
func TestAFileAttachedOfflineArrivesOnceThoughItsOwnerDeletedIt(t *testing.T) {
	dir, photo := home(t)
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		x := sitWithFiles(t, shop, t.TempDir())
		shop.wire.turn(cut)
		x.Press("g g")
		x.replyWithPhoto("Here is the slip.")
		if err := os.Remove(filepath.Join(dir, "photo.png")); err != nil {
			t.Fatal(err)
		}
		x.Pass(time.Minute)
		x.Sees("outbox 1", "attached: photo.png")
		x = sitWithFiles(t, shop, x.kill(cut))
		x.Press("g o")
		x.Sees("1 file, 195 kB")
		x.Press("esc")
		shop.wire.turn(fair)
		x.Pass(6 * time.Minute)
		x.Sees("outbox 0")
		shop.customerHas(lamp, "Here is the slip.")
		shop.customerHasPhoto(lamp, photo)
		x.nothingLeft()
		x.leave()
	})
}

// halfway hands the first bytes of an upload over, and then nothing more, while it is on.
type halfway struct {
	http.RoundTripper
	on atomic.Bool
}

func (h *halfway) RoundTrip(r *http.Request) (*http.Response, error) {
	if h.on.Load() && r.Method == http.MethodPost && r.URL.Path == api.Files {
		r = r.Clone(r.Context())
		r.Body = io.NopCloser(io.MultiReader(io.LimitReader(r.Body, 70_000), stuck{r.Context()}))
	}
	return h.RoundTripper.RoundTrip(r)
}

type stuck struct{ ctx context.Context }

func (s stuck) Read([]byte) (int, error) {
	<-s.ctx.Done()
	return 0, s.ctx.Err()
}

// TestAKillInTheMiddleOfAnUploadLosesNothingAndDoublesNothing is the power cut while a file
// is on its way.
func TestAKillInTheMiddleOfAnUploadLosesNothingAndDoublesNothing(t *testing.T) {
	_, photo := home(t)
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		slow := &halfway{RoundTripper: shop.wire.to}
		shop.wire.to = slow
		slow.on.Store(true)
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		x := sitWithFiles(t, shop, t.TempDir())
		x.Press("g g")
		x.replyWithPhoto("Here is the slip.")
		x.Pass(10 * time.Second)
		x.Sees("outbox 1")
		shop.customerHas(lamp)
		folder := x.kill(fair)
		slow.on.Store(false)
		x = sitWithFiles(t, shop, folder)
		x.Pass(6 * time.Minute)
		x.Sees("outbox 0")
		shop.customerHas(lamp, "Here is the slip.")
		shop.customerHasPhoto(lamp, photo)
		x.nothingLeft()
		if ids := shop.wire.twice(); len(ids) != 0 {
			t.Errorf("sent again instead of looked up: %v", strings.Join(ids, " "))
		}
		x.leave()
	})
}
