package backend_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
)

// copyDesk copies the files of a desk, as a backup of a closed or a running one does.
func copyDesk(t *testing.T, from, to string) {
	t.Helper()
	if backend.OnPostgres() {
		backend.CopyDesk(t, from, to)
		return
	}
	for _, suffix := range []string{"", "-wal"} {
		text, err := os.ReadFile(filepath.Join(from, backend.File+suffix))
		if errors.Is(err, os.ErrNotExist) {
			err = os.Remove(filepath.Join(to, backend.File+suffix))
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, backend.File+suffix), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// catchUp is what a courier does: it follows the feed, and fills anew where it must.
func (m *mirror) catchUp(t *testing.T, b *bench) (anew bool) {
	t.Helper()
	if _, err := b.line.Changes(t.Context(), m.cursor); errors.Is(err, desk.ErrGone) {
		*m = *b.fill(t)
		anew = true
	} else if err != nil {
		t.Fatal(err)
	}
	m.follow(t, b)
	return anew
}

func TestWhoKnowsMoreThanARestoredDeskHoldsTheSameAgainHoweverFarItHasGrownSince(t *testing.T) {
	for name, running := range map[string]bool{"a copy of a closed desk": false, "a copy of a running desk": true} {
		for _, more := range []int{0, 1, 19, 20, 21, 60} {
			t.Run(fmt.Sprint(name, ", and ", more, " changes"), func(t *testing.T) {
				dir, backup := t.TempDir(), t.TempDir()
				b := openBench(t, dir)
				early := b.ticket(t, "before the backup")
				behind := b.fill(t)
				if !running {
					b.close(t)
				}
				copyDesk(t, dir, backup)
				if !running {
					b = openBench(t, dir)
				}
				for range 20 {
					b.ticket(t, "lost with the disk")
				}
				ahead := b.fill(t)
				b.close(t)

				restored := openBench(t, backup)
				early = restored.after(t, early, more)
				for who, m := range map[string]*mirror{"ahead": ahead, "behind": behind} {
					anew := m.catchUp(t, restored)
					if whole := restored.fill(t); asJSON(t, m.tickets) != asJSON(t, whole.tickets) || asJSON(t, m.messages) != asJSON(t, whole.messages) {
						t.Errorf("who was %s holds %d tickets, the desk has %d", who, len(m.tickets), len(whole.tickets))
					}
					if anew != (who == "ahead") {
						t.Errorf("who was %s filled anew: %t", who, anew)
					}
				}
				if k := ahead.tickets[early.ID]; k.Version != early.Version {
					t.Errorf("the early ticket is at version %d, want %d", k.Version, early.Version)
				}
			})
		}
	}
}

// after makes other changes on a restored desk than those that it has lost.
func (b *bench) after(t *testing.T, early desk.Ticket, n int) desk.Ticket {
	t.Helper()
	for i := range n {
		if i%2 == 0 {
			early = b.writes(t, early, "after the restore")
			continue
		}
		b.ticket(t, "after the restore")
	}
	return early
}

func TestADeskThatIsOpenedAgainKeepsItsClientsCursors(t *testing.T) {
	dir := t.TempDir()
	b := openBench(t, dir)
	b.ticket(t, "hello")
	m := b.fill(t)
	for range 3 {
		b.close(t)
		b = openBench(t, dir)
		if m.catchUp(t, b) {
			t.Fatal("everything was fetched anew")
		}
		b.ticket(t, "again")
		if _, err := b.store.Import(t.Context(), records(archive.Record{Ticket: imported("a", 0)})); err != nil {
			t.Fatal(err)
		}
		if m.catchUp(t, b) {
			t.Fatal("everything was fetched anew")
		}
	}
	if lack := m.lacks(); lack != "" || len(m.tickets) != 5 {
		t.Errorf("%d tickets, lacks %s", len(m.tickets), lack)
	}
}
