package pgtest_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"go.uber.org/goleak"

	"github.com/heed-desk/heed/internal/pgtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestAClusterKeepsWhatItConfirmedWhenItIsKilled(t *testing.T) {
	c, at := pgtest.Durable(t)
	if err := errors.Join(c.Exec(t.Context(), at, `CREATE TABLE t AS SELECT 7 AS n`), c.Kill(), c.Run()); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	var collation string
	if err := conn.QueryRow(t.Context(), `SELECT n, (SELECT datcollate FROM pg_database WHERE datname = current_database()) FROM t`).Scan(&n, &collation); err != nil || n != 7 || collation != "C" {
		t.Error(n, collation, err)
	}
	if err := conn.Close(t.Context()); err != nil || !strings.HasPrefix(c.Version, "1") {
		t.Error(c.Version, err)
	}
}
