package backend

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// OpenBackup looks into a backup, and reads it through: it holds what was written into it, or
// is ErrBackupDamaged. fs.ErrNotExist, ErrNoBackup, ErrNewerDesk.
func OpenBackup(ctx context.Context, file string) (src *Source, b BackedUp, err error) {
	if _, err := os.Stat(file); err != nil {
		return nil, b, err
	}
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, b, err
	}
	src, err = lookInto(ctx, path, url.Values{"mode": {"ro"}, "immutable": {"1"}}) // nobody writes to it, nor beside it
	if err != nil {
		return nil, b, notOne(err)
	}
	b, err = src.whole(ctx)
	if err != nil {
		return nil, b, errors.Join(notOne(err), src.Close())
	}
	return src, b, nil
}

// notOne says of what is no file of SQLite, or a broken one, what that means for a backup.
func notOne(err error) error {
	switch trouble := Trouble(err); {
	case errors.Is(err, ErrBackupDamaged), errors.Is(err, ErrNoBackup), errors.Is(err, ErrNewerDesk):
		return err
	case errors.Is(err, errNoDesk):
		return fmt.Errorf("%w: %w", ErrNoBackup, err)
	case errors.Is(trouble, ErrDamaged), errors.Is(err, ErrWrongHash):
		return fmt.Errorf("%w: %w", ErrBackupDamaged, err)
	default:
		return err
	}
}

// whole compares what a backup holds with what it says of itself.
func (src *Source) whole(ctx context.Context) (b BackedUp, err error) {
	tables, err := src.store.tables()
	if err != nil {
		return b, err
	}
	err = src.store.look(ctx, func(q query) error {
		var there int
		if err := q.row(src.store.dialect.HasTable, "backup").Scan(&there); err != nil || there == 0 {
			return errors.Join(err, only(err == nil, ErrNoBackup))
		}
		var text, said string
		if err := errors.Join(q.row(`SELECT json FROM backup`).Scan(&text), q.row(src.store.dialect.Check).Scan(&said)); err != nil {
			return err
		}
		var n sealed
		if json.Unmarshal([]byte(text), &n) != nil || said != "ok" {
			return fmt.Errorf("%w: %s", ErrBackupDamaged, said)
		}
		got, err := count(q, tables)
		if err == nil && !maps.Equal(sums(tables, got), n.Sums) {
			err = fmt.Errorf("%w: its rows are not those that were written", ErrBackupDamaged)
		}
		b = n.BackedUp
		return err
	})
	return b, err
}

// Restore makes a desk at which nothing has happened what a backup holds, as a new epoch: whoever
// has seen more fetches everything anew, and sends once more what the backup does not have. What an earlier
// heed wrote is brought to this one's layout in the folder work, which is empty. The desk must be
// opened anew, for a copy: it is unfinished until Finish. ErrNotEmpty, ErrCopyDiffers, ErrBackupDamaged.
func (src *Source) Restore(ctx context.Context, to *Store, work string) (sum Copied, err error) {
	from := src.store
	if is, newest, err := src.Layout(); err != nil {
		return sum, err
	} else if is < newest {
		if from, err = src.brought(work); err != nil {
			return sum, err
		}
		defer func() { err = errors.Join(err, from.Close()) }()
	}
	if sum, err = copyAs(ctx, desk.NewID().String(), from, to); err != nil {
		return sum, notOne(err)
	}
	return sum, nil
}

// brought is a copy of a backup of an earlier layout, as a desk of this one's.
func (src *Source) brought(work string) (*Store, error) {
	path := filepath.Join(work, File)
	if err := copyFile(src.path, path); err != nil {
		return nil, err
	}
	early := src.store.layout < piecesSince
	if early {
		if err := alter(path, `ALTER TABLE pieces RENAME TO brought`); err != nil {
			return nil, err
		}
	}
	s, err := open(path, "", false, false)
	if err != nil {
		return nil, err
	}
	s.files = pieces{s}
	if early {
		err = s.change(context.Background(), func(t *tx) error { return t.exec(`INSERT INTO pieces SELECT file, number, bytes FROM brought`) })
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// alter does one thing to a file that nobody has open.
func alter(path, text string) error {
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path}).String())
	if err != nil {
		return err
	}
	_, err = db.ExecContext(context.Background(), text)
	return errors.Join(err, db.Close())
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// MoveIn moves a desk that was made in the folder from into another folder, where there is
// none: its attachments first, so that it is never there without them.
func MoveIn(from, to string) error {
	if _, err := os.Lstat(filepath.Join(to, File)); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, only(err == nil, ErrNotEmpty))
	}
	for _, name := range []string{FilesFolder, File} {
		err := os.Rename(filepath.Join(from, name), filepath.Join(to, name))
		if err != nil && (name == File || !errors.Is(err, fs.ErrNotExist)) {
			return err
		}
	}
	return disk.SyncFolder(to)
}
