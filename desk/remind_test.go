package desk

import (
	"slices"
	"testing"
	"time"
)

func TestWhatAnAgentDoesForThemselvesMovesTheTicketForNobody(t *testing.T) {
	before := waiting(Open)
	before.WaitingSince = time.Time{} // so that its place hangs on when it was worked on last
	for name, in := range map[string]Intent{
		"a reminder": Remind{At: noon().Add(48 * time.Hour), Text: text("call the depot")}, "following": Follow{},
	} {
		after, events := apply(t, before, by(anna, before, in))
		if len(events) != 1 || !after.UpdatedAt.Equal(before.UpdatedAt) || !Reckon(after).Due.Equal(Reckon(before).Due) {
			t.Errorf("%s: %d events, worked on %v, due %v", name, len(events), after.UpdatedAt, Reckon(after).Due)
		}
		if after.Version != before.Version+1 {
			t.Errorf("%s: the agent's other computers do not hear of it", name)
		}
	}
	if after, _ := apply(t, before, by(anna, before, Note{Text: text("hm")})); !after.UpdatedAt.Equal(noon()) {
		t.Error("a note is no work on it")
	}
}

func TestATicketShowsEverybodyTheirOwnReminderAlone(t *testing.T) {
	k := waiting(Open)
	for _, who := range []AgentID{anna, berto} {
		k, _ = apply(t, k, by(who, k, Remind{At: noon(), Text: text("of " + string(who))}))
	}
	for _, who := range []AgentID{anna, berto, "carl", ""} {
		seen := k.For(who)
		if slices.ContainsFunc(seen.Reminders, func(r Reminder) bool { return r.By != who }) {
			t.Errorf("%q is shown %+v", who, seen.Reminders)
		}
		_, has := k.ReminderOf(who)
		if _, there := seen.ReminderOf(who); there != has {
			t.Errorf("%q: its own reminder: %v", who, there)
		}
	}
	if len(k.Reminders) != 2 {
		t.Error("looking took a reminder away")
	}
}
