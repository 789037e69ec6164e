package config

import (
	"testing"

	"github.com/heed-desk/heed/internal/words"
)

func TestEverySettingHasANameAndAWordOnWhatItDoesInEveryLanguage(t *testing.T) {
	for _, l := range words.Languages() {
		b := words.In(l)
		for _, s := range Settings() {
			if s.Name == "profile" || s.Name == "desk" || s.Name == "as" {
				continue // they are not changed while heed runs
			}
			if !b.Has("settings.of."+s.Name) || !b.Has("setting."+s.Name) {
				t.Errorf("%s: no name for %s", l, s.Name)
			}
		}
	}
}
