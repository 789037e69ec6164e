package words

import "strings"

// Language is a language that heed's own texts are written in, by its ISO 639-1 code.
type Language string

// The languages.
const (
	LanguageEnglish Language = "en"
	LanguageGerman  Language = "de"
)

// Languages are all of them; the first is the one that every text is in.
func Languages() []Language { return []Language{LanguageEnglish, LanguageGerman} }

// In returns the catalogue in a language; the English one for a language that heed does not speak.
func In(language Language) *Book {
	if language == LanguageGerman {
		return German()
	}
	return English()
}

// Within is a name as it stands within a line: in small letters, but for a language that
// writes its nouns with a capital wherever they stand.
func (b *Book) Within(name string) string {
	if b.language == LanguageGerman {
		return name
	}
	return strings.ToLower(name)
}

// Language is the language that the book is in.
func (b *Book) Language() Language { return b.language }
