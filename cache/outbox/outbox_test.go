package outbox

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

func noon() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) }

func options(t testing.TB) Options {
	return Options{Dir: t.TempDir(), Key: seal.NewStoreKey(), Account: "ana", Now: noon}
}

func opened(t testing.TB, opt Options) *Outbox {
	t.Helper()
	o, err := Open(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Close() })
	return o
}

// again closes an outbox and opens it anew, as the next start of the program does.
func again(t testing.TB, o *Outbox) *Outbox {
	t.Helper()
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	return opened(t, o.opt)
}

func ticket(n int) desk.TicketID { return desk.TicketID{ID: desk.DeriveID("ticket", strconv.Itoa(n))} }

func op(n int, in desk.Intent) desk.Op {
	return desk.Op{ID: desk.NewOpID(), Ticket: ticket(n), Seen: 4, Actor: "ana", At: noon(), Intent: in}
}

func reply(s string) desk.Reply {
	return desk.Reply{Text: desk.Foreign(s), Canned: []desk.CannedID{{ID: desk.DeriveID("canned")}}}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func text(d *desk.Draft) string {
	if d == nil {
		return ""
	}
	return d.Text.Raw()
}

func states(o *Outbox) (out []desk.OpState) {
	for _, p := range o.Pending() {
		out = append(out, p.State)
	}
	return out
}

func code(err error) desk.Code {
	var p *desk.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

func TestWhatIsQueuedAndWhatWasBegunIsThereTheNextTime(t *testing.T) {
	o := opened(t, options(t))
	first := op(1, reply("It is on its way."))
	must(t, o.Submit(first, 0))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(2), Text: desk.Foreign("Dear"), Caret: 4, At: noon()}))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(2), Note: true, Text: desk.Foreign("ask the depot"), At: noon()}))
	o = again(t, o)
	if p := o.Pending(); len(p) != 1 || p[0].Op.ID != first.ID || p[0].State != desk.OpWaiting {
		t.Errorf("%+v", p)
	}
	if text(o.Draft(ticket(2), false)) != "Dear" || text(o.Draft(ticket(2), true)) != "ask the depot" {
		t.Error("a draft is not there")
	}
}

func TestSendingAReplyTakesItsDraftAlongAndNoOther(t *testing.T) {
	o := opened(t, options(t))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(1), Text: desk.Foreign("It is")}))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(1), Note: true, Text: desk.Foreign("a note")}))
	must(t, o.Submit(op(1, reply("It is on its way.")), 0))
	o = again(t, o)
	if o.Draft(ticket(1), false) != nil || text(o.Draft(ticket(1), true)) != "a note" {
		t.Error("the wrong draft went")
	}
}

func TestUndoBringsTheWordsBackAsTheDraft(t *testing.T) {
	o := opened(t, options(t))
	sent := op(1, reply("It is on its way."))
	must(t, o.Submit(sent, 8*time.Second))
	if s := states(o); s[0] != desk.OpHolding {
		t.Error(s)
	}
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(1), Text: desk.Foreign("P.S.")}))
	back, err := o.Cancel(sent.ID)
	must(t, err)
	if back.ID != sent.ID {
		t.Error("another operation came back")
	}
	o = again(t, o)
	d := o.Draft(ticket(1), false)
	if text(d) != "It is on its way.\n\nP.S." || d.Seen != 4 || len(d.Canned) != 1 || len(o.Pending()) != 0 {
		t.Errorf("%q %+v", text(d), d)
	}
	if _, err := o.Cancel(sent.ID); code(err) != desk.TooLateToUndo {
		t.Error("it was taken back twice:", err)
	}
}

func TestWhatTheDeskMayHaveCannotBeTakenBack(t *testing.T) {
	o := opened(t, options(t))
	sent := op(1, reply("It is on its way."))
	must(t, o.Submit(sent, 0))
	if mine, err := o.Claim(sent.ID); err != nil || !mine {
		t.Fatal(err)
	}
	if mine, err := o.Claim(sent.ID); err != nil || mine {
		t.Error("two claimed it", err)
	}
	if _, err := o.Cancel(sent.ID); code(err) != desk.TooLateToUndo {
		t.Error(err)
	} else if p := new(desk.Problem); !errors.As(err, &p) || len(p.Args) != 1 || p.Args[0] != string(desk.OpSending) {
		t.Error("it does not say that it is being sent:", err)
	}
	must(t, o.Release(sent.ID, noon().Add(time.Minute), true))
	if _, err := o.Cancel(sent.ID); code(err) != desk.TooLateToUndo {
		t.Error("after a try that may have worked:", err)
	}
	if p := o.Pending()[0]; p.State != desk.OpWaiting || !p.Unsure {
		t.Errorf("%+v does not say that it may have worked", p)
	}
	if mine, err := o.Claim(sent.ID); err != nil || !mine {
		t.Fatal(err)
	}
	must(t, o.Release(sent.ID, noon().Add(time.Minute), false))
	if _, err := o.Cancel(sent.ID); err != nil {
		t.Error("after a try that did not:", err)
	}
}

func TestWhatWasClaimedWhenTheProgramDiedIsLookedUpFirst(t *testing.T) {
	o := opened(t, options(t))
	a, b := op(1, reply("a")), op(2, reply("b"))
	must(t, o.Submit(a, 0))
	must(t, o.Submit(b, 0))
	if _, err := o.Claim(a.ID); err != nil {
		t.Fatal(err)
	}
	o = again(t, o)
	if !o.Unsure(a.ID) || o.Unsure(b.ID) {
		t.Error("a", o.Unsure(a.ID), "b", o.Unsure(b.ID))
	}
	if ops, _ := o.Ready(noon()); len(ops) != 2 {
		t.Error("ready:", len(ops))
	}
	if _, err := o.Cancel(a.ID); code(err) != desk.TooLateToUndo {
		t.Error(err)
	}
}

func TestEachTicketsOperationsGoOneAfterTheOtherAndNoTicketHoldsAnotherUp(t *testing.T) {
	o := opened(t, options(t))
	a1, a2, b1 := op(1, reply("a1")), op(1, reply("a2")), op(2, reply("b1"))
	for _, x := range []desk.Op{a1, a2, b1} {
		must(t, o.Submit(x, 0))
	}
	ids := func() (out []desk.OpID) {
		ops, _ := o.Ready(noon())
		for _, x := range ops {
			out = append(out, x.ID)
		}
		return out
	}
	if r := ids(); len(r) != 2 || r[0] != a1.ID || r[1] != b1.ID {
		t.Fatal(r)
	}
	if _, err := o.Claim(a1.ID); err != nil {
		t.Fatal(err)
	}
	if r := ids(); len(r) != 1 || r[0] != b1.ID {
		t.Fatal("while the first is on its way:", r)
	}
	must(t, o.Stopped(a1.ID, desk.OpRefused, desk.Refuse(desk.TicketClosed), nil))
	if r := ids(); len(r) != 1 || r[0] != b1.ID {
		t.Fatal("behind a refused one:", r)
	}
	if s := states(o); s[0] != desk.OpRefused || s[1] != desk.OpParked || s[2] != desk.OpWaiting {
		t.Error(s)
	}
	must(t, o.Discard(a1.ID))
	if r := ids(); len(r) != 2 || r[0] != b1.ID && r[0] != a2.ID {
		t.Fatal("after the refused one was put away:", r)
	}
	must(t, o.Settled(a2.ID, b1.ID))
	if len(again(t, o).Pending()) != 0 {
		t.Error("something is left")
	}
}

func TestAHeldReplySentAnywayKeepsItsPlace(t *testing.T) {
	o := opened(t, options(t))
	a1, a2 := op(1, reply("a1")), op(1, reply("a2"))
	must(t, o.Submit(a1, 0))
	must(t, o.Submit(a2, 0))
	came := []desk.Message{{ID: 5, Text: desk.Foreign("one more thing")}}
	must(t, o.Stopped(a1.ID, desk.OpHeld, desk.Refuse(desk.NewerMessage, desk.CustomerSide, 5), came))
	o = again(t, o)
	p := o.Pending()
	if p[0].State != desk.OpHeld || len(p[0].Came) != 1 || p[0].Problem.Code != desk.NewerMessage {
		t.Fatalf("%+v", p[0])
	}
	anyway := op(1, desk.Reply{Text: desk.Foreign("a1"), Anyway: true})
	must(t, o.Again(a1.ID, anyway))
	o = again(t, o)
	if p := o.Pending(); len(p) != 2 || p[0].Op.ID != anyway.ID || p[1].Op.ID != a2.ID {
		t.Fatalf("%+v", p)
	}
	if err := o.Again(a1.ID, op(1, reply("x"))); code(err) != desk.TooLateToUndo {
		t.Error("what is not there was replaced:", err)
	}
}

func TestTheSameOperationTwiceIsOneAndOtherWordsUnderItsIdAreRefused(t *testing.T) {
	o := opened(t, options(t))
	a := op(1, reply("a"))
	must(t, o.Submit(a, 0))
	must(t, o.Submit(a, 0))
	if len(o.Pending()) != 1 {
		t.Error("it is there twice")
	}
	a.Intent = reply("b")
	if err := o.Submit(a, 0); code(err) != desk.PayloadDiffers {
		t.Error(err)
	}
}

func TestWhatCanNeverBeSentIsNotQueued(t *testing.T) {
	o := opened(t, options(t))
	foreign := op(1, reply("a"))
	foreign.Actor = "tom"
	long := op(1, desk.Note{Text: desk.Foreign(string(make([]byte, desk.MaxReply+1)))})
	for want, x := range map[desk.Code]desk.Op{desk.NotAllowed: foreign, desk.TextTooLong: long, desk.BadValue: {}} {
		if err := o.Submit(x, 0); code(err) != want {
			t.Errorf("%v instead of %s", err, want)
		}
	}
}

func TestAHoldNeverLastsLongerThanItWasMeantToWhateverTheClockDoes(t *testing.T) {
	o := opened(t, options(t))
	must(t, o.Submit(op(1, reply("a")), 8*time.Second))
	if ops, next := o.Ready(noon()); len(ops) != 0 || !next.Equal(noon().Add(8*time.Second)) {
		t.Error(ops, next)
	}
	o.opt.Now = func() time.Time { return noon().AddDate(-10, 0, 0) }
	o = again(t, o)
	if _, next := o.Ready(o.opt.Now()); next.After(o.opt.Now().Add(8 * time.Second)) {
		t.Error("it is held until", next)
	}
}

func TestAnotherAccountAndAnotherKeyAreTurnedAway(t *testing.T) {
	o := opened(t, options(t))
	must(t, o.Submit(op(1, reply("a")), 0))
	must(t, o.Close())
	other := o.opt
	other.Account = "tom"
	if _, err := Open(other); !errors.Is(err, vault.ErrOtherAccount) {
		t.Error(err)
	}
	wrong := o.opt
	wrong.Key = seal.NewStoreKey()
	if _, err := Open(wrong); !errors.Is(err, vault.ErrWrongKey) {
		t.Error(err)
	}
	must(t, os.Remove(filepath.Join(o.opt.Dir, "outbox.db")))
	if _, err := Open(wrong); !errors.Is(err, vault.ErrWrongKey) {
		t.Error("with the file gone:", err)
	}
	if n := len(opened(t, o.opt).Pending()); n != 1 {
		t.Error("turning a wrong key away cost", 1-n, "operations")
	}
}

func TestWordsFromElsewhereLeaveTheDraftAlone(t *testing.T) {
	o := opened(t, options(t))
	held := op(1, reply("held"))
	must(t, o.Submit(held, 0))
	must(t, o.Stopped(held.ID, desk.OpHeld, desk.Refuse(desk.NewerMessage), nil))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(1), Text: desk.Foreign("begun by hand")}))
	must(t, o.Post(op(1, reply("from a script"))))
	must(t, o.Again(held.ID, op(1, reply("held, sent anyway"))))
	if got := text(again(t, o).Draft(ticket(1), false)); got != "begun by hand" {
		t.Errorf("the draft is %q", got)
	}
}

func TestWordsTakenBackJoinWhatWasBegunSinceWithAllThatGoesAlong(t *testing.T) {
	o := opened(t, options(t))
	to := func(value string, role desk.AddressRole) desk.Address {
		return desk.Address{Channel: desk.Mail, Value: desk.Foreign(value), Role: role}
	}
	file := func(n byte) desk.Attachment {
		return desk.Attachment{ID: desk.FileID{n}, Name: desk.Foreign("a.txt"), Size: 1}
	}
	sent := op(1, desk.Reply{Text: desk.Foreign("sent"), Canned: []desk.CannedID{{ID: desk.ID{1}}}, Attachments: []desk.Attachment{file(1)}})
	sent.Recipients = []desk.Address{to("harper@example.org", desk.AddressTo), to("tom@example.org", desk.AddressCc)}
	begun := desk.Draft{
		Ticket: ticket(1), Text: desk.Foreign("begun"), Canned: []desk.CannedID{{ID: desk.ID{2}}}, Attachments: []desk.Attachment{file(1), file(2)},
		To: []desk.Address{to("harper@example.org", desk.AddressTo), to("ines@example.org", desk.AddressBcc)},
	}
	must(t, o.Submit(sent, time.Second))
	must(t, o.SaveDraft(begun))
	if _, err := o.Cancel(sent.ID); err != nil {
		t.Fatal(err)
	}
	want := sent.Draft().Before(&begun)
	got := again(t, o).Draft(ticket(1), false)
	if got == nil || len(got.To) != 3 || len(got.Attachments) != 2 || len(got.Canned) != 2 || !slices.Equal(got.To, want.To) || text(got) != "sent\n\nbegun" {
		t.Errorf("the draft is %+v", got)
	}
}
