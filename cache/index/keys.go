package index

import (
	"encoding/binary"

	"github.com/heed-desk/heed/desk"
)

// The kinds of record, by the first byte of their keys.
const (
	keySegment = 's' // segment number: which tickets the segment holds
	keyBlock   = 'b' // segment number, block: terms and postings
	keyQueue   = 'q' // sequence: a ticket that is to be indexed
	keyDoomed  = 'x' // segment number: its blocks are to be deleted
	keyForget  = 'e' // a customer whose tickets are to leave every segment
	keyLost    = 'l' // alone: a segment was lost, and not every ticket has been noted since
)

// blocks is how many blocks a segment has.
const blocks = 256

func segmentKey(id uint64) []byte { return binary.BigEndian.AppendUint64([]byte{keySegment}, id) }

func doomedKey(id uint64) []byte { return binary.BigEndian.AppendUint64([]byte{keyDoomed}, id) }

func queueKey(seq uint64) []byte { return binary.BigEndian.AppendUint64([]byte{keyQueue}, seq) }

func blockKey(id uint64, block uint8) []byte {
	return append(binary.BigEndian.AppendUint64([]byte{keyBlock}, id), block)
}

func lostKey() []byte { return []byte{keyLost} }

// Sealed reports whether the record under a key is a sealed one.
func Sealed(key []byte) bool {
	return len(key) > 0 && (key[0] == keySegment || key[0] == keyBlock)
}

// number reads what the three key functions above wrote behind the first byte.
func number(key []byte) (uint64, bool) {
	if len(key) != 9 {
		return 0, false
	}
	return binary.BigEndian.Uint64(key[1:]), true
}

func forgetKey(who desk.CustomerID) []byte { return append([]byte{keyForget}, who.ID[:]...) }

func ticketOf(value []byte) (id desk.TicketID, ok bool) {
	return id, copy(id.ID[:], value) == len(id.ID)
}
