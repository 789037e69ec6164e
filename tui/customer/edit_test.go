package customer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// recorded is harper with a record of the desk's, seen by somebody of a role.
func recorded(t *testing.T, role desk.Role) (*screentest.Stage, *screentest.Desk, desk.CustomerID) {
	t.Helper()
	d, id, who := harper()
	d.Who.Role = role
	c := d.Customers[who]
	c.Version = 3
	d.Customers[who] = c
	return play(t, d, id, who, 40, 26), d, who
}

// instead types a text in the place of what stands in a field.
func instead(st *screentest.Stage, words string) {
	st.Key("ctrl+u")
	st.Type(words)
	st.Act(keymaps.Accept)
	st.Changed(desk.ChangedAll, desk.TicketID{})
}

// chooses opens the list of what can be changed and takes what is found by some words.
func chooses(st *screentest.Stage, words string) {
	st.Act(keymaps.EditCustomer)
	st.Type(words)
	st.Act(keymaps.Accept)
	st.Changed(desk.ChangedAll, desk.TicketID{})
}

func TestWhatIsKnownOfACustomerIsChangedByKeysAndCanBeTakenBack(t *testing.T) {
	for name, step := range map[string]struct {
		find, typed string
		is          func(c desk.Customer) bool
	}{
		"the name":           {"name", "Harper Lee Moore", func(c desk.Customer) bool { return c.Name.Raw() == "Harper Lee Moore" }},
		"an address":         {"mail", "moore@example.org", func(c desk.Customer) bool { return len(c.Mails) == 1 && c.Mails[0].Raw() == "moore@example.org" }},
		"one taken away":     {"mail", "", func(c desk.Customer) bool { return len(c.Mails) == 0 }},
		"a number":           {"add phone", "+1 555 0100", func(c desk.Customer) bool { return len(c.Phones) == 1 }},
		"a note":             {"add note", "rings twice", func(c desk.Customer) bool { return len(c.Notes) == 2 }},
		"a note put right":   {"travels", "Prefers mail.", func(c desk.Customer) bool { return len(c.Notes) == 1 && c.Notes[0].Raw() == "Prefers mail." }},
		"an attribute":       {"shoe", "43", func(c desk.Customer) bool { return c.Attributes["shoe size"].Raw() == "43" }},
		"another attribute":  {"add else", "club: red", func(c desk.Customer) bool { return c.Attributes["club"].Raw() == "red" }},
		"one of those taken": {"shoe", "", func(c desk.Customer) bool { return len(c.Attributes) == 0 }},
	} {
		st, d, who := recorded(t, desk.RoleAgent)
		before := d.Customers[who]
		chooses(st, step.find)
		instead(st, step.typed)
		if c := d.Customers[who]; !step.is(c) || c.Version != 4 {
			t.Errorf("%s: %+v", name, c)
			continue
		}
		n := st.Said[len(st.Said)-1]
		if n.Back == nil || n.Undo != d.Submitted[0].ID || !strings.HasSuffix(n.Name, ")") || !strings.Contains(n.Text, "Harper Moore") {
			t.Errorf("%s: %+v", name, n)
			continue
		}
		if err := d.Submit(*n.Back, 0); err != nil {
			t.Fatal(err)
		}
		after := d.Customers[who]
		after.Version = before.Version
		if len(after.Attributes) != len(before.Attributes) || after.Name != before.Name || len(after.Mails) != len(before.Mails) || len(after.Notes) != len(before.Notes) || len(after.Phones) != 0 {
			t.Errorf("%s, taken back: %+v", name, after)
		}
	}
}

func TestAConsentIsWrittenDownWithHowTheySaidSoAndWaitsAsNothingTakesItBack(t *testing.T) {
	st, d, who := recorded(t, desk.RoleAgent)
	chooses(st, "add consent")
	st.Type("Call recording")
	st.Act(keymaps.Accept)
	st.Type("yes")
	st.Act(keymaps.Accept)
	st.Type("asked on the phone")
	st.Act(keymaps.Accept)
	st.Changed(desk.ChangedAll, desk.TicketID{})
	s := d.Customers[who].ConsentTo("call_recording")
	if !s.Given || s.How.Raw() != "asked on the phone" || s.By != "kim" {
		t.Errorf("%+v", s)
	}
	if n := st.Said[len(st.Said)-1]; n.Back != nil || !n.Until.After(now) || !n.Noted {
		t.Errorf("%+v", n)
	}
	chooses(st, "consent: call")
	st.Type("no")
	st.Act(keymaps.Accept)
	st.Act(keymaps.Accept)
	if s := d.Customers[who].ConsentTo("call_recording"); s.Given {
		t.Errorf("%+v", s)
	}
	if n := st.Said[len(st.Said)-1]; n.Back == nil {
		t.Error("the second word cannot be taken back")
	}
}

func TestAWayTheyDoNotWantIsNotedAndLetGoByOneChoice(t *testing.T) {
	st, d, who := recorded(t, desk.RoleAgent)
	chooses(st, "by phone")
	if !d.Customers[who].WantsNo(desk.Phone) || !strings.Contains(st.Picture(), "no calls") {
		t.Errorf("not noted:\n%s", st.Picture())
	}
	chooses(st, "by phone")
	if d.Customers[who].WantsNo(desk.Phone) {
		t.Error("not let go")
	}
}

func TestWhatIsLeftAsItWasIsNoChange(t *testing.T) {
	st, d, _ := recorded(t, desk.RoleAgent)
	chooses(st, "name")
	st.Act(keymaps.Accept)
	if len(d.Submitted) != 0 {
		t.Errorf("%+v", d.Submitted)
	}
	for _, c := range [][2]string{
		{"name", ""},
		{"mail", "harper at home"},
		{"add phone", "none"},
		{"add phone", "☎\ufe0f 555 0100"},
		{"add else", "no colon"},
		{"add consent", "ü"},
	} {
		find, typed := c[0], c[1]
		chooses(st, find)
		st.Key("ctrl+u")
		st.Paste(typed)
		if why := st.Act(keymaps.Accept); why.None() || !st.Session.Book.Has("problem.nothing_selected."+why.Args[0]) {
			t.Errorf("%s takes %q", find, typed)
		}
		st.Act(keymaps.Cancel)
	}
}

func TestWordsOfANoteThatIsLeftAreKept(t *testing.T) {
	st, d, who := recorded(t, desk.RoleAgent)
	st.Act(keymaps.NoteCustomer)
	st.Type("rings twice")
	st.Act(keymaps.Cancel)
	id, _ := d.Find(4821)
	if n := d.Drafts[id][1]; n == nil || n.Text.Raw() != "rings twice" {
		t.Errorf("%+v", n)
	}
	if len(d.Customers[who].Notes) != 1 || len(d.Submitted) != 0 {
		t.Error("it was written down all the same")
	}
	st.Act(keymaps.NoteCustomer)
	st.Type("on leave")
	if top := st.Top().(screen.Drafting); top.Drafted() != "on leave" || top.Drafting().Customer != who {
		t.Error("what is being written when heed ends is lost")
	}
}

func TestWordsOfANoteThatThereIsNoTicketToKeepOnStayBegunInTheDialog(t *testing.T) {
	d, _, who := harper()
	c := d.Customers[who]
	c.Version = 3
	d.Customers[who] = c
	clear(d.Tickets)
	st := play(t, d, desk.TicketID{}, who, 40, 26)
	st.Act(keymaps.NoteCustomer)
	st.Type("rings twice")
	if got := st.Top().(screen.Labelled).Label(keymaps.Cancel); got != "keep as draft" {
		t.Errorf("esc is called %q", got)
	}
	note := st.Top().(screen.Drafting)
	st.Act(keymaps.Cancel)
	if note.Drafted() != "rings twice" || note.Drafting().None() || st.Top().Title() != "Harper Moore" || !strings.Contains(st.LastSaid(), "stay begun here") {
		t.Errorf("%q stays, and it says %q", note.Drafted(), st.LastSaid())
	}
	st.Act(keymaps.NoteCustomer)
	again := st.Top().(screen.Drafting)
	if again.Drafting() != note.Drafting() {
		t.Error("the same dialog has another name the next time")
	}
	again.Redraft(note.Drafted())
	st.Act(keymaps.Accept)
	st.Changed(desk.ChangedAll, desk.TicketID{})
	if c := d.Customers[who]; len(c.Notes) != 2 {
		t.Errorf("%+v", c)
	}
}

func TestWhatIsBegunOfOnePartOfARecordIsNotGivenBackForAnother(t *testing.T) {
	st, _, _ := recorded(t, desk.RoleAgent)
	seen := map[desk.Asked]string{}
	for _, what := range []string{"name", "mail", "travels", "shoe", "add mail", "add note", "add else", "add consent"} {
		chooses(st, what)
		in := st.Top().(screen.Drafting).Drafting()
		if other, twice := seen[in]; twice || in.None() {
			t.Errorf("%s and %s are one: %+v", what, other, in)
		}
		seen[in] = what
		st.Act(keymaps.Cancel)
	}
}

func TestALongNoteThatIsLeftBesideALongDraftStaysInItsDialogUntilThereIsRoom(t *testing.T) {
	st, d, _ := recorded(t, desk.RoleAgent)
	id, _ := d.Find(4821)
	begun := desk.Draft{Ticket: id, Note: true, Text: u(strings.Repeat("x", 800<<10))}
	if err := d.SaveDraft(begun); err != nil {
		t.Fatal(err)
	}
	st.Act(keymaps.NoteCustomer)
	st.Paste("rings twice " + strings.Repeat("y", 250<<10))
	st.Act(keymaps.Cancel)
	if got := st.Top().Title(); got != "Note on Harper Moore" || !strings.Contains(st.LastSaid(), "no room for these words") {
		t.Fatalf("there stands %q, and it says %q", got, st.LastSaid())
	}
	if n := d.Drafts[id][1]; n == nil || n.Text != begun.Text {
		t.Error("the draft that was there is another one")
	}
	if got := st.Top().(screen.Drafting).Drafted(); !strings.HasPrefix(got, "rings twice") {
		t.Errorf("who leaves heed now loses the words: %.20q", got)
	}
	if err := d.SaveDraft(desk.Draft{Ticket: id, Note: true, Text: u("short")}); err != nil {
		t.Fatal(err)
	}
	st.Act(keymaps.Cancel)
	if n := d.Drafts[id][1]; n == nil || !strings.HasPrefix(n.Text.Raw(), "rings twice ") || !strings.HasSuffix(n.Text.Raw(), "short") || st.Top().Title() != "Harper Moore" {
		t.Errorf("with room for both there stands %q", st.Top().Title())
	}
}

func TestTheListOfWhatCanBeChangedUsesTheRoomThereIsAndSaysHowMuchThereIs(t *testing.T) {
	st, _, _ := recorded(t, desk.RoleAgent)
	st.Act(keymaps.EditCustomer)
	top := st.Top()
	w, h := top.(screen.Sized).Wish(156, 40)
	top.Resize(w, h)
	if got := st.Picture(); !strings.Contains(got, "Add a consent") || strings.Contains(got, " of ") {
		t.Errorf("with room for all:\n%s", got)
	}
	top.Resize(60, 10)
	if got := st.Picture(); strings.Contains(got, "Add a consent") || !strings.Contains(got, "1 of ") {
		t.Errorf("with room for some:\n%s", got)
	}
}

func TestANoteThatIsTooLongToBeKeptStaysInTheDialog(t *testing.T) {
	st, d, _ := recorded(t, desk.RoleAgent)
	st.Act(keymaps.NoteCustomer)
	st.Paste(strings.Repeat("x", desk.MaxReply+1))
	if why := st.Act(keymaps.Cancel); why.Code != desk.TextTooLong {
		t.Errorf("%+v", why)
	}
	if got := st.Top().(screen.Drafting).Drafted(); len(got) <= desk.MaxReply || len(d.Drafts) != 0 {
		t.Error("it is said to be kept elsewhere")
	}
}

// twins are two records of harper's, and the stage of a lead at one of them.
func twins(t *testing.T, role desk.Role) (st *screentest.Stage, d *screentest.Desk, own, other desk.CustomerID) {
	t.Helper()
	d, id, own := harper()
	d.Who.Role = role
	second := d.Open(4950, "Late again", "Harper M.", "x", time.Hour)
	other = d.Tickets[second].Requester
	c := d.Customers[own]
	c.Version = 3
	d.Customers[own] = c
	d.Customers[other] = desk.Customer{
		ID: other, Version: 2, Name: u("Harper M."), Mails: []desk.Untrusted{u("h.moore@example.net")}, Phones: []desk.Untrusted{u("+1 555 0100")},
		Notes: []desk.Untrusted{u("Rings twice.")}, Attributes: map[string]desk.Untrusted{"shoe size": u("41")}, Tier: desk.Silver, Place: u("Leeds"),
	}
	return play(t, d, id, own, 40, 30), d, own, other
}

func TestTwoRecordsOfOnePersonAreShownSideBySideBeforeTheyBecomeOne(t *testing.T) {
	st, d, own, other := twins(t, desk.RoleLead)
	st.Act(keymaps.MergeCustomer)
	st.Type("h.moore@")
	st.Act(keymaps.Accept)
	st.Top().Resize(84, 24)
	got := st.Picture()
	for _, want := range []string{"This record goes", "This record stays", "– Harper M.", "✓ Harper Moore", "✓ h.moore@example.net", "✓ +1 555 0100", "✓ Rings twice.", "– shoe size: 41", "✓ shoe size: 42", "cannot be taken back once the desk has done it", "– silver", "✓ bronze", "– Leeds", "✓ Jacksonville"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not there:\n%s", want, got)
		}
	}
	st.Sweep()
	if len(d.Submitted) != 0 {
		t.Fatal("it is done unasked")
	}
	st.Act(keymaps.Accept)
	if n := st.Said[len(st.Said)-1]; !n.Until.Equal(now.Add(desk.Mail.UndoHold())) || n.Undo.IsZero() || !strings.Contains(n.Text, "Harper M.") {
		t.Errorf("%+v", n)
	}
	if c := d.Customers[other]; c.MergedInto != own {
		t.Errorf("%+v", c)
	}
	if all, err := d.History(own, 50); err != nil || len(all) != 5 {
		t.Errorf("%d tickets, %v", len(all), err)
	}
}

func TestALeadChoosesOfTwoRecordsWhichNameAndWhichAttributeStays(t *testing.T) {
	st, d, own, other := twins(t, desk.RoleLead)
	abroad := d.Customers[other]
	abroad.Zone = "Europe/London"
	d.Customers[other] = abroad
	st.Act(keymaps.MergeCustomer)
	st.Type("h.moore@")
	st.Act(keymaps.Accept)
	st.Top().Resize(84, 24)
	st.Act(keymaps.OtherSide) // the name
	for range 5 {
		st.Act(keymaps.Down)
	}
	st.Act(keymaps.OtherSide) // the last one: the shoe size
	st.Act(keymaps.Up, keymaps.OtherSide, keymaps.OtherSide)
	got := st.Picture()
	for _, want := range []string{"✓ Harper M.", "– Harper Moore", "✓ shoe size: 41", "– shoe size: 42", "– silver", "✓ bronze"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not there:\n%s", want, got)
		}
	}
	sp := st.Top().(screen.Teller).Tell(now)
	if len(sp.Here) != 2 || !strings.Contains(sp.Here[0].Text, "silver") || !strings.Contains(sp.Here[1].Text, "bronze") {
		t.Errorf("it says %+v", sp.Here)
	}
	st.Act(keymaps.Up, keymaps.Up, keymaps.OtherSide) // the place, and its time zone with it
	st.Act(keymaps.Accept)
	c := d.Customers[own]
	if c.Name != u("Harper M.") || c.Attributes["shoe size"] != u("41") || c.Tier != desk.Bronze || c.Place != u("Leeds") || c.Zone != "Europe/London" {
		t.Errorf("%+v", c)
	}
}

func TestTheQuestionOfAMergeSaysWhatTheRecordsAreCalledByNow(t *testing.T) {
	st, d, own, other := twins(t, desk.RoleLead)
	st.Act(keymaps.MergeCustomer)
	st.Type("h.moore@")
	st.Act(keymaps.Accept)
	for id, name := range map[desk.CustomerID]string{own: "Harper Lee Moore", other: "Harper Mohr"} {
		c := d.Customers[id]
		c.Name = u(name)
		d.Customers[id] = c
	}
	st.Changed(desk.ChangedCustomer, desk.TicketID{})
	st.Top().Resize(84, 24)
	if got := st.Picture(); st.Top().Title() != "Merge Harper Mohr into Harper Lee Moore" || !strings.Contains(got, "– Harper Mohr") || !strings.Contains(got, "✓ Harper Lee Moore") || strings.Contains(got, "Harper M.") {
		t.Errorf("%q\n%s", st.Top().Title(), got)
	}
	d.Customers[other] = desk.Customer{ID: other, Version: 4, MergedInto: own}
	st.Changed(desk.ChangedCustomer, desk.TicketID{})
	if why := st.Act(keymaps.Accept); why.Code != desk.NoSuchCustomer || len(d.Submitted) != 0 {
		t.Errorf("one that somebody merged meanwhile: %+v", why)
	}
}

func TestOnlyWhoLeadsMergesRecords(t *testing.T) {
	st, _, _, _ := twins(t, desk.RoleAgent)
	if why := st.Act(keymaps.MergeCustomer); why.Code != desk.LeadsOnly || !strings.Contains(st.Session.Book.Reason(why), "Records are merged") {
		t.Errorf("%+v %s", why, st.Session.Book.Reason(why))
	}
}

func TestARecordThatHasNotComeYetIsNotChanged(t *testing.T) {
	d, id, who := harper()
	delete(d.Customers, who)
	st := play(t, d, id, who, 40, 26)
	for _, a := range []keymaps.Action{keymaps.EditCustomer, keymaps.NoteCustomer} {
		if why := st.Act(a); why.None() || why.Args[0] != "no_record" {
			t.Errorf("%s: %+v", a, why)
		}
	}
}

func TestTheDialogsOfACustomerFitEverySizeAndTameForeignText(t *testing.T) {
	d, id, who := harper()
	d.Who.Role = desk.RoleLead
	c := d.Customers[who]
	c.Version = 1
	for _, h := range screentest.Hostile() {
		h = h[:min(len(h), 600)]
		c.Mails, c.Notes = append(c.Mails, u(h)), append(c.Notes, u(h))
		c.Attributes[h] = u(h)
		c.Consents = append(c.Consents, desk.Consent{For: "x" + h, How: u(h)})
	}
	d.Customers[who] = c
	other := c
	other.ID, other.Name = desk.CustomerID{ID: desk.NewID()}, u(screentest.Hostile()[0])
	d.Customers[other.ID] = other
	st := play(t, d, id, who, 40, 26)
	look := func() {
		t.Helper()
		st.Sweep()
		screentest.Tame(t, st.Top().View(now).Text)
	}
	st.Act(keymaps.EditCustomer)
	look()
	st.Act(keymaps.Accept)
	look()
	st.Act(keymaps.Cancel, keymaps.NoteCustomer)
	look()
	st.Act(keymaps.Cancel, keymaps.MergeCustomer)
	look()
	st.Type("gone")
	st.Act(keymaps.Accept)
	look()
}

// structured is a customer's address as an import brings it.
const structured = `{"street": "12 Mill Lane", "city": "Leeds", "lift": {"floors": 3, "works": true}, "names": ["Moore", "Lee"]}`

func TestAnAttributeThatIsStructuredIsEditedInLinesAndNotAsJSON(t *testing.T) {
	st, d, who := recorded(t, desk.RoleAgent)
	d.Customers[who].Attributes["home_address"] = u(structured)
	st.Changed(desk.ChangedCustomer, desk.TicketID{})
	st.Act(keymaps.EditCustomer)
	st.Top().Resize(76, 24)
	if got := st.Picture(); !strings.Contains(got, "city Leeds · lift floors 3 · ") || strings.Contains(got, "{") {
		t.Errorf("the list shows\n%s", got)
	}
	st.Type("home")
	st.Act(keymaps.Accept)
	st.Top().Resize(84, 12)
	if got := st.Picture(); !strings.Contains(got, "street: 12 Mill Lane\n city: Leeds\n lift.floors: 3\n lift.works: true\n names.1: Moore\n names.2: Lee") || !strings.Contains(got, "A line for each") || st.Top().Title() != "home address of Harper Moore" {
		t.Fatalf("%q\n%s", st.Top().Title(), got)
	}
	st.Type("\nlift.floors: many")
	if got := st.Picture(); !strings.Contains(got, "Line 7: lift.floors is a number, like 42 or 1.5") {
		t.Errorf("what is wrong is not said:\n%s", got)
	}
	if said := st.Top().(screen.Teller).Tell(now).Here; len(said) != 1 || !strings.Contains(said[0].Text, "is a number") {
		t.Errorf("nor to whoever hears heed: %+v", said)
	}
	if why := st.Act(keymaps.Accept); why.None() || len(d.Submitted) != 0 || !st.Session.Book.Has("problem.nothing_selected."+why.Args[0]) {
		t.Errorf("it is taken all the same: %+v", why)
	}
	st.Sweep()
	st.Key("ctrl+u")
	st.Type("names.3: Ash")
	st.Act(keymaps.Accept)
	want := `{"street":"12 Mill Lane","city":"Leeds","lift":{"floors":3,"works":true},"names":["Moore","Lee","Ash"]}`
	if got := d.Customers[who].Attributes["home_address"].Raw(); got != want {
		t.Errorf("%s", got)
	}
	n := st.Said[len(st.Said)-1]
	if strings.Contains(n.Text, "{") || n.Back == nil {
		t.Errorf("%+v", n)
	}
	if err := d.Submit(*n.Back, 0); err != nil || d.Customers[who].Attributes["home_address"].Raw() != structured {
		t.Errorf("taken back: %s %v", d.Customers[who].Attributes["home_address"].Raw(), err)
	}
}

func TestAnAttributeThatLinesWouldNotHoldStaysAsItIsAndSaysWhy(t *testing.T) {
	st, d, who := recorded(t, desk.RoleAgent)
	for name, raw := range map[string]string{"odd one": `{"v1.2": "x"}`, "great one": "[" + strings.Repeat("1,", 500) + "1]"} {
		d.Customers[who].Attributes[name] = u(raw)
		st.Changed(desk.ChangedCustomer, desk.TicketID{})
		chooses(st, name)
		if got := st.LastSaid(); !strings.Contains(got, name+" is not changed here") || len(d.Submitted) != 0 || d.Customers[who].Attributes[name].Raw() != raw {
			t.Errorf("%s: %q", name, got)
		}
		if title := st.Top().Title(); title != "Harper Moore" {
			t.Errorf("%s: there stands %q", name, title)
		}
	}
	d.Customers[who].Attributes["odd one"] = u(structured)
	st.Changed(desk.ChangedCustomer, desk.TicketID{})
	chooses(st, "odd one")
	st.Act(keymaps.Accept)
	if len(d.Submitted) != 0 || st.LastSaid() != st.Session.Book.T("customer.as_it_was") {
		t.Errorf("what was left as it was: %q, %+v", st.LastSaid(), d.Submitted)
	}
	chooses(st, "odd one")
	for range 6 {
		st.Key("ctrl+u")
		st.Key("backspace")
	}
	st.Act(keymaps.Accept)
	if _, there := d.Customers[who].Attributes["odd one"]; there {
		t.Error("with no line left it stays")
	}
}
