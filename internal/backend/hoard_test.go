package backend

import (
	"errors"
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestNobodyFillsTheDeskWithFilesThatNoMessageHas(t *testing.T) {
	s := opened(t, t.TempDir())
	brings := func(who desk.AgentID, n byte) error {
		return s.change(t.Context(), func(t *tx) error { return t.brought(desk.FileID{1, n}, desk.MaxFile, who) })
	}
	for n := range byte(maxUnused / desk.MaxFile) {
		if err := brings("ann", n); err != nil {
			t.Fatal(n, err)
		}
	}
	if err := brings("ann", 100); !errors.Is(err, ErrHoard) {
		t.Error(err)
	}
	if err := brings("ann", 0); err != nil {
		t.Error("the same again is not more:", err)
	}
	if err := brings("ben", 100); err != nil {
		t.Error("ben pays for it:", err)
	}
}
