package journal

import (
	"fmt"
	"strings"
	"testing"

	"github.com/heed-desk/heed/cache/seal"
)

// FuzzOnlyFramesThatWereWrittenAreRead lets any bytes stand before, between and behind the
// frames of a journal.
func FuzzOnlyFramesThatWereWrittenAreRead(f *testing.F) {
	key, id := seal.StoreKey{1}, seal.StoreID{2}
	start := appendHead(nil, key, id, 1)
	h, ok := readHead(start, key)
	if !ok {
		f.Fatal("its own head is not read")
	}
	j := &Journal{box: h.box}
	one, two := j.frame(1, []byte("frame 1")), j.frame(2, []byte("frame 2"))
	f.Add([]byte(nil), []byte(nil), []byte(nil), uint16(0))
	f.Add([]byte{0, 0, 0, 0}, one, two[:20], uint16(3))
	f.Add([]byte(strings.Repeat("\xff", 40)), []byte{0xff}, one, uint16(300))
	f.Fuzz(func(t *testing.T, before, between, behind []byte, cut uint16) {
		body := fmt.Appendf(nil, "%s%s%s%s%s", before, one, between, two, behind)
		body = body[:max(0, len(body)-int(cut))]
		c, good := read(h, body)
		if good < 0 || good > len(body) {
			t.Errorf("%d of %d bytes are good", good, len(body))
		}
		for _, f := range c.Frames {
			if want := fmt.Sprintf("frame %d", f.Seq); f.Seq < 1 || f.Seq > 2 || string(f.Data) != want {
				t.Errorf("frame %d says %q", f.Seq, f.Data)
			}
		}
		readHead(append(before, between...), key)
	})
}
