package backend

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// TestTheTagsOfATicketAreReadAsTheTicketSaysThem compares what is read of a stored ticket with what was stored,
// where somebody's text looks like the place of the tags, and tags like the end of them.
func TestTheTagsOfATicketAreReadAsTheTicketSaysThem(t *testing.T) {
	read := tagLists{}
	for _, tags := range [][]string{nil, {"refund"}, {"refund"}, {"refund", "late"}, {`a]b`, `c"],"d`, `e\`, `f\"]`, "ö", "<x>"}} {
		k := desk.Ticket{Subject: desk.Foreign(`"tags":["mine"]`), Tags: tags, Attributes: map[string]desk.Untrusted{"tags": desk.Foreign("[x]")}}
		b, err := json.Marshal(k)
		if err != nil {
			t.Fatal(err)
		}
		if is, err := read.of(string(b)); err != nil || !slices.Equal(is, tags) {
			t.Errorf("read %q, %v, and it has %q", is, err, tags)
		}
	}
	if len(read) != 3 {
		t.Errorf("%d lists were parsed", len(read))
	}
	if _, err := read.of(`{"tags":["cut sho`); !errors.Is(Trouble(err), ErrDamaged) {
		t.Error("half a list is", err)
	}
}
