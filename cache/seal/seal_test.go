package seal

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func at() Place { return Place{Bucket: "rows", Key: []byte("k1"), Version: 7} }

func TestWhatWasSealedOpensAtItsPlaceAndNowhereElse(t *testing.T) {
	id := NewStoreID()
	key := NewStoreKey().Derive(ForRecords, id)
	box := NewBox(key, id)
	sealed := box.Seal(nil, at(), []byte("the blue lamp"))
	if plain, err := box.Open(nil, at(), sealed); err != nil || string(plain) != "the blue lamp" {
		t.Fatal(err)
	}
	elsewhere := map[string]Place{
		"bucket":            {Bucket: "row", Key: []byte("sk1"), Version: 7},
		"key":               {Bucket: "rows", Key: []byte("k2"), Version: 7},
		"version":           {Bucket: "rows", Key: []byte("k1"), Version: 6},
		"key into version":  {Bucket: "rows", Key: []byte("k"), Version: 7},
		"nothing in common": {},
	}
	for name, p := range elsewhere {
		if _, err := box.Open(nil, p, sealed); !errors.Is(err, ErrSeal) {
			t.Errorf("it opens at another %s", name)
		}
	}
	if _, err := NewBox(key, NewStoreID()).Open(nil, at(), sealed); !errors.Is(err, ErrSeal) {
		t.Error("it opens in another file")
	}
	if _, err := NewBox(NewStoreKey(), id).Open(nil, at(), sealed); !errors.Is(err, ErrSeal) {
		t.Error("it opens with another key")
	}
}

func TestNoChangedByteOpens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		box := NewBox(NewStoreKey(), NewStoreID())
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		sealed := box.Seal(nil, at(), plain)
		if again, err := box.Open(nil, at(), sealed); err != nil || !bytes.Equal(again, plain) {
			t.Fatal(err)
		}
		i := rapid.IntRange(0, len(sealed)-1).Draw(t, "byte")
		sealed[i] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if _, err := box.Open(nil, at(), sealed); !errors.Is(err, ErrSeal) {
			t.Fatal("it opens")
		}
		if _, err := box.Open(nil, at(), sealed[:i]); !errors.Is(err, ErrSeal) {
			t.Fatal("a piece of it opens")
		}
	})
}

func TestKeysOfTwoPurposesAndTwoFilesDiffer(t *testing.T) {
	k, a, b := NewStoreKey(), NewStoreID(), NewStoreID()
	seen := map[[KeySize]byte]string{}
	for _, p := range []Purpose{ForRecords, ForCustomers, ForNames, ForSearch, ForTerms, ForOutbox, ForJournal} {
		for _, id := range []StoreID{a, b} {
			d := k.Derive(p, id)
			if seen[d] != "" {
				t.Errorf("%s and %s share a key", p, seen[d])
			}
			seen[d] = string(p)
		}
	}
	if k.Mark(a) == k.Mark(b) || k.Mark(a) == NewStoreKey().Mark(a) {
		t.Error("two marks are one")
	}
}

func TestNamesOfTwoKindsDifferAndStayTheSame(t *testing.T) {
	n := NewNamer(NewStoreKey())
	first := n.Name('a', []byte("x"))
	if first != n.Name('a', []byte("x")) {
		t.Error("a name changed")
	}
	if n.Name('a', []byte("x")) == n.Name('b', []byte("x")) {
		t.Error("two kinds share a name")
	}
}

func TestPrintingAKeyPrintsNothingOfIt(t *testing.T) {
	k := NewStoreKey()
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "key", k)
	for _, s := range []string{fmt.Sprintf("%v %s %+v %#v", k, k, k, k), log.String()} {
		if !strings.Contains(s, "[key]") || len(s) > 120 {
			t.Error(s)
		}
	}
}
