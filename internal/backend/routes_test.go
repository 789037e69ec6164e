package backend

import (
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestEveryRouteNamesAnActionThatSomebodyMayTake(t *testing.T) {
	seen := map[string]bool{}
	used := map[Action]bool{}
	for _, r := range (&Server{}).routes() {
		if r.act == "" || len(matrix[r.act]) == 0 {
			t.Errorf("%s: its action %q is not in the matrix", r.pattern, r.act)
		}
		if r.handle == nil || seen[r.pattern] {
			t.Errorf("%s: without a handler, or twice", r.pattern)
		}
		seen[r.pattern], used[r.act] = true, true
	}
	for act := range matrix {
		if !used[act] {
			t.Errorf("no route lets anybody %s", act)
		}
	}
}

func TestWhatIsNotInTheMatrixNobodyMay(t *testing.T) {
	for act, roles := range matrix {
		for _, role := range []desk.Role{desk.RoleAgent, desk.RoleLead, desk.RoleTrainer, desk.RoleAdmin, "", "root"} {
			may := false
			for _, r := range roles {
				may = may || r == role
			}
			p := Principal{Agent: "ann", Role: role}
			if allow(p, act, Object{}) != may || allow(p, act, Object{Owner: "ann"}) != may {
				t.Errorf("%q may %s: want %v", role, act, may)
			}
			if allow(p, act, Object{Owner: "ben"}) {
				t.Errorf("%q may %s what is ben's", role, act)
			}
		}
	}
	if allow(Principal{Agent: "ann", Role: desk.RoleAdmin}, "invented", Object{}) {
		t.Error("an action that is not in the matrix is permitted")
	}
}
