// Package index is the sealed full-text index over the tickets of a ledger. It knows
// no database: it keeps its records in a Store, sealed by a Sealer, and reads what it
// indexes from a Source.
//
// Tickets are indexed in segments of up to 2,000. The terms of a segment are spread over
// 256 blocks by a keyed hash of their first letters, and each block is one sealed record:
// a word, or a beginning of a word, costs one small record a segment. What a reader of the
// disk learns is how large the blocks are. What changed since the last segment was
// written lies in memory, in the tail; which tickets those are is queued in the store.
package index
