package backend_test

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// intents says of each that there is which roles may carry it out. One that is not in it fails
// the test: say here who may before anybody can.
func intents() map[string]string {
	may := map[string]string{
		"receive": nobody, "take_in": nobody, "let_go": nobody, // the desk's own
		"share_filter": "lead admin", "unshare_filter": "lead admin", "put_reply": "lead admin", "drop_reply": "lead admin",
	}
	for kind := range strings.FieldsSeq(`assign create edit_customer end_break escalate follow forward hand_back hand_over link log_call mark_spam
		merge merge_customer not_spam note remind reply set_group set_priority set_status snooze tag take_break unfollow unlink unmerge untag`) {
		may[kind] = all
	}
	return may
}

func TestWhoMayCarryOutWhatIsWhatTheTableSays(t *testing.T) {
	s := newStage(t)
	known := intents()
	for _, in := range desk.Intents() {
		may, there := known[string(in.Kind())]
		if !there {
			t.Errorf("%s: nobody has said who may carry it out", in.Kind())
		}
		delete(known, string(in.Kind()))
		for _, role := range roles() {
			op := by(s.thread(t, s.far.ID).Tickets[0], in)
			op.Actor = desk.AgentID(role)
			if op.OfDesk() {
				op.Ticket = desk.TicketID{}
			} else if in.Kind() == "create" {
				op.Ticket, op.Base, op.Seen = desk.NewTicketID(), 0, 0
			}
			p, err := s.store.As(t.Context(), op.Actor)
			if err != nil {
				t.Fatal(err)
			}
			v, err := s.store.Do(t.Context(), p, op)
			if err != nil {
				t.Errorf("%s by %s: %v", in.Kind(), role, err)
				continue
			}
			turned := v.Problem != nil && (v.Problem.Code == desk.NotAllowed || v.Problem.Code == desk.LeadsOnly)
			if allowed := strings.Contains(" "+may+" ", " "+string(role)+" "); turned == allowed {
				t.Errorf("%s by %s: %s %v, want allowed %v", in.Kind(), role, v.Outcome, v.Problem, allowed)
			}
		}
	}
	for kind := range known {
		t.Errorf("%s: there is no such intent", kind)
	}
}
