package host_test

import (
	"testing"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/host"
)

func TestWhatTheOwnerOfTheFolderDecidesIsTheirsInTheTrailWhoeverRunsTheDesk(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	if err := host.SetRetention(t.Context(), dir, "test", backend.Retention{Tickets: 730}); err != nil { // over its socket
		t.Fatal(err)
	}
	closed(t, d)
	if err := host.SetRetention(t.Context(), dir, "test", backend.Retention{Tickets: 365}); err != nil {
		t.Fatal(err)
	}
	d = open(t, dir)
	defer closed(t, d)
	n := 0
	if err := d.Store().Audit(t.Context(), 0, func(page []api.Deed) error {
		for _, deed := range page {
			if deed.Act != "desk.retention" {
				continue
			}
			n++
			if deed.Via != string(backend.ViaFolder) {
				t.Errorf("%q did it, via %q", deed.Actor, deed.Via)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if n != 2 {
		t.Errorf("it stands there %d times", n)
	}
}
