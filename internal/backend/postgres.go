package backend

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/heed-desk/heed/internal/backend/dialect"
)

// oldestPostgres is the first version of PostgreSQL on which the tests run.
const oldestPostgres = 15

// How a server speaks with PostgreSQL.
const (
	postgresReaders = 8                // reads at once
	connectsWithin  = 10 * time.Second // to a server that does not answer
	waitsForTurn    = 10 * time.Second // while other servers write
	hangsAtMost     = 30 * time.Second // a server that stopped in the middle of a transaction
)

// ConnectOptions are what Connect may be told.
type ConnectOptions struct {
	// There takes only a database in which there is a desk, and makes none.
	There bool
	// ForCopy is as OpenForCopy.
	ForCopy bool
	// Fragile takes a database too that may lose what it has confirmed. It is for tests.
	Fragile bool
	// Deaf neither tells other servers what happens nor hears of them. It is for tests that
	// run on a clock of their own, under which nobody can wait for a database.
	Deaf bool
}

// Connect opens the desk in a PostgreSQL database, and makes one in a database that is empty.
// Many servers may have it open at once. ErrBadURL, ErrNoDatabase, ErrEmptyDatabase, *UnfitDatabase, ErrNewerDesk,
// ErrUnfinished.
func Connect(ctx context.Context, url string, o ConnectOptions) (*Store, error) {
	s, config, err := reach(ctx, url, o)
	if err != nil {
		return nil, err
	}
	err = s.begin(config.Database, !o.There)
	if err == nil && !o.Deaf {
		s.bell, err = listen(ctx, s, config)
	}
	if err != nil {
		return nil, errors.Join(refused(err, config), s.shut())
	}
	return s, nil
}

// reach connects to a database in which a desk can be kept, and writes nothing there.
func reach(ctx context.Context, url string, o ConnectOptions) (*Store, *pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, nil, ErrBadURL // what it says stays unsaid: there may be a password in it
	}
	config.ConnectTimeout = connectsWithin
	config.DialFunc = (&net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 3}}).DialContext
	config.RuntimeParams["application_name"] = "heed"
	config.RuntimeParams["lock_timeout"] = strconv.FormatInt(waitsForTurn.Milliseconds(), 10)
	config.RuntimeParams["idle_in_transaction_session_timeout"] = strconv.FormatInt(hangsAtMost.Milliseconds(), 10)
	s := newStore(dialect.Postgres())
	s.forCopy = o.ForCopy
	s.database, s.user = identifier(config.Database), identifier(config.User)
	s.files = pieces{s}
	s.read, s.write = stdlib.OpenDB(*config), stdlib.OpenDB(*config)
	s.read.SetMaxOpenConns(postgresReaders)
	s.read.SetMaxIdleConns(postgresReaders)
	s.write.SetMaxOpenConns(1)
	if err := s.fits(ctx, o); err != nil {
		return nil, nil, errors.Join(refused(err, config), s.shut())
	}
	return s, config, nil
}

// shut closes what a store that did not open has open.
func (s *Store) shut() error {
	var err error
	select {
	case w := <-s.turn:
		err = w.close()
	default:
	}
	return errors.Join(err, s.read.Close(), s.write.Close())
}

// unbroken says what is wrong with a transaction that is about to be committed: PostgreSQL
// rolls one back in which a statement failed, and calls that no error.
func unbroken(conn *sql.Conn) error {
	return conn.Raw(func(driver any) error {
		if c, ok := driver.(*stdlib.Conn); ok && c.Conn().PgConn().TxStatus() != 'T' {
			return errBroken
		}
		return nil
	})
}

// lost is an error that is ErrNoDatabase too where the connection to the database could not be made,
// or broke: the server behind it stops, starts or has crashed, or the way there is cut. What is wrong with the
// database itself is *InDatabase.
func (s *Store) lost(err error) error {
	var unmade *pgconn.ConnectError
	var said *pgconn.PgError
	var cut *net.OpError
	switch {
	case err == nil, s.dialect.Alone == "":
		return err
	case errors.As(err, &said):
		if !slices.Contains([]string{"57P01", "57P02", "57P03", "53300"}, said.Code) && !strings.HasPrefix(said.Code, "08") {
			return s.inDatabase(err) // of another kind; 53300 is too many connections
		}
	case errors.As(err, &unmade), errors.As(err, &cut), errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone), errors.Is(err, io.ErrUnexpectedEOF):
	default:
		return s.inDatabase(err)
	}
	return fmt.Errorf("%w: %w", ErrNoDatabase, err)
}

// inDatabase is an error that names the database, where it says what is wrong with what is kept there.
func (s *Store) inDatabase(err error) error {
	var named *InDatabase
	if Trouble(err) == nil || errors.As(err, &named) {
		return err
	}
	return &InDatabase{Database: s.database, User: s.user, Cause: err}
}

var errBroken = errors.New("a statement of the transaction failed, and nobody said so")

// troubleOf is what an error of PostgreSQL says of its disk or its data: see Trouble.
func troubleOf(e *pgconn.PgError) error {
	if strings.HasPrefix(e.Code, "23") { // integrity_constraint_violation
		return ErrViolated
	}
	switch e.Code {
	case "XX001", "XX002": // data_corrupted, index_corrupted
		return ErrDamaged
	case "53100": // disk_full
		return syscall.ENOSPC
	case "58030": // io_error
		return syscall.EIO
	case "42501", "25006": // insufficient_privilege, read_only_sql_transaction
		return fs.ErrPermission
	default:
		return nil
	}
}
