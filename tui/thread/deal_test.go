package thread_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

const answered = `Yes, that is the one.

On Tue, 3 Mar 2026 at 17:32, Heed Support <help@shop.example>
wrote:
> Thank you for writing again.
>
> Is it order 4411?

And the shade is still missing.
> One line stays.
Best, Harper`

func TestWhatAMessageQuotesIsFoldedToALineAndOneKeyShowsIt(t *testing.T) {
	d, id := lamp()
	customerWrites(d, id, now.Add(-time.Minute), answered)
	d.Clock = now
	st := play(t, d, id, 60, 60)
	got := st.Picture()
	if !strings.Contains(got, "▸ 5 quoted lines · <quotes> shows them") || strings.Contains(got, "Is it order 4411") {
		t.Errorf("it shows\n%s", got)
	}
	for _, said := range []string{"Yes, that is the one.", "And the shade is still missing.", "One line stays.", "Best, Harper"} {
		if !strings.Contains(got, said) {
			t.Errorf("%q is folded away in\n%s", said, got)
		}
	}
	st.Act(keymaps.Quotes)
	if got := st.Picture(); !strings.Contains(got, "Is it order 4411") || strings.Contains(got, "quoted lines") {
		t.Errorf("unfolded it shows\n%s", got)
	}
	st.Act(keymaps.Quotes)
	if got := st.Picture(); strings.Contains(got, "Is it order 4411") {
		t.Errorf("folded again it shows\n%s", got)
	}
}

func TestAWholeMessageBelowAnAnswerIsFoldedAndAQuotationAloneIsNot(t *testing.T) {
	for name, c := range map[string]struct {
		body         string
		shows, hides string
	}{
		"below":      {"Thanks.\n\n-----Original Message-----\nFrom: us\nIs it here?", "▸ 3 quoted lines", "Is it here?"},
		"unmarked":   {"Thanks.\n\nOn 3 Mar 2026 Kim wrote:\nIs it here?\nBest", "▸ 3 quoted lines", "Is it here?"},
		"alone":      {"> Is it here?\n> Really?", "> Really?", "quoted"},
		"a sentence": {"On Tuesday Kim wrote:\nIs it here?\nI said yes.", "I said yes.", "quoted"},
	} {
		d, id := lamp()
		customerWrites(d, id, now.Add(-time.Minute), c.body)
		d.Clock = now
		got := play(t, d, id, 60, 60).Picture()
		if !strings.Contains(got, c.shows) || strings.Contains(got, c.hides) {
			t.Errorf("%s: it shows\n%s", name, got)
		}
	}
}

func TestACallStandsInTheThreadAsACall(t *testing.T) {
	d, id := lamp()
	d.Arrive(desk.Op{
		ID: desk.NewOpID(), Ticket: id, Seen: d.Tickets[id].LastMessage, Actor: "tom", At: now,
		Intent: desk.LogCall{Way: desk.CallIn, Minutes: 12, Text: desk.Foreign("She has it now.")},
	})
	got := play(t, d, id, 60, 40).Picture()
	if !strings.Contains(got, "┆ They called, 12 min · Tom") || !strings.Contains(got, "┆ She has it now.") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestLinksAndFollowingStandInTheHeader(t *testing.T) {
	d, id := lamp()
	k := d.Tickets[id]
	k.Links, k.Followers = []desk.Linked{{Ticket: desk.NewTicketID(), Number: 4790}, {Ticket: desk.NewTicketID(), Number: 4711}}, []desk.AgentID{"kim"}
	d.Tickets[id] = k
	got := play(t, d, id, 60, 40).Picture()
	if !strings.Contains(got, "linked to #4790 · #4711") || !strings.Contains(got, "◇ followed") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestAMessageOrALinkIsCopiedByItsNumber(t *testing.T) {
	d, id := lamp()
	customerWrites(d, id, now.Add(-time.Minute), "See https://parcels.example/t/77, and https://parcels.example/t/77.\nThanks")
	d.Clock = now
	st := play(t, d, id, 80, 40)
	st.Act(keymaps.CopyText)
	if got := st.Picture(); strings.Count(got, "https://parcels.example/t/77 ") != 1 {
		t.Errorf("it offers\n%s", got)
	}
	st.Type("1")
	st.Act(keymaps.Accept)
	if st.Copied != "https://parcels.example/t/77" {
		t.Errorf("copied %q", st.Copied)
	}
	st.Act(keymaps.CopyText)
	st.Type("2")
	st.Act(keymaps.Accept)
	if st.Copied != "See https://parcels.example/t/77, and https://parcels.example/t/77.\nThanks" {
		t.Errorf("copied %q", st.Copied)
	}
}

func TestTheHistorySaysWhoDidWhatToTheSecond(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, 100, 40)
	st.Act(keymaps.History)
	got := st.Picture()
	for _, want := range []string{
		"What happened to", "3 Mar 2026", "16:32:00  ▏Harper Moore wrote 126 letters by mail", "17:32:00  You answered by mail",
		"09:32:00  Tom left a note, 38 letters", "09:32:00  Tom made it urgent",
	} {
		if !strings.Contains(got, want) && !strings.Contains(st.Top().Title(), want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	st.Act(keymaps.Cancel)
	if _, there := st.Top().(interface{ Telling() }); there {
		t.Error("it cannot be left")
	}
}

func TestTheDialogsOfAThreadFitEverySizeAndStayTame(t *testing.T) {
	for _, action := range []keymaps.Action{keymaps.CopyText, keymaps.History} {
		d, id := lamp()
		for _, bad := range screentest.Hostile() {
			if strings.TrimSpace(bad) != "" {
				customerWrites(d, id, now.Add(-time.Minute), bad+"\nhttps://x.example/"+bad)
			}
		}
		d.Clock = now
		st := play(t, d, id, 80, 24)
		st.Act(action)
		st.Sweep()
		screentest.Tame(t, st.Top().View(now).Text)
	}
}

func TestAMessageBecomesATicketOfItsOwn(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, 100, 40)
	st.Act(keymaps.Split)
	if got := st.Picture(); !strings.Contains(got, "1  Anyone there?") || strings.Contains(got, "2  ") {
		t.Errorf("it offers\n%s", got)
	}
	st.Act(keymaps.Accept)
	if len(d.Submitted) != 1 {
		t.Fatalf("%+v", d.Submitted)
	}
	op, k := d.Submitted[0], d.Tickets[id]
	in, ok := op.Intent.(desk.Create)
	if !ok || op.Ticket == id || in.Text.Raw() != "Anyone there?" || in.From != id || in.Requester != k.Requester || in.Outbound {
		t.Errorf("%+v", op)
	}
	back := st.Said[len(st.Said)-1].Back
	if merge, ok := back.Intent.(desk.Merge); !ok || back.Ticket != op.Ticket || merge.Into != id {
		t.Errorf("taken back by %+v", back)
	}
}

func TestNothingIsSplitOffWhereTheCustomerWroteOnce(t *testing.T) {
	d := screentest.NewDesk(now)
	id := d.Open(4821, "Refund", "Harper Moore", "Where is it?", time.Hour)
	if why := play(t, d, id, 100, 40).Act(keymaps.Split); why.Code != desk.NothingSelected {
		t.Errorf("%v", why)
	}
}

func TestAMergedTicketSaysWhereItGoesOnBeforeAnythingIsWritten(t *testing.T) {
	d, id := lamp()
	k := d.Tickets[id]
	k.Status, k.MergedInto = desk.Closed, desk.NewTicketID()
	d.Tickets[id] = k
	st := play(t, d, id, 100, 40)
	for _, a := range []keymaps.Action{keymaps.WriteNote, keymaps.WriteReply, keymaps.Follow, keymaps.AddTag} {
		if why := st.Top().Why(a); why.Code != desk.TicketMerged {
			t.Errorf("%s: %v", a, why)
		}
	}
}

func TestForwardOpensATextToSomebodyOutside(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, 100, 40)
	if why := st.Act(keymaps.Forward); !why.None() {
		t.Fatalf("%v", why)
	}
	if g := st.LastWent(); g.To != screen.Compose || g.Ticket != id || !g.Forward || g.Note {
		t.Errorf("it goes to %+v", g)
	}
}
