package backend_test

import (
	"errors"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
)

// good leaves the lines out that the reader could not make sense of.
func good(t *testing.T, all iter.Seq2[archive.Record, error]) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		for r, err := range all {
			var bad *archive.BadLine
			if errors.As(err, &bad) {
				t.Errorf("line %d: %v", bad.Line, bad)
				continue
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

func (b *bench) imports(t *testing.T, path string) backend.Imported {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // it is only read
	r, err := archive.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	in, err := b.store.Import(t.Context(), good(t, r.Records()))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestTheRealChatsGoInAndComeOutWhole(t *testing.T) {
	dir := os.Getenv("HEED_DATA")
	if dir == "" {
		t.Skip("HEED_DATA is not set: the real chats are not here")
	}
	b := newBench(t)
	m := b.fill(t)
	files := []string{"conversations.jsonl.gz", "customers.jsonl.gz"}
	for _, name := range files {
		t.Logf("%s: %+v", name, b.imports(t, filepath.Join(dir, name)))
	}
	m.follow(t, b)
	whole := b.fill(t)
	if asJSON(t, m.tickets) != asJSON(t, whole.tickets) || asJSON(t, m.messages) != asJSON(t, whole.messages) || asJSON(t, m.customers) != asJSON(t, whole.customers) {
		t.Error("the feed and the snapshot differ")
	}
	if lack := whole.lacks(); lack != "" || len(whole.tickets) != 3000 {
		t.Errorf("%d tickets, lacks %s", len(whole.tickets), lack)
	}
	for _, name := range files {
		if in := b.imports(t, filepath.Join(dir, name)); in.Known == 0 || in != (backend.Imported{Known: in.Known}) {
			t.Errorf("%s again: %+v", name, in)
		}
	}
	before := m.cursor
	if m.follow(t, b); m.cursor != before {
		t.Error("importing twice changed something")
	}
}
