package journal

import (
	"bytes"
	"fmt"
	"os"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/internal/disk"
)

// Inspect returns what stands in a journal's file, and changes nothing. fs.ErrNotExist where
// there is none.
func Inspect(path string, keys ...seal.StoreKey) (c Contents, err error) {
	b, err := Bytes(path)
	if err != nil {
		return c, err
	}
	h, ok := readHead(b, keys...)
	if !ok {
		return Contents{Damaged: true, Foreign: true}, nil
	}
	c, _ = read(h, b[h.size:]) // of a frame that was cut short at the end nobody was told
	return c, nil
}

// Bytes are all that stands in a journal's file. fs.ErrNotExist where there is none.
func Bytes(path string) ([]byte, error) {
	f, err := disk.OpenPlain(path, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	return disk.ReadFile(path, mostRead)
}

// Outline counts the frames of a journal's file without its key, and says what can be seen to be
// wrong with them by their lengths and numbers, which stand in clear. fs.ErrNotExist where there
// is none.
func Outline(path string) (frames int, fault string, err error) {
	b, err := Bytes(path)
	if err != nil {
		return 0, "", err
	}
	at := headSize
	switch {
	case bytes.HasPrefix(b, []byte(before)):
		at = oldHead
	case !bytes.HasPrefix(b, []byte(magic)), len(b) < headSize:
		return 0, "its beginning is damaged", nil
	}
	var last uint64
	for b = b[min(at, len(b)):]; len(b) > 0; frames++ {
		seq, sealed, ok := split(b)
		switch {
		case !ok && begun(b, last, frames > 0):
			return frames, "", nil // of a frame that was cut short at the end nobody was told
		case !ok:
			return frames, "a frame is damaged", nil
		case frames > 0 && seq != last+1:
			return frames, fmt.Sprintf("frame %d stands behind frame %d", seq, last), nil
		}
		last, b = seq, b[frameHead+len(sealed):]
	}
	return frames, "", nil
}
