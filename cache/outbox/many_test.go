package outbox

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestWhatWasSubmittedTogetherSurvivesTogetherAndIsCancelledTogether(t *testing.T) {
	o := opened(t, options(t))
	var ops []desk.Op
	var ids []desk.OpID
	for n := range 300 {
		ops = append(ops, op(n, desk.Assign{To: "ana"}))
		ids = append(ids, ops[n].ID)
	}
	must(t, o.SubmitAll(ops, time.Hour))
	o = again(t, o)
	if all := o.Pending(); len(all) != 300 || all[0].Op.ID != ids[0] || all[299].Op.ID != ids[299] {
		t.Fatalf("%d are there after a restart, or in another order", len(all))
	}
	mine, err := o.Claim(ids[7])
	if must(t, err); !mine {
		t.Fatal("not claimed")
	}
	taken, _, err := o.CancelAll(ids, nil)
	if must(t, err); len(taken) != 299 {
		t.Errorf("%d taken back", len(taken))
	}
	if o = again(t, o); len(o.Pending()) != 1 {
		t.Errorf("%d are there where one was claimed", len(o.Pending()))
	}
}

func TestTwoRepliesOnOneTicketThatAreTakenBackTogetherAreOneDraft(t *testing.T) {
	o := opened(t, options(t))
	first, second := op(1, reply("first")), op(1, reply("second"))
	must(t, o.SubmitAll([]desk.Op{first, second}, time.Minute))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(1), Text: desk.Foreign("third")}))
	taken, _, err := o.CancelAll([]desk.OpID{first.ID, second.ID}, nil)
	if must(t, err); len(taken) != 2 {
		t.Errorf("%d taken back", len(taken))
	}
	if got := text(again(t, o).Draft(ticket(1), false)); got != "first\n\nsecond\n\nthird" {
		t.Errorf("the draft is %q", got)
	}
}

func TestWhatIsTakenBackAndWhatSetsTheRestBackIsOneStep(t *testing.T) {
	o := opened(t, options(t))
	sent, held := op(1, desk.Assign{To: "ana"}), op(2, desk.Assign{To: "ana"})
	back := op(1, desk.Assign{})
	must(t, o.SubmitAll([]desk.Op{sent, held}, time.Minute))
	must(t, o.Settled(sent.ID))
	was := o.journal.Last()
	taken, put, err := o.CancelAll([]desk.OpID{sent.ID, held.ID}, map[desk.OpID]desk.Op{sent.ID: back, held.ID: op(2, desk.Assign{})})
	must(t, err)
	if len(taken) != 1 || len(put) != 1 || put[0].ID != back.ID || o.journal.Last() != was+1 {
		t.Errorf("%d taken back, %v put, in %d steps", len(taken), put, o.journal.Last()-was)
	}
	if all := again(t, o).Pending(); len(all) != 1 || all[0].Op.ID != back.ID {
		t.Errorf("%+v", all)
	}
}

func TestASplitThatIsTakenBackLeavesNoDraftOfTheCustomersWords(t *testing.T) {
	o := opened(t, options(t))
	split := op(7, desk.Create{
		Subject: desk.Foreign("lamp"), Channel: desk.Mail, Requester: desk.CustomerID{ID: desk.DeriveID("c", "1")},
		Text: desk.Foreign("and the shade?"), From: ticket(1), FromNumber: 9,
	})
	must(t, o.Submit(split, 0))
	_, err := o.Cancel(split.ID)
	if must(t, err); o.Drafts() != 0 {
		t.Errorf("%+v", o.Draft(ticket(7), true))
	}
}
