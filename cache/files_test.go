package cache

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// attached adds a file to a ledger and returns it as a message names it.
func attached(t testing.TB, l *Ledger, name, text string) desk.Attachment {
	t.Helper()
	id, size, err := l.AddFile(strings.NewReader(text))
	must(t, err)
	return desk.Attachment{ID: id, Name: desk.Foreign(name), Type: "text/plain", Size: size}
}

// holds reads a file that waits; empty where it does not wait here.
func holds(t testing.TB, l *Ledger, f desk.Attachment) string {
	t.Helper()
	r, err := l.File(f.ID)
	if errors.Is(err, desk.ErrNotFound) {
		return ""
	}
	must(t, err)
	b, err := io.ReadAll(r)
	must(t, errors.Join(err, r.Close()))
	return string(b)
}

func replyWith(text string, files ...desk.Attachment) desk.Reply {
	return desk.Reply{Text: desk.Foreign(text), Attachments: files}
}

func TestAFileStaysAsLongAsItsReplyWaitsAndGoesWhenItHasArrived(t *testing.T) {
	l := filled(t, options(t), 3)
	f := attached(t, l, "receipt.txt", "94.80")
	o := op(1, replyWith("Here it is.", f))
	must(t, l.Submit(o, 0))
	l = reopened(t, l)
	if got := holds(t, l, f); got != "94.80" {
		t.Fatalf("it holds %q", got)
	}
	if all := got2(l.Outbox()); len(all) != 1 || len(all[0].Op.Attachments()) != 1 {
		t.Error("the reply has lost its file")
	}
	shown := 0
	for _, m := range got2(l.Thread(ticketID(1), 9)).Messages {
		shown += len(m.Attachments)
	}
	if shown != 1 {
		t.Errorf("the thread shows %d files while it waits", shown)
	}
	must(t, l.Settle(o.ID, desk.Verdict{Op: o.ID, Outcome: desk.Applied}))
	if got := holds(t, l, f); got != "" {
		t.Error("it is still here after it has arrived")
	}
}

func TestAReplyThatIsTakenBackOrRefusedKeepsItsFiles(t *testing.T) {
	l := filled(t, options(t), 3)
	f := attached(t, l, "receipt.txt", "94.80")
	o := op(1, replyWith("Here it is.", f))
	must(t, l.Submit(o, 0))
	_, err := l.Cancel(o.ID)
	must(t, err)
	if d := got2(l.Draft(ticketID(1), false)); d == nil || len(d.Attachments) != 1 || holds(t, l, f) != "94.80" {
		t.Fatal("the draft has lost it:", d)
	}
	o.ID = desk.NewOpID()
	must(t, l.Submit(o, 0))
	must(t, l.Settle(o.ID, desk.Verdict{Op: o.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.TicketClosed)}))
	if holds(t, l, f) == "" {
		t.Error("what was refused has lost it")
	}
	shown := 0
	for _, m := range got2(l.Thread(ticketID(1), 9)).Messages {
		shown += len(m.Attachments)
	}
	if shown != 1 {
		t.Errorf("the thread shows %d files of what was refused", shown)
	}
	must(t, l.Discard(o.ID))
	if holds(t, l, f) != "" {
		t.Error("what was discarded keeps it")
	}
}

func TestADraftOfFilesAloneIsKeptAndItsFilesGoWithIt(t *testing.T) {
	l := filled(t, options(t), 3)
	one, two := attached(t, l, "one.txt", "one"), attached(t, l, "two.txt", "two")
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(1), Attachments: []desk.Attachment{one, two}, At: noon()}))
	l = reopened(t, l)
	d := got2(l.Draft(ticketID(1), false))
	if d == nil || len(d.Attachments) != 2 || holds(t, l, two) != "two" {
		t.Fatal("it is lost:", d)
	}
	d.Attachments = d.Attachments[:1]
	must(t, l.SaveDraft(*d))
	if holds(t, l, one) != "one" || holds(t, l, two) != "" {
		t.Error("the one that was removed is still here, or the other gone")
	}
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(1)}))
	if holds(t, l, one) != "" {
		t.Error("a dropped draft keeps its file")
	}
}

func TestAFullDiskSaysThatTheFileWasNotAdded(t *testing.T) {
	opt := options(t)
	opt.Dir = filepath.Join(smallDisk(t), "profile")
	l := filled(t, opt, 3)
	_, _, err := l.AddFile(io.LimitReader(endless{}, 8<<20))
	var p *desk.Problem
	if !errors.As(err, &p) || p.Code != desk.DiskFull {
		t.Error(err)
	}
	if left, err := os.ReadDir(filepath.Join(opt.Dir, "parcels")); err != nil || len(left) > 0 {
		t.Error("it left a piece behind:", left, err)
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }
