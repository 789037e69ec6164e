package text_test

import (
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

func TestACaretStandsBehindTheSameLetterOnceWhatCannotBeShownStandsThereByItsName(t *testing.T) {
	raw := "Dear \u202eHarper, yes"
	words := desk.Foreign(raw)
	clean := text.Editable(words)
	for offset, want := range map[int]string{0: "", 4: "Dear", len("Dear \u202eHarper"): "Dear ⟦RLO⟧Harper", len(raw): clean, len(raw) + 9: clean, -1: ""} {
		if got := clean[:text.EditableAt(words, offset)]; got != want {
			t.Errorf("at %d it stands behind %q, not %q", offset, got, want)
		}
	}
}
