package backend

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestNobodyFillsTheDeskWithFilesThatNoMessageHas(t *testing.T) {
	s := opened(t, t.TempDir())
	brings := func(who desk.AgentID, n byte) error {
		return s.change(t.Context(), func(t *tx) error { return t.brought(desk.FileID{1, n}, desk.MaxFile, who) })
	}
	for n := range byte(maxUnused / desk.MaxFile) {
		if err := brings("ann", n); err != nil {
			t.Fatal(n, err)
		}
	}
	if err := brings("ann", 100); !errors.Is(err, ErrHoard) {
		t.Error(err)
	}
	if err := brings("ann", 0); err != nil {
		t.Error("the same again is not more:", err)
	}
	if err := brings("ben", 100); err != nil {
		t.Error("ben pays for it:", err)
	}
}

func TestWordsThatOneDatabaseHasNoPlaceForAreTheSameInEvery(t *testing.T) {
	s := opened(t, t.TempDir())
	if err := s.change(t.Context(), func(t *tx) error {
		_, err := t.saveEvents(1, []desk.Event{{Kind: "changed", From: "a\x00b", To: "\xff"}}, 1)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	var before, after string
	if err := s.look(t.Context(), func(q query) error { return q.row(`SELECT before, after FROM events`).Scan(&before, &after) }); err != nil || before != "a\ufffdb" || after != "\ufffd" {
		t.Errorf("%q %q %v", before, after, err)
	}
}

// steps are how SQLite goes about a query.
func steps(t *testing.T, s *Store, text string, args ...any) string {
	t.Helper()
	var plan []string
	if err := s.look(t.Context(), func(q query) error {
		return each(q, func(row scanner) error {
			var id, parent, unused int
			var step string
			err := row.Scan(&id, &parent, &unused, &step)
			plan = append(plan, step)
			return err
		}, `EXPLAIN QUERY PLAN `+text, args...)
	}); err != nil || len(plan) == 0 {
		t.Fatal(plan, err)
	}
	return strings.Join(plan, "; ")
}

func TestWhatAnUploadCostsFollowsFromWhatIsNotSentYet(t *testing.T) {
	AboutFiles(t)
	s := opened(t, t.TempDir())
	file := desk.FileID{7}
	left := func() (n int) {
		t.Helper()
		if err := s.look(t.Context(), func(q query) error { return q.row(`SELECT count(*) FROM uploads`).Scan(&n) }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	brings := func(who desk.AgentID) {
		t.Helper()
		if err := s.change(t.Context(), func(t *tx) error { return t.brought(file, 9, who) }); err != nil {
			t.Fatal(err)
		}
	}
	brings("ann")
	brings("ben")
	if left() != 2 {
		t.Fatal(left())
	}
	if err := s.change(t.Context(), func(t *tx) error {
		return t.uses(1, []desk.Message{{Attachments: []desk.Attachment{{ID: file, Size: 9}}}})
	}); err != nil {
		t.Fatal(err)
	}
	if brings("cid"); left() != 0 {
		t.Errorf("%d uploads are kept of a file that a message has", left())
	}
	for _, plan := range []string{steps(t, s, hoard, "ann", file[:]), steps(t, s, unsent, int64(1))} {
		if strings.Contains(plan, "SCAN files") || strings.Contains(plan, "SCAN uploads") && !strings.Contains(plan, "LIST SUBQUERY") {
			t.Error(plan)
		}
		t.Log(plan)
	}
}

func TestAFilterThatIsSharedNoLongerIsForgottenWhenNobodyCanHaveMissedIt(t *testing.T) {
	s := opened(t, t.TempDir())
	now := s.now()
	saves := func(after time.Duration, f desk.Filter) {
		t.Helper()
		if err := s.change(t.Context(), func(t *tx) error {
			t.now = now.Add(after)
			return t.saveFilter(f, 1)
		}); err != nil {
			t.Fatal(err)
		}
	}
	rows := func() (all, shared int) {
		t.Helper()
		if err := s.look(t.Context(), func(q query) error {
			return errors.Join(q.row(`SELECT count(*) FROM filters`).Scan(&all), q.row(countFilters).Scan(&shared))
		}); err != nil {
			t.Fatal(err)
		}
		return all, shared
	}
	saves(0, desk.Filter{ID: "gone", By: "lea", Ended: now, Version: 2})
	saves(0, desk.Filter{ID: "here", By: "lea", Query: "x", Version: 1})
	saves(44*24*time.Hour, desk.Filter{ID: "here", By: "lea", Query: "y", Version: 2})
	if all, shared := rows(); all != 2 || shared != 1 {
		t.Errorf("of 44 days ago: %d, %d of them shared", all, shared)
	}
	saves(46*24*time.Hour, desk.Filter{ID: "here", By: "lea", Query: "z", Version: 3})
	if all, shared := rows(); all != 1 || shared != 1 {
		t.Errorf("of 46 days ago: %d, %d of them shared", all, shared)
	}
}
