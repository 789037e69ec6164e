package listing_test

import (
	"testing"

	"github.com/heed-desk/heed/internal/listing"
)

func TestLongLinesAreBrokenBetweenWordsBelowTheirLastColumn(t *testing.T) {
	for _, c := range []struct {
		lines string
		w     int
		want  string
	}{
		{"good  keyring   Here nothing answers at all.", 30, "good  keyring   Here nothing\n                answers at\n                all."},
		{"  --as string  whose account it is", 26, "  --as string  whose\n               account it\n               is"},
		{"It is said in one sentence.", 12, "It is said\nin one\nsentence."},
		{"short\n\nand  short", 12, "short\n\nand  short"},
		{"good  keyring   Here nothing answers at all.", 0, "good  keyring   Here nothing answers at all."},
		{"好  カギ  鍵が 見つかりません", 16, "好  カギ  鍵が\n          見つか\n          りませ\n          ん"},
	} {
		if got := listing.Hang(c.lines, c.w); got != c.want {
			t.Errorf("in %d cells:\n%s\nwant\n%s", c.w, got, c.want)
		}
	}
}
