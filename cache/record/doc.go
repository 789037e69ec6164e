// Package record writes what a ledger keeps of tickets as bytes and reads it back:
// short, quick, and the same bytes for the same record. The shapes are private to one
// version of the cache file, which is built again when they change.
package record
