package text_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

func TestAFileIsCalledWhatItsSenderCallsItButForWhatHarms(t *testing.T) {
	for raw, want := range map[string]string{
		"receipt.pdf":                    "receipt.pdf",
		"Rechnung März.pdf":              "Rechnung März.pdf",
		"../../etc/passwd":               "passwd",
		`C:\Windows\system32\cmd.exe`:    "cmd.exe",
		".bashrc":                        "bashrc",
		"--help":                         "help",
		"-rf .":                          "rf",
		"..":                             "file",
		"":                               "file",
		"\u202efdp.exe":                  "fdp.exe",
		"a\x1b[31mb.txt":                 "a[31mb.txt",
		"two\nlines.txt":                 "two lines.txt",
		"invoice.pdf.exe":                "invoice.pdf.exe",
		"nul\x00l.txt":                   "null.txt",
		"zero\u200bwidth.txt":            "zerowidth.txt",
		"what?.txt":                      "what.txt",
		strings.Repeat("x", 400) + ".go": strings.Repeat("x", 197) + ".go",
		strings.Repeat("ä", 300):         strings.Repeat("ä", 100),
		"ends with a dot.":               "ends with a dot",
	} {
		if got := text.FileName(desk.Foreign(raw)); got != want {
			t.Errorf("%q is called %q, not %q", raw, got, want)
		}
	}
}

func FuzzAFileNameIsOnePartOfAPath(f *testing.F) {
	for _, seed := range []string{"a/b", "..", "\u202e", "-x", "a\x00b", "\xff", "~root"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		name := text.FileName(desk.Foreign(raw))
		bad := func(r rune) bool { return !unicode.IsPrint(r) || r == '/' || r == '\\' }
		if name == "" || len(name) > 200 || strings.IndexFunc(name, bad) >= 0 || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "-") || text.FileName(desk.Foreign(name)) != name {
			t.Errorf("%q became %q", raw, name)
		}
	})
}
