package backend

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend/dialect"
	"github.com/heed-desk/heed/internal/disk"
)

// A backup is one file: a desk of SQLite, whatever database the desk lies in, with the bytes
// of all attachments in it and a note of what belongs in each table.

// BackedUp says what is in a backup.
type BackedUp struct {
	At      time.Time `json:"at"` // when it was begun; what was answered before is in it
	Rows    int       `json:"rows"`
	Files   int       `json:"files"`
	Missing int       `json:"missing,omitempty"` // files that messages have, and of which there were no bytes
	Size    int64     `json:"-"`                 // bytes
}

// sealed is the note in a backup.
type sealed struct {
	BackedUp
	Sums map[string]string `json:"sums"` // by table
}

// Errors of backups.
var (
	// ErrBackupDamaged says that a backup does not hold what was written into it.
	ErrBackupDamaged = errors.New("the backup is damaged")
	// ErrNoBackup says that a file is something else than a backup.
	ErrNoBackup = errors.New("this is no backup")
)

// Backup writes all of the desk into one file, which is not there before it is whole and
// takes nobody's place: fs.ErrExist. Whoever works at the desk meanwhile goes on; what happens
// after it was begun may be in it or not.
func (src *Source) Backup(ctx context.Context, into string) (b BackedUp, err error) {
	if into, err = filepath.Abs(into); err != nil { // in the URL of a file a folder would be a host
		return b, err
	}
	if _, err := os.Lstat(into); !errors.Is(err, fs.ErrNotExist) {
		return b, errors.Join(err, only(err == nil, &fs.PathError{Op: "backup", Path: into, Err: fs.ErrExist}))
	}
	temp := into + ".part"
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	if err := touch(temp); err != nil {
		return b, err
	}
	defer func() { // where it did not become the backup
		_ = os.Remove(temp)
		_ = os.Remove(temp + "-journal") // SQLite leaves it where the disk is full
	}()
	at := src.store.now()
	if b, err = src.pack(ctx, temp, at); err != nil {
		return b, err
	}
	if b.Size, err = signed(temp); err != nil {
		return b, err
	}
	if err := os.Rename(temp, into); err != nil {
		return b, err
	}
	return b, disk.SyncFolder(filepath.Dir(into))
}

// pack fills an empty file with the desk, its attachments and the note.
func (src *Source) pack(ctx context.Context, into string, at time.Time) (b BackedUp, err error) {
	if src.path != "" {
		if _, err := src.store.read.ExecContext(ctx, `VACUUM INTO $1`, into); err != nil {
			return b, err
		}
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: into, RawQuery: url.Values{"mode": {"rw"}, "_dqs": {"0"}, "_pragma": {"journal_mode(OFF)", "synchronous(OFF)"}}.Encode()}).String())
	if err != nil {
		return b, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		return b, err
	}
	w := newWriter(dialect.SQLite(), conn)
	defer func() { err = errors.Join(err, w.close()) }()
	var want []tally
	if src.path == "" {
		if want, err = src.rows(ctx, w); err != nil {
			return b, err
		}
	}
	b, err = src.files(ctx, w)
	if err != nil {
		return b, err
	}
	b.At = at
	return b, src.note(w, &b, want)
}

// rows writes what lies in the tables of a database into an empty file, and returns what was read.
func (src *Source) rows(ctx context.Context, w *writer) (want []tally, err error) {
	texts, err := migrationTexts()
	if err != nil {
		return nil, err
	}
	for _, text := range texts[:src.store.layout] {
		if _, err := w.conn.ExecContext(ctx, w.dialect.Schema(text)); err != nil {
			return nil, err
		}
	}
	tables, err := src.store.tables()
	if err != nil {
		return nil, err
	}
	return want, src.store.look(ctx, func(q query) error {
		return w.within(func() (err error) {
			want, err = (&tx{writer: w}).fill(q, tables)
			return err
		})
	})
}

// piecesSince is the first layout that has a table for the bytes of files. The backup of an
// earlier one is given it.
const piecesSince = 3

// files brings the bytes of the files along that the rows name.
func (src *Source) files(ctx context.Context, w *writer) (b BackedUp, err error) {
	var there int // a desk of the first layout may never have been sent a file
	if err := w.row(w.dialect.HasTable, "files").Scan(&there); err != nil {
		return b, err
	}
	var all []kept
	if there > 0 {
		if all, err = allKept(w); err != nil {
			return b, err
		}
	}
	if src.store.layout < piecesSince {
		if err := w.exec(w.dialect.Schema(`CREATE TABLE pieces (file BYTEA, number BIGINT, bytes BYTEA)`)); err != nil {
			return b, err
		}
	}
	for _, f := range all {
		in, err := src.store.files.open(ctx, f.id, f.size)
		if errors.Is(err, desk.ErrNotFound) {
			var used int // else it was dropped since, and nobody has it
			if err := w.row(`SELECT count(*) FROM uses WHERE file = $1`, f.id[:]).Scan(&used); err != nil {
				return b, err
			}
			b.Missing += min(used, 1)
			continue
		}
		if err != nil {
			return b, err
		}
		if err := errors.Join(w.within(func() error { return w.takeIn(f.id, in) }), in.Close()); err != nil {
			return b, err
		}
		b.Files++
	}
	return b, nil
}

// takeIn writes a file in pieces.
func (w *writer) takeIn(id desk.FileID, from io.Reader) error {
	piece := make([]byte, pieceSize)
	for number := 0; ; number++ {
		n, err := io.ReadFull(from, piece)
		if n > 0 {
			if err := w.exec(`INSERT INTO pieces (file, number, bytes) VALUES ($1, $2, $3)`, id[:], number, piece[:n]); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// note reads the file back and writes into it what belongs there. ErrCopyDiffers where that is not
// what was read from the desk.
func (src *Source) note(w *writer, b *BackedUp, want []tally) error {
	tables, err := src.store.tables()
	if err != nil {
		return err
	}
	got, err := count(w, tables)
	if err != nil {
		return err
	}
	if want != nil && !slices.Equal(want, got) {
		return ErrCopyDiffers
	}
	n := sealed{Sums: sums(tables, got)}
	for _, t := range got {
		b.Rows += t.rows
	}
	n.BackedUp = *b
	text, err := json.Marshal(n)
	if err != nil {
		return err
	}
	var said string
	return errors.Join(w.exec(`CREATE TABLE backup (json TEXT NOT NULL)`), w.exec(`INSERT INTO backup (json) VALUES ($1)`, string(text)),
		w.row(w.dialect.Check).Scan(&said), only(said != "ok", fmt.Errorf("%w: %s", ErrCopyDiffers, said)))
}

// sums are what a backup says of its tables.
func sums(tables []table, all []tally) map[string]string {
	out := make(map[string]string, len(all))
	for i, t := range all {
		out[tables[i].name] = fmt.Sprintf("%d %s", t.rows, hex.EncodeToString(t.sum[:]))
	}
	return out
}
