package cache

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/heed-desk/heed/cache/record"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// A thread is kept in pieces: a few entries sealed together, under the ticket's local
// number and the id of the first. A piece's version tells the id of its last entry and how
// many it has, so that a long thread can be counted without opening it.

// pieceSize is how long a piece may be before the next entry begins a new one, in bytes.
const pieceSize = 4 << 10

// piece is a piece of a thread that has not been opened.
type piece struct {
	key   []byte
	value []byte
	first desk.MessageID
	last  desk.MessageID
	count int
}

func pieceKey(n local, first desk.MessageID) []byte {
	return binary.BigEndian.AppendUint64(n.key(), uint64(first))
}

func pieceVersion(last desk.MessageID, count int) uint64 {
	return uint64(last)<<16 | uint64(count)
}

// pieceOf reads what stands outside the seal; not ok where the key is of another ticket.
func pieceOf(n local, key, value []byte) (p piece, ok bool, err error) {
	if key == nil || !bytes.HasPrefix(key, n.key()) {
		return p, false, nil
	}
	o, err := splitOwned(value)
	if err != nil || len(key) != 12 {
		return p, false, seal.ErrSeal
	}
	return piece{
		key: key, value: value,
		first: desk.MessageID(binary.BigEndian.Uint64(key[4:])),
		last:  desk.MessageID(o.version >> 16),
		count: int(o.version & 0xffff),
	}, true, nil
}

// openPiece returns the entries of a piece.
func (k *look) openPiece(ticket desk.TicketID, p piece) ([]desk.Message, error) {
	_, plain, err := k.openOwned(partThreads, p.key, p.value)
	if err != nil {
		return nil, err
	}
	all, err := record.ReadMessages(plain, ticket)
	if err == nil && (len(all) != p.count || len(all) == 0 || all[0].ID != p.first || all[len(all)-1].ID != p.last) {
		err = errIncoherent
	}
	return all, err
}

// lastPiece returns the newest piece of a thread.
func (k *look) lastPiece(n local) (piece, bool, error) {
	c := k.bucket(partThreads).Cursor()
	key, _ := c.Seek((n + 1).key())
	key, value := stepBack(c, key)
	return pieceOf(n, key, value)
}

// pieceWith returns the piece in which an entry stands or belongs: the last one that
// begins at it or before it, else the first.
func (k *look) pieceWith(n local, id desk.MessageID) (piece, bool, error) {
	c := k.bucket(partThreads).Cursor()
	key, _ := c.Seek(pieceKey(n, id+1))
	key, value := stepBack(c, key)
	return pieceOf(n, key, value)
}

// putPieces writes entries as one piece or more, in place of the piece that stood under old.
func (w *batch) putPieces(n local, box *seal.Box, owner seal.Name, all []desk.Message, old []byte) error {
	if old != nil {
		if err := w.bucket(partThreads).Delete(slices.Clone(old)); err != nil {
			return err
		}
	}
	for len(all) > 0 {
		take, size := 0, 0
		for take < len(all) && take < maxPiece && (take == 0 || size < pieceSize) {
			size += all[take].Text.Len() + 64
			take++
		}
		plain := record.AppendMessages(nil, all[:take])
		key := pieceKey(n, all[0].ID)
		if err := w.putOwned(box, owner, partThreads, key, pieceVersion(all[take-1].ID, take), plain); err != nil {
			return err
		}
		all = all[take:]
	}
	return nil
}

// maxPiece is the most entries of a piece.
const maxPiece = 256

// dropThread removes the whole thread of a ticket.
func (w *batch) dropThread(n local) error {
	c := w.bucket(partThreads).Cursor()
	for key, _ := c.Seek(n.key()); key != nil && bytes.HasPrefix(key, n.key()); key, _ = c.Seek(n.key()) {
		if err := c.Delete(); err != nil {
			return err
		}
	}
	return nil
}

// resealThread seals a thread with the key of the customer whose ticket it is now.
func (w *batch) resealThread(n local, box *seal.Box, owner seal.Name) error {
	var pieces []piece
	c := w.bucket(partThreads).Cursor()
	for key, value := c.Seek(n.key()); key != nil; key, value = c.Next() {
		p, ok, err := pieceOf(n, key, value)
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		p.key, p.value = slices.Clone(key), slices.Clone(value)
		pieces = append(pieces, p)
	}
	for _, p := range pieces {
		o, plain, err := w.openOwned(partThreads, p.key, p.value)
		if err != nil {
			return err
		}
		if err := w.putOwned(box, owner, partThreads, p.key, o.version, plain); err != nil {
			return err
		}
	}
	return nil
}
