package words

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/keymaps"
)

// places are what is filled in a text, each once.
func places(text string) []string {
	all := regexp.MustCompile(`\{[a-z_.]+\}`).FindAllString(text, -1)
	slices.Sort(all)
	return slices.Compact(all)
}

func TestGermanSaysAllThatEnglishSaysAndNothingElse(t *testing.T) {
	en, de := english(), german()
	for key := range en {
		if _, ok := de[key]; !ok {
			t.Errorf("%s has no German: %q", key, en[key])
		}
	}
	for key := range de {
		if _, ok := en[key]; !ok {
			t.Errorf("%s is in German only: %q", key, de[key])
		}
	}
}

func TestGermanHasThePlacesOfEnglish(t *testing.T) {
	en, de := english(), german()
	for key, text := range de {
		if want := places(en[key]); en[key] != "" && !slices.Equal(places(text), want) {
			t.Errorf("%s has the places %v and not %v: %q", key, places(text), want, text)
		}
		if strings.Count(text, "\n") != strings.Count(en[key], "\n") {
			t.Errorf("%s has another number of lines than the English", key)
		}
	}
}

func TestGermanIsAsCalm(t *testing.T) {
	for key, text := range german() {
		if strings.Contains(text, "!") {
			t.Errorf("%s: %q shouts", key, text)
		}
		if regexp.MustCompile(`[a-zäöüß,] Sie\b`).MatchString(text) {
			t.Errorf("%s: %q says Sie", key, text)
		}
		for _, word := range []string{"Ihnen", "Ihr", "Bitte", "bitte", "ungültig", "Fehler:"} {
			if slices.Contains(strings.Fields(text), word) {
				t.Errorf("%s: %q says %q", key, text, word)
			}
		}
	}
}

func TestGermanNamesFitTheFooter(t *testing.T) {
	b := German()
	for _, spec := range keymaps.Specs() {
		if n := len([]rune(b.T(spec.Title()))); n > 24 {
			t.Errorf("%q takes %d letters of the footer", b.T(spec.Title()), n)
		}
	}
}

// {who} of what happened may be "Du", which no verb of the
// third person goes with.
func TestWhatYouDidIsSaidOfYouInGermanToo(t *testing.T) {
	for key, text := range german() {
		if after, ok := strings.CutPrefix(text, "{who}"); ok && (strings.HasPrefix(key, "event.") || strings.HasPrefix(key, "history.")) && !strings.HasPrefix(after, ":") {
			t.Errorf("%s: %q", key, strings.ReplaceAll(text, "{who}", "Du"))
		}
	}
}

func TestWhatIsCountedAsOneIsSaidOfOne(t *testing.T) {
	for _, part := range []map[string]string{english(), german()} {
		for key, text := range part {
			if plain, ok := strings.CutSuffix(key, ".one"); ok && strings.Contains(part[plain], "{n}") && strings.Contains(text, "{n}") {
				t.Errorf("%s: %q stands for %q", key, text, part[plain])
			}
		}
	}
}
