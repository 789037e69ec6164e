package keymaps

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Chord is one or more keys that are pressed one after the other, by their normal
// names, with a space between them: "r", "ctrl+s", "g g", "pgdown".
type Chord string

// ParseChord brings a chord to its normal form: modifiers in the order ctrl, alt, shift,
// names in lower case, one name for each key. A single letter keeps its case.
func ParseChord(s string) (Chord, error) {
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return "", fmt.Errorf("%q is no key", s)
	}
	for i, f := range fields {
		key, err := normalKey(f)
		if err != nil {
			return "", err
		}
		fields[i] = key
	}
	return Chord(strings.Join(fields, " ")), nil
}

// Keys are the single keys of a chord.
func (c Chord) Keys() []string { return strings.Fields(string(c)) }

// first is the key that is pressed first.
func (c Chord) first() string {
	key, _, _ := strings.Cut(string(c), " ")
	return key
}

// With adds a key to a chord.
func (c Chord) With(key string) Chord {
	if c == "" {
		return Chord(key)
	}
	return c + " " + Chord(key)
}

// startsWith reports whether more keys could turn c's beginning p into c.
func (c Chord) startsWith(p Chord) bool { return strings.HasPrefix(string(c), string(p)+" ") }

// Printing reports whether a key, by its name, is one that writes something in a text field.
func Printing(key string) bool {
	if key == "space" {
		return true
	}
	r, n := utf8.DecodeRuneInString(key)
	return n == len(key) && n > 0 && unicode.IsPrint(r)
}

// NormalKey is the name under which a key stands in a table, from the name under which
// a terminal library reports it; text that it does not know comes back as it is.
func NormalKey(key string) string {
	if n, err := normalKey(key); err == nil {
		return n
	}
	return key
}

func normalKey(key string) (string, error) {
	if key == " " {
		return "space", nil
	}
	mods, base := splitKey(key)
	lower := strings.ToLower(base)
	if utf8.RuneCountInString(base) == 1 && !stands(base) {
		return "", fmt.Errorf("%q is no key that heed knows", key)
	}
	if utf8.RuneCountInString(key) == 1 {
		return key, nil
	}
	if utf8.RuneCountInString(base) != 1 {
		if other, ok := otherNames(lower); ok {
			lower = other
		}
		if !slices.Contains(namedKeys(), lower) {
			return "", fmt.Errorf("%q is no key that heed knows", key)
		}
		base = lower
	} else if len(mods) > 0 {
		base = lower
	}
	var b strings.Builder
	for _, m := range []string{"ctrl", "alt", "shift"} {
		if slices.Contains(mods, m) {
			b.WriteString(m + "+")
		}
	}
	for _, m := range mods {
		if m != "ctrl" && m != "alt" && m != "shift" {
			return "", fmt.Errorf("%q: %q is no modifier that heed knows", key, m)
		}
	}
	return b.String() + base, nil
}

// stands reports whether a letter is one that is seen, and by itself: a key is shown.
func stands(letter string) bool {
	r, _ := utf8.DecodeRuneInString(letter)
	return unicode.IsPrint(r) && !unicode.In(r, unicode.M, unicode.Other_Default_Ignorable_Code_Point)
}

// splitKey parts "ctrl++" into ctrl and +.
func splitKey(key string) (mods []string, base string) {
	for {
		i := strings.IndexByte(key, '+')
		if i <= 0 || i == len(key)-1 {
			return mods, key
		}
		mods, key = append(mods, strings.ToLower(key[:i])), key[i+1:]
	}
}

func otherNames(key string) (string, bool) {
	switch key {
	case "return":
		return "enter", true
	case "escape":
		return "esc", true
	case "pageup":
		return "pgup", true
	case "pagedown":
		return "pgdown", true
	case "del":
		return "delete", true
	case "ins":
		return "insert", true
	default:
		return "", false
	}
}

func namedKeys() []string {
	return []string{
		"enter", "esc", "tab", "space", "backspace", "delete", "insert", "home", "end", "pgup", "pgdown",
		"up", "down", "left", "right",
		"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12",
	}
}

// Plain reports whether every key of a chord is one that a terminal without keyboard
// extensions can send and tell from others: no ctrl+m (that is enter), no ctrl+i (tab),
// no ctrl+enter, no shift on a named key but tab, no ctrl on digits and most signs.
func (c Chord) Plain() bool {
	keys := c.Keys()
	for _, k := range keys {
		if !plainKey(k) {
			return false
		}
	}
	return len(keys) > 0
}

func plainKey(key string) bool {
	mods, base := splitKey(key)
	if utf8.RuneCountInString(key) == 1 {
		return true
	}
	ctrl, alt, shift := slices.Contains(mods, "ctrl"), slices.Contains(mods, "alt"), slices.Contains(mods, "shift")
	single := utf8.RuneCountInString(base) == 1
	switch {
	case !ctrl && !alt && !shift:
		return true
	case shift:
		return base == "tab" && !ctrl && !alt
	case ctrl && single:
		return !alt && (base >= "a" && base <= "z" && base != "m" && base != "i" && base != "j" && base != "h" || base == "_")
	case alt && single:
		return base != "[" && base != "O" // these begin what other keys send
	case alt:
		return base == "backspace" || base == "enter"
	default:
		return false
	}
}
