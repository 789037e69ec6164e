package main

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/pgtest"
)

func TestADeskInADatabaseIsServedByManyAndItsFoldersRememberIt(t *testing.T) {
	t.Parallel()
	_, store := pgtest.Durable(t)
	m := newSealed(t)
	shop, other := m.shop(), filepath.Join(m.home, "other")
	m.expect(1, "", "serve", "--desk", shop, "--store", store, "--listen", "127.0.0.1:0") // its desk lies in its own file
	one := filepath.Join(m.home, "one")
	s := m.serve(one, m.own(), "--store", store, "--as", "owner")
	token := s.token
	s.stop()
	m.must("import", "--desk", one, "--as", "owner", filepath.Join(m.home, "shop.jsonl"))
	first, second := m.serve(one, m.own()), m.serve(other, m.own(), "--store", store)
	if token == "" || first.token != "" || second.token != "" {
		t.Errorf("first tokens are told: %q, %q, %q", token, first.token, second.token)
	}
	m.must("login", first.url, "--token", token, "--profile", "one")
	m.must("login", second.url, "--token", token, "--profile", "two")
	m.expect(0, "Refund still not on my card", "queue", "--profile", "two")
	m.expect(0, "reply done", "reply", "4001", "--text", "The refund left us.", "--profile", "one")
	m.must("sync", "--profile", "two")
	m.expect(0, "The refund left us.", "show", "4001", "--profile", "two")
	m.expect(0, "reply done", "reply", "4002", "--text", "The van has it.", "--profile", "two")
	m.must("sync", "--profile", "one")
	m.expect(0, "The van has it.", "show", "4002", "--profile", "one")
	first.stop()
	second.stop()
	m.expect(0, "The van has it.", at(other, "show", "4002")...)
	m.must("desk", "backup", "--desk", store, "of-the-database") // without a folder that remembers it
	m.must("desk", "retention", "--desk", store)
	m.must("desk", "customer", "export", "--desk", store, "#4001", "handed-out")
}

func TestADeskIsCopiedFromItsFileIntoADatabaseAndBackRowByRow(t *testing.T) {
	t.Parallel()
	_, store := pgtest.Durable(t)
	m := newSealed(t)
	shop, back := m.shop(), filepath.Join(m.home, "back")
	receipt := filepath.Join(m.home, "receipt.txt")
	if err := os.WriteFile(receipt, []byte(strings.Repeat("94.80 €\n", 40_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	s := m.serve(shop, m.own())
	m.must("login", s.url, "--token", s.token)
	m.must("reply", "4001", "--text", "The refund left us; see the receipt. 𝄞", "--attach", receipt)
	m.must("set", "4002", "+parcel", "status=solved")
	m.expect(4, "runs this desk already", "desk", "copy", shop, store)
	s.stop()
	_, there, status := m.run("", "desk", "copy", shop, store)
	if !regexp.MustCompile(`\d+ rows in \d+ tables, 1 file\b`).MatchString(there) || status != 0 {
		t.Fatalf("it ended with %d and said %s", status, there)
	}
	m.expect(1, "Something has happened at the desk", "desk", "copy", shop, store)
	if _, again, status := m.run("", "desk", "copy", store, back); again != there || status != 0 {
		t.Errorf("back it ended with %d and said %swhere it had said %s", status, again, there)
	}
	before, between, after := inFile(shop).tables(t), inDatabase(store).tables(t), inFile(back).tables(t)
	for _, all := range []map[string]content{before, between, after} {
		delete(all, "pieces") // the bytes of files, which lie beside a desk of a file
	}
	if before["entries"].rows < 3 || !maps.Equal(before, between) || !maps.Equal(before, after) {
		t.Errorf("of a file, of the database and of a file again:\n%v\n%v\n%v", before, between, after)
	}
	files := []string{theFile(t, shop), theFile(t, back)}
	if files[0] != files[1] {
		t.Errorf("the file that was attached is %v", files)
	}
	// Whoever worked at the first goes on at the copy, with the token they have.
	s = m.serve(back, strings.TrimPrefix(s.url, "http://"))
	m.expect(0, "reply done", "reply", "4002", "--text", "Here it is.")
	m.expect(0, "The refund left us", "show", "4001")
	s.stop()
}

func TestADeskOfANewerHeedIsNeitherServedNorCopiedNorWrittenTo(t *testing.T) {
	t.Parallel()
	c, store := pgtest.Durable(t)
	m := newSealed(t)
	shop, empty := m.shop(), filepath.Join(m.home, "empty")
	m.must("desk", "copy", shop, store)
	const newer = `UPDATE desk SET version = version + 1`
	if err := c.Exec(t.Context(), store, newer); err != nil {
		t.Fatal(err)
	}
	db := inFile(shop).open(t)
	if _, err := db.ExecContext(t.Context(), newer); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	written := func() string {
		text, err := os.ReadFile(filepath.Join(shop, backend.File))
		if err != nil {
			t.Fatal(err)
		}
		var places []string // of each row of the database, and who wrote it
		inDatabase(store).each(t, `SELECT xmin::text, ctid::text FROM `, func(name string, rows []string) {
			places = append(append(places, name), rows...)
		})
		return fmt.Sprintf("%x %v", sha256.Sum256(text), places)
	}
	before := written()
	const said = "written by a newer heed"
	m.expect(1, said, "serve", "--desk", shop, "--listen", "127.0.0.1:0")
	m.expect(1, said, "serve", "--desk", filepath.Join(m.home, "one"), "--store", store, "--listen", "127.0.0.1:0")
	for _, from := range []string{shop, store} {
		m.expect(1, said, "desk", "copy", from, empty)
	}
	for _, to := range []string{shop, store} {
		m.expect(1, said, "desk", "copy", m.fresh(), to)
		m.expect(1, said, "desk", "upgrade", "--desk", to, "--backup", filepath.Join(m.home, "backup"))
	}
	if after := written(); after != before {
		t.Errorf("it was written to: %s, now %s", before, after)
	}
}

// fresh is a desk at which nothing has happened.
func (m *machine) fresh() string {
	m.t.Helper()
	dir := filepath.Join(m.t.TempDir(), "fresh")
	m.serve(dir, m.own(), "--as", "owner").stop()
	return dir
}

// stored is a desk as somebody else than heed reads it.
type stored struct{ driver, at, names string }

func inFile(dir string) stored {
	return stored{"sqlite", "file:" + filepath.Join(dir, backend.File), `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`}
}

func inDatabase(url string) stored {
	return stored{"pgx", url, `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`}
}

func (s stored) open(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open(s.driver, s.at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() }) // where the test has not
	return db
}

// content is what a table holds: how many rows, and the hash of all of them in an order of their own.
type content struct {
	rows int
	sum  string
}

// tables reads every table.
func (s stored) tables(t *testing.T) map[string]content {
	t.Helper()
	all := map[string]content{}
	s.each(t, `SELECT * FROM `, func(name string, rows []string) {
		all[name] = content{len(rows), fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(rows, "\n"))))}
	})
	return all
}

// each asks the same of every table.
func (s stored) each(t *testing.T, query string, take func(name string, rows []string)) {
	t.Helper()
	db := s.open(t)
	for _, row := range rowsOf(t, db, s.names) {
		name := strings.Trim(strings.TrimPrefix(row, "name="), `"`)
		take(name, rowsOf(t, db, query+name))
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// rowsOf are the rows that a query finds, sorted, with their columns in the order of their names.
func rowsOf(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // they are read to their end
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		named := make([]string, len(columns))
		for i, v := range values {
			named[i] = fmt.Sprintf("%s=%#v", columns[i], v)
		}
		slices.Sort(named)
		all = append(all, strings.Join(named, " "))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

// theFile is what lies in the folder of a desk's files: one file, by its name and its bytes.
func theFile(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(filepath.Join(dir, backend.FilesFolder), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all = append(all, fmt.Sprintf("%s %x", d.Name(), sha256.Sum256(text)))
		return err
	})
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	return all[0]
}
