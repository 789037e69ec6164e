package backend_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/pgtest"
)

// TestMain runs every test of this package twice: on a file of SQLite, and on a private
// PostgreSQL, where the answers are the same.
func TestMain(m *testing.M) { goleak.VerifyTestMain(twice{m}) }

type twice struct{ *testing.M }

// Run implements goleak.TestingM.
func (m twice) Run() int {
	code := m.M.Run()
	for _, once := range []string{"test.fuzz", "test.list"} {
		if f := flag.Lookup(once); f != nil && f.Value.String() != "" {
			return code
		}
	}
	cluster, err := pgtest.Start(context.Background(), pgtest.Options{})
	if errors.Is(err, pgtest.ErrNone) {
		fmt.Printf("== SKIPPED on PostgreSQL, ALL OF IT: %v\n", err)
		return code
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "== FAILED to start PostgreSQL:", err)
		return 1
	}
	fmt.Printf("== the same tests on PostgreSQL %s\n", cluster.Version)
	backend.StandOn(cluster)
	code = max(code, m.M.Run())
	backend.StandOn(nil)
	if err := cluster.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, "== FAILED to stop PostgreSQL:", err)
		return 1
	}
	return code
}

// TestEveryTestOfTheDeskRunsOnPostgreSQLToo holds what TestMain says against the database that
// answers: the one of this time, and not the other.
func TestEveryTestOfTheDeskRunsOnPostgreSQLToo(t *testing.T) {
	if err := pgtest.Installed(); err != nil {
		t.Skip(err)
	}
	b := newBench(t)
	defer b.close(t)
	postgres := backend.Answers(t.Context(), b.store, `SELECT current_setting('server_version')`)
	sqlite := backend.Answers(t.Context(), b.store, `SELECT sqlite_version()`)
	if on := backend.OnPostgres(); (postgres == nil) != on || (sqlite == nil) == on {
		t.Errorf("the tests stand on PostgreSQL: %t; it says %v, and SQLite %v", on, postgres, sqlite)
	}
}
