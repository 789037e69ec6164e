// Package cache is the ledger on an agent's disk: what the desk last said, what the
// agent did since, and the one laid over the other. Screens read and write here and
// nowhere else; the courier carries what was written to the desk and brings its news back.
//
// Everything that names a person or repeats a word of one is sealed. There are two
// files: outbox.db with its second copy outbox.log, which is never lost, and cache.db,
// which can be built again from the desk at any time.
package cache
