package floor_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screentest"
)

// drawn is a desk of which there is a curve over a span: so many tickets in each step up to now,
// and half of that a week before, also in the steps to come.
func drawn(t *testing.T, f metrics.Name, over metrics.Span, every time.Duration, steps, come int) (*screentest.Desk, *watch) {
	t.Helper()
	d, w := busy(t)
	c := metrics.Curve{Figure: f, Span: over}
	begin := now.Truncate(24 * time.Hour)
	for i := range steps {
		p := metrics.Point{From: begin.Add(time.Duration(i) * every), N: 2 * i, Of: 4 * i, P50: time.Duration(i) * 4 * time.Minute}
		if i < come {
			c.Points = append(c.Points, p)
		}
		p.From, p.N, p.P50 = p.From.AddDate(0, 0, -7), p.N/2, p.P50/2
		c.Ghost = append(c.Ghost, p)
	}
	w.curve = c
	return d, w
}

// onArrived plays the floor with the cursor on what arrived, and its curve opened.
func onArrived(t *testing.T, d *screentest.Desk, w *watch, width, height int) *screentest.Stage {
	t.Helper()
	st := play(t, d, w, width, height)
	st.Act(keymaps.PageDown, keymaps.ShowCurve)
	return st
}

func TestAFigureIsDrawnHourByHourBesideTheWeekBefore(t *testing.T) {
	d, w := drawn(t, metrics.Arrived, metrics.OverDay, time.Hour, 24, 15)
	st := onArrived(t, d, w, 100, 30)
	shows(t, st, "hour day week weekdays", "40│", "20│", "0│", "00:00", "14:00", "22:00", "now, n 210", "··· a week before, n 276", "tickets an hour")
	lines := strings.Split(st.Picture(), "\n")
	for _, half := range []struct {
		what string
		of   []string
	}{{"lower", lines[len(lines)/2:]}, {"upper", lines[:len(lines)/2]}} {
		if !strings.ContainsFunc(strings.Join(half.of, ""), func(r rune) bool { return r > '\u2800' && r < '\u2900' }) {
			t.Errorf("there is no line in the %s half of\n%s", half.what, st.Picture())
		}
	}
	if w.of[0] != "arrived day  " {
		t.Errorf("it asked for %q", w.of)
	}
}

func TestAShareAndATimeHaveAxesOfTheirOwn(t *testing.T) {
	d, w := drawn(t, metrics.FirstReply, metrics.OverDay, time.Hour, 24, 15)
	shows(t, onArrived(t, d, w, 100, 30), "1 h│", "30 m│", "p50 of each hour")
	d, w = drawn(t, metrics.ServiceLevel, metrics.OverDay, time.Hour, 24, 15)
	shows(t, onArrived(t, d, w, 100, 30), "100 %│", "50 %│", "share in each hour", "now, n 420")
}

func TestThePagesAreTheHourTheDayTheWeekAndTheWeekdays(t *testing.T) {
	d, w := drawn(t, metrics.Arrived, metrics.OverDay, time.Hour, 24, 15)
	st := onArrived(t, d, w, 100, 30)
	st.Act(keymaps.NextView, keymaps.NextView, keymaps.NextView, keymaps.First)
	if want := []string{"arrived day  ", "arrived week  ", "heat  ", "arrived hour  "}; !slices.Equal(w.of, want) {
		t.Errorf("it asked for %q", w.of)
	}
}

func TestAPartHasACurveOfWhatArrivedInItAndAPersonOfWhatTheySolved(t *testing.T) {
	d, w := drawn(t, metrics.Arrived, metrics.OverDay, time.Hour, 24, 15)
	st := play(t, d, w, 100, 30)
	st.Act(keymaps.PageDown, keymaps.PageDown, keymaps.ShowCurve, keymaps.Cancel, keymaps.Last, keymaps.ShowCurve)
	if want := []string{"arrived day group Returns", "solved day agent tom"}; !slices.Equal(w.of, want) {
		t.Errorf("it asked for %q", w.of)
	}
}

func TestOfHowItStandsNowThereIsNoCurveAndThatIsSaid(t *testing.T) {
	d, w := drawn(t, metrics.Arrived, metrics.OverDay, time.Hour, 24, 15)
	st := play(t, d, w, 100, 30)
	if why := st.Act(keymaps.ShowCurve); why.Code != desk.NothingSelected || !slices.Equal(why.Args, []string{"no_curve"}) {
		t.Errorf("it is refused with %+v", why)
	}
}

func TestTheHeatMapSaysWhenTicketsArriveByShapesThatNeedNoColours(t *testing.T) {
	d, w := drawn(t, metrics.Arrived, metrics.OverDay, time.Hour, 24, 15)
	w.heat = metrics.Heat{Days: metrics.Period{From: now.AddDate(0, 0, -15), To: now.AddDate(0, 0, -1)}, N: 30}
	w.heat.Weekdays[0][9], w.heat.Weekdays[0][10], w.heat.Weekdays[6][23] = 20, 8, 2
	st := onArrived(t, d, w, 100, 30)
	st.Act(keymaps.Last)
	shows(t, st, "Monday", "Sunday", "00 03 06 09 12 15 18 21", "█ 16–20", "28", "n 30 tickets arrived, 17 Feb to 2 Mar, each weekday twice")
	for _, line := range strings.Split(st.Picture(), "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "Monday") && (!strings.Contains(line, "█") || !strings.Contains(line, "▒")) {
			t.Errorf("Monday is %q", line)
		}
	}
	st.Sweep()
}

func TestACurveStaysWhenTheDeskIsOutOfReachAndSaysOfWhenItIs(t *testing.T) {
	d, w := drawn(t, metrics.Arrived, metrics.OverDay, time.Hour, 24, 15)
	st := onArrived(t, d, w, 100, 30)
	w.err = &desk.Temporary{}
	d.Clock = now.Add(3 * time.Minute)
	st.Ring("later")
	shows(t, st, "no word from the desk: as of 14:32", "now, n 210")
	if len(w.of) != 2 || st.Timers["later"] == 0 {
		t.Errorf("it asked for %q; timers %v", w.of, st.Timers)
	}
}

func TestACurveThatIsNotThereYetSaysSo(t *testing.T) {
	d, w := busy(t)
	w.curve = metrics.Curve{Figure: metrics.Arrived, Span: metrics.OverDay}
	shows(t, onArrived(t, d, w, 100, 30), "The desk begins to count.")
	w.err = desk.ErrForbidden
	if got := onArrived(t, d, w, 100, 30).Picture(); strings.Contains(got, "begins") || len(strings.Fields(got)) < 8 {
		t.Errorf("who may not see it is told\n%s", got)
	}
}

func TestACurveFitsEverySize(t *testing.T) {
	for _, f := range metrics.Drawn() {
		d, w := drawn(t, f, metrics.OverDay, time.Hour, 24, 15)
		onArrived(t, d, w, 100, 30).Sweep()
	}
}
