package station

import (
	"errors"
	"testing"

	"github.com/heed-desk/heed/cache/keys"
)

func TestWhateverBecameOfACopyOfAKeyIsSaidWithItsPlace(t *testing.T) {
	full := errors.New("no space left on device")
	for want, r := range map[string]*keys.Repair{
		"cli.repair.key":           {Aside: "aside"},
		"cli.repair.key_missing":   {Missing: true},
		"cli.repair.key_unfit":     {Unfit: true},
		"cli.repair.key_strange":   {Unfit: true, Aside: "aside"},
		"cli.repair.key_failed":    {Missing: true, Err: full},
		"cli.repair.key_failed_in": {Aside: "aside", Err: full},
	} {
		r.File = "key.sealed"
		all := aboutKey(&keys.Held{Repair: r})
		if len(all) != 1 || all[0].Key != want || (all[0].Cause != "") != (r.Err != nil) {
			t.Errorf("of %+v it says %+v", r, all)
		}
	}
	if all := append(aboutKey(nil), aboutKey(&keys.Held{})...); len(all) > 0 {
		t.Errorf("of nothing it says %+v", all)
	}
}
