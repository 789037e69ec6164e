package files_test

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/text/hostile"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screentest"
)

// TestAPayloadAsANameIsShownCleanAndTheOneUnderTheCursorIsTaken puts a file that is called by a
// payload before somebody who attaches one of their own, and before somebody who saves it.
func TestAPayloadAsANameIsShownCleanAndTheOneUnderTheCursorIsTaken(t *testing.T) {
	t.Parallel()
	c := promise.Counting(t, promise.Hostile)
	all := hostile.OfEach(promise.Size(t, 1, 3, 1000))
	others := hostile.Data(t)
	n := min(promise.Size(t, 10, 60, len(others)), len(others))
	for i := range n {
		all = append(all, others[i*len(others)/n])
	}
	for _, p := range all {
		c.Run(1)
		name := strings.NewReplacer("/", "", "\x00", "").Replace(p.Text)
		if name == "" {
			continue
		}
		wrong := func(format string, args ...any) {
			c.Violation()
			t.Errorf(p.Name+": "+format, args...)
		}
		m := &machine{paths: []desk.Path{path("~/a"), {Typed: "~/" + name, Name: desk.Foreign(name), Size: 1}, path("~/z")}}
		st, _ := adding(t, m)
		screentest.Tame(t, st.Top().View(now).Text)
		st.Act(keymaps.Down, keymaps.Accept)
		if len(m.added) != 1 || m.added[0] != "~/"+name {
			wrong("%q was added", m.added)
		}
		st = saving(t, pc(), p.Text)
		screentest.Tame(t, st.Top().View(now).Text)
		st.Act(keymaps.OpenFile)
		screentest.Tame(t, st.Top().View(now).Text)
	}
	c.Figure("%d payloads as names before somebody who chooses", len(all))
}
