package replies_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/replies"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// led is the phrasebook before somebody of a role, with nothing being written.
func led(t *testing.T, d *screentest.Desk, role desk.Role, w, h int) *screentest.Stage {
	t.Helper()
	d.Who.Role = role
	s := screentest.NewSession(d)
	b := &below{open: replies.New(replies.Needs{Session: s, Reads: d, Shelf: d, Facts: phrasebook.Facts{Customer: desk.Customer{Name: desk.Foreign("Harper Moore")}}})}
	return screentest.Play(t, d, s, b, w, h)
}

// edits is a lead who changes the reply about a late parcel, and has typed something there.
func edits(t *testing.T, d *screentest.Desk, typed string) *screentest.Stage {
	t.Helper()
	st := led(t, d, desk.RoleLead, 104, 24)
	st.Type("late")
	st.Act(keymaps.EditReply)
	st.Type(typed)
	return st
}

// reply is the one of that name; the zero one where there is none.
func reply(d *screentest.Desk, name string) desk.Canned {
	for _, c := range d.Phrases {
		if c.Name == name {
			return c
		}
	}
	return desk.Canned{}
}

// drafted is what was begun of a reply.
func drafted(t *testing.T, d *screentest.Desk, id desk.CannedID) *desk.Draft {
	t.Helper()
	draft, err := d.Draft(id.DraftKey().Ticket, true)
	if err != nil {
		t.Fatal(err)
	}
	return draft
}

func TestALeadChangesAReplyForEverybodyAndCanSetItBack(t *testing.T) {
	d := shop()
	st := edits(t, d, "")
	st.Sweep()
	was := reply(d, "parcel-late")
	if got := st.Picture(); !strings.Contains(got, was.Text) || !strings.Contains(got, "parcel-late") {
		t.Fatalf("it shows\n%s", got)
	}
	st.Type("Sorry. ")
	if why := st.Act(keymaps.SaveReply); !why.None() {
		t.Fatalf("refused: %v", why)
	}
	if got := reply(d, "parcel-late"); got.Text != "Sorry. "+was.Text || got.Uses != was.Uses || got.Version != was.Version+1 {
		t.Errorf("%+v", got)
	}
	if got := st.LastSaid(); got != "parcel-late is saved for everybody." {
		t.Errorf("it says %q", got)
	}
	if drafted(t, d, was.ID) != nil {
		t.Error("what was saved is still a draft")
	}
	back := st.Said[len(st.Said)-1].Back
	if err := d.Post(*back); err != nil || reply(d, "parcel-late").Text != was.Text {
		t.Errorf("set back it is %+v, %v", reply(d, "parcel-late"), err)
	}
}

func TestALeadWritesANewMacro(t *testing.T) {
	d := shop()
	st := led(t, d, desk.RoleLead, 104, 24)
	st.Act(keymaps.NewReply)
	st.Sweep()
	st.Type("duplicate")
	st.Act(keymaps.NextField)
	st.Type("It is a duplicate")
	st.Act(keymaps.NextField)
	st.Type("other, dup")
	st.Act(keymaps.NextField, keymaps.NextField)
	st.Key("left") // the last of the statuses: closed
	st.Key("left")
	st.Act(keymaps.NextField, keymaps.NextField)
	st.Type("Duplicate")
	st.Act(keymaps.NextField)
	st.Key("space")
	if got := st.Picture(); !strings.Contains(got, "‹ for whoever sends it ›") {
		t.Errorf("it shows\n%s", got)
	}
	st.Act(keymaps.SaveReply)
	want := desk.Macro{Status: desk.Solved, Tags: []string{"duplicate"}, Mine: true}
	got := reply(d, "duplicate")
	if got.Title != "It is a duplicate" || strings.Join(got.Tags, " ") != "other dup" || got.Then.Status != want.Status || !got.Then.Mine || got.Then.Tags[0] != "duplicate" || got.Then.Priority != "" {
		t.Fatalf("%+v", got)
	}
	if said := st.LastSaid(); said != "Everybody has the macro duplicate now." {
		t.Errorf("it says %q", said)
	}
	back := st.Said[len(st.Said)-1].Back
	if err := d.Post(*back); err != nil || !reply(d, "duplicate").ID.IsZero() {
		t.Errorf("set back it is %+v, %v", reply(d, "duplicate"), err)
	}
}

func TestWhatIsWrongIsToldWithItsFieldAndTheCaretGoesThere(t *testing.T) {
	d := shop()
	st := led(t, d, desk.RoleLead, 104, 24)
	st.Act(keymaps.NewReply, keymaps.SaveReply)
	if got := st.Picture(); !strings.Contains(got, "name: one line of 80 letters at most") {
		t.Errorf("without a name it says\n%s", got)
	}
	st.Type("parcel-late")
	st.Act(keymaps.NextField)
	st.Type("t")
	st.Act(keymaps.SaveReply)
	if got := st.Picture(); !strings.Contains(got, "text: a reply says something") {
		t.Errorf("without a text it says\n%s", got)
	}
	st.Type("words")
	st.Act(keymaps.SaveReply)
	if got := st.Picture(); !strings.Contains(got, "another reply is called parcel-late") {
		t.Errorf("with the name of another it says\n%s", got)
	}
	st.Type("-2")
	st.Act(keymaps.NextField, keymaps.NextField)
	st.Type("a!b")
	st.Act(keymaps.SaveReply)
	if got := st.Picture(); !strings.Contains(got, "tags: small letters") {
		t.Errorf("with no tag it says\n%s", got)
	}
	if len(d.Submitted) > 0 || len(d.Phrases) != len(phrases()) {
		t.Errorf("and yet: %+v", d.Submitted)
	}
}

func TestABlankThatHeedNeverFillsInIsDoubted(t *testing.T) {
	st := edits(t, shop(), "Dear {{customer.frist}}, ")
	if got := st.Picture(); !strings.Contains(got, "heed does not fill in customer.frist. Is customer.first meant?") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestWhatWasBegunOfAReplyIsThereAgain(t *testing.T) {
	d := shop()
	st := edits(t, d, "Sorry. ")
	st.Do(st.Top(), st.Top().Learn("phrase.save", now)) // its timer, less than a second later: heed may be killed now
	was := reply(d, "parcel-late")
	if got := drafted(t, d, was.ID); got == nil || got.Text != desk.Foreign("Sorry. "+was.Text) || got.Phrase.Over != was.Tag() {
		t.Fatalf("on disk is %+v", got)
	}
	st.Type("Very. ")
	st.Act(keymaps.Cancel)
	if got := st.LastSaid(); !strings.Contains(got, "not saved for the others") {
		t.Errorf("it says %q", got)
	}
	st.Changed(desk.ChangedCanned, desk.TicketID{})
	if got := st.Picture(); !strings.Contains(got, "and not saved") || reply(d, "parcel-late").Text != was.Text {
		t.Errorf("the list shows\n%s", got)
	}
	st.Act(keymaps.EditReply)
	if got := st.Picture(); !strings.Contains(got, "Sorry. Very. Your parcel") {
		t.Fatalf("it goes on with\n%s", got)
	}
	st.Act(keymaps.DiscardDraft, keymaps.Accept)
	if drafted(t, d, was.ID) != nil || reply(d, "parcel-late").Text != was.Text {
		t.Error("what was thrown away is still there")
	}
}

func TestANewReplyThatWasBegunIsGoneOnWith(t *testing.T) {
	d := shop()
	st := led(t, d, desk.RoleLead, 104, 24)
	st.Act(keymaps.NewReply)
	st.Type("half")
	st.Act(keymaps.Cancel)
	st.Changed(desk.ChangedCanned, desk.TicketID{})
	st.Act(keymaps.NewReply)
	if got := st.Picture(); !strings.Contains(got, "half") {
		t.Errorf("it begins with\n%s", got)
	}
}

func TestANewReplyIsNotBegunWithWhatWasWrittenOfOneThatIsGone(t *testing.T) {
	d := shop()
	st := edits(t, d, "Sorry. ")
	st.Act(keymaps.Cancel)
	was := reply(d, "parcel-late")
	d.Phrases = slices.DeleteFunc(d.Phrases, func(c desk.Canned) bool { return c.ID == was.ID }) // a colleague's doing
	st.Changed(desk.ChangedCanned, desk.TicketID{})
	st.Act(keymaps.NewReply)
	if got := st.Picture(); !strings.Contains(got, "New reply") || !strings.Contains(got, "parcel-late") || !strings.Contains(got, "taken away meanwhile") {
		t.Fatalf("it does not ask which is meant:\n%s", got)
	}
	st.Sweep()
	st.Act(keymaps.Accept)
	if got := st.Picture(); strings.Contains(got, "Sorry.") || st.Top().Title() != "New reply" {
		t.Errorf("%q begins with\n%s", st.Top().Title(), got)
	}
	st.Type("half")
	st.Act(keymaps.Cancel)
	st.Changed(desk.ChangedCanned, desk.TicketID{})
	st.Act(keymaps.NewReply)
	st.Type("parcel")
	st.Act(keymaps.Accept)
	if got := st.Picture(); !strings.Contains(got, "Sorry. Your parcel") || st.Top().Title() != "Edit the reply parcel-late" || !strings.Contains(got, "took it away meanwhile") {
		t.Errorf("%q has\n%s", st.Top().Title(), got)
	}
	st.Act(keymaps.DiscardDraft, keymaps.Accept)
	st.Changed(desk.ChangedCanned, desk.TicketID{})
	st.Act(keymaps.NewReply)
	if got := st.Picture(); !strings.Contains(got, "half") || st.Top().Title() != "New reply" {
		t.Errorf("the new one that was begun is not gone on with: %q\n%s", st.Top().Title(), got)
	}
}

func TestAReplyThatAColleagueChangedMeanwhileIsSavedOnlyByWhoHasSeenTheirs(t *testing.T) {
	d := shop()
	st := edits(t, d, "")
	if why := st.Act(keymaps.TheirReply); why.None() {
		t.Error("there is another one before anybody changed it")
	}
	st.Type("Sorry. ")
	theirs := reply(d, "parcel-late")
	theirs.Title, theirs.Text, theirs.Changed, theirs.Version = "Theirs", "It is late, I know.", "tom", theirs.Version+1
	for i := range d.Phrases {
		if d.Phrases[i].ID == theirs.ID {
			d.Phrases[i] = theirs
		}
	}
	st.Changed(desk.ChangedCanned, desk.TicketID{})
	if got := st.Picture(); !strings.Contains(got, "tom changed it meanwhile; <their_reply> shows theirs.") || !strings.Contains(got, "Sorry. Your parcel") {
		t.Fatalf("it shows\n%s", got)
	}
	st.Sweep()
	if why := st.Act(keymaps.SaveReply); why.Code != desk.NothingSelected || len(d.Submitted) > 0 {
		t.Fatalf("saved unseen: %v", why)
	}
	st.Act(keymaps.TheirReply)
	if got := st.Picture(); !strings.Contains(got, "It is late, I know.") || strings.Contains(got, "Sorry.") {
		t.Fatalf("theirs is\n%s", got)
	}
	st.Sweep()
	st.Act(keymaps.TheirReply)
	if why := st.Act(keymaps.SaveReply); !why.None() || reply(d, "parcel-late").Text != "Sorry. Your parcel is late, and I am on it." {
		t.Errorf("seen, and not saved: %v", why)
	}
	if back := st.Said[len(st.Said)-1].Back.Intent.(desk.PutReply); back.Text != theirs.Text { //nolint:forcetypeassert // else the test fails
		t.Errorf("undo brings back %q", back.Text)
	}
}

func TestAReplyThatIsTakenAwayWhileSomebodyWritesIsSavedAsANewOne(t *testing.T) {
	d := shop()
	st := edits(t, d, "Sorry. ")
	was := reply(d, "parcel-late")
	d.Phrases = phrases()[:1]
	st.Changed(desk.ChangedCanned, desk.TicketID{})
	if got := st.Picture(); !strings.Contains(got, "A colleague took it away meanwhile.") {
		t.Fatalf("it shows\n%s", got)
	}
	st.Act(keymaps.SaveReply)
	if got := reply(d, "parcel-late"); got.ID == was.ID || got.ID.IsZero() || got.Text != "Sorry. "+was.Text {
		t.Errorf("%+v", got)
	}
	if drafted(t, d, was.ID) != nil {
		t.Error("what was saved is still a draft")
	}
}

func TestAReplyIsTakenAwayAfterAQuestionAndUndoBringsItBack(t *testing.T) {
	d := shop()
	st := led(t, d, desk.RoleLead, 104, 24)
	st.Type("late")
	st.Act(keymaps.DropReply, keymaps.Cancel)
	was := reply(d, "parcel-late")
	if was.ID.IsZero() {
		t.Fatal("no is taken for yes")
	}
	st.Act(keymaps.DropReply)
	st.Sweep()
	st.Act(keymaps.Accept)
	if !reply(d, "parcel-late").ID.IsZero() || st.LastSaid() != "parcel-late is taken away." {
		t.Fatalf("it says %q of %+v", st.LastSaid(), d.Phrases)
	}
	if err := d.Post(*st.Said[len(st.Said)-1].Back); err != nil {
		t.Fatal(err)
	}
	if got := reply(d, "parcel-late"); got.Text != was.Text || got.ID == was.ID || got.ID.IsZero() {
		t.Errorf("brought back it is %+v", got)
	}
}

func TestWhoDoesNotLeadReadsThePhrasebookAndIsToldWhy(t *testing.T) {
	d := shop()
	st := led(t, d, desk.RoleAgent, 104, 24)
	for _, a := range []keymaps.Action{keymaps.NewReply, keymaps.EditReply, keymaps.DropReply, keymaps.Accept} {
		if why := st.Act(a); why.Code != desk.LeadsOnly || len(why.Args) != 1 {
			t.Errorf("%s: %v", a, why)
		}
	}
	if got := st.Picture(); !strings.Contains(got, "Dear ‹customer first›") {
		t.Errorf("it shows\n%s", got)
	}
	if _, ok := st.Top().(*replies.Editing); ok || len(d.Submitted) > 0 {
		t.Error("and yet it is opened")
	}
}

func TestAReplyIsToldInWordsFieldByField(t *testing.T) {
	d := shop()
	st := edits(t, d, "")
	say := func() screen.Speech { return st.Top().(screen.Teller).Tell(time.Time{}) } //nolint:forcetypeassert // else the test fails
	if got := say(); got.Live == nil || got.Live.Label != "text" || got.Live.Text != "Your parcel is late, and I am on it." {
		t.Errorf("%+v", got)
	}
	st.Act(keymaps.PrevField)
	if got := say(); got.Live != nil || len(got.Here) != 1 || got.Here[0].Text != "takes it: no" {
		t.Errorf("%+v", got)
	}
	st.Key("space")
	if got := say(); got.Here[0].Text != "takes it: for whoever sends it" {
		t.Errorf("%+v", got)
	}
}

func TestTheEditorOfAReplyStaysTameInEverySize(t *testing.T) {
	for _, bad := range screentest.Hostile() {
		d := shop()
		d.Phrases = d.Phrases[:1]
		d.Phrases[0].Title, d.Phrases[0].Name, d.Phrases[0].Text, d.Phrases[0].Language, d.Phrases[0].Tags = bad, bad, bad, bad, []string{bad}
		d.Phrases[0].Changed = desk.AgentID(bad)
		st := led(t, d, desk.RoleLead, 104, 24)
		st.Act(keymaps.EditReply)
		screentest.Tame(t, st.Top().View(now).Text)
		screentest.Tame(t, st.Top().Title())
		screentest.Fits(t, st.Top(), 70, 18, sized(st, 70, 18))
	}
}

func TestWhatIsTypedOfAReplyIsWrittenAsSoonAsAnAnswerIs(t *testing.T) {
	d := shop()
	st := edits(t, d, "Sorry. ")
	if wait := st.Timers["phrase.save"]; wait != 400*time.Millisecond {
		t.Errorf("it waits %v", wait)
	}
	delete(st.Timers, "phrase.save")
	d.Full = desk.Refuse(desk.TextTooLong, desk.MaxDraft+1)
	st.Do(st.Top(), st.Top().Learn("phrase.save", now))
	if got := st.LastSaid(); !strings.Contains(got, "longer than the 1 MB that a draft holds") {
		t.Errorf("of a text that no draft holds it says %q", got)
	}
	if got := st.Picture(); !strings.Contains(got, "draft not saved") || st.Timers["phrase.save"] != 2*time.Second {
		t.Errorf("after %v it tries again, and shows\n%s", st.Timers["phrase.save"], got)
	}
	d.Full = nil
	st.Do(st.Top(), st.Top().Learn("phrase.save", now))
	if got := st.Picture(); !strings.Contains(got, "draft saved") || drafted(t, d, reply(d, "parcel-late").ID) == nil {
		t.Errorf("with room again it shows\n%s", got)
	}
}

func TestAPhrasebookThatCouldNotBeReadIsReadAgain(t *testing.T) {
	d := shop()
	st := edits(t, d, "Sorry. ")
	for i := range d.Phrases {
		if d.Phrases[i].Name == "parcel-late" {
			d.Phrases[i].Text, d.Phrases[i].Changed = "Theirs.", "tom"
		}
	}
	d.Err = desk.ErrAmbiguous
	st.Changed(desk.ChangedCanned, desk.TicketID{})
	if wait := st.Timers["phrase.reread"]; wait <= 0 {
		t.Fatal("what a colleague did is never heard of")
	}
	d.Err = nil
	st.Do(st.Top(), st.Top().Learn("phrase.reread", now))
	if got := st.Picture(); !strings.Contains(got, "tom changed it meanwhile") {
		t.Errorf("read again it shows\n%s", got)
	}
}

func TestAReplyThatCouldNotBeReadAtFirstComesByItself(t *testing.T) {
	d := shop()
	st := led(t, d, desk.RoleLead, 104, 24)
	st.Type("late")
	d.Err = desk.ErrAmbiguous
	st.Act(keymaps.EditReply)
	d.Err = nil
	st.Do(st.Top(), st.Top().Learn("phrase.reread", now))
	if got := st.Picture(); !strings.Contains(got, "Your parcel is late") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestATextThatNoDraftHoldsKeepsItsDialogOpen(t *testing.T) {
	d := shop()
	st := edits(t, d, "")
	st.Do(st.Top(), st.Top().Paste(strings.Repeat("long ", desk.MaxDraft/5+1)))
	st.Act(keymaps.Cancel)
	if _, open := st.Top().(*replies.Editing); !open || !strings.Contains(st.LastSaid(), "longer than the 1 MB that a draft holds") {
		t.Errorf("it is gone: %q", st.LastSaid())
	}
}

func TestAnEmptyPhrasebookTellsWhoLeadsHowItIsBegun(t *testing.T) {
	d := shop()
	d.Phrases = nil
	if got := led(t, d, desk.RoleLead, 104, 24).Picture(); !strings.Contains(got, "an import brings many") {
		t.Errorf("a lead reads\n%s", got)
	}
	if got := led(t, d, desk.RoleAgent, 104, 24).Picture(); !strings.Contains(got, "or from whoever") {
		t.Errorf("an agent reads\n%s", got)
	}
}
