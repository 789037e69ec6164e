package backend_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// lines are those of a snapshot, but for the last, whose cursor tells the time.
func (b *bench) lines(t *testing.T) string {
	t.Helper()
	var all []string
	if err := b.store.Snapshot(t.Context(), b.ann, func(line []byte) error {
		if !strings.HasPrefix(string(line), `{"page":{"agents"`) { // openBench gives them a new version
			all = append(all, string(line))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(all[:len(all)-1], "")
}

// worked is a desk at which all kinds of things have happened, closed, with what whoever
// followed it holds.
func worked(t *testing.T, dir string) (m *mirror, op desk.Op, lines string) {
	t.Helper()
	b := openBench(t, dir)
	f := fileOf("receipt.txt", strings.Repeat("94.80 ", 300_000))
	if err := b.line.Upload(t.Context(), f, opening(strings.Repeat("94.80 ", 300_000))); err != nil {
		t.Fatal(err)
	}
	k := b.writes(t, b.ticket(t, "where is it"), "Ünd nöch etwas: 𝄞")
	op = by(k, desk.Reply{Text: desk.Foreign("here"), Attachments: []desk.Attachment{f}})
	b.do(t, op)
	for range 5 {
		b.ticket(t, "another")
	}
	m, lines = b.fill(t), b.lines(t)
	b.close(t)
	return m, op, lines
}

func TestACopiedDeskIsTheSameAndWhoeverWorkedAtItGoesOn(t *testing.T) {
	dir, into := t.TempDir(), t.TempDir()
	m, op, lines := worked(t, dir)
	if sum := backend.CopyDesk(t, dir, into); sum.Files != 1 || sum.Missing != 0 || sum.Rows < 30 {
		t.Errorf("%+v", sum)
	}
	b := openBench(t, into)
	if got := b.lines(t); got != lines {
		t.Errorf("the copy tells\n%s\nwhere the desk told\n%s", got, lines)
	}
	if v, err := b.store.Do(t.Context(), b.ann, op); err != nil || v.Outcome != desk.Applied || len(v.Messages) == 0 {
		t.Errorf("the same once more: %s, %v", v.Outcome, err)
	}
	f := op.Attachments()[0]
	if text, err := fetched(t.Context(), b.line, f); err != nil || int64(len(text)) != f.Size {
		t.Errorf("%d bytes, %v", len(text), err)
	}
	next := b.ticket(t, "after the copy")
	if m.catchUp(t, b) || m.lacks() != "" || m.tickets[next.ID].Number != next.Number || next.Number != 4007 {
		t.Errorf("lacks %q, the next ticket is %d", m.lacks(), next.Number)
	}
}

func TestADeskGoesFromAFileIntoADatabaseAndBack(t *testing.T) {
	backend.Cluster(t)
	dir, back := t.TempDir(), t.TempDir()
	_, _, lines := worked(t, dir)
	var sums []backend.Copied
	into := func(from, to *backend.Store) {
		t.Helper()
		sum, err := backend.Copy(t.Context(), from, to)
		if err := errors.Join(err, from.Close(), to.Close()); err != nil {
			t.Fatal(err)
		}
		sums = append(sums, sum)
	}
	file := func() *backend.Store {
		t.Helper()
		s, err := backend.Open(back)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	database := func(dir string) *backend.Store {
		t.Helper()
		s, err := backend.OpenOn(t, dir)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	again := t.TempDir()
	into(database(dir), file())
	into(file(), database(again))
	b := openBench(t, again)
	if got := b.lines(t); got != lines || sums[0] != sums[1] {
		t.Errorf("%+v, and it tells\n%s\nwhere it told\n%s", sums, got, lines)
	}
	b.ticket(t, "it goes on")
}

func TestACopyIsMadeOfNoDeskAtWhichSomethingHasHappened(t *testing.T) {
	from, to := newBench(t), newBench(t)
	if _, err := backend.Copy(t.Context(), from.store, to.store); !errors.Is(err, backend.ErrNotEmpty) {
		t.Error(err)
	}
}

func TestACopySaysWhichBytesTheDeskDidNotHave(t *testing.T) {
	backend.AboutFiles(t)
	dir := t.TempDir()
	worked(t, dir)
	if err := os.RemoveAll(filepath.Join(dir, backend.FilesFolder)); err != nil {
		t.Fatal(err)
	}
	if sum := backend.CopyDesk(t, dir, t.TempDir()); sum.Files != 0 || sum.Missing != 1 {
		t.Errorf("%+v", sum)
	}
}
