package tuitest

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// bytesOf is what a plain terminal sends for a key.
func bytesOf(t testing.TB, name string) string {
	t.Helper()
	named := map[string]string{
		"enter": "\r", "esc": "\x1b", "tab": "\t", "space": " ", "backspace": "\x7f", "shift+tab": "\x1b[Z",
		"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
		"pgup": "\x1b[5~", "pgdown": "\x1b[6~", "delete": "\x1b[3~", "insert": "\x1b[2~",
		"f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f6": "\x1b[17~", "alt+up": "\x1b[1;3A", "alt+down": "\x1b[1;3B",
		"alt+left": "\x1b[1;3D", "alt+right": "\x1b[1;3C", "alt+backspace": "\x1b\x7f",
		"ctrl+enter": "\x1b[13;5u", "ctrl+home": "\x1b[1;5H", "ctrl+end": "\x1b[1;5F",
	}
	if s, ok := named[name]; ok {
		return s
	}
	if c, ok := strings.CutPrefix(name, "ctrl+"); ok && len(c) == 1 {
		return string(rune(c[0] & 0x1f))
	}
	if c, ok := strings.CutPrefix(name, "alt+"); ok && utf8.RuneCountInString(c) == 1 {
		return "\x1b" + c
	}
	if utf8.RuneCountInString(name) == 1 {
		return name
	}
	t.Fatalf("no terminal sends %q", name)
	return ""
}
