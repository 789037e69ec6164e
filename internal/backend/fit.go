package backend

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Errors of a database that is named for a desk. Nothing was written.
var (
	// ErrBadURL says that the name of a database is none.
	ErrBadURL = errors.New("the name of a database begins with postgres:// or postgresql://")
	// ErrNoDatabase says that no database answers.
	ErrNoDatabase = errors.New("the database cannot be reached")
	// ErrEmptyDatabase says that there is no desk in a database.
	ErrEmptyDatabase = errors.New("there is no desk in this database")
)

// UnfitDatabase says that a database is not one in which a desk can be kept. Nothing was written.
type UnfitDatabase struct {
	Flaw           Flaw
	Is             string // what it has instead, where there is more than one wrong way
	Database, User string // which, and as whom, as SQL writes them
	Cause          error  // what PostgreSQL said; nil where it was asked
}

// Error implements error.
func (u *UnfitDatabase) Error() string {
	return fmt.Sprintf("this database cannot hold a desk: %s %s", u.Flaw, u.Is)
}

// Unwrap returns what PostgreSQL said.
func (u *UnfitDatabase) Unwrap() error { return u.Cause }

// Flaw is what is wrong with a database.
type Flaw string

// The flaws.
const (
	Missing       Flaw = "missing"        // its server has none of that name
	NotLetIn      Flaw = "not_let_in"     // the name or the password is not right, or may not come from here
	Denied        Flaw = "denied"         // who comes in may not do what a desk needs
	Crowded       Flaw = "crowded"        // its server takes no more connections
	TooOld        Flaw = "too_old"        // of an older PostgreSQL than oldestPostgres
	OtherOrder    Flaw = "other_order"    // it orders words otherwise than by their bytes
	OtherEncoding Flaw = "other_encoding" // it does not hold UTF-8
	Standby       Flaw = "standby"        // it takes no writes
	ReadOnly      Flaw = "read_only"      // it takes none from us
	OtherProgram  Flaw = "other_program"  // it holds something else
	Unflushed     Flaw = "unflushed"      // a power cut would take what it confirmed
	TornPages     Flaw = "torn_pages"     // a power cut could damage it
	ConfirmsEarly Flaw = "confirms_early" // it confirms before it has written
)

// refusals are the flaws that PostgreSQL tells by itself, by its codes.
func refusals() map[string]Flaw {
	return map[string]Flaw{
		"3D000": Missing,  // invalid_catalog_name
		"28P01": NotLetIn, // invalid_password
		"28000": NotLetIn, // invalid_authorization_specification
		"42501": Denied,   // insufficient_privilege
		"53300": Crowded,  // too_many_connections
		"25006": ReadOnly, // read_only_sql_transaction
	}
}

// refused is what an error of opening a database says of it: *UnfitDatabase where it says
// that, with its names, and the error itself where it does not.
func refused(err error, config *pgx.ConnConfig) error {
	var said *pgconn.PgError
	var unfit *UnfitDatabase
	switch {
	case errors.As(err, &unfit):
	case errors.As(err, &said) && refusals()[said.Code] != "":
		unfit = &UnfitDatabase{Flaw: refusals()[said.Code], Cause: said}
	default:
		return err
	}
	unfit.Database, unfit.User = identifier(config.Database), identifier(config.User)
	return unfit
}

// identifier is a name as SQL writes it, and as plain as that allows.
func identifier(name string) string {
	if regexp.MustCompile(`^[a-z_][a-z0-9_]*$`).MatchString(name) {
		return name
	}
	return pgx.Identifier{name}.Sanitize()
}

// fits looks whether a desk can be kept in a database, and writes nothing.
func (s *Store) fits(ctx context.Context, o ConnectOptions) error {
	var version, tables, desks int
	var collation, encoding, flushes, wholePages, confirms, readOnly string
	var standby, schema, creates bool
	err := s.read.QueryRowContext(ctx, `SELECT current_setting('server_version_num')::int / 10000, datcollate, pg_encoding_to_char(encoding), pg_is_in_recovery(),
		current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'), current_setting('transaction_read_only'),
		current_schema() IS NOT NULL, coalesce(has_schema_privilege(current_schema(), 'CREATE'), false),
		(SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()),
		(SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'desk')
		FROM pg_database WHERE datname = current_database()`).
		Scan(&version, &collation, &encoding, &standby, &flushes, &wholePages, &confirms, &readOnly, &schema, &creates, &tables, &desks)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoDatabase, err)
	}
	for _, f := range []struct {
		wrong bool
		flaw  Flaw
		is    string
	}{
		{version < oldestPostgres, TooOld, strconv.Itoa(version)},
		{collation != "C" && collation != "POSIX", OtherOrder, collation},
		{encoding != "UTF8", OtherEncoding, encoding},
		{standby, Standby, ""},
		{readOnly == "on", ReadOnly, ""},
		{tables > 0 && desks == 0, OtherProgram, ""},
		{!schema || desks == 0 && !o.There && !creates, Denied, ""},
		{!o.Fragile && flushes != "on", Unflushed, ""},
		{!o.Fragile && wholePages != "on", TornPages, ""},
		{!o.Fragile && confirms == "off", ConfirmsEarly, ""},
	} {
		if f.wrong {
			return &UnfitDatabase{Flaw: f.flaw, Is: f.is}
		}
	}
	return only(o.There && desks == 0, ErrEmptyDatabase)
}
