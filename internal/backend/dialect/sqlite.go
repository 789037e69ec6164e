package dialect

import "strings"

// SQLite is the embedded database: one file, one connection that writes.
func SQLite() Dialect {
	return Dialect{
		Name:      "SQLite",
		Begin:     `BEGIN IMMEDIATE`,
		HasTable:  `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1`,
		HasColumn: `SELECT count(*) FROM pragma_table_info($1) WHERE name = $2`,
		Check:     `PRAGMA quick_check(1)`,
		Scour:     []string{`VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`},
		hex:       `lower(hex(?))`,
		// A column that numbers its rows is one by its type alone; every integer has 64 bits.
		words: strings.NewReplacer("BIGSERIAL", "INTEGER", "BIGINT", "INTEGER", "BYTEA", "BLOB"),
	}
}
