package backend

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/heed-desk/heed/desk"
)

// pieceSize is how much of a file one row holds: what a server has of it in memory at once.
const pieceSize = 1 << 20

// pieces is a depot in the database, for a desk of many servers. Files lie in rows of
// pieceSize under their hash; one that is still coming, under a name that no file can have. No
// transaction is open while bytes are waited for.
type pieces struct{ store *Store }

// Lock does nothing: who writes is alone by the database's lock.
func (pieces) Lock() {}

// Unlock ends Lock.
func (pieces) Unlock() {}

// begun is how the name of a file begins that came at an instant; it is shorter than a hash.
func begun(at time.Time) []byte { return binary.BigEndian.AppendUint64(nil, uint64(at.UnixMilli())) }

func (p pieces) arriving(ctx context.Context) (parcel, error) {
	name := make([]byte, 16)
	_, _ = rand.Read(name) // never fails: it ends the process instead
	return &inPieces{ctx: ctx, of: p, name: append(begun(p.store.now()), name...), rest: make([]byte, 0, pieceSize)}, nil
}

// inPieces is a file on its way into the database.
type inPieces struct {
	ctx  context.Context
	of   pieces
	name []byte
	sent int64  // pieces
	rest []byte // less than a piece
}

// Write implements io.Writer.
func (p *inPieces) Write(b []byte) (int, error) {
	n := len(b)
	for len(b) > 0 {
		some := min(len(b), pieceSize-len(p.rest))
		p.rest, b = append(p.rest, b[:some]...), b[some:]
		if len(p.rest) == pieceSize {
			if err := p.Sync(); err != nil {
				return n - len(b), err
			}
		}
	}
	return n, nil
}

// Sync sends what is left.
func (p *inPieces) Sync() error {
	if len(p.rest) == 0 {
		return nil
	}
	_, err := p.of.store.read.ExecContext(p.ctx, `INSERT INTO pieces (file, number, bytes) VALUES ($1, $2, $3)`, p.name, p.sent, p.rest)
	p.sent, p.rest = p.sent+1, p.rest[:0]
	return err
}

func (p *inPieces) place(t *tx, id desk.FileID) error {
	var there int
	if err := t.row(`SELECT count(*) FROM pieces WHERE file = $1`, id[:]).Scan(&there); err != nil || there > 0 {
		return err
	}
	return t.exec(`UPDATE pieces SET file = $1 WHERE file = $2`, id[:], p.name)
}

func (p *inPieces) drop() {
	ctx, done := context.WithTimeout(context.WithoutCancel(p.ctx), time.Minute)
	defer done()
	_, _ = p.of.store.read.ExecContext(ctx, `DELETE FROM pieces WHERE file = $1`, p.name) // sweep does it otherwise
}

func (p pieces) open(ctx context.Context, id desk.FileID, size int64) (io.ReadCloser, error) {
	var there int64
	err := p.store.look(ctx, func(q query) error {
		return q.row(`SELECT coalesce(sum(octet_length(bytes)), 0) FROM pieces WHERE file = $1`, id[:]).Scan(&there)
	})
	switch {
	case err != nil:
		return nil, err
	case there == 0:
		return nil, desk.ErrNotFound
	case there != size:
		return nil, fmt.Errorf("%w: a file of it", ErrDamaged)
	}
	return &outOfPieces{ctx: ctx, of: p, id: id, left: size}, nil
}

// outOfPieces reads a file, a piece at a time.
type outOfPieces struct {
	ctx  context.Context
	of   pieces
	id   desk.FileID
	next int64
	rest []byte
	left int64
}

// Read implements io.Reader.
func (p *outOfPieces) Read(b []byte) (int, error) {
	if p.left == 0 {
		return 0, io.EOF
	}
	if len(p.rest) == 0 {
		if err := p.of.store.look(p.ctx, func(q query) error {
			return found(q.row(`SELECT bytes FROM pieces WHERE file = $1 AND number = $2`, p.id[:], p.next).Scan(&p.rest))
		}); err != nil {
			return 0, errors.Join(io.ErrUnexpectedEOF, err) // nobody has it any more
		}
		p.next++
	}
	n := copy(b, p.rest)
	p.rest, p.left = p.rest[n:], p.left-int64(n)
	return n, nil
}

// Close implements io.Closer.
func (p *outOfPieces) Close() error { return nil }

func (p pieces) sweep(ctx context.Context, stale []desk.FileID, _ map[desk.FileID]bool, before time.Time) (int, error) {
	return len(stale), p.store.change(ctx, func(t *tx) error {
		return t.exec(`DELETE FROM pieces WHERE NOT EXISTS (SELECT 1 FROM files WHERE id = file) AND (octet_length(file) = $1 OR file < $2)`,
			len(desk.FileID{}), begun(before))
	})
}
