package tui_test

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestTheHeaderSaysHowLongItHasBeenOffline(t *testing.T) {
	inHeed(t, 100, 30, nil, func(h *house, term *tuitest.Term) {
		h.ledger.mu.Lock()
		h.ledger.link = desk.Link{State: desk.LinkDown, Since: time.Now().Add(-11 * time.Second)}
		h.ledger.mu.Unlock()
		h.news.ch <- []desk.Change{{Kind: desk.ChangedLink}}
		term.Settle()
		term.Sees("offline")
		term.SeesNot("offline 0")
		term.Pass(49 * time.Second)
		term.Sees("offline 1 m")
	})
}
