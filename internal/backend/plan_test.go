package backend

import (
	"cmp"
	"regexp"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// How long a queue takes must follow from what waits, not from what was ever solved.
func TestTheViewsOfWhatWaitsNeverReadWhatIsSolved(t *testing.T) {
	AboutFiles(t)
	s := opened(t, t.TempDir())
	for _, v := range desk.Views() {
		if v == desk.ViewAll || v == desk.ViewSolved {
			continue // they are of what is solved
		}
		list, err := listing(v, inGroups())
		if err != nil {
			t.Fatal(err)
		}
		plan := planOf(t, s, list, int64(1), "ann", int64(0), int64(0), 200)
		for _, step := range plan {
			if strings.HasPrefix(step, "SCAN") {
				t.Errorf("%s: %s", v, strings.Join(plan, "; "))
			}
		}
		t.Log(v, strings.Join(plan, "; "))
	}
}

func inGroups() desk.Agent { return desk.Agent{ID: "ann", Groups: []desk.GroupID{"orders", "bench"}} }

// What is over is counted in an index, and what waits is read once, however many views there are.
func TestTheCountsOfTheViewsReadWhatWaitsOnceAndNothingThatIsOver(t *testing.T) {
	AboutFiles(t)
	s := opened(t, t.TempDir())
	text, err := counting(inGroups())
	if err != nil {
		t.Fatal(err)
	}
	reads := 0
	plan := planOf(t, s, text, int64(1), "ann")
	for _, step := range plan {
		if strings.Contains(step, "tickets") && !strings.Contains(step, "COVERING INDEX") {
			reads++
			if !strings.HasPrefix(step, "SEARCH tickets USING INDEX") || !strings.Contains(step, "(done=?)") {
				t.Error(step)
			}
		}
	}
	if reads != 1 {
		t.Errorf("it reads %d times: %s", reads, strings.Join(plan, "; "))
	}
}

// The last page of a list is as far away as the first: the database goes to its place in an index.
// Of what sleeps SQLite rather reads all that is not done, and that is no more than what waits.
func TestAPageIsReadFromItsPlaceOn(t *testing.T) {
	s := opened(t, t.TempDir())
	for _, v := range desk.Views() {
		if v == desk.ViewSnoozed && !OnPostgres() {
			continue
		}
		list, err := listing(v, inGroups())
		if err != nil {
			t.Fatal(err)
		}
		by := map[desk.ViewID]string{desk.ViewAll: "updated", desk.ViewSolved: "solved", desk.ViewSnoozed: "snoozed"}
		plan := strings.Join(planOf(t, s, list, int64(1), "ann", int64(7), int64(0), 200), "; ")
		from := regexp.MustCompile(`USING INDEX tickets_\w+ \([^;]*>`) // of an expression SQLite does not say more
		if OnPostgres() {
			from = regexp.MustCompile(`Index Cond: [^;]*` + cmp.Or(by[v], "due") + `[^;]* >= `)
		}
		if !from.MatchString(plan) {
			t.Errorf("%s: %s", v, plan)
		}
	}
}

// planOf is how the database goes about a statement, step by step. PostgreSQL, which would read
// all of a desk as small as those of the tests, is asked how it goes about a large one.
func planOf(t *testing.T, s *Store, text string, args ...any) (plan []string) {
	t.Helper()
	read := func(row scanner) error {
		var id, parent, unused int
		var step string
		err := row.Scan(&id, &parent, &unused, &step)
		plan = append(plan, step)
		return err
	}
	explain := `EXPLAIN QUERY PLAN `
	if OnPostgres() {
		explain = `EXPLAIN `
		read = func(row scanner) error {
			var step string
			err := row.Scan(&step)
			plan = append(plan, strings.TrimSpace(step))
			return err
		}
	}
	err := s.look(t.Context(), func(q query) error {
		if OnPostgres() {
			for _, way := range []string{"seqscan", "bitmapscan", "sort"} {
				if _, err := column[string](q, `SELECT set_config('enable_`+way+`', 'off', true)`); err != nil {
					return err
				}
			}
		}
		return each(q, read, explain+text, args...)
	})
	if err != nil || len(plan) == 0 {
		t.Fatal(plan, err)
	}
	return plan
}

// Whoever writes waits while a ticket is removed: that must not follow from all that was ever
// done at the desk.
func TestATicketIsRemovedWithoutReadingWhatOthersHave(t *testing.T) {
	AboutFiles(t)
	s := opened(t, t.TempDir())
	for _, text := range append(takenAlong(), usedBy, refusedTo, answeredTo) {
		for _, step := range planOf(t, s, text, int64(1)) {
			if strings.HasPrefix(step, "SCAN") {
				t.Errorf("%s: %s", text, step)
			}
		}
	}
}

// A page is as far away at the top of all tickets that there ever were as in a queue.
func TestAPageOfWhatIsOverIsReadInItsOrder(t *testing.T) {
	AboutFiles(t)
	s := opened(t, t.TempDir())
	for _, v := range []desk.ViewID{desk.ViewAll, desk.ViewSolved} {
		list, err := listing(v, desk.Agent{ID: "ann"})
		if err != nil {
			t.Fatal(err)
		}
		plan := strings.Join(planOf(t, s, list, int64(1), "ann", int64(-1<<62), int64(0), 200), "; ")
		if strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("%s: %s", v, plan)
		}
		t.Log(v, plan)
	}
}
