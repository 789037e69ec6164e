package backend

import (
	"slices"
	"testing"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

func TestEveryRouteNamesAnActionThatSomebodyMayTake(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range (&Server{}).routes() {
		if r.act == "" || len(matrix[right{act: r.act}].own) == 0 {
			t.Errorf("%s: its action %q is not in the matrix", r.pattern, r.act)
		}
		if r.handle == nil || seen[r.pattern] {
			t.Errorf("%s: without a handler, or twice", r.pattern)
		}
		seen[r.pattern] = true
	}
}

func TestWhatIsNotInTheMatrixNobodyMay(t *testing.T) {
	roles := append(everyone(), stranger, steward, "root")
	for _, role := range roles {
		p := Principal{Agent: "ann", Role: role}
		for r := range matrix {
			if allow(p, r.act, Object{Field: r.field + "x"}) {
				t.Errorf("%q may %s an invented part", role, r.act)
			}
		}
		if allow(p, "invented", Object{}) {
			t.Errorf("%q may do what nobody has heard of", role)
		}
	}
	for r := range matrix {
		if role := desk.Role("root"); allow(Principal{Agent: "ann", Role: role}, r.act, Object{Field: r.field}) {
			t.Errorf("a role that there is not may %s", r.act)
		}
		p := Principal{Agent: "ann", Role: desk.RoleAdmin, Token: "0123"}
		if allow(p, r.act, Object{Field: r.field}) {
			t.Errorf("a token for nothing may %s", r.act)
		}
		if p.Scopes = []api.Scope{"everything"}; allow(p, r.act, Object{Field: r.field}) {
			t.Errorf("a token for what there is not may %s", r.act)
		}
	}
}

func TestWhoGivesAWayInMayThemselvesDoAllThatAnyRoleMay(t *testing.T) {
	for _, giving := range []right{{act: ActGrant}, {act: ActEnrol}, {ActAmend, fieldRole}, {ActAmend, fieldDisabled}} {
		for _, role := range slices.Concat(matrix[giving].own, matrix[giving].others) {
			if role == steward {
				continue // whoever has the database has everything
			}
			for r, of := range matrix {
				if len(of.own) > 0 && !slices.Contains(of.own, role) {
					t.Errorf("%q may %s %s, and not %s %s, which they could give", role, giving.act, giving.field, r.act, r.field)
				}
			}
		}
	}
}
