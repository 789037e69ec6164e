package backend_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

func TestAFullDiskIsSaidOnceAndToEverybodyWhoWrites(t *testing.T) {
	backend.AboutFiles(t)
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		var said []bool
		b.store.OnFull(func(full error) { said = append(said, full != nil) })
		k, token := b.ticket(t, "where is it"), b.token(t, "ann", 0)
		long := func() string {
			return asJSON(t, by(b.thread(t, k.ID).Tickets[0], desk.Note{Text: desk.Foreign(strings.Repeat("a long story ", 4000))}))
		}
		ready := func() int {
			status, _, _ := b.asks(t, http.MethodGet, api.Readiness, "", "")
			return status
		}
		drain := backend.Fill(t, b.store)
		defer drain()
		first := long()
		for range 3 {
			status, p, h := b.asks(t, http.MethodPost, api.Ops, token, first)
			if status != http.StatusInsufficientStorage || p == nil || p.Code != api.DiskFull || p.Retry != api.RetryLater || h.Get("Retry-After") == "" {
				t.Fatalf("%d %+v", status, p)
			}
		}
		if len(said) != 1 || !said[0] {
			t.Error("it was said", said)
		}
		if got := ready(); got != http.StatusInsufficientStorage {
			t.Error("it is ready:", got)
		}
		if status, _, _ := b.asks(t, http.MethodGet, api.Ticket+k.ID.String(), token, ""); status != http.StatusOK {
			t.Error("nothing can be read:", status)
		}
		time.Sleep(time.Minute)
		if got := ready(); got != http.StatusOK {
			t.Error("nobody may try whether there is room:", got)
		}
		_, _, _ = b.asks(t, http.MethodPost, api.Ops, token, first)
		drain()
		if status, p, _ := b.asks(t, http.MethodPost, api.Ops, token, first); status != http.StatusOK {
			t.Error("it does not go on:", status, p)
		}
		if len(said) != 2 || said[1] || ready() != http.StatusOK {
			t.Error("there is room again, and it was said", said)
		}
	})
}
