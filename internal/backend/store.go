package backend

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver of the embedded database

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// File is the name of the database in a desk's folder.
const File = "desk.db"

// Errors of a store beside those of package desk.
var (
	ErrNewerDesk  = errors.New("this desk was written by a newer heed")
	ErrClosed     = errors.New("the desk is closed")
	ErrDisabled   = errors.New("this account is disabled")
	ErrWrongActor = errors.New("nobody acts for somebody else")
	ErrBadOp      = errors.New("not an operation")
)

// readers is how many reads may run at once.
const readers = 4

// Store is a desk on disk. Everything that changes a ticket goes through Do, Intake or
// Import; each is one transaction. It is safe for use by many goroutines.
type Store struct {
	read   *sql.DB
	write  *sql.DB
	turn   chan *writer // holds the one writer while nobody writes
	closed chan struct{}
	hub    *hub
	files  *folder
	stir   chan struct{} // signalled when something was put to sleep: the waker looks again

	name   string
	epoch  string
	secret []byte
	life   []byte // the name of this opening
	lived  bool   // it is noted; belongs to whoever has the turn
}

// Open opens the desk in a folder, and makes one there where there is none. The folder
// must not be open in another process: who calls holds its lock. *Unfit where something
// else than a desk lies there, or a damaged one; ErrNewerDesk.
func Open(dir string) (*Store, error) {
	if err := disk.MakeFolder(dir); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(filepath.Join(dir, File))
	if err != nil {
		return nil, err
	}
	there, err := lying(path)
	if err != nil {
		return nil, err
	}
	name := filepath.Base(filepath.Dir(path))
	if !there {
		if err := create(path, name); err != nil {
			return nil, err
		}
	}
	s, err := open(path, name, false)
	if errors.Is(Trouble(err), ErrDamaged) {
		err = &Unfit{Path: path, Cause: err}
	}
	return s, err
}

// open opens a file that is there; a fresh one is made a desk.
func open(path, name string, fresh bool) (*Store, error) {
	var err error
	life := desk.NewID()
	s := &Store{turn: make(chan *writer, 1), closed: make(chan struct{}), hub: newHub(), stir: make(chan struct{}, 1), life: life[:], files: newFolder(filepath.Dir(path))}
	if s.write, err = sql.Open("sqlite", source(path, "immediate", "synchronous(FULL)")); err != nil {
		return nil, err
	}
	s.write.SetMaxOpenConns(1)
	if s.read, err = sql.Open("sqlite", source(path, "deferred", "query_only(1)")); err != nil {
		return nil, errors.Join(err, s.write.Close())
	}
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	if err := s.begin(name, fresh); err != nil {
		return nil, errors.Join(err, s.read.Close(), s.write.Close())
	}
	return s, nil
}

// touch makes the file before SQLite does, so that nobody else may ever read it.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func source(path, lock, pragma string) string {
	q := url.Values{"_txlock": {lock}, "_dqs": {"0"}}
	q["_pragma"] = []string{"busy_timeout(5000)", "journal_mode(WAL)", "temp_store(MEMORY)", pragma}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

// begin takes the writer's connection and reads who the desk is.
func (s *Store) begin(name string, fresh bool) error {
	ctx := context.Background()
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return fmt.Errorf("open %s: %w", File, err)
	}
	w := &writer{conn: conn, stmts: map[string]*sql.Stmt{}}
	err = w.within(func() error { return s.introduce(w, name, fresh) })
	if err != nil {
		return errors.Join(err, w.close())
	}
	s.turn <- w
	return nil
}

func (s *Store) introduce(w *writer, name string, fresh bool) error {
	var tables int
	if err := w.row(`SELECT count(*) FROM sqlite_master WHERE name = 'desk'`).Scan(&tables); err != nil {
		return err
	}
	if tables == 0 && !fresh {
		return fmt.Errorf("%w: %w", ErrDamaged, errNoDesk)
	}
	if tables == 0 {
		if _, err := w.conn.ExecContext(context.Background(), schema); err != nil {
			return err
		}
		secret := make([]byte, 32)
		_, _ = rand.Read(secret) // never fails: it ends the process instead
		err := w.exec(`INSERT INTO desk (one, version, name, epoch, secret, seq, number) VALUES (1, $1, $2, $3, $4, 0, $5)`,
			schemaVersion, name, desk.NewID().String(), secret, firstNumber)
		if err != nil {
			return err
		}
	}
	for _, table := range []string{ownerTable, livesTable, mailboxTable, filtersTable, filtersIndex, filesTable, uploadsTable, usesTable, uploadsIndex, uploadsSent} {
		if err := w.exec(table); err != nil {
			return err
		}
	}
	if err := errors.Join(w.makeFollowers(), w.makeEnded()); err != nil {
		return err
	}
	var version int
	var seq int64
	err := w.row(`SELECT version, name, epoch, secret, seq FROM desk`).Scan(&version, &s.name, &s.epoch, &s.secret, &seq)
	if err == nil && version > schemaVersion {
		return ErrNewerDesk
	}
	s.hub.startAt(seq)
	return err
}

// Close ends the desk: whoever writes is waited for, whoever listens is sent away.
func (s *Store) Close() error {
	select {
	case <-s.closed:
		return nil
	default:
	}
	w := <-s.turn
	close(s.closed)
	s.hub.close()
	return errors.Join(w.close(), s.read.Close(), s.write.Close())
}

// ID names the desk for as long as it lives: at whatever address, and after a restore.
func (s *Store) ID() string { return desk.DeriveID("desk", string(s.secret)).String() }

// now is the desk's clock, as coarse as it is stored.
func (s *Store) now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }
