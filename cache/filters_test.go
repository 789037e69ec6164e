package cache

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-desk/heed/desk"
)

func filter(id, name, query string) desk.Filter {
	return desk.Filter{ID: id, Name: desk.Foreign(name), Query: query}
}

func TestAFilterIsKeptRenamedAndDroppedOverRestarts(t *testing.T) {
	opt := options(t)
	l := filled(t, opt, 60)
	must(t, l.SaveFilter(filter("b", "Late parcels", "parcel status:open")))
	must(t, l.SaveFilter(filter("a", "Zoe's", "from:casey")))
	must(t, l.Close())
	l = opened(t, opt)
	if all := got2(l.Filters()); len(all) != 2 || all[0].ID != "b" || all[1].Name != desk.Foreign("Zoe's") {
		t.Fatalf("after a restart there are %+v", all)
	}
	v := filter("a", "", "").View()
	if w := got2(l.Window(v, desk.Anchor{}, 0, 100)); w.Total != 60 {
		t.Errorf("it has %d of 60", w.Total)
	}
	if n := got2(l.Counts())[v]; n != 60 {
		t.Errorf("it counts %d", n)
	}
	must(t, l.SaveFilter(filter("a", "All of Casey's", "from:casey")))
	must(t, l.SaveFilter(filter("b", "", "")))
	must(t, l.Close())
	l = opened(t, opt)
	if all := got2(l.Filters()); len(all) != 1 || all[0].Name != desk.Foreign("All of Casey's") {
		t.Errorf("there are %+v", all)
	}
	if _, err := l.Window(filter("b", "", "").View(), desk.Anchor{}, 0, 10); !errors.Is(err, desk.ErrNotFound) {
		t.Errorf("a filter that was dropped fails with %v", err)
	}
}

func TestAFilterSurvivesADamagedCacheAndADamagedOutbox(t *testing.T) {
	for _, file := range []string{"cache.db", "outbox.db"} {
		opt := options(t)
		l := filled(t, opt, 5)
		must(t, l.SaveFilter(filter("a", "Casey's", "from:casey")))
		must(t, l.Close())
		must(t, os.WriteFile(filepath.Join(opt.Dir, file), []byte("a letter to my aunt, much longer than a head"), 0o600))
		l = opened(t, opt)
		if all := got2(l.Filters()); len(all) != 1 || all[0].Query != "from:casey" {
			t.Errorf("without %s there are %+v", file, all)
		}
		must(t, l.Close())
	}
}

func TestAFilterThatSaysNothingOrCannotBeReadIsNotKept(t *testing.T) {
	l := opened(t, options(t))
	for _, f := range []desk.Filter{
		filter("a", "One", "status:lost"), filter("a", "One", "  "), filter("a", "", "tag:refund"), filter("a", " \n", "tag:refund"),
	} {
		var p *desk.Problem
		if err := l.SaveFilter(f); !errors.As(err, &p) || p.Code != desk.BadQuery && p.Code != desk.BadValue {
			t.Errorf("%+v: %v", f, err)
		}
	}
	if all := got2(l.Filters()); len(all) != 0 {
		t.Errorf("kept are %+v", all)
	}
}
