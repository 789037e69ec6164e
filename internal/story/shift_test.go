package story_test

import (
	"bytes"
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/logbook"
	"github.com/heed-desk/heed/keymaps"
)

// hands work heed by the keys of one keymap alone, looked up as the footer does.
type hands struct {
	*sitting
	keymap keymaps.Preset
	table  *keymaps.Table
}

// Where the hands are, as the screens say it.
var (
	inQueue    = []keymaps.Scope{keymaps.Queue, keymaps.OnTicket, keymaps.List, keymaps.Everywhere}
	inThread   = []keymaps.Scope{keymaps.Thread, keymaps.OnTicket, keymaps.List, keymaps.Everywhere}
	inComposer = []keymaps.Scope{keymaps.Composer, keymaps.Field, keymaps.Everywhere}
	inPicker   = []keymaps.Scope{keymaps.Picker, keymaps.Field, keymaps.Everywhere}
	inSearch   = []keymaps.Scope{keymaps.Search, keymaps.Field, keymaps.Everywhere}
)

// do presses the first key of an action that any terminal sends; in one-hand, that the one
// hand has.
func (h *hands) do(in []keymaps.Scope, actions ...keymaps.Action) {
	h.scene.Helper()
	for _, a := range actions {
		at := slices.IndexFunc(h.table.Keys(a, in), func(c keymaps.Chord) bool {
			return c.Plain() && (c.LeftHand() || h.keymap != keymaps.OneHand)
		})
		if at < 0 {
			h.scene.Fatalf("%s has no key for %s in %v", h.keymap, a, in)
		}
		h.Press(string(h.table.Keys(a, in)[at]))
	}
}

// moveTo moves down the list to the ticket with a subject.
func (h *hands) moveTo(subject string) {
	h.scene.Helper()
	h.do(inQueue, keymaps.First)
	for range 10 {
		if h.under(subject) {
			return
		}
		h.do(inQueue, keymaps.Down)
	}
	h.scene.Fatalf("%q is not in the list:\n%s", subject, h.Screen())
}

// TestAWholeShiftIsWorkedByTheKeysOfEveryKeymap is claim, reply with a canned reply, note,
// tag, snooze, undo, search and solve.
func TestAWholeShiftIsWorkedByTheKeysOfEveryKeymap(t *testing.T) {
	for _, keymap := range keymaps.Presets() {
		t.Run(string(keymap), func(t *testing.T) { synctest.Test(t, func(t *testing.T) { shift(t, keymap) }) })
	}
}

func shift(t *testing.T, keymap keymaps.Preset) {
	shop := openShop(t)
	defer shop.close()
	shop.ok(shop.store.PutCanned(context.Background(), desk.Canned{
		ID: desk.CannedID{ID: desk.NewID()}, Name: "on-its-way", Title: "It is on its way", Text: "It is on its way, and comes on Friday.",
	}))
	lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
	parcel := desk.NewTicketID()
	shop.intake(parcel, desk.Create{Subject: desk.Foreign("Parcel says delivered, is not"), Channel: desk.Mail, Text: desk.Foreign("The page says delivered.")})
	table, log := keymaps.New(keymap), &paper{}
	h := &hands{sitting: sitWith(t, shop, t.TempDir(), table, logbook.New(log)), keymap: keymap, table: table}

	// What nobody has is taken.
	h.do(inQueue, keymaps.NextView, keymaps.First)
	h.Sees("Parcel says delivered, is not")
	h.do(inQueue, keymaps.Claim, keymaps.PreviousView)
	h.Pass(2 * time.Second)
	shop.has(parcel, func(t desk.Ticket) bool { return t.Assignee == mia })

	// A canned reply after words of one's own.
	h.moveTo("Refund still not on my card")
	h.do(inQueue, keymaps.WriteReply)
	h.Type("Dear Harper, ")
	h.do(inComposer, keymaps.InsertReply)
	h.Type("way")
	h.do(inPicker, keymaps.Accept)
	h.do(inComposer, keymaps.Send)
	h.Pass(10 * time.Second)
	shop.customerHas(lamp, "Dear Harper, It is on its way, and comes on Friday.")

	// Read, noted, tagged.
	h.do(inQueue, keymaps.Open)
	h.do(inThread, keymaps.ScrollDown, keymaps.ScrollUp, keymaps.WriteNote)
	h.Type("Carrier asked.")
	h.do(inComposer, keymaps.Send)
	h.do(inThread, keymaps.AddTag)
	h.Type("late-parcel")
	h.do(inPicker, keymaps.Accept)
	h.Pass(2 * time.Second)
	shop.has(lamp, func(t desk.Ticket) bool { return slices.Equal(t.Tags, []string{"late-parcel"}) })

	// Put to sleep, and woken again by undo.
	h.do(inThread, keymaps.Snooze)
	h.Type("in 2h")
	h.do(inPicker, keymaps.Accept)
	h.Pass(2 * time.Second)
	shop.has(lamp, func(t desk.Ticket) bool { return !t.SnoozedUntil.IsZero() })
	h.do(inThread, keymaps.Undo)
	h.Pass(2 * time.Second)
	shop.has(lamp, func(t desk.Ticket) bool { return t.SnoozedUntil.IsZero() })

	// Found, solved, left.
	h.do(inThread, keymaps.GoBack, keymaps.GoSearch)
	h.Type("delivered")
	h.Pass(time.Second)
	h.do(inSearch, keymaps.Down, keymaps.Open)
	h.do(inThread, keymaps.Solve)
	h.Pass(10 * time.Second)
	shop.has(parcel, func(t desk.Ticket) bool { return t.Status == desk.Solved })
	shop.wire.turn(cut)
	h.do(inThread, keymaps.WriteReply)
	h.Type("Sorry for that.")
	h.do(inComposer, keymaps.Send)
	h.Pass(time.Minute)
	h.do(inThread, keymaps.Quit)
	h.Pass(time.Second)
	if !h.Ended() {
		t.Errorf("heed is still open:\n%s", h.Screen())
	}
	h.leave()
	log.tells(t, `"command":"snooze"`, `"command":"send"`, "pull failed")
	log.tellsNot(t, "Harper", "Moore", "Refund", "Parcel", "Dear", "Friday", "Carrier", "late-parcel", "delivered,", "Sorry", "in 2h", "Mia", "Lopez", "mia")
}

// paper is where a log is written.
type paper struct {
	mu   sync.Mutex
	text []byte
}

// Write implements io.Writer.
func (p *paper) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text = append(p.text, b...)
	return len(b), nil
}

func (p *paper) tells(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		if !bytes.Contains(p.text, []byte(w)) {
			t.Errorf("the log does not tell %q:\n%s", w, p.text)
		}
	}
}

func (p *paper) tellsNot(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		if bytes.Contains(p.text, []byte(w)) {
			t.Errorf("the log tells %q:\n%s", w, p.text)
		}
	}
}

// has holds a ticket as the desk has it.
func (s *shop) has(id desk.TicketID, is func(desk.Ticket) bool) {
	s.t.Helper()
	page, err := s.store.Thread(context.Background(), id)
	s.ok(err)
	if len(page.Tickets) != 1 || !is(page.Tickets[0]) {
		s.t.Errorf("%+v", page.Tickets)
	}
}
