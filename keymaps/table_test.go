package keymaps_test

import (
	"testing"

	"github.com/heed-desk/heed/keymaps"
)

func TestEveryPresetWorksOnAPlainTerminalWithoutConflicts(t *testing.T) {
	for _, p := range keymaps.Presets() {
		for _, c := range keymaps.New(p).Check() {
			t.Errorf("%s: %s", p, c)
		}
	}
}
