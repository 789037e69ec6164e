package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Untrusted is text that somebody else wrote: a subject, a name, a message. No
// view, log or title accepts it: internal/text turns it into something fit to be
// shown, and codecs take it as it is. Printing it by accident prints a redaction.
type Untrusted struct{ raw string }

// Foreign wraps text that came from outside.
func Foreign(s string) Untrusted { return Untrusted{raw: s} }

// Raw returns the text as it came. Only codecs and internal/text may call it; a
// rule in internal/house holds that.
func (u Untrusted) Raw() string { return u.raw }

// Len is the length of the text in bytes.
func (u Untrusted) Len() int { return len(u.raw) }

// IsEmpty reports whether there is no text at all.
func (u Untrusted) IsEmpty() bool { return u.raw == "" }

// Shows reports whether there is anything in the text that is seen: no space, no control and no mark
// that only says how others are written.
func (u Untrusted) Shows() bool {
	return strings.ContainsFunc(u.raw, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unseen(r) })
}

// Join puts texts one behind the other with sep between them; empty ones are left out.
func Join(sep string, texts ...Untrusted) Untrusted {
	var all Untrusted
	for _, u := range texts {
		switch {
		case u.raw == "":
		case all.raw == "":
			all = u
		default:
			all.raw += sep + u.raw
		}
	}
	return all
}

// Format writes a redaction whatever the verb, so that no %v leaks the text.
func (u Untrusted) Format(f fmt.State, _ rune) { _, _ = fmt.Fprintf(f, "[%d bytes]", len(u.raw)) }

// LogValue gives a log the redaction too.
func (u Untrusted) LogValue() slog.Value {
	return slog.StringValue(fmt.Sprintf("[%d bytes]", len(u.raw)))
}

// MarshalJSON writes the text as a JSON string. Broken UTF-8 is repaired, so that
// writing what was read gives the same bytes and so the same hash.
func (u Untrusted) MarshalJSON() ([]byte, error) {
	return json.Marshal(strings.ToValidUTF8(u.raw, "\ufffd"))
}

// UnmarshalJSON reads a JSON string. Most have nothing to unescape: taking them as they
// are spares a first fill a fifth of its reading.
func (u *Untrusted) UnmarshalJSON(b []byte) error {
	if n := len(b); n >= 2 && b[0] == '"' && bytes.IndexByte(b, '\\') < 0 && utf8.Valid(b) {
		u.raw = string(b[1 : n-1]) // encoding/json has seen that it is one string
		return nil
	}
	return json.Unmarshal(b, &u.raw)
}
