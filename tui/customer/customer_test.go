package customer_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/customer"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

var now = time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)

func u(s string) desk.Untrusted { return desk.Foreign(s) }

// harper is a customer with two orders and three earlier tickets.
func harper() (*screentest.Desk, desk.TicketID, desk.CustomerID) {
	d := screentest.NewDesk(now)
	id := d.Open(4821, "Refund still not on my card", "Harper Moore", "x", time.Hour)
	who := d.Tickets[id].Requester
	solved := func(n int64, subject string, ago time.Duration, stars int) {
		d.Open(n, subject, "Harper Moore", "x", ago+time.Hour, func(t *desk.Ticket) {
			t.Status, t.SolvedAt, t.WaitingSince = desk.Solved, now.Add(-ago), time.Time{}
			if stars > 0 {
				t.Rating = &desk.Rating{Score: stars}
			}
		})
	}
	const day = 24 * time.Hour
	solved(4402, "Late parcel", 56*day, 5)
	solved(4120, "Wrong colour", 150*day, 2)
	solved(3988, "Where is it", 200*day, 0)
	d.Customers[who] = desk.Customer{
		ID: who, Name: u("Harper Moore"), Tier: desk.Bronze, Since: time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC), Place: u("Jacksonville"),
		Zone: "America/New_York", Language: "en", Mails: []desk.Untrusted{u("harper@example.org")}, Notes: []desk.Untrusted{u("Prefers mail. Travels in June.")},
		Orders: []desk.Order{
			{Number: u("#W5964460"), Status: u("returned"), At: now.Add(-21 * day), Items: []desk.OrderItem{{Name: u("lamp")}}, Total: "94.80"},
			{Number: u("#W1926021"), Status: u("on its way"), Items: []desk.OrderItem{{Name: u("bookshelf")}, {Name: u("screws")}}},
		},
		Attributes: map[string]desk.Untrusted{"shoe size": u("42")},
	}
	return d, id, who
}

func play(t *testing.T, d *screentest.Desk, id desk.TicketID, who desk.CustomerID, w, h int) *screentest.Stage {
	t.Helper()
	s := screentest.NewSession(d)
	return screentest.Play(t, d, s, customer.New(customer.Needs{Session: s, Reads: d, Writes: d, Ticket: id, Who: who}), w, h)
}

func TestACustomerIsKnownAtAGlance(t *testing.T) {
	d, id, who := harper()
	st := play(t, d, id, who, 40, 26)
	want := strings.Trim(`
 Harper Moore
 bronze · customer since 2023
 Jacksonville · 09:32 there · en
 harper@example.org

 Orders
▌#W5964460  lamp         returned   3 w
 #W1926021  bookshelf +1 on its way

 Solved
 4402  Late parcel           ★★★★★  8 w
 4120  Wrong colour          ★★    5 mo
 3988  Where is it          solved 6 mo

 Notes
 ▏Prefers mail. Travels in June.

 Also known
 shoe size  42
`, "\n")
	if got := st.Picture(); got != want {
		t.Errorf("the pane shows\n%s\n--- and should show\n%s", got, want)
	}
}

func TestAnEarlierTicketOpens(t *testing.T) {
	d, id, who := harper()
	st := play(t, d, id, who, 40, 26)
	st.Act(keymaps.Down, keymaps.Down, keymaps.Down, keymaps.Open)
	want, _ := d.Find(4120)
	if went := st.LastWent(); went.To != screen.Ticket || went.Ticket != want {
		t.Errorf("gone to %+v", went)
	}
	if got := st.Top().(screen.Placed).Standing(); got != "4 of 5" {
		t.Errorf("the footer says %q", got)
	}
}

func TestTicketsThatGoOnStandBeforeThoseThatAreDone(t *testing.T) {
	d, id, who := harper()
	d.Open(4900, "And another thing", "Harper Moore", "x", 5*time.Minute)
	d.Open(4100, "Still waiting", "Harper Moore", "x", 300*24*time.Hour, func(t *desk.Ticket) { t.Status = desk.Pending })
	d.Open(4950, "Quickly done", "Harper Moore", "x", time.Minute, func(t *desk.Ticket) {
		t.Status, t.SolvedAt = desk.Solved, now.Add(-time.Minute)
	})
	want := strings.Trim(`
 Also open
 4900  And another thing     open   5 m
 4100  Still waiting      pending 10 mo

 Solved
 4950  Quickly done        solved   1 m
 4402  Late parcel          ★★★★★   8 w
`, "\n")
	if got := play(t, d, id, who, 40, 26).Picture(); !strings.Contains(got, want) {
		t.Errorf("the pane shows\n%s", got)
	}
}

func TestWhatIsUnderTheCursorStaysInSightInASmallerWindow(t *testing.T) {
	d, id, who := harper()
	st := play(t, d, id, who, 40, 26)
	st.Act(keymaps.Last)
	for h := 3; h < 26; h++ {
		st.Top().Resize(40, h)
		if got := st.Picture(); !strings.Contains(got, "▌3988") {
			t.Errorf("in %d lines the pane shows\n%s", h, got)
		}
	}
}

func TestAnOrderUnfoldsToAllThatIsKnownOfIt(t *testing.T) {
	d, id, who := harper()
	c := d.Customers[who]
	c.Orders[0].Items = []desk.OrderItem{{Name: u("lamp with a long shade of linen"), Price: "74.80"}, {Name: u("bulb"), Price: "20.00"}}
	c.Orders[0].Tracking = []desk.Untrusted{u("555227871167")}
	d.Customers[who] = c
	folded := play(t, d, id, who, 40, 26).Picture()
	want := strings.Trim(`
▌#W5964460               returned   3 w
   ordered 11 Feb 14:32
   lamp with a long shade of      74.80
   linen
   bulb                           20.00
   total                          94.80
   tracking 555227871167
 #W1926021  bookshelf +1 on its way
`, "\n")
	for name, key := range map[string]keymaps.Action{"enter": keymaps.Open, "the key of its own": keymaps.Unfold} {
		st := play(t, d, id, who, 40, 26)
		st.Act(key)
		if got := st.Picture(); !strings.Contains(got, want) {
			t.Errorf("by %s the pane shows\n%s\n--- and should show\n%s", name, got, want)
		}
		st.Act(key)
		if got := st.Picture(); got != folded {
			t.Errorf("folded again by %s it shows\n%s", name, got)
		}
	}
	st := play(t, d, id, who, 40, 26)
	st.Act(keymaps.Last)
	if why := st.Top().Why(keymaps.Unfold); why.None() {
		t.Error("a ticket can be unfolded")
	}
}

func TestInAWidePaneAnOrderIsOneLineWithItsSumUnderTheOthers(t *testing.T) {
	d, id, who := harper()
	c := d.Customers[who]
	c.Orders[0].Items = []desk.OrderItem{{Name: u("lamp with a long shade of linen in the colour of sand, and a bulb that can be dimmed")}, {Name: u("bulb")}}
	c.Orders[0].Total, c.Orders[1].Total = "94.80", "1204.00"
	d.Customers[who] = c
	want := strings.Trim(`
▌#W5964460  lamp with a long shade of linen in the… +1    94.80  returned   3 w
 #W1926021  bookshelf +1                                1204.00  on its way
`, "\n")
	if got := play(t, d, id, who, 80, 20).Picture(); !strings.Contains(got, want) {
		t.Errorf("the pane shows\n%s", got)
	}
}

func TestWhatAnImportBringsAlongIsReadAsNamesAndValues(t *testing.T) {
	d, id, who := harper()
	c := d.Customers[who]
	c.Attributes = map[string]desk.Untrusted{
		"address": u(`{"address1":"931 Maple Drive","city":"Philadelphia","zip":"19031"}`), "payment_methods": u(`["gift_card","credit_card"]`),
		"deep": u(`{"a":{"b":{"c":{"d":1,"e":2}}}}`), "zip": u("19031"),
	}
	d.Customers[who] = c
	want := strings.Trim(`
 Also known
 address
   address1  931 Maple Drive
   city      Philadelphia
   zip       19031
 deep
   a b c  2 entries
 payment methods  gift_card,
                  credit_card
 zip  19031
`, "\n")
	if got := play(t, d, id, who, 32, 40).Picture(); !strings.Contains(got, want) {
		t.Errorf("the pane shows\n%s\n--- and should show\n%s", got, want)
	}
}

func TestNothingIsCutTwiceOrTouchesTheEdgeOfThePane(t *testing.T) {
	d, id, who := harper()
	c := d.Customers[who]
	c.Place, c.Orders[1].Status, c.Orders[1].Items[0].Name = u("Saint-Germain-en-Laye"), u("refunded"), u("Cove kettle with a lid")
	c.Attributes["favourite colour"] = u("a blue that is nearly green, and never a green that is nearly blue")
	d.Customers[who] = c
	for w := 24; w < 70; w++ {
		st := play(t, d, id, who, w, 40)
		st.Act(keymaps.Unfold)
		for _, line := range strings.Split(st.Picture(), "\n") {
			if strings.Contains(line, "……") || part.Width(line) >= w {
				t.Errorf("at %d cells there is a line\n%s|", w, line)
			}
		}
	}
}

func TestATicketAloneIsEnoughToFindItsCustomer(t *testing.T) {
	d, id, _ := harper()
	if got := play(t, d, id, desk.CustomerID{}, 40, 26).Picture(); !strings.Contains(got, "#W5964460") {
		t.Errorf("the pane shows\n%s", got)
	}
}

func TestWhatTheyGaveConsentToStandsWithWhenAndHow(t *testing.T) {
	d, id, who := harper()
	c := d.Customers[who]
	c.Consents = []desk.Consent{
		{For: "newsletter", At: now.Add(-24 * time.Hour)},
		{For: "recording", Given: true, How: u("by phone\x1b[31m"), At: now.Add(-time.Hour)},
	}
	d.Customers[who] = c
	want := strings.Trim(`
 Consent
 newsletter  no, yesterday 14:32
 recording  yes, 13:32 · by phone␛[31m
`, "\n")
	if got := play(t, d, id, who, 40, 40).Picture(); !strings.Contains(got, want) {
		t.Errorf("the pane shows\n%s\n--- and should show\n%s", got, want)
	}
}

func TestWhatIsToBeMindedStandsAtTheTopWithAMark(t *testing.T) {
	d, id, who := harper()
	c := d.Customers[who]
	c.Refuses, c.Needs = []desk.Channel{desk.Phone, "fax"}, []desk.Untrusted{u("large print")}
	d.Customers[who] = c
	lines := strings.Split(play(t, d, id, who, 40, 26).Picture(), "\n")
	if len(lines) < 2 || !strings.Contains(lines[0], "Harper Moore") || lines[1] != " ▲ no calls · not by fax · large print" {
		t.Errorf("the pane shows\n%s", strings.Join(lines, "\n"))
	}
}

func TestWhatWorkedLastTimeIsToldOfTheirLastTicketThatTheyRatedWell(t *testing.T) {
	d, id, who := harper()
	late, _ := d.Find(4402)
	canned := desk.Canned{ID: desk.CannedID{ID: desk.DeriveID("reply", "date")}, Name: "date", Title: "A date to count on"}
	d.Phrases = []desk.Canned{canned}
	d.Entries[late] = append(d.Entries[late],
		desk.Message{ID: 2, Ticket: late, Kind: desk.Happening, Text: u("carrier asked\x1b[31m")},
		desk.Message{ID: 3, Ticket: late, Kind: desk.PhoneCall, Call: &desk.Call{Way: desk.CallOut, Minutes: 4}},
		desk.Message{ID: 4, Ticket: late, Kind: desk.FromAgent, Canned: []desk.CannedID{canned.ID}, Text: u("Hello Harper,\n\nyour parcel is with you on Tuesday the 3rd, before noon.\n\nKim")},
		desk.Message{ID: 5, Ticket: late, Kind: desk.FromAgent, Text: u("You are welcome.")},
	)
	want := strings.Trim(`
 Worked last time
 #4402 ★★★★★
 A date to count on · carrier
 asked␛[31m · a call
   your parcel is with you on Tuesday
   the 3rd, before noon.

 Notes
`, "\n")
	if got := play(t, d, id, who, 40, 40).Picture(); !strings.Contains(got, want) {
		t.Errorf("the pane shows\n%s\n--- and should show\n%s", got, want)
	}
	if got := play(t, d, late, who, 40, 40).Picture(); strings.Contains(got, "Worked last time") {
		t.Errorf("beside that very ticket it shows\n%s", got)
	}
}

func TestACustomerWithoutARecordStillHasAName(t *testing.T) {
	d, id, who := harper()
	delete(d.Customers, who)
	if got := play(t, d, id, who, 40, 26).Picture(); !strings.Contains(got, "Harper Moore") || !strings.Contains(got, "Late parcel") {
		t.Errorf("the pane shows\n%s", got)
	}
	d.Err = errors.New("bad block")
	if got := play(t, d, id, who, 40, 26).Picture(); got == "" {
		t.Error("a broken disk shows nothing at all")
	}
}

func TestThePaneFollowsWithoutGoingBlank(t *testing.T) {
	d, id, who := harper()
	other := d.Open(5000, "Another", "Zoe", "x", time.Minute)
	st := play(t, d, id, who, 40, 26)
	st.Hold = true
	st.Do(st.Top(), st.Top().(screen.Follower).Follow(screen.Go{Ticket: other, Who: d.Tickets[other].Requester}))
	if got := st.Picture(); !strings.Contains(got, "Harper") {
		t.Errorf("before the other is known the pane shows\n%s", got)
	}
	st.Answer()
	if got := st.Picture(); !strings.Contains(got, "Zoe") || strings.Contains(got, "Harper") {
		t.Errorf("then it shows\n%s", got)
	}
}

func TestWhileAnotherCustomerIsReadKeysTouchNoTicketOfTheOneBefore(t *testing.T) {
	d, id, who := harper()
	other := d.Open(5000, "Another", "Zoe", "x", time.Minute)
	screentest.Turned(t, d, func(s *screen.Session) screen.Screen {
		return customer.New(customer.Needs{Session: s, Reads: d, Writes: d, Ticket: id, Who: who})
	}, id, screen.Go{Ticket: other, Who: d.Tickets[other].Requester})
}

func TestHowATicketEndedAndWhenStandApart(t *testing.T) {
	d, id, who := harper()
	d.Open(3100, "Long ago", "Harper Moore", "x", 560*24*time.Hour, func(t *desk.Ticket) {
		t.Status, t.SolvedAt, t.WaitingSince = desk.Closed, now.Add(-550*24*time.Hour), time.Time{}
	})
	for _, w := range []int{30, 40} {
		got := play(t, d, id, who, w, 26).Picture()
		if !strings.Contains(got, map[int]string{30: "Long ago         18 mo", 40: "closed 18 mo"}[w]) || !strings.Contains(got, "★★★★★   8 w") {
			t.Errorf("at %d cells the pane shows\n%s", w, got)
		}
	}
}

func TestThePaneFitsEverySize(t *testing.T) {
	d, id, who := harper()
	play(t, d, id, who, 40, 26).Sweep()
}

func TestWhatCustomersAreCalledStaysInItsPlace(t *testing.T) {
	for _, bad := range screentest.Hostile() {
		d := screentest.NewDesk(now)
		id := d.Open(1, bad, bad, bad, time.Minute)
		d.Open(2, bad, bad, bad, time.Hour)
		who := d.Tickets[id].Requester
		d.Customers[who] = desk.Customer{
			ID: who, Name: u(bad), Tier: desk.Tier(bad), Place: u(bad), Zone: bad, Language: bad, Mails: []desk.Untrusted{u(bad)},
			Phones: []desk.Untrusted{u(bad)}, Notes: []desk.Untrusted{u(bad)}, Needs: []desk.Untrusted{u(bad)}, Refuses: []desk.Channel{desk.Channel(bad)}, Attributes: map[string]desk.Untrusted{bad: u(bad)},
			Orders: []desk.Order{{Number: u(bad), Status: u(bad), Total: bad, Items: []desk.OrderItem{{Name: u(bad)}, {Name: u(bad)}}}},
		}
		st := play(t, d, id, who, 60, 40)
		screentest.Tame(t, st.Top().View(now).Text)
		screentest.Fits(t, st.Top(), 60, 40, st)
		if got := st.Picture(); !strings.Contains(got, "\n Orders\n") || !strings.Contains(got, "\n Also open\n") {
			t.Errorf("%.40q hides a heading:\n%s", bad, got)
		}
	}
}

func TestTheCursorBeginsAnewAtAnotherCustomerAlsoWhereNeitherHasARecord(t *testing.T) {
	d, id, who := harper()
	other := d.Open(5000, "Another", "Zoe", "x", time.Minute)
	zoe := d.Tickets[other].Requester
	for i := range int64(4) {
		d.Open(5100+i, "more", "Zoe", "x", time.Hour)
	}
	delete(d.Customers, who)
	delete(d.Customers, zoe)
	st := play(t, d, id, who, 40, 26)
	st.Act(keymaps.Down, keymaps.Down)
	st.Do(st.Top(), st.Top().(screen.Follower).Follow(screen.Go{Ticket: other, Who: zoe}))
	if got := st.Top().(screen.Placed).Standing(); !strings.HasPrefix(got, "1 of") {
		t.Errorf("it stands at %s", got)
	}
}

func TestWhatChangesWhileACustomerIsReadIsShown(t *testing.T) {
	d, id, who := harper()
	other := d.Open(5000, "Another", "Zoe", "x", time.Minute)
	zoe := d.Tickets[other].Requester
	st := play(t, d, id, who, 40, 26)
	pane := st.Top()
	out := pane.(screen.Follower).Follow(screen.Go{Ticket: other, Who: zoe})
	early, err := out.Ask[0].Read()
	if err != nil {
		t.Fatal(err)
	}
	d.Customers[zoe] = desk.Customer{ID: zoe, Name: u("Zoe"), Notes: []desk.Untrusted{u("DO NOT CALL")}}
	out2 := pane.Heed(desk.Change{Kind: desk.ChangedCustomer, Who: zoe})
	st.Do(pane, pane.Learn(out.Ask[0].Slot, early))
	st.Do(pane, out2)
	if got := st.Picture(); !strings.Contains(got, "DO NOT CALL") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestARecordThatComesLaterIsShown(t *testing.T) {
	d, id, who := harper()
	c := d.Customers[who]
	delete(d.Customers, who)
	st := play(t, d, id, who, 40, 26)
	d.Customers[who] = c
	st.Do(st.Top(), st.Top().Heed(desk.Change{Kind: desk.ChangedCustomer, Who: who}))
	if got := st.Picture(); !strings.Contains(got, "Prefers mail") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestWhatWasBoughtIsToldInFullAlsoInANarrowPane(t *testing.T) {
	d, id, who := harper()
	c := d.Customers[who]
	c.Orders[0].Items[0].Name = u("Desk lamp, brass, long arm")
	d.Customers[who] = c
	for _, w := range []int{30, 34, 40} {
		got := play(t, d, id, who, w, 26).Picture()
		if !strings.Contains(got, "Desk lamp, brass, long arm") || !strings.Contains(got, "bookshelf +1") || !strings.Contains(got, "on its way") {
			t.Errorf("at %d cells the pane shows\n%s", w, got)
		}
	}
}

func TestACustomerIsWrittenToByAWayTheyHaveAndDoNotRefuse(t *testing.T) {
	d, id, who := harper()
	st := play(t, d, id, who, 40, 26)
	if why := st.Act(keymaps.WriteTo); !why.None() || st.LastWent().To != screen.WriteFirst || st.LastWent().Who != who {
		t.Errorf("%v, it goes to %+v", why, st.LastWent())
	}
	c := d.Customers[who]
	c.Refuses = []desk.Channel{desk.Mail}
	d.Customers[who] = c
	st = play(t, d, id, who, 40, 26)
	if said := st.Session.Book.Reason(st.Act(keymaps.WriteTo)); !strings.Contains(said, "do not want to hear from us") {
		t.Errorf("it says %q", said)
	}
	c.Mails = nil
	d.Customers[who] = c
	st = play(t, d, id, who, 40, 26)
	if why := st.Act(keymaps.WriteTo); why.None() {
		t.Error("nothing stands against writing to nowhere")
	}
}

func TestARecordThatIsCutSaysHowMuchIsBelow(t *testing.T) {
	d, id, who := harper()
	for _, h := range []int{8, 12} {
		got := strings.Split(play(t, d, id, who, 40, h).Picture(), "\n")
		if last := got[len(got)-1]; len(got) != h || !strings.Contains(last, "lines below") {
			t.Errorf("of %d lines the last is %q", h, last)
		}
	}
	if got := play(t, d, id, who, 40, 40).Picture(); strings.Contains(got, "below") {
		t.Errorf("where all is in sight it shows\n%s", got)
	}
}
