package help_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/help"
	"github.com/heed-desk/heed/tui/screentest"
)

func TestHelpTellsEveryKeyOfEveryScope(t *testing.T) {
	now := time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)
	for _, preset := range keymaps.Presets() {
		s := screentest.NewSession(screentest.NewDesk(now))
		table := keymaps.New(preset)
		for _, stack := range keymaps.Stacks() {
			h := help.New(s, table, stack, func(keymaps.Action) desk.Reason { return desk.Reason{} })
			h.Resize(400, 2000)
			picture := h.View(now).Text
			for _, scope := range keymaps.Scopes() {
				told := false
				for _, spec := range keymaps.Specs() {
					key := string(table.Key(spec.Action, []keymaps.Scope{scope}))
					if key == "" {
						continue
					}
					told = true
					if about := s.Book.T("about." + string(spec.Action)); !strings.Contains(picture, about) || !strings.Contains(picture, key) {
						t.Errorf("%s, opened in %v: no word of %q, %q in %s", preset, stack, key, about, scope)
					}
				}
				if name := s.Book.T("scope." + string(scope)); told && !strings.Contains(picture, name) {
					t.Errorf("%s, opened in %v: the keys of %q have no heading", preset, stack, name)
				}
			}
		}
	}
}
