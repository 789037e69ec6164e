package text

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
)

func words(s string) []string {
	var out []string
	for _, tok := range Tokens(desk.Foreign(s)) {
		out = append(out, tok.Text)
	}
	return out
}

func TestASearchFindsWordsAsPeopleTypeThem(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Where's my order #W5964460?", "where my order w5964460"},
		{"Café, NAÏVE Straße", "cafe naive strasse"},
		{"cafe\u0301", "cafe"},
		{"re\u00adfund pass\u200bword", "refund password"},
		{"don't they're customer’s O'Neil", "dont theyre customer o neil"},
		{"write to Mei.Lee@Example.com, please", "write to mei.lee@example.com mei lee example com please"},
		{"a@b user@localhost", "a b user localhost"},
		{"+1 (555) 010-9999 and 94.80", "1 555 010 9999 and 94 80"},
		{"ﬁne Ｆｕｌｌ ①", "fine full 1"},
		{"退款 please", "退 款 please"},
		{"ありがとう", "あ り が と う"},
		{"नमस्ते", "नमस्ते"},
		{"مُحَمَّد", "محمد"},
		{"ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"},
		{"İstanbul ISTANBUL ısı", "istanbul istanbul isi"},
		{"snake_case kebab-case", "snake case kebab case"},
		{"\x1b[31mred\x1b[m", "31mred m"},
		{"\xffbad\xfe bytes", "bad bytes"},
		{"Łódź Øre Þór Æsir", "lodz ore thor aesir"},
		{"!!! ??? …", ""},
	} {
		if got := strings.Join(words(c.in), " "); got != c.want {
			t.Errorf("%q gives %q, want %q", c.in, got, c.want)
		}
	}
}

func TestATokenKnowsWhereItStands(t *testing.T) {
	const s = "Hi, Zoë's café: mail zoe@cafe.fr"
	for _, tok := range Tokens(desk.Foreign(s)) {
		if got := Fold(s[tok.From:tok.To]); got != tok.Text {
			t.Errorf("%q stands at %q", tok.Text, s[tok.From:tok.To])
		}
	}
}

func TestAWordOfAMegabyteIsNoWord(t *testing.T) {
	for _, tok := range Tokens(desk.Foreign(strings.Repeat("A", 1<<20) + " " + strings.Repeat("é", 1<<18))) {
		if len(tok.Text) > 4*maxToken {
			t.Errorf("a token of %d bytes", len(tok.Text))
		}
	}
}

func TestAnyTextGivesTokensInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkTokens(t, nastyText().Draw(t, "text")) })
}

func FuzzTokens(f *testing.F) {
	f.Add("Mei.Lee@Example.com wrote: don't")
	f.Add("退款 İ ſ ŉ ﷺ\u200d")
	f.Fuzz(func(t *testing.T, s string) { checkTokens(t, s) })
}

func checkTokens(t failer, s string) {
	at, mail := 0, 0
	for _, tok := range Tokens(desk.Foreign(s)) {
		if tok.From >= tok.To || tok.To > len(s) || tok.From < at {
			t.Fatalf("%q: %+v after %d", s, tok, at)
		}
		if strings.Contains(tok.Text, "@") {
			mail = tok.To
			at = tok.From
		} else {
			at = tok.To
		}
		if strings.ContainsFunc(tok.Text, unicode.IsSpace) && mail == 0 {
			t.Fatalf("%q: token %q", s, tok.Text)
		}
		if again := words(tok.Text); !strings.Contains(tok.Text, "@") && len(again) > 0 && !slices.Contains(again, tok.Text) && len(again) == 1 {
			t.Fatalf("%q: token %q looked for gives %q", s, tok.Text, again)
		}
	}
}

func BenchmarkTokens(b *testing.B) {
	s := desk.Foreign(strings.Repeat("Where is my order W5964460? I've been waiting since Tuesday, thank you. ", 14))
	var dst []Token
	b.SetBytes(int64(s.Len()))
	b.ReportAllocs()
	for b.Loop() {
		dst = AppendTokens(dst[:0], s)
	}
}
