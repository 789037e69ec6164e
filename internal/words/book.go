// Package words holds the texts of heed's own interface: one catalogue, by language.
// Codes go in, sentences come out; nothing else in heed writes an English sentence for a person.
package words

import (
	"cmp"
	"fmt"
	"maps"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// Book is the catalogue in one language. It is never changed and may be shared.
type Book struct {
	texts    map[string]string
	language Language
	dates    Dates
	english  map[string]string // the texts that another language stands for; nil in English itself
	spelt    bool              // for the ear: spans in whole words
	keys     func(action string) string
	names    func(login string) string
	login    string // the command that signs in to the desk; empty where the desk is not known
}

// English returns the English catalogue.
func English() *Book { return &Book{texts: english(), language: LanguageEnglish} }

// WithKeys returns the book of a session that knows the keys of its keymap: {key.NAME} in
// a text becomes what keys returns for the action of that name. Where that is nothing,
// and in a book without keys, the command's name stands there.
func (b *Book) WithKeys(keys func(action string) string) *Book {
	keyed := *b
	keyed.keys = keys
	return &keyed
}

// WithNames returns the book of a session that knows colleagues: a login name in a text
// becomes what names returns for it. Where that is nothing, the login name stands there.
func (b *Book) WithNames(names func(login string) string) *Book {
	named := *b
	named.names = names
	return &named
}

// WithDesk returns the book of a session at a desk: {sign_in} in a text becomes the command that signs
// in there again. Address and profile must have been cleaned. In a book without them the reader fills
// the address in.
func (b *Book) WithDesk(url, profile string) *Book {
	at := *b
	at.login = "heed login " + url + " --profile " + profile
	return &at
}

// Unkept returns the book of a session of which nothing outlives the process: where a text
// says that something is kept, the one under the same key with ".unkept" behind it stands.
func (b *Book) Unkept() *Book {
	texts := maps.Clone(b.texts)
	for key, text := range b.texts {
		if plain, ok := strings.CutSuffix(key, ".unkept"); ok {
			texts[plain] = text
		}
	}
	unkept := *b
	unkept.texts = texts
	return &unkept
}

// Name is what a colleague is called; the login name where that is not known.
func (b *Book) Name(login string) string {
	if b.names != nil {
		if name := b.names(login); name != "" {
			return name
		}
	}
	return desk.Plain(login)
}

// T returns the text under key with its named places filled: pairs are a name and a
// value in turn, so that T("queue.new", "n", 3) fills {n}. Values that come from outside
// must have been cleaned. A key that is not there comes back as itself, which a test catches.
func (b *Book) T(key string, pairs ...any) string {
	text, ok := b.texts[key]
	if !ok {
		return desk.Plain(key) // it may be made of a code that a newer desk has sent
	}
	open := strings.IndexByte(text, '{')
	if open < 0 {
		return text
	}
	var out strings.Builder
	for ; open >= 0; open = strings.IndexByte(text, '{') {
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			break
		}
		out.WriteString(text[:open])
		out.WriteString(b.fill(text[open+1:open+end], pairs))
		text = text[open+end+1:]
	}
	out.WriteString(text)
	return out.String()
}

// fill is what stands at a named place. A value is never looked into for places of its own.
func (b *Book) fill(name string, pairs []any) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return said(pairs[i+1])
		}
	}
	if action, ok := strings.CutPrefix(name, "key."); ok {
		return b.key(action)
	}
	if name == "sign_in" {
		return cmp.Or(b.login, "heed login URL")
	}
	return "{" + name + "}"
}

func (b *Book) key(action string) string {
	if b.keys != nil {
		if key := b.keys(action); key != "" {
			return key
		}
	}
	return b.T("action." + action)
}

// English is the text under a key in English, without its places filled: what people who
// know heed in English look for. It is empty in the English book itself.
func (b *Book) English(key string) string { return b.english[key] }

// Has reports whether the catalogue has the key.
func (b *Book) Has(key string) bool {
	_, ok := b.texts[key]
	return ok
}

// Keys are the keys of the catalogue, in no order.
func (b *Book) Keys() []string {
	keys := make([]string, 0, len(b.texts))
	for key := range b.texts {
		keys = append(keys, key)
	}
	return keys
}

// said is a value as it stands in a sentence.
func said(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	default:
		return fmt.Sprint(v)
	}
}

// About is what an action does: as it is told in the first of the scopes that has words of
// its own for it, else as it is told everywhere.
func (b *Book) About(action string, scopes ...string) string {
	for _, s := range scopes {
		if key := "about." + action + "." + s; b.Has(key) {
			return b.T(key)
		}
	}
	return b.T("about." + action)
}
