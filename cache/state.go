package cache

import (
	"encoding/binary"
	"fmt"

	"github.com/heed-desk/heed/desk"
)

// What a generation keeps about itself.
const (
	stateCounts = "counts"
	stateCursor = "cursor"
)

// readCounts returns how many rows stand in each view.
func (k *look) readCounts() (c [viewCount]int64, err error) {
	v := k.bucket(partState).Get([]byte(stateCounts))
	if v == nil {
		return c, nil
	}
	plain, err := k.openPlain(partState, []byte(stateCounts), v)
	if err != nil {
		return c, err
	}
	if len(plain)%8 != 0 || len(plain) > 8*viewCount {
		return c, fmt.Errorf("counts: %w", errIncoherent)
	}
	for i := range len(plain) / 8 { // an earlier heed had fewer views
		c[i] = int64(binary.BigEndian.Uint64(plain[8*i:]))
	}
	return c, nil
}

// addCounts writes the counts with what the batch has changed.
func (w *batch) addCounts() error {
	if w.counts == [viewCount]int64{} {
		return nil
	}
	c, err := w.readCounts()
	if err != nil {
		return err
	}
	plain := make([]byte, 0, 8*viewCount)
	for i := range c {
		c[i] += w.counts[i]
		if c[i] < 0 {
			return fmt.Errorf("counts: %w", errIncoherent)
		}
		plain = binary.BigEndian.AppendUint64(plain, uint64(c[i]))
	}
	return w.putPlain(partState, []byte(stateCounts), 0, plain)
}

func (k *look) readText(name string) (string, error) {
	v := k.bucket(partState).Get([]byte(name))
	if v == nil {
		return "", nil
	}
	plain, err := k.openPlain(partState, []byte(name), v)
	return string(plain), err
}

func (k *look) cursor() (desk.Cursor, error) {
	s, err := k.readText(stateCursor)
	return desk.Cursor(s), err
}

func (w *batch) setCursor(c desk.Cursor) error { return w.setText(stateCursor, string(c)) }

func (w *batch) setText(name, text string) error {
	return w.putPlain(partState, []byte(name), 0, []byte(text))
}
