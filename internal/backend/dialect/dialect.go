// Package dialect holds the few words that SQLite and PostgreSQL do not share. All other SQL
// of the desk is one text for both: placeholders are $1, $2, ..., times are integers, and
// NULL is never compared or ordered by.
package dialect

import (
	"database/sql"
	"strings"
)

// Dialect is what one database says its own way. It is plain data and never changes.
type Dialect struct {
	Name string

	// Begin begins a transaction that writes. Alone is what it says next, so that no other one
	// writes until it ends, from whatever process, and finds the desk's layout; First stands
	// in its place where there may be no desk yet. Both are empty where Begin does it.
	Begin, Alone, First string
	// Tell says $2 to every process that listens to $1, once the transaction is committed;
	// empty where the desk has but one process.
	Tell string
	// Look is how a transaction begins that sees one state of the desk all along.
	Look *sql.TxOptions

	// HasTable counts the tables of the name $1; HasColumn the columns $2 of the table $1.
	HasTable, HasColumn string
	// Counters lists the tables and columns that number their rows and have to be told where to
	// go on when rows came with numbers; empty where the database sees that by itself.
	Counters string
	// Check answers ok where what is stored is sound. It may take seconds.
	Check string

	// Scour leaves nothing in the database's files of what was deleted from these tables. It
	// runs outside of transactions, with a table at a time where Scour names one as TABLE.
	Scour []string

	hex   string
	words *strings.Replacer
}

// Schema turns a text that makes tables, written in PostgreSQL's types, into this database's.
func (d Dialect) Schema(text string) string { return d.words.Replace(text) }

// GoOn has a column of Counters go on behind the greatest number in it.
func (d Dialect) GoOn(table, column string) string {
	return strings.NewReplacer("TABLE", table, "COLUMN", column).Replace(
		`SELECT setval(pg_get_serial_sequence('TABLE', 'COLUMN'), (SELECT coalesce(max("COLUMN"), 0) + 1 FROM TABLE), false)`)
}

// Hex is an expression for the bytes of a column as hexadecimal digits in lower case.
func (d Dialect) Hex(column string) string { return strings.ReplaceAll(d.hex, "?", column) }
