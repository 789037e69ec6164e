package keys

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/internal/disk"
)

// throwawayName says what it is to whoever finds it.
const throwawayName = "throw-away.key"

const throwawayNote = "# This key lies beside what it opens: it protects nothing. It is for a desk of invented tickets.\n"

// Thrown reports whether a key lies open in the folder.
func Thrown(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, throwawayName))
	return err == nil
}

// Throwaway returns the key that lies open in the folder of a desk that nobody needs to
// protect, and makes one where there is none and it may; ErrNoKey where it may not.
func Throwaway(dir string, anew bool) (*Held, error) {
	path := filepath.Join(dir, throwawayName)
	keep := func(_ context.Context, all []seal.StoreKey) error { return toFile(path, all) }
	b, err := read(path)
	if errors.Is(err, ErrNoKey) && anew {
		all := []seal.StoreKey{seal.NewStoreKey()}
		err := write(path, openly(all))
		if errors.Is(err, ErrKeyExists) {
			return Throwaway(dir, false) // somebody else made it in between
		}
		if err != nil {
			return nil, err
		}
		return held(all, keep), nil
	}
	if err != nil {
		return nil, err
	}
	text, ok := bytes.CutPrefix(b, []byte(throwawayNote))
	if !ok {
		return nil, ErrDamaged
	}
	var all []seal.StoreKey
	for line := range bytes.Lines(text) {
		key, err := hex.DecodeString(string(bytes.TrimSuffix(line, []byte("\n"))))
		if err != nil || len(key) != seal.KeySize || len(line) != hex.EncodedLen(seal.KeySize)+1 || len(all) == mostHeld {
			return nil, ErrDamaged
		}
		all = append(all, seal.StoreKey(key))
	}
	if len(all) == 0 {
		return nil, ErrDamaged
	}
	return held(all, keep), nil
}

// openly is a file with keys that lie open, each on a line of its own.
func openly(all []seal.StoreKey) []byte {
	b := []byte(throwawayNote)
	for _, k := range all {
		b = append(hex.AppendEncode(b, k[:]), '\n')
	}
	return b
}

func toFile(path string, all []seal.StoreKey) error {
	if len(all) == 0 {
		return remove(path)
	}
	return disk.Replace(path, openly(all))
}
