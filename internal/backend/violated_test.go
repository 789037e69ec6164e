package backend

import (
	"errors"
	"syscall"
	"testing"
)

// TestAWriteThatBreaksARuleOfTheTablesIsNoDamage writes a ticket under the key of another one, which the tables refuse.
func TestAWriteThatBreaksARuleOfTheTablesIsNoDamage(t *testing.T) {
	s := opened(t, t.TempDir())
	opensTicket(t, s)
	err := s.change(t.Context(), func(t *tx) error { return t.exec(`INSERT INTO tickets SELECT * FROM tickets`) })
	if is := Trouble(err); !errors.Is(is, ErrViolated) || errors.Is(is, ErrDamaged) {
		t.Errorf("%v is said to be %v", err, is)
	}
	names(t, s, err)
	if err := s.Sound(t.Context()); err != nil {
		t.Error("the desk is not whole:", err)
	}
	opensTicket(t, s) // whoever writes next can
}

// TestDamageThatADatabaseTellsIsDamageOfThatDatabase has PostgreSQL say of a row and of an index what it says of a
// damaged one, and of its disk.
func TestDamageThatADatabaseTellsIsDamageOfThatDatabase(t *testing.T) {
	Cluster(t)
	s := opened(t, t.TempDir())
	for code, is := range map[string]error{"XX001": ErrDamaged, "XX002": ErrDamaged, "53100": syscall.ENOSPC, "58030": syscall.EIO} {
		err := s.change(t.Context(), func(t *tx) error {
			return t.exec(`DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '` + code + `'; END $$`)
		})
		if !errors.Is(Trouble(err), is) {
			t.Errorf("%s: %v is said to be %v", code, err, Trouble(err))
		}
		names(t, s, err)
	}
}

// names expects an error to name the database of a desk, where it lies in one.
func names(t *testing.T, s *Store, err error) {
	t.Helper()
	var in *InDatabase
	if is := errors.As(err, &in); is != OnPostgres() {
		t.Errorf("%v names a database: %t", err, is)
	}
	if in != nil && (in.Database == "" || in.Database != s.database || in.User == "") {
		t.Errorf("it names %q, %q", in.Database, in.User)
	}
}
