package thread_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestTheHeaderSaysWhichPromiseRunsOut(t *testing.T) {
	for target, want := range map[desk.Target]string{
		desk.FirstReply: "reply in 12 m", desk.NextReply: "reply in 12 m", desk.PeriodicUpdate: "update in 12 m", desk.Resolution: "solution in 12 m",
	} {
		d, id := lamp()
		k := d.Tickets[id]
		k.WaitingSince, k.Clocks = time.Time{}, []desk.Clock{{Target: target, Due: now.Add(12 * time.Minute)}}
		d.Tickets[id] = k
		if got := play(t, d, id, 100, 24).Picture(); !strings.Contains(got, want) {
			t.Errorf("%s: %q is not in\n%s", target, want, got)
		}
		k.Clocks[0].Due = now.Add(-12 * time.Minute)
		if got := play(t, d, id, 100, 24).Picture(); !strings.Contains(got, "late by 12 m") {
			t.Errorf("%s: it is not late in\n%s", target, got)
		}
	}
}

func TestAReplyThatIsPromisedIsDueAsPromisedAlsoWhereThePriorityAllowsLess(t *testing.T) {
	d, id := lamp()
	k := d.Tickets[id]
	k.FirstReplyAt, k.WaitingSince = time.Time{}, now.Add(-time.Hour)
	promised := desk.Clock{Target: desk.FirstReply, Due: now.Add(40 * time.Minute)}
	for name, has := range map[string]struct {
		clocks []desk.Clock
		want   string
	}{
		"promised":                     {[]desk.Clock{promised}, "first reply promised in 40 m"},
		"promised, and late":           {[]desk.Clock{{Target: desk.FirstReply, Due: now.Add(-5 * time.Minute)}}, "promised first reply late by 5 m"},
		"a solution is promised first": {[]desk.Clock{promised, {Target: desk.Resolution, Due: now.Add(20 * time.Minute)}}, "solution promised in 20 m"},
		"none promised":                {nil, "first reply over by 45 m"},
		"a solution only":              {[]desk.Clock{{Target: desk.Resolution, Due: now.Add(20 * time.Minute)}}, "first reply over by 45 m"},
		"it was kept":                  {[]desk.Clock{{Target: desk.FirstReply, Due: promised.Due, End: now.Add(-time.Hour)}}, "first reply over by 45 m"},
	} {
		k.Urgency, k.Impact = desk.High, desk.High // a quarter of an hour
		k.Clocks = has.clocks
		d.Tickets[id] = k
		st := play(t, d, id, 120, 24)
		if got := st.Picture(); !strings.Contains(got, has.want) {
			t.Errorf("%s: %q is not in\n%s", name, has.want, got)
		}
		beside := "in the queue over 45 m, by its priority; <why_order> says why"
		if got := st.Picture(); strings.Contains(got, beside) != (strings.Contains(has.want, "promised") && !strings.Contains(has.want, "late")) {
			t.Errorf("%s: what its row shows is not told apart from what is promised:\n%s", name, got)
		}
	}
}
