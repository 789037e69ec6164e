package dialect_test

import (
	"testing"

	"github.com/heed-desk/heed/internal/backend/dialect"
)

func TestOneTextMakesTheSameTableInEveryDatabase(t *testing.T) {
	const text = `CREATE TABLE t (row BIGSERIAL PRIMARY KEY, id BYTEA NOT NULL, at BIGINT, name TEXT)`
	if got := dialect.SQLite().Schema(text); got != `CREATE TABLE t (row INTEGER PRIMARY KEY, id BLOB NOT NULL, at INTEGER, name TEXT)` {
		t.Error(got)
	}
	if got := dialect.Postgres().Schema(text); got != text {
		t.Error(got)
	}
	if got := dialect.Postgres().Hex("id"); got != `encode(id, 'hex')` {
		t.Error(got)
	}
	if got := dialect.SQLite().Hex("id"); got != `lower(hex(id))` {
		t.Error(got)
	}
}
