package replies_test

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screentest"
)

// onRow is the row of the list that the cursor is on.
func onRow(st *screentest.Stage) string {
	for _, line := range strings.Split(st.Picture(), "\n") {
		if strings.Contains(line, "▌") {
			return line
		}
	}
	return ""
}

// writesOfStripes writes a reply with the title Of stripes, on which the cursor stands then.
func writesOfStripes(t *testing.T, st *screentest.Stage) {
	t.Helper()
	st.Act(keymaps.NewReply)
	st.Type("zebra")
	st.Act(keymaps.NextField)
	st.Type("Of stripes")
	st.Act(keymaps.PrevField, keymaps.PrevField)
	st.Type("Stripes.")
	st.Act(keymaps.SaveReply)
	if got := onRow(st); !strings.Contains(got, "Of stripes") {
		t.Errorf("the cursor is on %q:\n%s", got, st.Picture())
	}
}

func TestTheCursorStandsOnTheReplyThatWasJustWritten(t *testing.T) {
	d := shop()
	st := led(t, d, desk.RoleLead, 104, 24)
	writesOfStripes(t, st)
	st.Act(keymaps.Up)
	st.Changed(desk.ChangedCanned, desk.TicketID{})
	if got := onRow(st); strings.Contains(got, "Of stripes") {
		t.Errorf("it does not stay where it was put: %q", got)
	}
}

func TestAReplyThatIsNotAmongThoseFoundIsShownOnceItIsWritten(t *testing.T) {
	d := shop()
	st := led(t, d, desk.RoleLead, 104, 24)
	st.Type("late")
	writesOfStripes(t, st)
}

func TestTheCursorStaysOnItsLineWhenItsReplyIsTakenAway(t *testing.T) {
	d := shop()
	for _, name := range []string{"a-first", "b-second", "c-third"} {
		d.Phrases = append(d.Phrases, desk.Canned{ID: desk.CannedID{ID: desk.NewID()}, Name: name, Title: "Title of " + name, Text: "Words."})
	}
	st := led(t, d, desk.RoleLead, 104, 24)
	st.Act(keymaps.Down, keymaps.Down)
	lines := strings.Split(st.Picture(), "\n")
	at := lineWith(lines, "▌")
	st.Act(keymaps.DropReply, keymaps.Accept)
	st.Changed(desk.ChangedCanned, desk.TicketID{})
	if now := lineWith(strings.Split(st.Picture(), "\n"), "▌"); at < 0 || now != at {
		t.Errorf("it was on line %d and is on %d:\n%s", at, now, st.Picture())
	}
}

// lineWith is the first line with some words; -1 for none.
func lineWith(lines []string, words string) int {
	for i, line := range lines {
		if strings.Contains(line, words) {
			return i
		}
	}
	return -1
}

func TestTabGoesThroughAReplyAsItIsRead(t *testing.T) {
	d := shop()
	st := led(t, d, desk.RoleLead, 72, 17)
	st.Act(keymaps.NewReply)
	for _, said := range []string{"name", "title", "tags", "language", "then status", "priority", "adds tags", "takes it"} {
		if got := focused(st); got != said {
			t.Fatalf("it is in %q, not in %q", got, said)
		}
		st.Act(keymaps.NextField)
	}
	st.Type("Words.")
	st.Act(keymaps.NextField)
	if got := focused(st); got != "name" || !strings.Contains(st.Picture(), "Words.") {
		t.Errorf("behind the text it is in %q:\n%s", got, st.Picture())
	}
}

func TestUpAndDownGoToTheFieldAboveAndBelow(t *testing.T) {
	d := shop()
	st := led(t, d, desk.RoleLead, 72, 17)
	st.Act(keymaps.NewReply, keymaps.NextField, keymaps.NextField, keymaps.NextField)
	for _, step := range []struct{ key, to string }{{"down", "priority"}, {"down", "takes it"}, {"up", "priority"}, {"up", "language"}, {"up", "title"}, {"up", "name"}, {"up", "name"}} {
		st.Key(step.key)
		if got := focused(st); got != step.to {
			t.Fatalf("%s leads to %q, not to %q", step.key, got, step.to)
		}
	}
}

// focused is the name of the field that the caret stands in.
func focused(st *screentest.Stage) string {
	f := st.Top().View(now)
	if f.Caret == nil {
		return ""
	}
	line := []rune(strings.Split(st.Picture(), "\n")[f.Caret.Y])
	at := ""
	for _, name := range []string{"name", "title", "tags", "language", "then status", "priority", "adds tags", "takes it"} {
		if i := strings.Index(string(line[:min(f.Caret.X, len(line))]), " "+name+"  "); i >= 0 {
			at = name
		}
	}
	return at
}

func TestANameAsLongAsItMayBeIsReadInEightyColumns(t *testing.T) {
	d := shop()
	long := "refund-on-its-way-after-the-parcel-came-back"
	d.Phrases = append(d.Phrases, desk.Canned{ID: desk.CannedID{ID: desk.NewID()}, Name: long, Title: "Zebra sent back", Text: "Words."})
	st := led(t, d, desk.RoleLead, 74, 17)
	st.Type("zebra")
	if row := onRow(st); !strings.Contains(row, "refund-") {
		t.Errorf("its row has nothing of its name: %q", row)
	}
	if got := strings.Join(strings.Fields(strings.ReplaceAll(preview(st), "\n", "")), ""); !strings.Contains(got, long) {
		t.Errorf("beside it stands\n%s", preview(st))
	}
	st.Act(keymaps.EditReply)
	if got := st.Picture(); !strings.Contains(got, long) {
		t.Errorf("its editor shows\n%s", got)
	}
}

// preview is what stands right of the list.
func preview(st *screentest.Stage) string {
	var b strings.Builder
	for _, line := range strings.Split(st.Picture(), "\n") {
		if _, right, ok := strings.Cut(line, "│"); ok {
			b.WriteString(strings.TrimSpace(right) + "\n")
		}
	}
	return b.String()
}
