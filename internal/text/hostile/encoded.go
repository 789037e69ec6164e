package hostile

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"strings"
)

// nested is class 19: sequences that are there once something inside them is taken out.
func (l *list) nested() {
	for _, s := range sequences() {
		l.add(19, "nested", s[:1]+s+s[1:], s[:len(s)/2]+s+s[len(s)/2:], s[:1]+"\u200b"+s[1:], s[:1]+"\x00"+s[1:], s[:1]+"\u202e"+s[1:])
	}
	l.add(19, "nested deeper", "\x1b\x1b[31m[31m", "\x1b[\x1b[31m31m", "\x1b]0;\x1b]0;a\x07\x07", "\u009b\x1b[31m", "\xc2\u200b\x9b31m", "\xc2\x00\x9b31m", "\xe2\u200b\x80\xae", "\x1b\u0301[31m")
}

// encoded is class 20: some of every other class, as it stands in mail, in pages and in
// source texts. Whoever decodes it once too often has it back.
func (l *list) encoded() {
	seen := map[int]int{}
	for _, p := range *l {
		if len(p.Text) > 64 || seen[p.Class] == 3 {
			continue
		}
		seen[p.Class]++
		for i, code := range encodings() {
			l.add(20, fmt.Sprintf("%s as %d", p.Name, i), code(p.Text))
		}
	}
}

func encodings() []func(string) string {
	return []func(string) string{
		func(s string) string { b, _ := json.Marshal(s); return string(b) },
		func(s string) string { b, _ := json.Marshal(map[string]any{s: []string{s}}); return string(b) },
		func(s string) string { return eachRune(s, "&#%d;") },
		func(s string) string { return eachRune(s, "\\u%04x") },
		func(s string) string { return eachByte(s, "\\x%02x") },
		func(s string) string { return eachByte(s, "=%02X") },
		func(s string) string { return eachByte(s, "%%%02X") },
		func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
		func(s string) string { return mime.BEncoding.Encode("utf-8", s+"é") },
		func(s string) string { return mime.QEncoding.Encode("utf-8", s+"é") },
		func(s string) string {
			var b strings.Builder
			w := quotedprintable.NewWriter(&b)
			_, _ = w.Write([]byte(s))
			_ = w.Close()
			return b.String()
		},
	}
}

func eachRune(s, as string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, as, r)
	}
	return b.String()
}

func eachByte(s, as string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, as, s[i])
	}
	return b.String()
}
