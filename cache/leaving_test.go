package cache

import (
	"errors"
	"runtime"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// late is something that is queued, or begun, at the one moment at which what waits of a customer
// has been dropped and nobody can see yet that they are gone.
type late struct {
	before func(l *Ledger) // nil for nothing
	put    func(l *Ledger) error
	begun  func(l *Ledger, writes int32) bool // that it has come so far that only the erasure is waited for
	full   bool                               // the disk is, from then on
}

// twice says that both copies of the outbox have it; it may leave them before anybody looks.
func twice(_ *Ledger, writes int32) bool { return writes >= 2 }

// whileErased has somebody erased, customer 3, and does something late.
func whileErased(t *testing.T, do late) (*Ledger, error) {
	t.Helper()
	opt := options(t)
	var at atomic.Pointer[Ledger] // once it is open
	var erasing, within, full atomic.Bool
	var writes atomic.Int32
	done := make(chan error, 1)
	opt.Writing = func(write func() error) error {
		l := at.Load()
		switch {
		case full.Load():
			return syscall.ENOSPC
		case l == nil || !l.erasesNow():
			return write()
		case !erasing.Swap(false):
			defer writes.Add(1)
			return write()
		}
		within.Store(true)
		go func() { done <- do.put(l) }()
		for !do.begun(l, writes.Load()) && len(done) == 0 {
			runtime.Gosched()
		}
		full.Store(do.full)
		return write()
	}
	l := opened(t, opt)
	at.Store(l)
	fill(t, l, 20)
	waitIndexed(t, l, 20)
	if do.before != nil {
		do.before(l)
	}
	erasing.Store(true)
	must(t, l.Take(erasePage("2", 3)))
	err := <-done
	if !within.Load() {
		t.Fatal("nobody was erased")
	}
	return l, err
}

// erasesNow reports whether an erasure is being written.
func (l *Ledger) erasesNow() bool {
	l.leaving.mu.Lock()
	defer l.leaving.mu.Unlock()
	return len(l.leaving.all) > 0
}

func codeOf(err error) desk.Code {
	var p *desk.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

func TestWhatIsQueuedWhileItsCustomerIsBeingErasedDoesNotStay(t *testing.T) {
	words := reply("It left us today.")
	for name, put := range map[string]func(l *Ledger) error{
		"a reply":   func(l *Ledger) error { return l.Submit(op(3, words), 0) },
		"put off":   func(l *Ledger) error { return l.Later(op(3, words), 1) },
		"by a pipe": func(l *Ledger) error { return l.Post(op(3, words)) },
		"a draft": func(l *Ledger) error {
			return l.SaveDraft(desk.Draft{Ticket: ticketID(3), Text: desk.Foreign("Harper asked twice."), At: noon()})
		},
		"all of several": func(l *Ledger) error { return l.SubmitAll([]desk.Op{op(3, words)}, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			l, err := whileErased(t, late{put: put, begun: twice})
			if codeOf(err) != desk.NoSuchTicket {
				t.Errorf("it is said to be kept: %v", err)
			}
			if n := len(got2(l.Outbox())) + l.Drafts(); n != 0 {
				t.Errorf("%d are left", n)
			}
		})
	}
}

func TestOfSeveralThingsThoseAboutACustomerWhoIsErasedAreLeftOut(t *testing.T) {
	both := func() []desk.Op { return []desk.Op{op(3, reply("It left us today.")), op(4, reply("So did yours."))} }
	left := func(l *Ledger, err error) {
		t.Helper()
		if all := got2(l.Outbox()); err != nil || len(all) != 1 || all[0].Op.Ticket != ticketID(4) {
			t.Errorf("%d are left, %v", len(all), err)
		}
	}
	left(whileErased(t, late{put: func(l *Ledger) error { return l.SubmitAll(both(), 0) }, begun: twice}))
	left(whileErased(t, late{put: func(l *Ledger) error {
		ids, backs := []desk.OpID{desk.NewOpID(), desk.NewOpID()}, map[desk.OpID]desk.Op{} // the desk has them
		for i, back := range both() {
			backs[ids[i]] = back
		}
		_, _, err := l.CancelAll(ids, backs)
		return err
	}, begun: twice}))

	l := filled(t, options(t), 10) // and afterwards not a word of it comes to the disk
	must(t, l.Take(erasePage("2", 3)))
	must(t, l.tracesGone(t.Context()))
	left(l, l.SubmitAll(both(), 0))
	if err := l.SubmitAll(both()[:1], 0); codeOf(err) != desk.NoSuchTicket {
		t.Error("it is said to be kept:", err)
	}
	id := desk.NewOpID()
	_, put, err := l.CancelAll([]desk.OpID{id}, map[desk.OpID]desk.Op{id: both()[0]})
	if left(l, err); len(put) > 0 || got2(l.erasing()) {
		t.Error("it came to the disk")
	}
}

func TestWhatTheDeskAnswersWhileItsCustomerIsBeingErasedDoesNotStay(t *testing.T) {
	held, sent := op(4, reply("So did yours.")), op(3, reply("It left us today."))
	no := func(id desk.OpID) desk.Verdict {
		return desk.Verdict{Op: id, Outcome: desk.Refused, Problem: desk.Refuse(desk.TicketClosed)}
	}
	l, err := whileErased(t, late{
		before: func(l *Ledger) { must(t, l.Submit(sent, 0)); got2(l.Claim(sent.ID)) },
		put:    func(l *Ledger) error { return l.park(sent, no(sent.ID)) }, begun: twice,
	})
	if n := len(got2(l.Outbox())); err != nil || n != 0 {
		t.Errorf("refused, it is left to be decided on: %d, %v", n, err)
	}
	l, err = whileErased(t, late{
		before: func(l *Ledger) { must(t, l.Submit(held, 0)); must(t, l.Settle(held.ID, no(held.ID))) },
		put:    func(l *Ledger) error { return l.Again(held.ID, op(3, reply("It left us today."))) }, begun: twice,
	})
	if n := len(got2(l.Outbox())); codeOf(err) != desk.NoSuchTicket || n != 0 {
		t.Errorf("in the place of another it stays: %d, %v", n, err)
	}
}

func TestADeedThatIsRememberedWhileItsCustomerIsBeingErasedDoesNotStay(t *testing.T) {
	var asked atomic.Bool
	l, err := whileErased(t, late{
		put: func(l *Ledger) error {
			o := op(3, reply("It left us today."))
			asked.Store(true)
			return l.Remember(desk.Deed{Op: o.ID, Said: "Replied to Casey Quill 3.", Did: &o})
		},
		begun: func() func(*Ledger, int32) bool {
			turns := 0 // for it to look at what can be seen
			return func(*Ledger, int32) bool {
				if asked.Load() {
					turns++
				}
				return turns > 1000
			}
		}(),
	})
	must(t, err)
	must(t, l.tracesGone(t.Context()))
	if deeds := got2(l.Deeds()); len(deeds) > 0 {
		t.Errorf("%+v", deeds)
	}
}

func TestThatTheDiskIsFullIsSaidAlsoWhereOnlySomeOfSeveralThingsHadToGo(t *testing.T) {
	_, err := whileErased(t, late{put: func(l *Ledger) error {
		return l.SubmitAll([]desk.Op{op(3, reply("It left us today.")), op(4, reply("So did yours."))}, 0)
	}, begun: twice, full: true})
	if codeOf(err) != desk.DiskFull {
		t.Errorf("it is said to be dropped: %v", err)
	}
}

func TestTheFilesOfWhatIsDroppedLateGoWithIt(t *testing.T) {
	var f desk.Attachment
	l, err := whileErased(t, late{
		before: func(l *Ledger) {
			f = attached(t, l, "label.pdf", "to Harper")
			must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(4), Text: desk.Foreign("begun"), Attachments: []desk.Attachment{f}, At: noon()}))
		},
		put: func(l *Ledger) error { return l.Submit(op(3, replyWith("Here it is.", f)), 0) }, begun: twice,
	})
	if codeOf(err) != desk.NoSuchTicket || holds(t, l, f) == "" {
		t.Fatal("the other one's is gone too, or:", err)
	}
	l, err = whileErased(t, late{
		before: func(l *Ledger) { f = attached(t, l, "label.pdf", "to Harper") },
		put: func(l *Ledger) error {
			return l.SaveDraft(desk.Draft{Ticket: ticketID(3), Text: desk.Foreign("begun"), Attachments: []desk.Attachment{f}, At: noon()})
		}, begun: twice,
	})
	if codeOf(err) != desk.NoSuchTicket || holds(t, l, f) != "" {
		t.Error("its file stays:", err)
	}
}

func TestWhatIsDroppedLateIsNotedFirstAsAnErasure(t *testing.T) {
	l := filled(t, options(t), 10)
	must(t, l.Take(erasePage("2", 3)))
	must(t, l.tracesGone(t.Context()))
	ops := []desk.Op{op(3, reply("It left us today.")), op(4, reply("So did yours."))}
	noted := false
	must(t, l.dropErased(ops, func(theirs []desk.Op) error {
		if len(theirs) != 1 || theirs[0].ID != ops[0].ID {
			t.Errorf("%d are dropped", len(theirs))
		}
		noted = l.removal.fresh.Load() || l.removal.owed.Load()
		return nil
	}))
	if !noted {
		t.Error("where heed ends now nobody knows that there are traces")
	}
	must(t, l.tracesGone(t.Context()))
	must(t, l.dropErased(ops[1:], func([]desk.Op) error { return nil }))
	if got2(l.erasing()) {
		t.Error("the files are written anew for nothing")
	}
}

// TestAReplyThatIsKeptAsItsCustomerIsToBeErasedHoldsTheErasureUp begins to erase within the write
// that keeps the reply.
func TestAReplyThatIsKeptAsItsCustomerIsToBeErasedHoldsTheErasureUp(t *testing.T) {
	opt := options(t)
	var at atomic.Pointer[Ledger]
	done := make(chan error, 1)
	opt.Writing = func(write func() error) error {
		if l := at.Swap(nil); l != nil {
			go func() {
				_, err := l.Erase(t.Context(), customerID(3), false)
				done <- err
			}()
			for i := 0; i < 10_000 && !l.erasesNow(); i++ {
				runtime.Gosched() // it is far enough to drop things, or it waits for this write
			}
		}
		return write()
	}
	l := filled(t, opt, 10)
	waitIndexed(t, l, 10)
	at.Store(l)
	o := op(3, reply("It left us today."))
	must(t, l.SubmitAll([]desk.Op{o}, 0))
	var unsent *Unsent
	if err := <-done; !errors.As(err, &unsent) || len(unsent.Ops) != 1 {
		t.Errorf("it is erased without a question: %v", err)
	}
	if all := got2(l.Outbox()); len(all) != 1 || all[0].Op.ID != o.ID {
		t.Error("what was said to be kept is gone")
	}
}
