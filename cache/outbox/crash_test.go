package outbox

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/heed-desk/heed/cache/journal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// cutOff ends the process between the two copies of a step: the journal has it, the file
// does not.
func cutOff(t testing.TB, o *Outbox, c change) *Outbox {
	t.Helper()
	data, err := c.encode()
	must(t, err)
	_, err = o.journal.Append(data)
	must(t, err)
	return again(t, o)
}

func TestAReplyThatWasCutOffIsADraftWithItsWordsOnce(t *testing.T) {
	o := opened(t, options(t))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(1), Text: desk.Foreign("Hello th")}))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(1), Note: true, Text: desk.Foreign("a note")}))
	r := op(1, reply("Hello there"))
	o = cutOff(t, o, change{Put: []*entry{o.entry(r, 1, 0)}, Drafts: o.spoken(o.state.Load(), r)})
	for range 2 {
		if got := text(o.Draft(ticket(1), false)); got != "Hello there" {
			t.Errorf("the draft is %q", got)
		}
		if got := text(o.Draft(ticket(1), true)); got != "a note" {
			t.Errorf("the note is %q", got)
		}
		if len(o.Pending()) != 0 {
			t.Error("it would be sent")
		}
		o = again(t, o)
	}
}

func TestAReplyThatWasClaimedAsTheJournalWasWrittenAnewIsLookedUpAfterTheNextStart(t *testing.T) {
	o := opened(t, options(t))
	r := op(1, reply("Hello there"))
	must(t, o.Submit(r, 0))
	if ok, err := o.Claim(r.ID); !ok || err != nil {
		t.Fatal(ok, err)
	}
	o = cutOff(t, o, o.state.Load().whole()) // what a checkpoint writes first
	ops, _ := o.Ready(noon())
	if len(ops) != 1 || !o.Unsure(r.ID) {
		t.Errorf("%d are ready, states %v, unsure %v: its ticket is blocked", len(ops), states(o), o.Unsure(r.ID))
	}
}

func TestAHoldOfAClockThatWentWrongEndsInTimeAlsoWhereTheJournalTellsOfIt(t *testing.T) {
	opt := options(t)
	now := noon().AddDate(1, 0, 0)
	opt.Now = func() time.Time { return now }
	o := opened(t, opt)
	must(t, o.Submit(op(1, reply("Hello there")), 8*time.Second))
	whole := o.state.Load().whole()
	now = noon()
	o = cutOff(t, o, whole)
	if until := o.Pending()[0].Until; until.After(now.Add(8 * time.Second)) {
		t.Error("it is held until", until)
	}
}

func TestTheJournalIsWrittenAnewOnlyWhereTheFileHoldsEveryWord(t *testing.T) {
	o := opened(t, options(t))
	r := op(1, reply("Hello there"))
	must(t, o.Submit(r, 0))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(2), Text: desk.Foreign("begun")}))
	must(t, o.checkpoint())
	for name, spoil := range map[string]change{
		"words":   {Put: []*entry{{Pos: 1, Op: desk.Op{ID: r.ID, Ticket: r.Ticket, Actor: "ana", At: noon(), Intent: reply("Goodbye")}}}},
		"a state": {Put: []*entry{{Pos: 1, Op: r, Stopped: desk.OpRefused}}},
		"a draft": {Drafts: []*desk.Draft{{Ticket: ticket(2), Text: desk.Foreign("another")}}},
	} {
		must(t, o.table.write(o.state.Load(), spoil, o.journal.Last(), false))
		if err := o.checkpoint(); !errors.Is(err, errMissing) {
			t.Errorf("%s of another kind passed: %v", name, err)
		}
		must(t, o.mend())
		must(t, o.checkpoint())
	}
}

func TestTheJournalCanBeWrittenAnewAfterAClaimOfAnEarlierProcess(t *testing.T) {
	o := opened(t, options(t))
	r := op(1, reply("not a letter: \xff"))
	must(t, o.Submit(r, time.Minute))
	if ok, err := o.Claim(r.ID); !ok || err != nil {
		t.Fatal(ok, err)
	}
	o = again(t, o)
	must(t, o.Submit(op(2, reply("next")), 0))
	must(t, o.checkpoint())
	if !o.Unsure(r.ID) || !again(t, o).Unsure(r.ID) {
		t.Error("that it may have been sent is forgotten")
	}
}

func TestADamagedLengthInTheJournalCostsNoWordAndNothingIsRemoved(t *testing.T) {
	for bit := range 32 {
		opt := options(t)
		o := opened(t, opt)
		var ends []int64
		for n := range 5 {
			ends = append(ends, o.journal.Size())
			must(t, o.Submit(op(n, reply("Hello there")), 0))
		}
		must(t, o.Close())
		spoil(t, filepath.Join(opt.Dir, "outbox.log"), func(b []byte) []byte {
			b[ends[2]+int64(bit/8)] ^= 1 << (bit % 8)
			return b
		})
		must(t, os.Remove(filepath.Join(opt.Dir, "outbox.db")))
		var moved []string
		opt.Moved = func(aside string) { moved = append(moved, aside) }
		o = opened(t, opt)
		if len(o.Pending()) != 5 || len(moved) != 1 {
			t.Errorf("bit %d: %d of 5 operations, moved %v", bit, len(o.Pending()), moved)
		}
		if _, c, err := journal.Open(journal.Options{Path: o.path("outbox.log"), Key: opt.Key}); err != nil || c.Damaged {
			t.Errorf("bit %d: the new journal: %v %+v", bit, err, c.Damaged)
		}
	}
}

func TestWhatWasSaidNotToBeTakenBackIsThereAlsoWhereTheNextStartFindsBothCopies(t *testing.T) {
	opt := options(t)
	left := -1 // writes that the disk still takes; -1 for all
	opt.Writing = func(write func() error) error {
		if left == 0 {
			return syscall.ENOSPC
		}
		left = max(left-1, -1)
		return write()
	}
	o := opened(t, opt)
	sent := op(1, reply("a"))
	must(t, o.Submit(sent, 0))
	left = 1 // the journal has it, and then the disk is full
	if _, err := o.Cancel(sent.ID); !errors.Is(err, vault.ErrDisk) {
		t.Fatal(err)
	}
	left = -1
	if o = again(t, o); len(o.Pending()) != 1 || o.Draft(sent.Ticket, false) != nil {
		t.Error("what the agent was told did not happen has happened")
	}
}

func TestAHoldThatIsOverStaysOverWhereTheClockIsSetBack(t *testing.T) {
	o := opened(t, options(t))
	must(t, o.Submit(op(1, reply("a")), 8*time.Second))
	o.opt.Now = func() time.Time { return noon().Add(time.Minute) }
	o = again(t, o)
	if ops, _ := o.Ready(noon().AddDate(-10, 0, 0)); len(ops) != 1 {
		t.Error("it is held once more")
	}
}
