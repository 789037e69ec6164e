package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heed-desk/heed/desk"
)

// maxFileName is the most bytes of a name that heed gives a file: every file system takes it,
// with a number behind it.
const maxFileName = 200

// noBeginning reports whether no name begins so: with what a shell or a folder takes for more
// than a name, or with a mark that would sit on whatever stands before the name.
func noBeginning(r rune) bool { return strings.ContainsRune(".-~ ", r) || unicode.IsMark(r) }

// FileName returns what a file may be called on a disk: one part of a path, without a dot or
// a dash in front, controls, or anything that turns letters round. Its endings stay, each
// of them. A name of which nothing is left is "file".
func FileName(u desk.Untrusted) string {
	raw := u.Raw()
	if i := strings.LastIndexAny(raw, `/\`); i >= 0 {
		raw = raw[i+1:]
	}
	raw = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, !unicode.IsPrint(r) && !unicode.IsSpace(r), strings.ContainsRune(`/\:*?"<>|`, r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		default:
			return r
		}
	}, raw)
	name := strings.Join(strings.Fields(Line(desk.Foreign(raw))), " ")
	name = strings.TrimRight(strings.TrimLeftFunc(name, noBeginning), ". ")
	if len(name) > maxFileName {
		ending := ""
		if i := strings.LastIndexByte(name, '.'); i > 0 && len(name)-i <= 16 {
			ending = name[i:]
		}
		stem := name[:maxFileName-len(ending)]
		for len(stem) > 0 && !utf8.ValidString(stem) {
			stem = stem[:len(stem)-1]
		}
		name = strings.TrimRight(stem, ". ") + ending
	}
	if name == "" {
		return "file"
	}
	return name
}
