package backend

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver of the embedded database

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend/dialect"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/rounds"
)

// File is the name of the database in a desk's folder.
const File = "desk.db"

// Errors of a store beside those of package desk.
var (
	// ErrOpenElsewhere says that a desk's file is open already, under this name or another one.
	ErrOpenElsewhere = errors.New("the desk is open already, under another name of its file")

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
	dialect dialect.Dialect
	layout  int // that this program writes
	read    *sql.DB
	write   *sql.DB
	turn    chan *writer // holds the one writer while nobody writes
	closed  chan struct{}
	claimed io.Closer // the file that it is; nil where there is none
	forCopy bool      // it is opened to become a copy
	hub     *hub
	bell    bell
	files   depot
	uses    uses
	room    room
	rounds  rounds.Book
	floor   *floor
	stir    chan struct{} // signalled when something was put to sleep: the waker looks again

	database, user string // which one of PostgreSQL, and as whom; none for a file

	name   string
	epoch  string
	secret []byte
}

func newStore(d dialect.Dialect) *Store {
	s := &Store{dialect: d, turn: make(chan *writer, 1), closed: make(chan struct{}), hub: newHub(), stir: make(chan struct{}, 1)}
	s.bell = doorbell{s}
	s.floor = newFloor(s)
	s.hub.moved = s.floor.stir
	return s
}

// Open opens the desk in a folder, and makes one there where there is none. The folder
// must not be open in another process: who calls holds its lock. *Unfit where something
// else than a desk lies there, or a damaged one; *disk.Obstacle where something else lies in
// the place of a file that belongs to it; ErrOpenElsewhere; ErrNewerDesk; ErrUnfinished.
func Open(dir string) (*Store, error) { return openIn(dir, false) }

// OpenForCopy is Open for a desk that is to become a copy: one that is made here is unfinished until
// Finish, and one at which a copy broke off is taken.
func OpenForCopy(dir string) (*Store, error) { return openIn(dir, true) }

func openIn(dir string, forCopy bool) (*Store, error) {
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
		if err := create(path, name, forCopy); err != nil {
			return nil, err
		}
	} else if err := refuseNewer(path); err != nil {
		return nil, err
	}
	claimed, err := claim(path)
	if err != nil {
		return nil, err
	}
	s, err := open(path, name, false, forCopy)
	if trouble := Trouble(err); errors.Is(trouble, ErrDamaged) || errors.Is(trouble, ErrViolated) { // whatever is written by opening fits into a file that is whole
		err = &Unfit{Path: path, Cause: err}
	}
	if err != nil {
		return nil, errors.Join(err, claimed.Close())
	}
	s.claimed = claimed
	return s, nil
}

// open opens a file that is there; a fresh one is made a desk.
func open(path, name string, fresh, forCopy bool) (*Store, error) {
	var err error
	s := newStore(dialect.SQLite())
	s.forCopy = forCopy
	s.files = newFolder(filepath.Dir(path))
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
		return fmt.Errorf("open the desk: %w", err)
	}
	w := newWriter(s.dialect, conn)
	err = w.within(func() error { return s.introduce(w, name, fresh) })
	if err != nil {
		return errors.Join(err, w.close())
	}
	if s.dialect.Alone != "" {
		w.dial = s.write.Conn
	}
	s.turn <- w
	return nil
}

// introduce reads who the desk is, and makes a fresh one. A desk of an earlier layout is
// brought to this program's; one of a newer is left as it is.
func (s *Store) introduce(w *writer, name string, fresh bool) error {
	all, err := migrationTexts()
	if err != nil {
		return err
	}
	if s.dialect.First != "" {
		if err := w.exec(s.dialect.First); err != nil {
			return err
		}
	}
	var there, version int
	if err := w.row(s.dialect.HasTable, "desk").Scan(&there); err != nil {
		return err
	}
	switch {
	case there == 0 && !fresh:
		return fmt.Errorf("%w: %w", ErrDamaged, errNoDesk)
	case there > 0:
		if err := w.row(`SELECT version FROM desk`).Scan(&version); err != nil {
			return err
		}
	}
	if version > len(all) {
		return ErrNewerDesk
	}
	if is, err := isUnfinished(s.dialect, w); err != nil || is && !s.forCopy {
		return errors.Join(err, only(is, ErrUnfinished))
	}
	if err := w.migrate(version, all); err != nil {
		return err
	}
	if there > 0 && version < trailSince {
		if err := w.beginTrail(version, s.now()); err != nil {
			return err
		}
	}
	if there == 0 {
		err = s.found(w, name, len(all))
	} else if version < len(all) {
		err = w.exec(`UPDATE desk SET version = $1`, len(all))
	}
	if err != nil {
		return err
	}
	s.layout = len(all)
	var seq int64
	err = w.row(`SELECT name, epoch, secret, seq FROM desk`).Scan(&s.name, &s.epoch, &s.secret, &seq)
	s.hub.startAt(seq)
	return err
}

// found notes who a new desk is, and that it is none yet where it is to become a copy.
func (s *Store) found(w *writer, name string, version int) error {
	if s.forCopy {
		if err := w.beUnfinished(); err != nil {
			return err
		}
	}
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails: it ends the process instead
	return w.exec(`INSERT INTO desk (one, version, name, epoch, secret, seq, number) VALUES (1, $1, $2, $3, $4, 0, $5)`,
		version, name, desk.NewID().String(), secret, firstNumber)
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
	err := errors.Join(s.bell.close(), w.close(), s.read.Close(), s.write.Close())
	if s.claimed != nil {
		err = errors.Join(err, s.claimed.Close())
	}
	return err
}

// ID names the desk for as long as it lives: at whatever address, and after a restore.
func (s *Store) ID() string { return desk.DeriveID("desk", string(s.secret)).String() }

// now is the desk's clock, as coarse as it is stored.
func (s *Store) now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }
