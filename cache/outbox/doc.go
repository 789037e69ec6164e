// Package outbox keeps what an agent did and has not come to rest: operations on their
// way, refusals, and drafts. Everything stands in two files, of which either is enough:
// a bbolt file, and a journal that is written first. What the outbox says is queued is
// on the disk in both.
package outbox
