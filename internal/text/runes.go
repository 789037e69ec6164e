package text

import "unicode"

const (
	zwnj = '\u200c'
	zwj  = '\u200d'
	vs16 = '\ufe0f'
	// keycap encloses the digit before it.
	keycap = '\u20e3'
	// noBase stands under a mark that has nothing to stand on.
	noBase = "\u25cc"
)

// isNewline reports whether r ends a line by itself.
func isNewline(r rune) bool {
	return r == '\n' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// isJoiner reports whether r cannot be seen but may be needed by its neighbours.
func isJoiner(r rune) bool { return r == zwj || r == zwnj || r == vs16 }

// bidiName is the short name of a bidi control, and empty for any other rune.
func bidiName(r rune) string {
	switch r {
	case 0x061c:
		return "ALM"
	case 0x200e:
		return "LRM"
	case 0x200f:
		return "RLM"
	case 0x202a:
		return "LRE"
	case 0x202b:
		return "RLE"
	case 0x202c:
		return "PDF"
	case 0x202d:
		return "LRO"
	case 0x202e:
		return "RLO"
	case 0x2066:
		return "LRI"
	case 0x2067:
		return "RLI"
	case 0x2068:
		return "FSI"
	case 0x2069:
		return "PDI"
	default:
		return ""
	}
}

// isInvisible reports whether r shows nothing: format characters, tags, variation
// selectors, fillers.
func isInvisible(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r >= 0xfff0 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe0fff:
		return true
	default:
		return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
	}
}

// isNoncharacter reports whether Unicode promises that r is no character.
func isNoncharacter(r rune) bool {
	return r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// needsJoiners reports whether r is of a script that is written with joiners.
func needsJoiners(r rune) bool {
	if r < 0x600 {
		return false
	}
	return unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko, unicode.Mandaic,
		unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil,
		unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Tibetan, unicode.Myanmar,
		unicode.Khmer, unicode.Adlam, unicode.Hanifi_Rohingya)
}
