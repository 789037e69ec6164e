package text

import (
	"encoding/json"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/heed-desk/heed/desk"
)

// JSON returns the text as a JSON string for --json: all of it, but controls (C1 too),
// bidi controls, what cannot be seen and marks that pile up are \u escapes, so that the line may be
// looked at on a terminal. Broken UTF-8 becomes U+FFFD.
func JSON(u desk.Untrusted) json.RawMessage {
	raw := u.Raw()
	out := make([]byte, 0, len(raw)+2)
	out = append(out, '"')
	marks := maxMarks // none stands on the quote
	for _, r := range raw {
		if !unicode.Is(unicode.M, r) {
			marks = 0
		} else if marks++; marks > maxMarks {
			out = appendEscape(out, r)
			continue
		}
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r == '\n':
			out = append(out, '\\', 'n')
		case r >= ' ' && r < 0x7f:
			out = append(out, byte(r))
		case isEscaped(r):
			out = appendEscape(out, r)
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return append(out, '"')
}

// isEscaped reports whether r may not stand in JSON as it is.
func isEscaped(r rune) bool {
	return r < 0xa0 || isNewline(r) || isJoiner(r) || isInvisible(r) || bidiName(r) != "" || isNoncharacter(r)
}

func appendEscape(out []byte, r rune) []byte {
	if r > 0xffff {
		hi, lo := utf16.EncodeRune(r)
		return appendEscape(appendEscape(out, hi), lo)
	}
	const hex = "0123456789abcdef"
	return append(out, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}
