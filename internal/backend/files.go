package backend

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
)

// What can be wrong with a file that comes in.
var (
	ErrWrongHash = errors.New("the bytes are not those that were announced")
	ErrFileSize  = errors.New("a file is empty or too large")
	ErrHoard     = errors.New("too much was brought that no message has")
)

// maxUnused is how many bytes one account may bring along before messages have them.
const maxUnused = 40 * desk.MaxFile

// depot is where the bytes of files lie. Its lock keeps who puts a file in its place from who
// takes it away, in this process.
type depot interface {
	sync.Locker
	// arriving begins a file of which nobody knows yet what it is.
	arriving(ctx context.Context) (parcel, error)
	// open opens a file of a size; desk.ErrNotFound, ErrDamaged.
	open(ctx context.Context, id desk.FileID, size int64) (io.ReadCloser, error)
	// sweep drops files, and what came before an instant and never became one that is known. It
	// returns how many files it dropped.
	sweep(ctx context.Context, stale []desk.FileID, known map[desk.FileID]bool, before time.Time) (int, error)
}

// parcel is a file on its way to the depot.
type parcel interface {
	io.Writer
	// Sync has all of it on the disk.
	Sync() error
	// place puts it in its place, in the transaction that notes it.
	place(t *tx, id desk.FileID) error
	// drop forgets it where it is not in its place.
	drop()
}

// Keep takes a file in for an account, and returns its id and size. Where want is set the
// bytes must be those: ErrWrongHash. The same bytes twice are one file. ErrFileSize, ErrHoard,
// and whatever the disk says; a source that fails leaves nothing behind.
func (s *Store) Keep(ctx context.Context, who desk.AgentID, want desk.FileID, from io.Reader) (id desk.FileID, size int64, err error) {
	defer func() { s.room.lacked(err, s.now()) }()
	temp, err := s.files.arriving(ctx)
	if err != nil {
		return id, 0, err
	}
	defer temp.drop()
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
	s.files.Lock()
	defer s.files.Unlock()
	return id, size, s.change(ctx, func(t *tx) error {
		if err := t.brought(id, size, who); err != nil {
			return err
		}
		return temp.place(t, id)
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
func (s *Store) OpenFile(ctx context.Context, p Principal, id desk.FileID) (io.ReadCloser, int64, error) {
	var size int64
	err := s.look(ctx, func(q query) (err error) { size, err = visible(q, p, id); return err })
	if err != nil {
		return nil, 0, err
	}
	f, err := s.files.open(ctx, id, size)
	return f, size, err
}

// visible returns the size of a file that somebody may see; desk.ErrNotFound.
func visible(q query, p Principal, id desk.FileID) (size int64, err error) {
	var used, own bool
	err = q.row(`SELECT size, EXISTS (SELECT 1 FROM uses WHERE file = $1), EXISTS (SELECT 1 FROM uploads WHERE file = $1 AND agent = $2)
		FROM files WHERE id = $1`, id[:], string(p.Agent)).Scan(&size, &used, &own)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, desk.ErrNotFound
	}
	if err != nil {
		return 0, err
	}
	if used && allow(p, ActFetch, Object{}) || own && allow(p, ActFetch, Object{Owner: p.Agent}) {
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
	if op.Actor == desk.System {
		p.Agent = t.by.Agent // who brings it in
	}
	if p.Agent != desk.System {
		a, err := agent(t, p.Agent)
		if err != nil {
			return err
		}
		p.Role = a.Role
	}
	for _, f := range op.Attachments() {
		size, err := t.sizeOf(p, f.ID)
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

// sizeOf is visible for whoever attaches a file; the desk itself sees every one.
func (t *tx) sizeOf(p Principal, id desk.FileID) (size int64, err error) {
	if p.Agent != desk.System {
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

const unusedHolds = 24 * time.Hour // a file that no message has

// unsent are the files that no message has since an instant.
const unsent = `SELECT id FROM files WHERE at < $1 AND id IN (SELECT file FROM uploads) AND NOT EXISTS (SELECT 1 FROM uses WHERE file = id)`

// Tidy drops the files that no message has had for a day, what a crash left behind, and what
// has its name since a commit that failed. It returns how many files it dropped.
func (s *Store) Tidy(ctx context.Context) (int, error) {
	s.files.Lock()
	defer s.files.Unlock()
	before := s.now().Add(-unusedHolds)
	var stale []desk.FileID
	err := s.change(ctx, func(t *tx) error {
		ids, err := column[[]byte](t, unsent, before.UnixMilli())
		stale = make([]desk.FileID, len(ids))
		for i, id := range ids {
			stale[i] = desk.FileID(id)
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
	return s.files.sweep(ctx, stale, known, before)
}
