// Package archive is the JSONL format in which tickets, customers and replies come
// into a desk: one record a line, plain or gzip. docs/import.md describes it.
package archive

import "github.com/heed-desk/heed/desk"

// Record is one line: exactly one of its fields is set.
type Record struct {
	Ticket   *Ticket
	Customer *desk.Customer
	Reply    *desk.Canned
}

// Ticket is a ticket with its thread. Ids are derived from the file's own ids, so that
// taking a file in twice changes nothing.
type Ticket struct {
	desk.Ticket
	Messages []desk.Message // oldest first, numbered from 1
	Agent    string         // who answered, as the file names them
}
