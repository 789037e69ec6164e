package backend_test

import (
	"testing"

	"github.com/heed-desk/heed/internal/backend"
)

// TestOfACustomerWhoIsErasedNoWordIsLeftAlsoWhereTheDeskFellBeforeItsFilesWereWrittenAnew erases
// somebody at a desk that gets no further than the transaction, and lets another process go on.
func TestOfACustomerWhoIsErasedNoWordIsLeftAlsoWhereTheDeskFellBeforeItsFilesWereWrittenAnew(t *testing.T) {
	dir := t.TempDir()
	b := openBench(t, dir)
	k := getsToKnow(t, b)
	backend.Unscoured(b.store)
	if _, err := b.store.Erase(t.Context(), k.who.ID); err == nil {
		t.Fatal("the files were written anew all the same")
	}
	b.close(t)
	store, err := backend.OpenOn(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}()
	later := &bench{store: store}
	if left := remains(t, later, dir, k.tokens); !backend.OnPostgres() && len(left) == 0 {
		t.Fatal("nothing of them is in free pages, so the test shows nothing")
	}
	if err := store.SetRetention(t.Context(), backend.Retention{Tickets: 9000}); err != nil { // takes no debt away
		t.Fatal(err)
	}
	if _, err := store.Retain(t.Context()); err != nil {
		t.Error(err)
	}
	if left := remains(t, later, dir, k.tokens); len(left) > 0 {
		t.Errorf("left are %q", left)
	}
	backend.Unscoured(store)
	if _, err := store.Retain(t.Context()); err != nil {
		t.Error("the files are written anew once more:", err)
	}
}
