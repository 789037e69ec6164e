// Package words holds the texts of heed's own interface: one catalogue, by language.
// Codes go in, sentences come out; nothing else in heed writes an English sentence for a person.
package words

import (
	"fmt"
	"strings"
)

// Book is the catalogue in one language. It is never changed and may be shared.
type Book struct {
	lang  string
	texts map[string]string
}

// English returns the English catalogue.
func English() *Book { return &Book{lang: "en", texts: english()} }

// Language is the language's code.
func (b *Book) Language() string { return b.lang }

// T returns the text under key with its named places filled: pairs are a name and a
// value in turn, so that T("queue.new", "n", 3) fills {n}. Values that come from outside
// must have been cleaned. A key that is not there comes back as itself, which a test catches.
func (b *Book) T(key string, pairs ...any) string {
	text, ok := b.texts[key]
	if !ok {
		return key
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(pairs[i+1]))
	}
	return text
}

// Has reports whether the catalogue has the key.
func (b *Book) Has(key string) bool {
	_, ok := b.texts[key]
	return ok
}
