package backend

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/heed-desk/heed/internal/backend/dialect"
)

// Source is a desk that is looked at as it lies there: whatever process runs it, and of
// whatever layout up to this program's. Nothing of it is changed.
type Source struct {
	store *Store
	path  string // of its file; empty for a database
}

// Peek looks at the desk in a folder. fs.ErrNotExist, *Unfit, ErrNewerDesk, ErrUnfinished.
func Peek(ctx context.Context, dir string) (*Source, error) {
	path, err := filepath.Abs(filepath.Join(dir, File))
	if err != nil {
		return nil, err
	}
	src, err := peekFile(ctx, path)
	if err != nil {
		return nil, err
	}
	src.store.files = newFolder(dir)
	return src, nil
}

// PeekAt looks at the desk in a database. ErrBadURL, ErrNoDatabase, ErrEmptyDatabase,
// *UnfitDatabase, ErrNewerDesk, ErrUnfinished.
func PeekAt(ctx context.Context, url string, o ConnectOptions) (*Source, error) {
	o.There = true
	s, config, err := reach(ctx, url, o)
	if err != nil {
		return nil, err
	}
	src, err := peeked(ctx, s, "")
	if err != nil {
		return nil, refused(err, config)
	}
	return src, nil
}

// peekFile looks at a desk's file. The bytes of attachments are those that lie in it.
func peekFile(ctx context.Context, path string) (*Source, error) {
	there, err := lying(path)
	if err != nil || !there {
		return nil, errors.Join(err, only(!there, fmt.Errorf("%s: %w", path, fs.ErrNotExist)))
	}
	return lookInto(ctx, path, url.Values{"mode": {"rw"}})
}

// lookInto looks at a file that is one of SQLite.
func lookInto(ctx context.Context, path string, how url.Values) (src *Source, err error) {
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() { // to open a pipe is to wait for somebody who writes
		return nil, &Unfit{Path: path, Cause: fmt.Errorf("%w: %w", errNoDesk, errNoFile)}
	}
	how["_dqs"], how["_pragma"] = []string{"0"}, []string{"busy_timeout(5000)"}
	s := newStore(dialect.SQLite())
	s.files = pieces{s}
	if s.read, err = sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path, RawQuery: how.Encode()}).String()); err != nil {
		return nil, err
	}
	s.write = s.read // there is nothing to write
	src, err = peeked(ctx, s, path)
	if errors.Is(Trouble(err), ErrDamaged) {
		err = &Unfit{Path: path, Cause: err}
	}
	return src, err
}

// peeked reads who the desk is.
func peeked(ctx context.Context, s *Store, path string) (*Source, error) {
	all, err := migrationTexts()
	if err != nil {
		return nil, errors.Join(err, s.shut())
	}
	err = s.look(ctx, func(q query) error {
		var there int
		if err := q.row(s.dialect.HasTable, "desk").Scan(&there); err != nil || there == 0 {
			return errors.Join(err, only(err == nil, fmt.Errorf("%w: %w", ErrDamaged, errNoDesk)))
		}
		if is, err := isUnfinished(s.dialect, q); err != nil || is {
			return errors.Join(err, only(is, ErrUnfinished))
		}
		return q.row(`SELECT version, name, epoch, secret FROM desk`).Scan(&s.layout, &s.name, &s.epoch, &s.secret)
	})
	if err == nil && s.layout > len(all) {
		err = ErrNewerDesk
	}
	if err != nil {
		return nil, errors.Join(err, s.shut())
	}
	return &Source{store: s, path: path}, nil
}

// Layout is how far the desk has come, and how far this program would bring it.
func (src *Source) Layout() (is, newest int, err error) {
	all, err := migrationTexts()
	return src.store.layout, len(all), err
}

// Close ends the look.
func (src *Source) Close() error { return src.store.shut() }
