package dialect

import (
	"database/sql"
	"strings"
)

// Postgres is the database that many servers share. Its collation is C, so that words are
// ordered by their bytes, as the embedded database orders them.
func Postgres() Dialect {
	return Dialect{
		Name:  "PostgreSQL",
		Begin: `BEGIN`,
		// The lock of the one row is what makes change numbers come in the order of commits.
		Alone:     `SELECT version FROM desk FOR UPDATE`,
		First:     `SELECT pg_advisory_xact_lock(7306362281190781795)`, // any number that nobody else locks: "heed" and "desk"
		Look:      &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
		Tell:      `SELECT pg_notify($1, $2)`,
		HasTable:  `SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1`,
		HasColumn: `SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 AND column_name = $2`,
		Counters:  `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_default LIKE 'nextval%' ORDER BY 1`,
		Check:     `SELECT 'ok'`, // its pages have checksums, and its server says of each that it reads
		Scour:     []string{`VACUUM (FULL) TABLE`},
		hex:       `encode(?, 'hex')`,
		words:     strings.NewReplacer(),
	}
}
