package text_test

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

func TestManyMarksInARowAreParedDownAndNothingUnseenIsPutBetweenThem(t *testing.T) {
	for _, mark := range []string{"\uffd2", "\uffd6", "\u0301", "\u05b0"} {
		words := "a" + strings.Repeat(mark, 70) + "b"
		got := text.Line(desk.Foreign(words))
		if strings.ContainsRune(got, '\u034f') || text.Line(desk.Foreign(got)) != got {
			t.Errorf("%q came of %q", got, words)
		}
	}
}
