package thread_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// settled is an earlier ticket of Harper's that we answered.
func settled(d *screentest.Desk, number int64, subject, words, ours string, ago time.Duration) desk.TicketID {
	id := d.Open(number, subject, "Harper Moore", words, ago)
	who := d.Tickets[id].Requester
	c := d.Customers[who]
	c.ID, c.Orders = who, []desk.Order{{Number: desk.Foreign("#W5964460")}, {Number: desk.Foreign("W1926021")}}
	d.Customers[who] = c
	was := d.Clock
	d.Clock = now.Add(-ago + time.Hour)
	d.Arrive(desk.Op{
		ID: desk.NewOpID(), Ticket: id, Base: d.Tickets[id].Version, Seen: d.Tickets[id].LastMessage, Actor: "kim", At: d.Clock,
		Intent: desk.Reply{Text: desk.Foreign(ours), Then: desk.Solved},
	})
	d.Clock = was
	return id
}

func TestWhoComesAgainAboutTheSameOrderIsSeenToAndWhatWePromised(t *testing.T) {
	const day = 24 * time.Hour
	d := screentest.NewDesk(now)
	settled(d, 4700, "Lamp", "Order #W5964460 is not here.", "It is on its way.", 12*day)
	settled(d, 4750, "Again", "Nothing of W5964460 yet.", "We are sorry, Harper. I will call you back on Tuesday.", 5*day)
	settled(d, 4760, "Bookshelf", "And W1926021?", "We will send it by Friday.", 4*day)
	id := d.Open(4821, "Where is it", "Harper Moore", "W5964460 is still not here.", time.Hour)
	if got := play(t, d, id, 80, 24).Picture(); !strings.Contains(got, " Third contact on this, we promised Tuesday\n") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestTheTomorrowOfThenIsToldByItsName(t *testing.T) {
	d := screentest.NewDesk(now)
	settled(d, 4700, "Lamp", "Order W5964460 is not here.", "I will call you tomorrow.", 72*time.Hour)
	id := d.Open(4821, "Where is it", "Harper Moore", "W5964460 is still not here.", time.Hour)
	day := now.Add(-72*time.Hour+time.Hour).AddDate(0, 0, 1).Weekday().String()
	if got := play(t, d, id, 80, 24).Picture(); !strings.Contains(got, " Second contact on this, we promised "+day+"\n") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestOfOtherMattersAndLongAgoNothingIsSaid(t *testing.T) {
	const day = 24 * time.Hour
	for name, before := range map[string]func(d *screentest.Desk){
		"another order":                       func(d *screentest.Desk) { settled(d, 4700, "Lamp", "W1926021?", "On its way.", 3*day) },
		"long ago":                            func(d *screentest.Desk) { settled(d, 4700, "Lamp", "W5964460?", "On its way.", 40*day) },
		"somebody else's":                     func(d *screentest.Desk) { d.Open(4700, "Lamp", "Zoe", "W5964460?", 3*day) },
		"a number that is no order of theirs": func(d *screentest.Desk) { settled(d, 4700, "Card", "68318931 still?", "Yes.", 3*day) },
		"a word only":                         func(d *screentest.Desk) { settled(d, 4700, "Where is my invoice", "x", "Here.", 3*day) },
	} {
		d := screentest.NewDesk(now)
		before(d)
		id := d.Open(4821, "Where is my lamp", "Harper Moore", "W5964460 is still not here, said 68318931.", time.Hour)
		if got := play(t, d, id, 80, 24).Picture(); strings.Contains(got, "contact on this") {
			t.Errorf("%s: it shows\n%s", name, got)
		}
	}
}

func TestADayThatIsPromisedNowTakesThePlaceOfTheOneBefore(t *testing.T) {
	d := screentest.NewDesk(now)
	settled(d, 4700, "Lamp", "Order W5964460 is not here.", "I will write to you on Monday.", 48*time.Hour)
	id := d.Open(4821, "Where is it", "Harper Moore", "W5964460 is still not here.", time.Hour)
	st := play(t, d, id, 80, 24)
	d.Arrive(desk.Op{
		ID: desk.NewOpID(), Ticket: id, Base: d.Tickets[id].Version, Seen: d.Tickets[id].LastMessage, Actor: "kim", At: now,
		Intent: desk.Reply{Text: desk.Foreign("I have asked. I will write to you by Friday."), Then: desk.Pending},
	})
	st.Do(st.Top(), st.Top().Heed(desk.Change{Kind: desk.ChangedTicket, Ticket: id}))
	if got := st.Picture(); !strings.Contains(got, " Second contact on this, we promised Friday\n") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestHowOftenSomebodyCameIsNotSaidOfTheNextTicket(t *testing.T) {
	d := screentest.NewDesk(now)
	settled(d, 4700, "Lamp", "Order W5964460 is not here.", "It is on its way.", 48*time.Hour)
	id := d.Open(4821, "Where is it", "Harper Moore", "W5964460 is still not here.", time.Hour)
	other := d.Open(5000, "Another", "Zoe", "W5964460?", time.Minute)
	st := play(t, d, id, 80, 24)
	if got := st.Picture(); !strings.Contains(got, " Second contact on this\n") {
		t.Errorf("it shows\n%s", got)
	}
	st.Sweep()
	st.Do(st.Top(), st.Top().(screen.Follower).Follow(screen.Go{Ticket: other}))
	if got := st.Picture(); strings.Contains(got, "contact on this") {
		t.Errorf("of the next it shows\n%s", got)
	}
}
