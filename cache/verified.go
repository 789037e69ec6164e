package cache

import (
	"bytes"
	"encoding/binary"

	"github.com/heed-desk/heed/cache/index"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// plain opens what belongs to no customer.
func (v *verifier) plain(k *look) error {
	for _, in := range []part{partState, partCanned, partAgents, partFilters} {
		b := k.bucket(in)
		if b == nil {
			continue // of an earlier heed
		}
		if err := b.ForEach(func(key, value []byte) error {
			_, err := k.openPlain(in, key, value)
			v.opened(in.String(), err)
			return v.ctx.Err()
		}); err != nil {
			return err
		}
	}
	for _, b := range []struct {
		name  string
		place func(key []byte) seal.Place
	}{
		{bucketDeeds, placeOfDeed},
		{bucketCarried, placeOfCarried},
		{bucketHabits, func([]byte) seal.Place { return placeOfHabits() }},
	} {
		if err := v.sealedBucket(k, b.name, b.place); err != nil {
			return err
		}
	}
	return nil
}

// sealedBucket opens a bucket of its own of what belongs to no customer.
func (v *verifier) sealedBucket(k *look, name string, place func(key []byte) seal.Place) error {
	b := k.tx.Bucket([]byte(name))
	if b == nil {
		return nil
	}
	return b.ForEach(func(key, value []byte) error {
		_, err := k.seal.box.Open(nil, place(key), value)
		v.opened(name, err)
		return nil
	})
}

// search opens the search index, and makes sure that it has every ticket as it stands now, or
// has it still to do.
func (v *verifier) search(k *look) error {
	in, err := index.Inspect(searchRecords{k.bucket(partSearch)}, sealer{k.seal})
	if err != nil {
		return err
	}
	v.file.Records += in.Records
	v.out.Found, v.out.Queued = len(in.Found), len(in.Queued)
	if in.Damaged > 0 {
		v.fault("%d of %d parts of the search index are damaged", in.Damaged, in.Segments)
	}
	if in.Lost {
		return nil // every ticket is to be indexed once more
	}
	missing, stale := 0, 0
	if err := v.tickets(k, func(id desk.TicketID, version desk.Version) {
		at, found := in.Found[id]
		delete(in.Found, id)
		switch {
		case in.Queued[id]:
		case !found:
			missing++
		case at != version:
			stale++
		}
	}); err != nil {
		return err
	}
	for id := range in.Found {
		if !in.Queued[id] {
			stale++
		}
	}
	if missing+stale > 0 && in.Damaged == 0 {
		v.fault("the search index lacks %d tickets and has %d as they no longer are", missing, stale)
	}
	return nil
}

// tickets calls fn for each ticket with the version that stands outside its seal.
func (v *verifier) tickets(k *look, fn func(desk.TicketID, desk.Version)) error {
	return k.bucket(partIDs).ForEach(func(key, value []byte) error {
		row := k.bucket(partRows).Get(bytes.Clone(value))
		o, err := splitOwned(row)
		if err != nil || len(key) != len(desk.ID{}) {
			return nil //nolint:nilerr // told with the rows, or only its words have come
		}
		fn(desk.TicketID{ID: desk.ID(key)}, desk.Version(o.version))
		return nil
	})
}

// sealer seals and opens the records of the search index.
type sealer struct{ s *sealing }

// Seal implements index.Sealer.
func (s sealer) Seal(dst, key, plain []byte) []byte {
	return s.s.search.Seal(dst, searchPlace(key), plain)
}

// Open implements index.Sealer.
func (s sealer) Open(dst, key, sealed []byte) ([]byte, error) {
	return s.s.search.Open(dst, searchPlace(key), sealed)
}

// Hash implements index.Sealer.
func (s sealer) Hash(term []byte) uint64 {
	n := s.s.terms.Name('t', term)
	return binary.BigEndian.Uint64(n[:8])
}
