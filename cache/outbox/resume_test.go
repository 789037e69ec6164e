package outbox

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

func TestWhatAnEarlierProcessMayHaveHadIsKeptOnceAndLookedUpFirst(t *testing.T) {
	o := opened(t, options(t))
	r := op(1, reply("Hello there"))
	must(t, o.Submit(r, 0))
	must(t, o.Resume(r))
	if len(o.Pending()) != 1 || o.Unsure(r.ID) {
		t.Fatalf("%v, unsure %v: it never left", states(o), o.Unsure(r.ID))
	}
	// The process ends between the two copies: nobody was told that it is queued.
	late := op(2, reply("Goodbye"))
	o = cutOff(t, o, change{Put: []*entry{o.entry(late, 2, 0)}})
	late.At = late.At.Add(1) // asked again a moment later
	must(t, o.Resume(late))
	if len(o.Pending()) != 2 || !o.Unsure(late.ID) || o.Draft(ticket(2), false) != nil {
		t.Errorf("%v, unsure %v, a draft %q", states(o), o.Unsure(late.ID), text(o.Draft(ticket(2), false)))
	}
	// Words of somebody's own are no words of it.
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(3), Text: desk.Foreign("begun")}))
	must(t, o.Resume(op(3, reply("Yes"))))
	if got := text(o.Draft(ticket(3), false)); got != "begun" {
		t.Errorf("the draft is %q", got)
	}
}

func TestAnOutboxThatWasCutOffCanBeReadOnAFullDisk(t *testing.T) {
	opt := options(t)
	opt.Dir = filepath.Join(smallDisk(t), "profile")
	must(t, disk.Folder(opt.Dir))
	o := opened(t, opt)
	must(t, o.Submit(op(1, reply("safe")), 0))
	r := op(2, reply("Hello there"))
	data, err := change{Put: []*entry{o.entry(r, 2, 0)}}.encode()
	must(t, err)
	_, err = o.journal.Append(data)
	must(t, err)
	must(t, o.Close())
	filler := filepath.Join(filepath.Dir(opt.Dir), "filler")
	fillUp(t, filler)
	o = opened(t, opt)
	if len(o.Pending()) != 1 || text(o.Draft(ticket(2), false)) != "Hello there" {
		t.Fatalf("%v, a draft %q", states(o), text(o.Draft(ticket(2), false)))
	}
	if !o.Cramped() {
		t.Skip("this disk took it") // it was full to the last page only for files that grow
	}
	if err := o.Submit(op(3, reply("no room")), 0); !errors.Is(err, vault.ErrDisk) {
		t.Error("queued on a full disk:", err)
	}
	o = again(t, o) // nothing was lost by looking
	must(t, os.Remove(filler))
	must(t, o.Submit(op(3, reply("there is room again")), 0))
	o = again(t, o)
	if o.Cramped() || len(o.Pending()) != 2 || text(o.Draft(ticket(2), false)) != "Hello there" {
		t.Errorf("%v, a draft %q", states(o), text(o.Draft(ticket(2), false)))
	}
}
