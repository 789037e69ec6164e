package backend

import (
	"context"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// TestAVisitEndsInWhoseRoleAChangeWasMissed has a server look who may stay after the news of a
// changed role never came to it.
func TestAVisitEndsInWhoseRoleAChangeWasMissed(t *testing.T) {
	s, err := OpenOn(t, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	comes := func(who desk.AgentID, as desk.Role) context.Context {
		t.Helper()
		ctx, end := context.WithCancel(t.Context())
		t.Cleanup(end)
		now, leave, err := s.Visit(t.Context(), Principal{Agent: who, Role: as, Via: ViaSSH}, end)
		if err != nil || now.Role != desk.RoleLead {
			t.Fatal(now, err)
		}
		t.Cleanup(leave)
		return ctx
	}
	for _, who := range []desk.AgentID{"eva", "fay"} {
		if err := s.AddAgent(t.Context(), desk.Agent{ID: who, Role: desk.RoleLead}); err != nil {
			t.Fatal(err)
		}
	}
	demoted, early, still := comes("eva", desk.RoleLead), comes("eva", desk.RoleAgent), comes("fay", desk.RoleAgent)
	if err := s.change(t.Context(), func(t *tx) error { // what another server does of which no news came
		return t.exec(`UPDATE agents SET json = replace(json, '"lead"', '"agent"') WHERE id = 'eva'`)
	}); err != nil {
		t.Fatal(err)
	}
	s.doubt(t.Context())
	if demoted.Err() == nil || early.Err() == nil {
		t.Error("who leads the desk no longer stays at what only leads may see:", demoted.Err(), early.Err())
	}
	if still.Err() != nil {
		t.Error("who came before they led the desk, and was let in as a lead, was thrown out")
	}
}
