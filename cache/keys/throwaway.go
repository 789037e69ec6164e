package keys

import (
	"bytes"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"

	"github.com/heed-desk/heed/cache/seal"
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
func Throwaway(dir string, anew bool) (seal.StoreKey, error) {
	path := filepath.Join(dir, throwawayName)
	b, err := read(path)
	if errors.Is(err, ErrNoKey) && anew {
		key := seal.NewStoreKey()
		err := write(path, []byte(throwawayNote+hex.EncodeToString(key[:])+"\n"))
		if errors.Is(err, ErrKeyExists) {
			return Throwaway(dir, false) // somebody else made it in between
		}
		return key, err
	}
	if err != nil {
		return seal.StoreKey{}, err
	}
	text, ok := bytes.CutPrefix(b, []byte(throwawayNote))
	if !ok || len(text) != hex.EncodedLen(seal.KeySize)+1 {
		return seal.StoreKey{}, ErrDamaged
	}
	key, err := hex.DecodeString(string(text[:len(text)-1]))
	if err != nil {
		return seal.StoreKey{}, ErrDamaged
	}
	return seal.StoreKey(key), nil
}
