package backend

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// FilesFolder is the name of the folder of attachments, in a desk's folder.
const FilesFolder = "files"

// The tables of what is attached. They are made where they are missing. A file is there for
// those who brought it and, once a message has it, for all who see its ticket: from then on
// nothing is kept of who brought it, and what is not sent yet is all that uploads has.
const (
	filesTable   = `CREATE TABLE IF NOT EXISTS files (id BLOB PRIMARY KEY, size INTEGER NOT NULL, at INTEGER NOT NULL)`
	uploadsTable = `CREATE TABLE IF NOT EXISTS uploads (file BLOB NOT NULL, agent TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (file, agent))`
	usesTable    = `CREATE TABLE IF NOT EXISTS uses (file BLOB NOT NULL, ticket INTEGER NOT NULL, PRIMARY KEY (file, ticket))`

	uploadsIndex = `CREATE INDEX IF NOT EXISTS uploads_agent ON uploads (agent)`
	uploadsSent  = `DELETE FROM uploads WHERE file IN (SELECT file FROM uses)` // of an earlier heed, which kept them
)

// What can be wrong with a file that comes in.
var (
	ErrWrongHash = errors.New("the bytes are not those that were announced")
	ErrFileSize  = errors.New("a file is empty or too large")
	ErrHoard     = errors.New("too much was brought that no message has")
)

// maxUnused is how many bytes one account may bring along before messages have them.
const maxUnused = 40 * desk.MaxFile

// folder is where the bytes of files lie, each under its hash. Its lock keeps who puts a
// file in its place from who takes it away.
type folder struct {
	dir string
	mu  sync.Mutex
}

func newFolder(dir string) *folder { return &folder{dir: filepath.Join(dir, FilesFolder)} }

// path is where a file lies; nothing but its hash is in it.
func (f *folder) path(id desk.FileID) string {
	name := id.String()
	return filepath.Join(f.dir, name[:2], name)
}

// arriving begins a file of which nobody knows yet what it is. Its name tells when it was
// begun by its time, for what a crash leaves behind.
func (f *folder) arriving() (*os.File, error) {
	if err := disk.MakeFolder(f.dir); err != nil {
		return nil, err
	}
	return os.OpenFile(filepath.Join(f.dir, ".new-"+rand.Text()), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
}

// place gives a file that is whole and on the disk its name.
func (f *folder) place(temp string, id desk.FileID) error {
	path := f.path(id)
	if err := disk.MakeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return errors.Join(disk.SyncFolder(filepath.Dir(path)), disk.SyncFolder(f.dir))
}

// Keep takes a file in for an account, and returns its id and size. Where want is set the
// bytes must be those: ErrWrongHash. The same bytes twice are one file. ErrFileSize, ErrHoard,
// and whatever the disk says; a source that fails leaves nothing behind.
func (s *Store) Keep(ctx context.Context, who desk.AgentID, want desk.FileID, from io.Reader) (id desk.FileID, size int64, err error) {
	temp, err := s.files.arriving()
	if err != nil {
		return id, 0, err
	}
	defer func() {
		_ = temp.Close()           // it is flushed, or not wanted
		_ = os.Remove(temp.Name()) // where it has not been moved
	}()
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(temp, sum), io.LimitReader(from, desk.MaxFile+1))
	if err != nil {
		return id, 0, err
	}
	id = desk.FileID(sum.Sum(nil))
	switch {
	case size == 0 || size > desk.MaxFile:
		return id, size, ErrFileSize
	case !want.IsZero() && want != id:
		return id, size, ErrWrongHash
	}
	if err := temp.Sync(); err != nil {
		return id, size, err
	}
	s.files.mu.Lock()
	defer s.files.mu.Unlock()
	return id, size, s.change(ctx, func(t *tx) error {
		if err := t.brought(id, size, who); err != nil {
			return err
		}
		return s.files.place(temp.Name(), id)
	})
}

// hoard is how many bytes an agent brought that no message has.
const hoard = `SELECT coalesce(sum(size), 0) FROM uploads JOIN files ON id = uploads.file WHERE agent = $1 AND uploads.file <> $2`

// brought notes who brought a file that no message has yet.
func (t *tx) brought(id desk.FileID, size int64, who desk.AgentID) error {
	var unused int64
	err := t.row(hoard, string(who), id[:]).Scan(&unused)
	if err != nil {
		return err
	}
	if who != desk.System && unused+size > maxUnused {
		return ErrHoard
	}
	now := t.now.UnixMilli()
	if err := t.exec(`INSERT INTO files (id, size, at) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET at = $3`, id[:], size, now); err != nil {
		return err
	}
	return t.exec(`INSERT INTO uploads (file, agent, at) SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM uses WHERE file = $1)
		ON CONFLICT (file, agent) DO UPDATE SET at = $3`, id[:], string(who), now)
}

// OpenFile opens a file for whoever may see it; desk.ErrNotFound for anybody else.
func (s *Store) OpenFile(ctx context.Context, p Principal, id desk.FileID) (*os.File, int64, error) {
	var size int64
	err := s.look(ctx, func(q query) (err error) { size, err = visible(q, p, id); return err })
	if err != nil {
		return nil, 0, err
	}
	f, err := os.Open(s.files.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, desk.ErrNotFound // a backup without its files
	}
	if err != nil {
		return nil, 0, err
	}
	if info, err := f.Stat(); err != nil || info.Size() != size {
		return nil, 0, errors.Join(fmt.Errorf("%w: a file of it", ErrDamaged), err, f.Close())
	}
	return f, size, nil
}

// visible returns the size of a file that somebody may see; desk.ErrNotFound.
func visible(q query, p Principal, id desk.FileID) (size int64, err error) {
	var used, own int
	err = q.row(`SELECT size, EXISTS (SELECT 1 FROM uses WHERE file = $1), EXISTS (SELECT 1 FROM uploads WHERE file = $1 AND agent = $2)
		FROM files WHERE id = $1`, id[:], string(p.Agent)).Scan(&size, &used, &own)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, desk.ErrNotFound
	}
	if err != nil {
		return 0, err
	}
	if used > 0 && allow(p, ActFetch, Object{}) || own > 0 && allow(p, ActFetch, Object{Owner: p.Agent}) {
		return size, nil
	}
	return 0, desk.ErrNotFound
}

// has refuses an operation whose files the desk does not have, or the actor may not see.
// Nothing is recorded of that: the same operation is welcome when its files are there.
func (t *tx) has(op desk.Op) error {
	if len(op.Attachments()) == 0 {
		return nil
	}
	p := Principal{Agent: op.Actor}
	if op.Actor != desk.System {
		a, err := agent(t, op.Actor)
		if err != nil {
			return err
		}
		p.Role = a.Role
	}
	for _, f := range op.Attachments() {
		size, err := t.sizeOf(op.Actor, p, f.ID)
		switch {
		case errors.Is(err, desk.ErrNotFound):
			return desk.ErrNoFile
		case err != nil:
			return err
		case size != f.Size:
			return desk.Refuse(desk.BadValue, desk.PartFile, "")
		}
	}
	return nil
}

// sizeOf is visible for an operation's actor; the desk itself sees every file.
func (t *tx) sizeOf(actor desk.AgentID, p Principal, id desk.FileID) (size int64, err error) {
	if actor != desk.System {
		return visible(t, p, id)
	}
	err = t.row(`SELECT size FROM files WHERE id = $1`, id[:]).Scan(&size)
	if errors.Is(err, sql.ErrNoRows) {
		err = desk.ErrNotFound
	}
	return size, err
}

// uses notes which files a ticket has.
func (t *tx) uses(ticket int64, said []desk.Message) error {
	for i := range said {
		for _, f := range said[i].Attachments {
			if err := t.exec(`INSERT INTO uses (file, ticket) VALUES ($1, $2) ON CONFLICT DO NOTHING`, f.ID[:], ticket); err != nil {
				return err
			}
			if err := t.exec(`DELETE FROM uploads WHERE file = $1`, f.ID[:]); err != nil {
				return err
			}
		}
	}
	return nil
}

const (
	unusedHolds = 24 * time.Hour // a file that no message has
	tidyEvery   = time.Hour
)

// tidyFiles drops what nobody needs, now and then, until ctx ends. A disk in trouble says so
// to everyone else too.
func (s *Store) tidyFiles(ctx context.Context) {
	tick := time.NewTicker(tidyEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		_, _ = s.Tidy(ctx)
	}
}

// unsent are the files that no message has since an instant.
const unsent = `SELECT id FROM files WHERE at < $1 AND id IN (SELECT file FROM uploads) AND NOT EXISTS (SELECT 1 FROM uses WHERE file = id)`

// Tidy drops the files that no message has had for a day, what a crash left behind, and what
// has its name since a commit that failed. It returns how many files it dropped.
func (s *Store) Tidy(ctx context.Context) (int, error) {
	s.files.mu.Lock()
	defer s.files.mu.Unlock()
	before := s.now().Add(-unusedHolds)
	var stale [][]byte
	err := s.change(ctx, func(t *tx) (err error) {
		stale, err = column[[]byte](t, unsent, before.UnixMilli())
		for _, id := range stale {
			if err == nil {
				err = t.exec(`DELETE FROM uploads WHERE file = $1`, id)
			}
			if err == nil {
				err = t.exec(`DELETE FROM files WHERE id = $1`, id)
			}
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	var known map[desk.FileID]bool
	if err := s.look(ctx, func(q query) error {
		ids, err := column[[]byte](q, `SELECT id FROM files`)
		known = make(map[desk.FileID]bool, len(ids))
		for _, id := range ids {
			known[desk.FileID(id)] = true
		}
		return err
	}); err != nil {
		return 0, err
	}
	lost, err := s.files.unknown(known, before)
	for _, id := range lost {
		stale = append(stale, id[:])
	}
	errs := []error{err, s.files.sweep(before)}
	for _, id := range stale {
		if err := os.Remove(s.files.path(desk.FileID(id))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return len(stale), errors.Join(errs...)
}

// unknown are the files that have been in their places since before an instant, and of which
// nobody knows.
func (f *folder) unknown(known map[desk.FileID]bool, before time.Time) ([]desk.FileID, error) {
	all, err := filepath.Glob(filepath.Join(f.dir, "??", "*"))
	var out []desk.FileID
	for _, path := range all {
		var id desk.FileID
		if id.UnmarshalText([]byte(filepath.Base(path))) != nil || f.path(id) != path || known[id] {
			continue // no file of ours, or one that somebody has
		}
		if info, serr := os.Lstat(path); serr == nil && info.Mode().IsRegular() && info.ModTime().Before(before) {
			out = append(out, id)
		}
	}
	return out, err
}

// sweep removes what was begun before an instant and never became a file.
func (f *folder) sweep(before time.Time) error {
	all, err := filepath.Glob(filepath.Join(f.dir, ".new-*"))
	for _, path := range all {
		if info, serr := os.Lstat(path); serr == nil && info.ModTime().Before(before) {
			err = errors.Join(err, os.Remove(path))
		}
	}
	return err
}
