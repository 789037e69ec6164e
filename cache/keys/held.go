package keys

import (
	"context"

	"github.com/heed-desk/heed/cache/seal"
)

// Held is the key of a ledger in its home. While keys are changed the home holds several: the
// one that counts, and those under which something may still be sealed.
type Held struct {
	Key   seal.StoreKey
	Older []seal.StoreKey
	// Repair is what was put right as it was opened; nil for nothing.
	Repair *Repair

	keep func(ctx context.Context, all []seal.StoreKey) error
}

// Keep puts keys in the place of those that were there, the one that counts first. None destroys
// them. Once it returns nil this lasts, and nothing of the others is left in their home. Where a
// keyring does not answer in time, or ctx ends, it may have taken them all the same, or take them
// yet: whoever tries again does so with the same ones, and waits until what was asked before is
// answered. ErrTooMany, and all is as it was, where no home would give out so many again.
func (h *Held) Keep(ctx context.Context, all ...seal.StoreKey) error {
	if len(all) > mostHeld {
		return ErrTooMany
	}
	return h.keep(ctx, all)
}

// all are the keys, the one that counts first.
func (h *Held) all() []seal.StoreKey { return append([]seal.StoreKey{h.Key}, h.Older...) }

// mostHeld is how many keys a home gives out: more than are ever held at a time.
const mostHeld = 8

func held(all []seal.StoreKey, keep func(context.Context, []seal.StoreKey) error) *Held {
	return &Held{Key: all[0], Older: all[1:], keep: keep}
}

// join writes keys one behind the other, for whoever clears them again.
func join(all []seal.StoreKey) []byte {
	b := make([]byte, 0, len(all)*seal.KeySize)
	for _, k := range all {
		b = append(b, k[:]...)
	}
	return b
}

// split reads what join wrote; ErrDamaged where it is none.
func split(b []byte) ([]seal.StoreKey, error) {
	n := len(b) / seal.KeySize
	if n == 0 || n > mostHeld || len(b)%seal.KeySize != 0 {
		return nil, ErrDamaged
	}
	all := make([]seal.StoreKey, 0, n)
	for ; len(b) > 0; b = b[seal.KeySize:] {
		all = append(all, seal.StoreKey(b[:seal.KeySize]))
	}
	return all, nil
}
