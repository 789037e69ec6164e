package backend

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Errors of a copy.
var (
	// ErrNotEmpty says that something has happened at the desk into which another was to be copied.
	ErrNotEmpty = errors.New("something has happened at the desk that was to become a copy")
	// ErrCopyDiffers says that a copy is not what was copied.
	ErrCopyDiffers = errors.New("the copy is not what was copied")
)

// Copied says what a copy brought.
type Copied struct {
	Tables, Rows, Files int
	Missing             int // files of which the desk knows and has no bytes
}

// Copy makes a desk at which nothing has happened the same as another one: accounts and
// tokens, what was answered to every operation, and the cursors of its clients, which go on at
// the copy as if nothing had been. It is read back and compared by the count and the hash of
// every table. The other one may be open meanwhile; what happens at it after Copy has begun
// is not in the copy. The copy must be opened anew. Where it breaks off, the desk is unfinished, and
// copying to it once more begins anew. ErrNotEmpty, ErrCopyDiffers.
func Copy(ctx context.Context, from, to *Store) (Copied, error) {
	sum, err := copyAs(ctx, "", from, to)
	if err != nil {
		return sum, err
	}
	return sum, to.Finish(ctx)
}

// copyAs is Copy that begins an epoch in the transaction that brings the copy, so that nobody
// ever finds the one without the other; from's epoch goes on where it is empty.
func copyAs(ctx context.Context, epoch string, from, to *Store) (Copied, error) {
	var sum Copied
	if err := to.beginCopy(ctx); err != nil {
		return sum, err
	}
	if err := copyFiles(ctx, from, to, &sum); err != nil {
		return sum, err
	}
	tables, err := to.tables()
	if err != nil {
		return sum, err
	}
	var want, got []tally
	if err := from.look(ctx, func(q query) error {
		return to.change(ctx, func(t *tx) (err error) {
			if want, err = t.fill(q, tables); err != nil || epoch == "" {
				return err
			}
			if got, err = count(t, tables); err == nil { // what the new epoch changes is compared before
				err = faithful(tables, want, got, nil)
			}
			if err != nil {
				return err
			}
			t.did("desk.restore", "", from.epoch, epoch)
			return t.exec(`UPDATE desk SET epoch = $1`, epoch)
		})
	}); err != nil {
		return sum, err
	}
	if err := to.look(ctx, func(q query) (err error) { got, err = count(q, tables); return err }); err != nil {
		return sum, err
	}
	for i := range tables {
		sum.Tables, sum.Rows = sum.Tables+1, sum.Rows+want[i].rows
	}
	var changed []string
	if epoch != "" {
		changed = []string{"desk", "audit"}
	}
	return sum, faithful(tables, want, got, changed)
}

// faithful compares the tables of a copy, but for some. ErrCopyDiffers.
func faithful(tables []table, want, got []tally, but []string) error {
	for i, table := range tables {
		if want[i] != got[i] && !slices.Contains(but, table.name) {
			return fmt.Errorf("%w: %s has %d rows, not %d", ErrCopyDiffers, table.name, got[i].rows, want[i].rows)
		}
	}
	return nil
}

func only(is bool, err error) error {
	if is {
		return err
	}
	return nil
}

// fill writes all rows of another desk's tables in the place of the few that a new desk has.
func (t *tx) fill(from query, tables []table) ([]tally, error) {
	var all []tally
	for _, table := range slices.Backward(tables) {
		if err := t.exec(`DELETE FROM ` + table.name); err != nil {
			return nil, err
		}
	}
	for _, table := range tables {
		insert := table.insert()
		sum, err := table.read(from, func(row []any) error { return t.exec(insert, row...) })
		if err != nil {
			return nil, fmt.Errorf("%s: %w", table.name, err)
		}
		all = append(all, sum)
	}
	return all, t.goOn()
}

// goOn has what numbers rows go on behind those that came with their numbers.
func (t *tx) goOn() error {
	if t.dialect.Counters == "" {
		return nil
	}
	var all [][2]string
	if err := each(t, func(row scanner) error {
		var c [2]string
		err := row.Scan(&c[0], &c[1])
		all = append(all, c)
		return err
	}, t.dialect.Counters); err != nil {
		return err
	}
	for _, c := range all {
		if err := t.exec(t.dialect.GoOn(c[0], c[1])); err != nil {
			return err
		}
	}
	return nil
}

// copyFiles brings over the bytes of all files. Their names are their hashes: one that is not
// what its name says is not taken.
func copyFiles(ctx context.Context, from, to *Store, sum *Copied) error {
	var all []kept
	if err := from.look(ctx, func(q query) (err error) { all, err = allKept(q); return err }); err != nil {
		return err
	}
	for _, f := range all {
		in, err := from.files.open(ctx, f.id, f.size)
		if errors.Is(err, desk.ErrNotFound) {
			sum.Missing++
			continue
		}
		if err != nil {
			return err
		}
		if err := errors.Join(to.lay(ctx, f.id, in), in.Close()); err != nil {
			return err
		}
		sum.Files++
	}
	return nil
}

// kept is a file of which a desk knows.
type kept struct {
	id   desk.FileID
	size int64
}

func allKept(q query) (all []kept, err error) {
	err = each(q, func(row scanner) error {
		var id []byte
		var f kept
		err := row.Scan(&id, &f.size)
		if err == nil {
			f.id = desk.FileID(id)
		}
		all = append(all, f)
		return err
	}, `SELECT id, size FROM files ORDER BY id`)
	return all, err
}

// lay puts a file into the depot. ErrWrongHash.
func (s *Store) lay(ctx context.Context, id desk.FileID, from io.Reader) error {
	p, err := s.files.arriving(ctx)
	if err != nil {
		return err
	}
	defer p.drop()
	hash := sha256.New()
	if _, err := io.Copy(io.MultiWriter(p, hash), from); err != nil {
		return err
	}
	if desk.FileID(hash.Sum(nil)) != id {
		return ErrWrongHash
	}
	if err := p.Sync(); err != nil {
		return err
	}
	return s.change(ctx, func(t *tx) error { return p.place(t, id) })
}
