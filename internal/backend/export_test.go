package backend

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend/openapi"
	"github.com/heed-desk/heed/internal/pgtest"
)

// ground is where the desks of the tests stand: on files, or in a cluster in which a folder's
// desk has a schema of its own.
type ground struct {
	cluster *pgtest.Cluster
	mu      sync.Mutex
	urls    map[string]string // by folder
}

var under = &ground{}

// StandOn has the tests make their desks in a cluster; in files where it is nil.
func StandOn(c *pgtest.Cluster) { under = &ground{cluster: c, urls: map[string]string{}} }

// OnPostgres reports whether it is a cluster.
func OnPostgres() bool { return under.cluster != nil }

// Answers asks the database of a desk for one word.
func Answers(ctx context.Context, s *Store, question string) error {
	return s.look(ctx, func(q query) error {
		var word string
		return q.row(question).Scan(&word)
	})
}

// Opens is Intake of a ticket that somebody opens whose address is known.
func Opens(ctx context.Context, s *Store, op desk.Op) (desk.Verdict, error) {
	return s.do(ctx, op, func(t *tx) (desk.Facts, error) {
		who := op.Intent.(desk.Create).Requester
		t.stranger = desk.Customer{ID: who, Mails: []desk.Untrusted{desk.Foreign(who.String() + "@mail.example")}}
		return t.ownFacts(), nil
	})
}

// AboutFiles skips a test that is about the file of an embedded desk, where there is none.
func AboutFiles(t testing.TB) {
	t.Helper()
	if OnPostgres() {
		t.Skip("it is about the file of an embedded desk, and this one has none")
	}
}

// OpenOn opens the desk of a folder where the tests' desks stand.
func OpenOn(t testing.TB, dir string) (*Store, error) {
	t.Helper()
	if !OnPostgres() {
		return Open(dir)
	}
	return Connect(context.Background(), under.url(t, dir), ConnectOptions{Fragile: true, Deaf: true})
}

// OpenForCopyOn is OpenOn for a desk that is to become a copy.
func OpenForCopyOn(t testing.TB, dir string) *Store {
	t.Helper()
	open := func() (*Store, error) { return OpenForCopy(dir) }
	if OnPostgres() {
		open = func() (*Store, error) {
			return Connect(context.Background(), under.url(t, dir), ConnectOptions{Fragile: true, Deaf: true, ForCopy: true})
		}
	}
	s, err := open()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// LookOn looks at the desk of a folder where the tests' desks stand.
func LookOn(t testing.TB, dir string) (*Source, error) {
	t.Helper()
	if !OnPostgres() {
		return Peek(t.Context(), dir)
	}
	return PeekAt(t.Context(), under.url(t, dir), ConnectOptions{Fragile: true})
}

// PeekOn is LookOn at a desk that is there.
func PeekOn(t testing.TB, dir string) *Source {
	t.Helper()
	src, err := LookOn(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// Cluster is the one that the tests' desks stand in. A test that needs it is skipped while
// they stand on files, and runs when they do not.
func Cluster(t testing.TB) *pgtest.Cluster {
	t.Helper()
	if !OnPostgres() {
		t.Skip("it is about PostgreSQL, and runs when the tests stand on it")
	}
	return under.cluster
}

// Lying are the names of all files in the database of a folder's desk; those that are not
// there as a whole begin with .new-.
func Lying(t testing.TB, dir string) []string {
	t.Helper()
	s, err := OpenOn(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	err = s.look(context.Background(), func(q query) (err error) {
		names, err = column[string](q, `SELECT DISTINCT CASE WHEN octet_length(file) < 32 THEN '.new-' ELSE '' END || encode(file, 'hex') FROM pieces`)
		return err
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return names
}

// CopyDesk copies the desk of a folder to that of another, where the tests' desks stand.
func CopyDesk(t testing.TB, from, to string) Copied {
	t.Helper()
	source, err := OpenOn(t, from)
	if err != nil {
		t.Fatal(err)
	}
	target, err := OpenOn(t, to)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := Copy(context.Background(), source, target)
	if err := errors.Join(err, source.Close(), target.Close()); err != nil {
		t.Fatal(err)
	}
	return sum
}

func (g *ground) url(t testing.TB, dir string) string {
	t.Helper()
	g.mu.Lock()
	defer g.mu.Unlock()
	if at := g.urls[dir]; at != "" {
		return at
	}
	at, err := g.cluster.FreshSchema(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	g.urls[dir] = at
	return at
}

// Patterns are the routes of a server.
func (s *Server) Patterns() (all []string) {
	for _, r := range s.routes() {
		all = append(all, r.pattern)
	}
	return all
}

// API is what the document is made of.
func API() (openapi.API, error) { return new(Server).api() }

// Notes are those that the document is made with.
func Notes() []byte { return notes }

// SetLayout has the desk be of a layout that is so much newer than this program's.
func (s *Store) SetLayout(t testing.TB, newer int) {
	t.Helper()
	if err := s.change(context.Background(), func(t *tx) error { return t.exec(`UPDATE desk SET version = version + $1`, newer) }); err != nil {
		t.Fatal(err)
	}
}

// Everything is the text of every column of every table of a desk.
func Everything(t testing.TB, s *Store) (text []byte) {
	t.Helper()
	tables, err := s.tables()
	if err != nil {
		t.Fatal(err)
	}
	columns, err := s.columnsOf("pieces")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.look(t.Context(), func(q query) error {
		for _, table := range append(tables, table{"pieces", columns}) {
			if _, err := table.read(q, func(row []any) error {
				for _, v := range row {
					if b, is := v.([]byte); is {
						v = string(b)
					}
					text = fmt.Append(text, v, "\n")
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return text
}

// CountEvents is how many events the log of a desk has.
func CountEvents(t testing.TB, s *Store) (n int) {
	t.Helper()
	if err := s.look(t.Context(), func(q query) error { return q.row(`SELECT count(*) FROM events`).Scan(&n) }); err != nil {
		t.Fatal(err)
	}
	return n
}

// EventWords are the codes that the log of a desk has under a ticket's place.
func EventWords(t testing.TB, s *Store, ticket int64) (all []string) {
	t.Helper()
	if err := s.look(t.Context(), func(q query) error {
		return each(q, func(row scanner) error {
			var before, after string
			err := row.Scan(&before, &after)
			for _, word := range []string{before, after} {
				if word != "" {
					all = append(all, word)
				}
			}
			return err
		}, `SELECT before, after FROM events WHERE ticket = $1 AND kind <> 'created' ORDER BY number`, ticket)
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// Age has a ticket stand as if nothing had happened to it since.
func Age(t testing.TB, s *Store, id desk.TicketID, since time.Time) {
	t.Helper()
	if err := s.change(t.Context(), func(t *tx) error {
		return t.exec(`UPDATE tickets SET updated = $1 WHERE id = $2`, since.UnixMilli(), id.ID[:])
	}); err != nil {
		t.Fatal(err)
	}
}

// Fill lets the file of an embedded desk grow no more, and returns what lets it.
func Fill(t testing.TB, s *Store) (drain func()) {
	t.Helper()
	limit := func(pages string) {
		w := <-s.turn
		defer func() { s.turn <- w }()
		var n int64
		if err := w.row(`PRAGMA max_page_count = ` + pages).Scan(&n); err != nil {
			t.Fatal(err)
		}
	}
	limit("1") // what it has it keeps
	return func() { limit("4294967294") }
}

// Spoil changes a desk's database past everything that holds it together.
func Spoil(t testing.TB, s *Store, text string) {
	t.Helper()
	w := <-s.turn
	defer func() { s.turn <- w }()
	if err := w.exec(text); err != nil {
		t.Fatal(err)
	}
}

// ForgetFloor has the floor of a desk counted anew.
func ForgetFloor(s *Store) {
	s.floor.lose()
	s.floor.stir()
}

// Unread is what lies in the body of an answer in process and nobody has read.
func Unread(body io.ReadCloser) string {
	s, ok := body.(*stream)
	if !ok {
		return ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.unread.String()
}

// Unscoured has a store fail before it writes the files of its database anew, as if the machine
// went down there.
func Unscoured(s *Store) {
	w := <-s.turn
	w.dialect.Scour = []string{`no statement`}
	s.turn <- w
}
