package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/pgtest"
)

// meddles does something to a desk as another program would.
func (s stored) meddles(t *testing.T, texts ...string) {
	t.Helper()
	db := s.open(t)
	for _, text := range texts {
		if _, err := db.ExecContext(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// erases has somebody erased where a rule of the tables stands against it, and expects that told as what it is.
func (m *machine) erases(desk, of string) {
	m.t.Helper()
	book := filepath.Join(m.home, "violated.log")
	said := m.refuses("desk", "customer", "erase", "--yes", "--desk", desk, "harper moore", "--log", book)
	if !strings.Contains(said, of+" breaks a rule of its tables, so nothing of it was written") || strings.Contains(said, "damaged") {
		m.t.Errorf("it says %q", said)
	}
	log, err := os.ReadFile(book)
	if err != nil || !strings.Contains(string(log), "kept for ever") {
		m.t.Errorf("the log says %s, %v", log, err)
	}
}

// refuses runs what is to fail, and returns what it says.
func (m *machine) refuses(args ...string) string {
	m.t.Helper()
	_, errs, status := m.run("", args...)
	if status != 1 {
		m.t.Errorf("heed %q ended with %d: %s", args, status, errs)
	}
	return errs
}

func TestARuleOfTheTablesThatIsBrokenIsAFaultOfTheWriteAndNoDamage(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := m.shop()
	inFile(dir).meddles(t, `CREATE TRIGGER kept BEFORE DELETE ON customers BEGIN SELECT RAISE(ABORT, 'kept for ever'); END`)
	m.erases(dir, "into desk.db")
	inFile(dir).meddles(t, `DROP TRIGGER kept`)
	m.expect(0, "is erased", "desk", "customer", "erase", "--yes", "--desk", dir, "harper moore")
}

func TestWhatIsWrongInADatabaseIsToldWithItsName(t *testing.T) {
	t.Parallel()
	_, store := pgtest.Durable(t)
	m := newMachine(t)
	m.must("desk", "copy", m.shop(), store)
	u, err := url.Parse(store)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(u.Path, "/")
	says := func(code string) {
		t.Helper()
		inDatabase(store).meddles(t, `CREATE OR REPLACE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'kept for ever' USING ERRCODE = '`+code+`'; END $$`)
	}
	says("23001")
	inDatabase(store).meddles(t, `CREATE TRIGGER kept BEFORE DELETE ON customers FOR EACH ROW EXECUTE FUNCTION kept()`)
	m.erases(store, "into the database "+name)
	for code, said := range map[string]string{
		"XX001": "finds the database " + name + " damaged", "XX002": "finds the database " + name + " damaged",
		"53100": "keeps the database " + name + " has no room left on its disk, so erasing Harper Moore is not finished", "58030": "keeps the database " + name + " does not answer as it should",
	} {
		says(code)
		if is := m.refuses("desk", "customer", "erase", "--yes", "--desk", store, "harper moore"); !strings.Contains(is, said) || strings.Contains(is, "desk.db") {
			t.Errorf("of %s it says %q", code, is)
		}
	}
	inDatabase(store).meddles(t, `DROP TRIGGER kept ON customers`)
	m.expect(0, "is erased", "desk", "customer", "erase", "--yes", "--desk", store, "harper moore")
}
