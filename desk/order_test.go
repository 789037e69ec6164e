package desk

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestPriorityIsTheTableOfUrgencyAndImpact(t *testing.T) {
	want := map[[2]Level]Priority{
		{High, High}: PriorityUrgent, {High, Normal}: PriorityHigh, {Normal, High}: PriorityHigh, {Normal, Normal}: PriorityNormal,
		{High, Low}: PriorityNormal, {Low, High}: PriorityNormal, {Normal, Low}: PriorityLow, {Low, Normal}: PriorityLow, {Low, Low}: PriorityLow,
	}
	for u := Low; u <= High; u++ {
		for i := Low; i <= High; i++ {
			if got := PriorityOf(u, i); got != want[[2]Level{u, i}] {
				t.Errorf("urgency %d, impact %d: %v", u, i, got)
			}
		}
	}
	for p := PriorityLow; p <= PriorityUrgent; p++ {
		if got := PriorityOf(p.Levels()); got != p {
			t.Errorf("%v set by hand is %v", p, got)
		}
		if got, ok := ParsePriority(p.String()); !ok || got != p {
			t.Errorf("%v reads as %v", p, got)
		}
	}
	if _, ok := ParsePriority("highest"); ok {
		t.Error("highest is a priority")
	}
}

func TestADueInstantIsTheSumThatIsShown(t *testing.T) {
	since, changed := noon(), noon().Add(time.Hour)
	for _, c := range []struct {
		name    string
		u, i    Level
		tier    Tier
		waiting bool
		horizon time.Duration
		bonus   time.Duration
	}{
		{"urgent", High, High, NoTier, true, 15 * time.Minute, 0},
		{"high", High, Normal, NoTier, true, time.Hour, 0},
		{"normal", Normal, Normal, NoTier, true, 8 * time.Hour, 0},
		{"low", Low, Low, NoTier, true, 72 * time.Hour, 0},
		{"gold", Normal, Normal, Gold, true, 8 * time.Hour, 48 * time.Minute},
		{"silver", High, High, Silver, true, 15 * time.Minute, 45 * time.Second},
		{"bronze", High, High, Bronze, true, 15 * time.Minute, 0},
		{"nobody waits", Normal, Normal, NoTier, false, 8 * time.Hour, 0},
	} {
		k := Ticket{Urgency: c.u, Impact: c.i, Tier: c.tier, UpdatedAt: changed}
		from := changed
		if c.waiting {
			k.WaitingSince, from = since, since
		}
		r := Reckon(k)
		if r.From != from || r.Waiting != c.waiting || r.Horizon != c.horizon || r.Tier != c.bonus || !r.Due.Equal(from.Add(c.horizon-c.bonus)) {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
}

func TestTheOrderIsOneThatTimeDoesNotMove(t *testing.T) {
	ticket := rapid.Custom(func(t *rapid.T) Ticket {
		k := Ticket{
			ID: NewTicketID(), Urgency: Level(rapid.IntRange(-1, 1).Draw(t, "u")), Impact: Level(rapid.IntRange(-1, 1).Draw(t, "i")),
			Tier: rapid.SampledFrom([]Tier{NoTier, Bronze, Silver, Gold}).Draw(t, "tier"), Status: rapid.SampledFrom(Statuses()).Draw(t, "status"),
			UpdatedAt: noon().Add(time.Duration(rapid.IntRange(-1e6, 1e6).Draw(t, "updated")) * time.Second),
		}
		if rapid.Bool().Draw(t, "waits") && !k.Status.Done() {
			k.WaitingSince = noon().Add(time.Duration(rapid.IntRange(-1e6, 1e6).Draw(t, "since")) * time.Second)
		}
		return k
	})
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOf(ticket).Draw(t, "tickets")
		slices.SortStableFunc(rows, func(a, b Ticket) int {
			return cmp.Compare(ViewOpen.Order(a.Excerpt()), ViewOpen.Order(b.Excerpt()))
		})
		for i, k := range rows {
			r := Reckon(k)
			if r.Due.Before(r.From) || r.Tier > r.Horizon/10 {
				t.Fatalf("%+v", r)
			}
			if i == 0 {
				continue
			}
			above := Reckon(rows[i-1])
			if !above.Waiting && r.Waiting || above.Waiting == r.Waiting && above.Due.After(r.Due) {
				t.Fatalf("%+v stands above %+v", above, r)
			}
		}
	})
}

func TestALateReplyIsTakenBackWithinItsHold(t *testing.T) {
	for c, want := range map[Channel]time.Duration{Mail: 8 * time.Second, Chat: 0, Phone: 0, SMS: 8 * time.Second, "pigeon": 8 * time.Second} {
		if got := c.UndoHold(); got != want {
			t.Errorf("%s: %v", c, got)
		}
	}
}
