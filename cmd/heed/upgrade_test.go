package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/internal/backend/dialect"
	"github.com/heed-desk/heed/internal/pgtest"
	"github.com/heed-desk/heed/internal/sickdisk"
)

// layouts are the migrations that a desk goes through, each from the layout before it.
func layouts(t *testing.T) (all []string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "..", "internal", "backend", "migrations", "*.sql"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(text))
	}
	return all
}

// aged makes a desk of what another one holds as the heed of an earlier layout kept it. It returns
// the tables that there were.
func aged(t *testing.T, from, to stored, layout int) (tables []string) {
	t.Helper()
	d := dialect.SQLite()
	if to.driver == "pgx" {
		d = dialect.Postgres()
	}
	db, source := to.open(t), from.open(t)
	exec := func(statement string, args ...any) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), statement, args...); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	db.SetMaxOpenConns(1)
	exec(map[string]string{"sqlite": `PRAGMA synchronous = OFF`, "pgx": `SET synchronous_commit = off`}[to.driver]) // it is there to be read
	for _, text := range layouts(t)[:layout] {
		exec(d.Schema(text))
	}
	for _, row := range rowsOf(t, db, to.names) {
		tables = append(tables, strings.Trim(strings.TrimPrefix(row, "name="), `"`))
	}
	for _, table := range append([]string{"agents"}, slices.DeleteFunc(slices.Clone(tables), func(name string) bool { return name == "agents" })...) { // tokens refer to them
		carry(t, source, db, table)
	}
	exec(`UPDATE desk SET version = $1`, layout)
	if d.Counters != "" {
		for _, row := range rowsOf(t, db, d.Counters) {
			var at [2]string
			if _, err := fmt.Sscanf(strings.NewReplacer(`"`, "", "column_name=", "", "table_name=", "").Replace(row), "%s %s", &at[1], &at[0]); err != nil {
				t.Fatal(row, err)
			}
			exec(d.GoOn(at[0], at[1]))
		}
	}
	if err := errors.Join(db.Close(), source.Close()); err != nil {
		t.Fatal(err)
	}
	return tables
}

// carry copies the rows of a table, with the columns that it has at the other side.
func carry(t *testing.T, from, to *sql.DB, table string) {
	t.Helper()
	if _, err := to.ExecContext(t.Context(), `DELETE FROM `+table); err != nil {
		t.Fatal(err)
	}
	head, err := to.QueryContext(t.Context(), `SELECT * FROM `+table+` WHERE 1 = 0`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = head.Close() }() // it has no rows
	columns, err := head.Columns()
	if err := errors.Join(err, head.Err(), head.Close()); err != nil { // the one line to the database is needed
		t.Fatal(err)
	}
	names, marks := `"`+strings.Join(columns, `", "`)+`"`, make([]string, len(columns))
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	rows, err := from.QueryContext(t.Context(), `SELECT `+names+` FROM `+table)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // they are read to their end
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		err := rows.Scan(into...)
		if err == nil {
			_, err = to.ExecContext(t.Context(), `INSERT INTO `+table+` (`+names+`) VALUES (`+strings.Join(marks, ", ")+`)`, values...)
		}
		if err != nil {
			t.Fatal(table, err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

// schema is how the tables of a desk are made.
func (s stored) schema(t *testing.T) []string {
	t.Helper()
	db := s.open(t)
	defer func() { _ = db.Close() }() // it was read
	if s.driver == "sqlite" {
		return rowsOf(t, db, `SELECT type, name, tbl_name, sql FROM sqlite_master`)
	}
	return append(rowsOf(t, db, `SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_schema = 'public'`),
		rowsOf(t, db, `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'`)...)
}

// workedAt is a desk at which something has happened.
func (m *machine) workedAt() (dir string) {
	m.t.Helper()
	dir = m.shop()
	s := m.serve(dir, m.own())
	m.must("login", s.url, "--token", s.token)
	m.must("sync")
	m.must("reply", "4001", "--text", "The refund left us. 𝄞")
	m.must("set", "4002", "+parcel", "status=solved")
	s.stop()
	return dir
}

// upgrading is a desk that is to be brought to the layout of this heed, in a file or in a database.
type upgrading struct {
	name string
	at   stored   // where it lies
	line []string // the command that brings it
}

// firstInPostgres is the layout with which desks began to lie in databases.
const firstInPostgres = 3

func TestADeskOfEveryEarlierLayoutIsUpgradedToWhatANewOneIs(t *testing.T) {
	t.Parallel()
	c, store := pgtest.Durable(t)
	m := newSealed(t)
	dir := m.workedAt()
	m.must("desk", "copy", dir, store)
	newest := len(layouts(t))
	for layout := 1; layout < newest; layout++ {
		old, err := c.Fresh(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		folder := filepath.Join(m.home, fmt.Sprintf("layout-%d", layout))
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		backup := filepath.Join(m.home, fmt.Sprintf("of-layout-%d", layout))
		both := []struct {
			upgrading
			like stored
		}{
			{upgrading{"in a file", inFile(folder), []string{"desk", "upgrade", "--desk", folder}}, inFile(dir)},
			{upgrading{"in PostgreSQL", inDatabase(old), []string{"desk", "upgrade", "--desk", old, "--backup", backup}}, inDatabase(store)},
		}
		if layout < firstInPostgres {
			both = both[:1]
		}
		for _, u := range both {
			held := aged(t, u.like, u.at, layout)
			m.expect(0, fmt.Sprintf("from layout %d to %d", layout, newest), u.line...)
			if is, want := u.at.schema(t), u.like.schema(t); !slices.Equal(is, want) {
				t.Errorf("%s, from layout %d: its tables are not those of a new desk:\n%s\n%s", u.name, layout, strings.Join(is, "\n"), strings.Join(want, "\n"))
			}
			is, want := u.at.tables(t), u.like.tables(t)
			for _, table := range append(held, "contacts", "followers", "sla") {
				if is[table] != want[table] {
					t.Errorf("%s, from layout %d: %s has %d rows, and others than the %d before", u.name, layout, table, is[table].rows, want[table].rows)
				}
			}
			if layout == newest-1 {
				m.expect(0, "nothing to do", u.line...)
			}
		}
	}
	for _, backup := range []string{filepath.Join(m.home, "of-layout-3"), theOne(t, filepath.Join(m.home, "layout-1", "backups", "*"))} {
		back := filepath.Join(t.TempDir(), "back")
		m.must("desk", "restore", "--desk", back, backup)
		m.expect(0, "The refund left us. 𝄞", at(back, "show", "4001")...)
	}
}

// theOne is the one file of a pattern.
func theOne(t *testing.T, pattern string) string {
	t.Helper()
	all, err := filepath.Glob(pattern)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	return all[0]
}

// TestAnUpgradeThatIsKilledLeavesTheOldDeskOrTheNewOne kills it before this and that of what it writes.
func TestAnUpgradeThatIsKilledLeavesTheOldDeskOrTheNewOne(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.workedAt()
	after := inFile(dir).schema(t)
	old := t.TempDir()
	aged(t, inFile(dir), inFile(old), 1)
	before := inFile(old).schema(t)
	upgrade := func(n int, at func(sickdisk.Call) bool) (folder string) {
		t.Helper()
		folder = filepath.Join(m.home, fmt.Sprintf("killed-%d", n))
		if err := os.CopyFS(folder, os.DirFS(old)); err != nil {
			t.Fatal(err)
		}
		cmd := m.command("desk", "upgrade", "--desk", folder)
		begun, err := sickdisk.Start(cmd, folder, func(c sickdisk.Call) sickdisk.Answer {
			if at(c) {
				_ = cmd.Process.Kill() // its end is waited for
			}
			return sickdisk.Answer{}
		})
		if errors.Is(err, sickdisk.ErrNotHere) {
			t.Skip("SKIPPED LOUDLY: nobody saw what was written:", err)
		} else if err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		if err := begun.Close(); errors.Is(err, sickdisk.ErrNotHere) {
			t.Skip("SKIPPED LOUDLY: nobody saw what was written:", err)
		} else if err != nil {
			t.Fatal(err)
		}
		return folder
	}
	writes := 0
	upgrade(0, func(c sickdisk.Call) bool { writes = c.N; return false })
	const kills = 5
	was := map[bool]int{}
	for n := 1; n <= kills; n++ {
		folder := upgrade(n, func(c sickdisk.Call) bool { return c.N >= writes*n/kills })
		left := inFile(folder).schema(t)
		old, fresh := slices.Equal(left, before), slices.Equal(left, after)
		if was[fresh]++; !old && !fresh {
			t.Errorf("killed at write %d of %d it left a desk that is neither:\n%s", writes*n/kills, writes, strings.Join(left, "\n"))
		}
		m.must("desk", "upgrade", "--desk", folder)
		if is := inFile(folder).schema(t); !slices.Equal(is, after) {
			t.Errorf("the second time it becomes\n%s", strings.Join(is, "\n"))
		}
		m.expect(0, "The refund left us. 𝄞", at(folder, "show", "4001")...)
	}
	if was[false] == 0 {
		t.Errorf("of %d kills none came before it was done", kills)
	}
}

// TestAnUpgradeOfADatabaseThatIsKilledInItsMiddleLeavesTheOldDesk has somebody read a table on which
// the upgrade waits, half done, and kills it there.
func TestAnUpgradeOfADatabaseThatIsKilledInItsMiddleLeavesTheOldDesk(t *testing.T) {
	t.Parallel()
	c, store := pgtest.Durable(t)
	m := newSealed(t)
	dir := m.workedAt()
	m.must("desk", "copy", dir, store)
	old, err := c.Fresh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	aged(t, inDatabase(store), inDatabase(old), firstInPostgres)
	schema, tables := inDatabase(old).schema(t), inDatabase(old).tables(t)
	db := inDatabase(old).open(t)
	reads, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := reads.ExecContext(t.Context(), `SELECT count(*) FROM tokens`); err != nil { // which the fifth layout changes
		t.Fatal(err)
	}
	cmd := m.command("desk", "upgrade", "--desk", old, "--backup", filepath.Join(m.home, "first"))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	waitsFor(t, db, "tokens", ended)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Error("it was done before it was killed")
	}
	if err := errors.Join(reads.Rollback(), db.Close()); err != nil {
		t.Fatal(err)
	}
	if is := inDatabase(old).schema(t); !slices.Equal(is, schema) {
		t.Errorf("it left\n%s", strings.Join(is, "\n"))
	}
	if !maps.Equal(inDatabase(old).tables(t), tables) {
		t.Error("it left other rows")
	}
	m.must("desk", "upgrade", "--desk", old, "--backup", filepath.Join(m.home, "second"))
	if is, want := inDatabase(old).schema(t), inDatabase(store).schema(t); !slices.Equal(is, want) {
		t.Errorf("the second time it becomes\n%s", strings.Join(is, "\n"))
	}
}

// waitsFor waits until somebody waits for a table, who must not have ended by then.
func waitsFor(t *testing.T, db *sql.DB, table string, ended <-chan error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		var waiting int
		if err := db.QueryRowContext(ctx, `SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = $1::text::regclass`, table).Scan(&waiting); err != nil {
			t.Fatal(err)
		}
		if waiting > 0 {
			return
		}
		select {
		case err := <-ended:
			t.Fatal("it did not wait:", err)
		case <-ctx.Done():
			t.Fatal("nobody waits for", table)
		case <-again.C:
		}
	}
}
