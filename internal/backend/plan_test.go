package backend

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// How long a queue takes must follow from what waits, not from what was ever solved.
func TestTheViewsOfWhatWaitsNeverReadWhatIsSolved(t *testing.T) {
	s := opened(t, t.TempDir())
	me := desk.Agent{ID: "ann", Groups: []desk.GroupID{"orders", "bench"}}
	for _, v := range desk.Views() {
		if v == desk.ViewAll || v == desk.ViewSolved {
			continue // they are of what is solved
		}
		list, err := listing(v, me)
		if err != nil {
			t.Fatal(err)
		}
		cond, err := where(v, me)
		if err != nil {
			t.Fatal(err)
		}
		for text, args := range map[string][]any{
			list: {int64(1), "ann", int64(0), int64(0), 200}, `SELECT count(*) FROM tickets WHERE ` + cond: {int64(1), "ann"},
		} {
			var plan []string
			err := s.look(t.Context(), func(q query) error {
				return each(q, func(row scanner) error {
					var id, parent, unused int
					var step string
					err := row.Scan(&id, &parent, &unused, &step)
					plan = append(plan, step)
					return err
				}, `EXPLAIN QUERY PLAN `+text, args...)
			})
			if err != nil || len(plan) == 0 {
				t.Fatal(plan, err)
			}
			for _, step := range plan {
				if strings.HasPrefix(step, "SCAN") {
					t.Errorf("%s: %s", v, strings.Join(plan, "; "))
				}
			}
			t.Log(v, strings.Join(plan, "; "))
		}
	}
}
