package backend_test

import (
	"errors"
	"testing"

	"github.com/heed-desk/heed/internal/backend"
)

// refusedAsUnfinished tries every way to a desk of whom works at it, or backs it up.
func refusedAsUnfinished(t *testing.T, dir string) {
	t.Helper()
	s, err := backend.OpenOn(t, dir)
	if !errors.Is(err, backend.ErrUnfinished) {
		t.Error("it opens:", err)
	}
	if err == nil {
		_ = s.Close() // that it opened is told
	}
	src, err := backend.LookOn(t, dir)
	if !errors.Is(err, backend.ErrUnfinished) {
		t.Error("it is looked at:", err)
	}
	if err == nil {
		_ = src.Close() // as above
	}
}

// copying copies a desk, as heed desk copy does.
func copying(t *testing.T, from, to *backend.Store) error {
	t.Helper()
	_, err := backend.Copy(t.Context(), from, to)
	if err := errors.Join(from.Close(), to.Close()); err != nil {
		t.Fatal(err)
	}
	return err
}

func TestWhatACopyThatBrokeOffHasLeftIsNoDeskUntilOneGoesThrough(t *testing.T) {
	dir := t.TempDir()
	_, _, lines := worked(t, dir)
	source := func() *backend.Store {
		t.Helper()
		s, err := backend.OpenOn(t, dir)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for name, breaksOff := range map[string]func(t *testing.T, to string){
		"when the desk was made": func(t *testing.T, to string) {
			if err := backend.OpenForCopyOn(t, to).Close(); err != nil {
				t.Fatal(err)
			}
		},
		"among the rows": func(t *testing.T, to string) {
			from := source()
			backend.Spoil(t, from, `ALTER TABLE audit RENAME TO away`)
			if copying(t, from, backend.OpenForCopyOn(t, to)) == nil {
				t.Fatal("nothing broke off")
			}
			from, err := backend.OpenOn(t, dir)
			if err != nil {
				t.Fatal(err)
			}
			backend.Spoil(t, from, `ALTER TABLE away RENAME TO audit`)
			if err := from.Close(); err != nil {
				t.Fatal(err)
			}
		},
		"before it was compared": func(t *testing.T, to string) {
			if err := copying(t, source(), backend.OpenForCopyOn(t, to)); err != nil {
				t.Fatal(err)
			}
			s := backend.OpenForCopyOn(t, to)
			backend.Spoil(t, s, `CREATE TABLE unfinished (one INTEGER)`)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			to := t.TempDir()
			breaksOff(t, to)
			refusedAsUnfinished(t, to)
			if err := copying(t, source(), backend.OpenForCopyOn(t, to)); err != nil {
				t.Fatal("once more:", err)
			}
			b := openBench(t, to)
			if got := b.lines(t); got != lines {
				t.Errorf("the copy tells\n%s\nwhere the desk told\n%s", got, lines)
			}
			b.close(t)
		})
	}
}

func TestARestoredDeskIsNoneBeforeItIsSaidToBeWhole(t *testing.T) {
	dir, to := t.TempDir(), t.TempDir()
	worked(t, dir)
	file, _ := backedUp(t, dir)
	src, _, err := backend.OpenBackup(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	s := backend.OpenForCopyOn(t, to)
	_, err = src.Restore(t.Context(), s, t.TempDir())
	if err := errors.Join(err, s.Close(), src.Close()); err != nil {
		t.Fatal(err)
	}
	refusedAsUnfinished(t, to)
	s = backend.OpenForCopyOn(t, to)
	if err := errors.Join(s.Finish(t.Context()), s.Close()); err != nil {
		t.Fatal(err)
	}
	openBench(t, to).close(t)
}
