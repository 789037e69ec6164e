package backend

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// ErrViolated says that what was to be written breaks a rule of the desk's tables. Nothing of it was written.
var ErrViolated = errors.New("what was to be written breaks a rule of the tables")

// InDatabase says in which database it was that a desk had trouble: see Trouble, of its cause.
type InDatabase struct {
	Database, User string // which, and as whom, as SQL writes them
	Cause          error
}

// Error implements error.
func (d *InDatabase) Error() string { return fmt.Sprintf("the database %s: %v", d.Database, d.Cause) }

// Unwrap gives what PostgreSQL said.
func (d *InDatabase) Unwrap() error { return d.Cause }

// Trouble is what an error of a store says of its disk or its file: ErrDamaged, ErrViolated, ErrLocked, an
// error of package syscall or fs.ErrPermission; nil where it says nothing of them.
func Trouble(err error) error {
	var e *sqlite.Error
	var pg *pgconn.PgError
	switch {
	case errors.Is(err, ErrDamaged), errors.Is(err, sql.ErrNoRows): // a row that may be missing is looked for by who asks
		return ErrDamaged
	case errors.As(err, &pg):
		return troubleOf(pg)
	case errors.As(err, &e):
		return troubleIn(e.Code())
	default:
		return nil
	}
}

// troubleIn is what a result code of SQLite says. Whatever heed asks was asked before of a file that
// is whole: where SQLite finds no sense in it, the fault is in the file. A rule of the tables is broken by what is
// written.
func troubleIn(code int) error {
	if code == lib.SQLITE_IOERR_SHMSIZE {
		return syscall.ENOSPC // there is no room for the index of its log
	}
	switch code & 0xff {
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB, lib.SQLITE_FORMAT, lib.SQLITE_EMPTY, // its pages
		lib.SQLITE_ERROR, lib.SQLITE_SCHEMA, lib.SQLITE_RANGE, lib.SQLITE_NOTFOUND, // its tables and their columns
		lib.SQLITE_MISMATCH, lib.SQLITE_TOOBIG, // what stands in them
		lib.SQLITE_INTERNAL:
		return ErrDamaged
	case lib.SQLITE_CONSTRAINT:
		return ErrViolated
	case lib.SQLITE_FULL:
		return syscall.ENOSPC
	case lib.SQLITE_IOERR, lib.SQLITE_NOLFS:
		return syscall.EIO
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM, lib.SQLITE_AUTH:
		return fs.ErrPermission
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED, lib.SQLITE_PROTOCOL:
		return ErrLocked
	case lib.SQLITE_NOMEM:
		return syscall.ENOMEM
	default: // whoever asked has gone, or heed asks wrongly
		return nil
	}
}

// unread is a value or a record that is not what heed writes. It is ErrDamaged.
type unread struct{ cause error }

func (u *unread) Error() string {
	return fmt.Sprintf("a record of the desk cannot be read: %v", u.cause)
}
func (u *unread) Is(target error) bool { return target == ErrDamaged }
func (u *unread) Unwrap() error        { return u.cause }

// legible is a row whose values have to be of the kind that heed wrote.
type legible struct{ scanner }

// Scan implements scanner. Package sql has no error of its own for a value that does not fit.
func (l legible) Scan(into ...any) error {
	err := l.scanner.Scan(into...)
	if err != nil && strings.HasPrefix(err.Error(), "sql: Scan error") {
		return &unread{err}
	}
	return err
}

// parse reads a record that heed wrote as JSON.
func parse(record string, into any) error {
	if err := json.Unmarshal([]byte(record), into); err != nil {
		return &unread{err}
	}
	return nil
}
