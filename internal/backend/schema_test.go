package backend

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// ofEarlierHeed lays a desk into a folder that an earlier heed has written: two accounts, of
// which lea follows the tickets first, second and third, and ann the second; ann has sent one
// file and brought another; the filter late is shared, the filter gone no longer.
func ofEarlierHeed(t *testing.T, which string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	in, err := os.Open(filepath.Join("testdata", "desks", which+".db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(unpacked)
	if err := errors.Join(err, os.WriteFile(filepath.Join(dir, File), text, 0o600)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestADeskOfAnEarlierHeedOpensWithEverythingInIt(t *testing.T) {
	AboutFiles(t)
	all, err := migrationTexts()
	if err != nil {
		t.Fatal(err)
	}
	for _, which := range []string{"desk-1-early", "desk-1-late"} {
		t.Run(which, func(t *testing.T) {
			dir := ofEarlierHeed(t, which)
			for range 2 { // nothing is done twice
				s := opened(t, dir)
				holdsWhatItHeld(t, s, len(all))
				var acts []string
				if err := s.Audit(t.Context(), 0, func(page []api.Deed) error {
					for _, d := range page {
						acts = append(acts, d.Act)
					}
					return nil
				}); err != nil || !slices.Equal(acts, []string{"trail.begin"}) {
					t.Errorf("its trail has %v, %v", acts, err)
				}
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func holdsWhatItHeld(t *testing.T, s *Store, layout int) {
	t.Helper()
	second := desk.TicketID{ID: desk.DeriveID("ticket", "second")}
	page, err := s.Thread(t.Context(), second)
	if err != nil || len(page.Messages) < 2 || page.Messages[0].Text != desk.Foreign("hello, the second") {
		t.Errorf("%d entries, %v", len(page.Messages), err)
	}
	if v, err := s.Lookup(t.Context(), Principal{Agent: "ann", Role: desk.RoleAgent}, desk.OpID{ID: desk.DeriveID("op", "second", "follow", "ann")}); err != nil || v.Outcome != desk.Applied {
		t.Errorf("what became of an operation is %q, %v", v.Outcome, err)
	}
	if err := s.look(t.Context(), func(q query) error {
		followers, err := column[string](q, `SELECT agent FROM followers JOIN tickets ON row = ticket WHERE id = $1 ORDER BY agent`, second.ID[:])
		if !slices.Equal(followers, []string{"ann", "lea"}) {
			t.Errorf("the second is followed by %v", followers)
		}
		var version, uploads, shared, seq int
		err = errors.Join(err, q.row(`SELECT version, seq FROM desk`).Scan(&version, &seq), q.row(`SELECT count(*) FROM uploads`).Scan(&uploads), q.row(countFilters).Scan(&shared))
		if version != layout || seq != 15 || // 13, and two tickets that nobody has answered have clocks now
			uploads != 1 || shared != 1 {
			t.Errorf("layout %d, change %d, %d uploads, %d shared filters", version, seq, uploads, shared)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

func TestWhoLetsATicketBeFollowsItNoLonger(t *testing.T) {
	AboutFiles(t)
	s := opened(t, ofEarlierHeed(t, "desk-1-early"))
	if err := s.change(t.Context(), func(t *tx) error {
		r, err := t.ticket(desk.TicketID{ID: desk.DeriveID("ticket", "second")})
		r.ticket.Followers = []desk.AgentID{"lea"}
		state, jerr := json.Marshal(r.ticket)
		_, serr := t.saveTicket(r.at, r.ticket, string(state), 99)
		return errors.Join(err, jerr, serr)
	}); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := s.look(t.Context(), func(q query) error { return q.row(`SELECT count(*) FROM followers`).Scan(&n) }); err != nil || n != 3 {
		t.Error(n, err)
	}
}

func TestADeskOfAnEarlierHeedIsBackedUpAsItIsAndRestoredAsThisOnes(t *testing.T) {
	AboutFiles(t)
	all, err := migrationTexts()
	if err != nil {
		t.Fatal(err)
	}
	for _, which := range []string{"desk-1-early", "desk-1-late"} {
		t.Run(which, func(t *testing.T) { backedUpAsItIs(t, which, len(all)) })
	}
}

func backedUpAsItIs(t *testing.T, which string, newest int) {
	dir, file := ofEarlierHeed(t, which), filepath.Join(t.TempDir(), "early")
	before, err := os.ReadFile(filepath.Join(dir, File))
	if err != nil {
		t.Fatal(err)
	}
	src, err := Peek(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if is, to, err := src.Layout(); err != nil || is != 1 || to != newest {
		t.Errorf("layout %d of %d, %v", is, to, err)
	}
	_, err = src.Backup(t.Context(), file)
	if err := errors.Join(err, src.Close()); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(filepath.Join(dir, File)); err != nil || !slices.Equal(before, after) {
		t.Error("the desk was changed", err)
	}
	back, _, err := OpenBackup(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	into := t.TempDir()
	s, err := Open(into)
	if err != nil {
		t.Fatal(err)
	}
	_, err = back.Restore(t.Context(), s, t.TempDir())
	if err := errors.Join(err, s.Finish(t.Context()), s.Close(), back.Close()); err != nil {
		t.Fatal(err)
	}
	holdsWhatItHeld(t, opened(t, into), newest)
}
