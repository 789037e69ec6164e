package tui_test

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/tuitest"
)

// stands has the connection be like that from now on.
func (h *house) stands(term *tuitest.Term, is desk.Link) {
	h.ledger.mu.Lock()
	h.ledger.link = is
	h.ledger.mu.Unlock()
	h.news.ch <- []desk.Change{{Kind: desk.ChangedLink}}
	term.Settle()
}

// breaks has the connection be down for eleven seconds.
func (h *house) breaks(term *tuitest.Term) {
	h.stands(term, desk.Link{State: desk.LinkDown, Since: time.Now().Add(-11 * time.Second)})
}

func TestTheHeaderSaysSinceWhenItHasBeenOffline(t *testing.T) {
	for _, size := range [][2]int{{100, 30}, {80, 24}} {
		inHeed(t, size[0], size[1], nil, func(h *house, term *tuitest.Term) {
			term.Pass(9 * time.Hour)
			h.breaks(term)
			term.Sees("offline since 08:59")
		})
	}
}

func TestInANarrowTerminalTheHeaderSaysHowLongItHasBeenOffline(t *testing.T) {
	inHeed(t, 72, 24, nil, func(h *house, term *tuitest.Term) {
		h.breaks(term)
		term.Sees("offline")
		term.SeesNot("offline 0")
		term.Pass(49 * time.Second)
		term.Sees("offline 1 m")
	})
}

func TestAFullDiskIsNoMatterOfTheConnection(t *testing.T) {
	inHeed(t, 140, 30, nil, func(h *house, term *tuitest.Term) {
		is := func(l desk.Link) { h.stands(term, l) }
		is(desk.Link{State: desk.LinkDown, Since: time.Now(), Err: desk.Refuse(desk.DiskFull)})
		term.Sees("disk full", "nothing new comes in")
		term.SeesNot("offline")
		is(desk.Link{State: desk.LinkUp, Filling: true, FillGoal: 3000}) // it tries again, and the desk answers
		term.Sees("disk full")
		term.SeesNot("The desk is back")
		is(desk.Link{State: desk.LinkUp, Synced: time.Now()})
		term.Sees("The disk of this computer takes it again", "synced")
		is(desk.Link{State: desk.LinkDown, Since: time.Now(), Err: desk.Refuse(desk.DiskFailed)})
		term.Sees("disk fails")
	})
}
