package backend

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/heed-desk/heed/client/api"
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

// TestARightThatIsTakenAwayBetweenTheGateAndTheStreamIsGone hands a stream somebody who led the desk at
// the gate, and no longer does.
func TestARightThatIsTakenAwayBetweenTheGateAndTheStreamIsGone(t *testing.T) {
	s, err := OpenOn(t, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	server := New(s, Options{})
	t.Cleanup(func() {
		server.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.AddAgent(t.Context(), desk.Agent{ID: "eva", Role: desk.RoleLead}); err != nil {
		t.Fatal(err)
	}
	k, err := s.NewToken(t.Context(), "eva", "", 0)
	if err != nil {
		t.Fatal(err)
	}
	atGate, err := s.Authenticate(t.Context(), k.Text)
	if err != nil || atGate.Role != desk.RoleLead {
		t.Fatal(atGate, err)
	}
	lower := desk.RoleAgent
	if _, err := s.Amend(t.Context(), Principal{Agent: desk.System, Role: steward}, "eva", api.Amendment{Role: &lower}); err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithTimeout(t.Context(), 20*time.Second) // only a test that fails waits so long
	defer end()
	for path, handle := range map[string]func(http.ResponseWriter, *http.Request, Principal) error{
		api.Report: server.report, api.Audit: server.audit, api.Snapshot: server.snapshot, api.Hints: server.hints,
	} {
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
		r.Header.Set("Authorization", "Bearer "+k.Text)
		w := httptest.NewRecorder()
		if err := handle(w, r, atGate); w.Body.Len() > 0 || err == nil && path != api.Hints {
			t.Errorf("%s goes on, with %q and %v", path, w.Body, err)
		}
	}
}
