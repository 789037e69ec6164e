package vault

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// errMeta says that one of the two pages with which a file of bbolt begins is damaged, or is
// one of before.
var errMeta = errors.New("one of the first two pages is damaged")

// A file of bbolt begins with two pages that tell where everything is: of the last
// transaction, and of the one before. After the 16 bytes that every page begins with stand,
// in the order of this machine, magic, version, size of a page, flags, root (16), freelist
// (8), size (8), transaction (8), and a checksum (8) of all before.
const (
	metaAt  = 16
	metaSum = 56
	metaTx  = metaSum - 8
	metaLen = metaSum + 8
)

// sureOfLast makes sure that the last transaction in a file is the last that was written:
// where its page is damaged, bbolt goes one transaction back and says nothing.
func sureOfLast(from io.ReaderAt, pageSize int) error {
	var tx [2]uint64
	for i := range tx {
		b := make([]byte, metaLen)
		if _, err := from.ReadAt(b, int64(i*pageSize+metaAt)); err != nil {
			return fmt.Errorf("%w: %w", errMeta, err)
		}
		if !sealed(b) {
			return errMeta
		}
		tx[i] = binary.NativeEndian.Uint64(b[metaTx:])
	}
	if max(tx[0], tx[1])-min(tx[0], tx[1]) != 1 {
		return fmt.Errorf("%w: they are of the transactions %d and %d", errMeta, tx[0], tx[1])
	}
	return nil
}

// sealed reports whether what a meta page says has the checksum that it says.
func sealed(meta []byte) bool {
	sum := fnv.New64a()
	_, _ = sum.Write(meta[:metaSum]) // never fails
	return sum.Sum64() == binary.NativeEndian.Uint64(meta[metaSum:])
}
