package cache

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestHowTheQueueWasLeftIsKeptOverARestartAndAFillAndLiesInNoFileInClear(t *testing.T) {
	opt := options(t)
	l := filled(t, opt, 5)
	if h := got2(l.Habits()); !reflect.DeepEqual(h, desk.Habits{}) {
		t.Fatalf("%+v before anything was", h)
	}
	want := desk.Habits{View: "filter:my-own-one", Looks: map[desk.ViewID]desk.Look{desk.ViewMine: {Sort: desk.ByCustomer, Lines: 1}}}
	must(t, l.KeepHabits(want))
	if inFile(t, l, []byte("my-own-one")) {
		t.Error("it lies there in clear")
	}
	must(t, l.Close())
	l = opened(t, opt)
	fill(t, l, 7)
	if h := got2(l.Habits()); !reflect.DeepEqual(h, want) {
		t.Errorf("%+v", h)
	}
	must(t, l.Close())
	must(t, os.WriteFile(filepath.Join(opt.Dir, "cache.db"), []byte("a letter to my aunt, much longer than a head"), 0o600))
	l = opened(t, opt)
	if h := got2(l.Habits()); !reflect.DeepEqual(h, desk.Habits{}) {
		t.Errorf("in a file that was built again: %+v", h)
	}
}
