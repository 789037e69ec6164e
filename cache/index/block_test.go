package index

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
)

func TestABlockGivesBackWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfDistinct(rapid.StringN(1, 6, 12), rapid.ID[string]).Draw(t, "keys")
		slices.Sort(keys)
		want := map[string][]posting{}
		var w blockWriter
		for _, key := range keys {
			docs := rapid.SliceOfNDistinct(rapid.Uint16Range(0, segmentDocs-1), 1, 20, rapid.ID[uint16]).Draw(t, "docs")
			slices.Sort(docs)
			for _, d := range docs {
				want[key] = append(want[key], posting{d, rapid.Uint8Range(0, 3).Draw(t, "class")})
			}
			w.add(key, want[key])
		}
		for _, key := range keys {
			r := blockReader{rest: w.buf}
			var got []posting
			err := r.find(key, false, func(e entry) {
				if e.df != len(want[key]) {
					t.Fatalf("df %d", e.df)
				}
				if err := postings(e.post, segmentDocs, func(d uint16, c uint8) { got = append(got, posting{d, c}) }); err != nil {
					t.Fatal(err)
				}
			})
			if err != nil || !slices.Equal(got, want[key]) {
				t.Fatalf("%q: %v, %v", key, got, err)
			}
		}
	})
}

func FuzzADamagedBlockIsAnErrorAndNoPanic(f *testing.F) {
	var w blockWriter
	w.add("wcard", []posting{{0, 1}, {7, 0}, {1999, 3}})
	w.add("wcart", []posting{{3, 2}})
	f.Add(w.buf, "wcar")
	f.Add(w.buf[:5], "w")
	f.Add([]byte{1, 1, 1}, "")
	f.Fuzz(func(t *testing.T, block []byte, key string) {
		r := blockReader{rest: block}
		err := r.find(key, true, func(e entry) {
			n := 0
			if err := postings(e.post, segmentDocs, func(doc uint16, class uint8) {
				if doc >= segmentDocs || class > 3 {
					t.Fatalf("document %d, class %d", doc, class)
				}
				n++
			}); err != nil && !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			if n > len(block) {
				t.Fatalf("%d postings in %d bytes", n, len(block))
			}
		})
		if err != nil && !errors.Is(err, ErrDamaged) {
			t.Fatal(err)
		}
	})
}

func TestASegmentThatDoesNotSayWhichBlocksItHasIsReadAndMissesNone(t *testing.T) {
	docs := []meta{{id: desk.TicketID{ID: desk.DeriveID("a")}, version: 3, created: 9, updated: 10, length: 4}}
	is := encodeDocs(blockSet{3: 9}, docs, nil)
	was := append([]byte{docsUnblocked}, is[1+len(blockSet{}):]...)
	has, again, _, err := decodeDocs(was)
	if err != nil || has != (blockSet{}) || !slices.Equal(again, docs) {
		t.Errorf("%v, %v, %v", has, again, err)
	}
}

func FuzzADamagedListOfTicketsIsAnErrorAndNoPanic(f *testing.F) {
	f.Add(encodeDocs(blockSet{3: 9}, []meta{{id: desk.TicketID{ID: desk.DeriveID("a")}, version: 3, created: 9, updated: 10, length: 4}}, []desk.TicketID{{ID: desk.DeriveID("b")}}))
	f.Add([]byte{docsUnblocked, 0, 0})
	f.Add([]byte{docsUnblocked, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		has, docs, gone, err := decodeDocs(b)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		hasToo, again, goneToo, err := decodeDocs(encodeDocs(has, docs, gone))
		if err != nil || has != hasToo || !slices.Equal(again, docs) || !slices.Equal(goneToo, gone) {
			t.Fatalf("not the same twice: %v", err)
		}
	})
}
