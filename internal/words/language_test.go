package words

import "testing"

func TestGermanSaysWhatItHasNoWordsForInEnglish(t *testing.T) {
	german := In(LanguageGerman)
	if german.Language() != LanguageGerman || german.T("moment.tomorrow", "time", "9:00") != "morgen 9:00" {
		t.Errorf("German says %q", german.T("moment.tomorrow", "time", "9:00"))
	}
	for _, key := range English().Keys() {
		if !german.Has(key) {
			t.Errorf("German shows the key %s", key)
		}
	}
}

func TestALanguageThatHeedDoesNotSpeakIsEnglish(t *testing.T) {
	if got := In("tlh").Language(); got != LanguageEnglish {
		t.Errorf("it is %q", got)
	}
}
