package near_test

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/near"
)

func TestLettersAreCountedWhateverTheyAreWrittenIn(t *testing.T) {
	long := strings.Repeat("д", 40)
	names := []string{"丰丰", "äbc", long}
	for typed, meant := range map[string]string{"äöü": "äbc", "中中": "", long[:len(long)-2] + "ж": long} {
		if got := near.Name(typed, names); got != meant {
			t.Errorf("%q finds %q, not %q", typed, got, meant)
		}
	}
}

func TestAMistypedNameFindsTheOneThatWasMeant(t *testing.T) {
	names := []string{"ines", "tom", "lara"}
	for typed, meant := range map[string]string{"lora": "lara", "Ines": "ines", "tm": "tom", "somebody": "", "": "", strings.Repeat("x", 1000): ""} {
		if got := near.Name(typed, names); got != meant {
			t.Errorf("%q finds %q, not %q", typed, got, meant)
		}
	}
}
