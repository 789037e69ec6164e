package text

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text/hostile"
)

// sink is a place that foreign text reaches.
type sink struct {
	name  string
	clean func(desk.Untrusted) string
	lines bool // \n may stand in it
	cells int  // the most cells of a line; 0 for any
	again bool // cleaning it again changes nothing
}

func sinks() []sink {
	return []sink{
		{name: "Line", clean: Line, again: true},
		{name: "Block", clean: Block, lines: true, again: true},
		{name: "Editable", clean: Editable, lines: true, again: true},
		{name: "Paste", clean: func(u desk.Untrusted) string { return Paste(u.Raw()) }, lines: true, again: true},
		{name: "PasteLine", clean: func(u desk.Untrusted) string { return PasteLine(u.Raw()) }, again: true},
		{name: "Copy", clean: Copy, lines: true, again: true},
		{name: "Title", clean: Title, cells: MaxTitle, again: true},
		{name: "Notice", clean: Notice, cells: MaxNotice, again: true},
		{name: "Log", clean: Log, cells: MaxLog, again: true},
		{name: "JSON", clean: func(u desk.Untrusted) string { return string(JSON(u)) }},
		{name: "%v", clean: func(u desk.Untrusted) string { return fmt.Sprintf("%v %s %q %+v %#v %d", u, u, u, u, u, u) }},
		{name: "LogValue", clean: func(u desk.Untrusted) string { return u.LogValue().String() }},
	}
}

func TestNoPayloadPassesAnySink(t *testing.T) {
	all := append(hostile.All(), hostile.Data(t)...)
	classes := map[int]bool{}
	for _, p := range all {
		classes[p.Class] = true
		for _, s := range sinks() {
			if err := s.check(p.Text); err != nil {
				t.Errorf("%s through %s: %v", p.Name, s.name, err)
			}
		}
	}
	for c := 1; c <= 26; c++ {
		if !classes[c] {
			t.Errorf("no payload of class %d", c)
		}
	}
}

func TestTwoPayloadsSideBySidePassNoSink(t *testing.T) {
	all := hostile.All()
	for i, p := range all {
		q := all[(i*37+11)%len(all)]
		if len(p.Text)+len(q.Text) > 1<<16 {
			continue
		}
		for _, s := range sinks() {
			if err := s.check(p.Text + q.Text); err != nil {
				t.Errorf("%s + %s through %s: %v", p.Name, q.Name, s.name, err)
			}
		}
	}
}

func TestNoTextAtAllPassesAnySink(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := nastyText().Draw(t, "text")
		for _, s := range sinks() {
			if err := s.check(text); err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
		}
	})
}

func FuzzNoBytesPassAnySink(f *testing.F) {
	for _, p := range hostile.All() {
		if len(p.Text) < 200 {
			f.Add(p.Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range sinks() {
			if err := s.check(text); err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
		}
	})
}

// check cleans a text for the sink and says what is wrong with what came out.
func (s sink) check(text string) error {
	out := s.clean(desk.Foreign(text))
	if err := s.allow(out); err != nil {
		return fmt.Errorf("%w in %.120q", err, out)
	}
	if again := s.clean(desk.Foreign(out)); s.again && again != out {
		return fmt.Errorf("cleaned again, %.120q becomes %.120q", out, again)
	}
	if s.again && !norm.NFC.IsNormalString(out) {
		return fmt.Errorf("not composed: %.120q", out)
	}
	for line := range strings.SplitSeq(out, "\n") {
		if s.cells > 0 && Width(line) > s.cells {
			return fmt.Errorf("%d cells in %.120q", Width(line), line)
		}
		for c := range Graphemes(line) {
			if n := utf8.RuneCountInString(c); s.again && n > maxCluster+1 {
				return fmt.Errorf("a letter of %d runes in %.120q", n, line)
			}
		}
		if s.again && line != "" && (extends(first(line)) || swallows(last(line))) {
			return fmt.Errorf("joins what stands beside it: %.120q", line)
		}
	}
	return nil
}

// allow holds a text against the allow set, rune by rune.
func (s sink) allow(out string) error {
	if !utf8.ValidString(out) {
		return fmt.Errorf("broken UTF-8")
	}
	marks := 0
	for _, r := range out {
		switch {
		case r == '\n' && s.lines:
		case unicode.IsControl(r), r == 0x2028, r == 0x2029:
			return fmt.Errorf("control %U", r)
		case unicode.Is(unicode.Bidi_Control, r):
			return fmt.Errorf("bidi control %U", r)
		case unicode.Is(unicode.Noncharacter_Code_Point, r):
			return fmt.Errorf("noncharacter %U", r)
		case r == zwj || r == zwnj || r == vs16:
		case unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
			return fmt.Errorf("invisible %U", r)
		}
		if unicode.Is(unicode.M, r) && r != vs16 {
			marks++
		} else if !isJoiner(r) {
			marks = 0
		}
		if marks > maxMarks {
			return fmt.Errorf("%d marks on one base", marks)
		}
	}
	return nil
}

func first(s string) string {
	c, _ := firstCluster(s)
	return c
}

func last(s string) string { return s[Prev(s, len(s)):] }

// nastyText draws texts that are dense in what goes wrong.
func nastyText() *rapid.Generator[string] {
	runes := []rune{
		'a', 'e', ' ', ' ', '\n', '\r', '\t', 0x1b, '[', ']', '0', '1', '#', 0x7f, 0x85, 0x9b, 0xa9, 0xad, 0x300, 0x301, 0x323,
		0x344, 0x34f, 0x5d0, 0x61c, 0x600, 0x628, 0x64b, 0x915, 0x94d, 0x93e, 0x958, 0xd4e, 0xe01, 0xe31, 0x1100, 0x1161, 0x11a8, 0x115f, 0x1160,
		0xac00, zwj, zwnj, vs16, 0xfe0e, 0x202e, 0x2066, 0x2028, 0x20e3, 0x212b, 0x2329, 0x2764, 0x2640, 0x25cc, 0x3000, 0x754c, 0x3099, 0xff9e,
		0xfeff, 0xfffd, 0xfdd0, 0x1f1e6, 0x1f1e7, 0x1f3fb, 0x1f44d, 0x1f468, 0x1f469, 0x1d15e, 0x1d160, 0xe0061, 0x2026,
	}
	piece := rapid.OneOf(
		rapid.Map(rapid.SampledFrom(runes), func(r rune) string { return string(r) }),
		rapid.SampledFrom([]string{"\xff", "\xc0\xaf", "\xed\xa0\x80", "word ", "👩‍👩‍👧", "1️⃣", "مرحبا", "नमस्ते"}),
		rapid.Map(rapid.Rune(), func(r rune) string { return string(r) }),
	)
	return rapid.Map(rapid.SliceOfN(piece, 0, 40), func(p []string) string { return strings.Join(p, "") })
}

func TestPlainTextIsLeftAsItIs(t *testing.T) {
	for _, s := range []string{
		"", "Where is my order #W5964460?", "Käse, naïve café", "Привет", "你好，世界", "한국어", "نشكركم على رسالتكم", "שלום",
		"می\u200cخواهم", "क्\u200dष नमस्ते", "👩🏽‍❤️‍💋‍👨🏿 🏳️‍🌈 ☎️ 1️⃣ 👍🏽 🇩🇪", "x² + y² ≤ 1", "…", " two  spaces ", "10\u00a0€",
	} {
		for _, sink := range []sink{{name: "Line", clean: Line}, {name: "Block", clean: Block}, {name: "Copy", clean: Copy}} {
			if got := sink.clean(desk.Foreign(s)); got != s {
				t.Errorf("%s(%q) = %q", sink.name, s, got)
			}
		}
	}
}

func TestWhatIsHarmfulBecomesVisible(t *testing.T) {
	for _, c := range []struct{ in, line, block string }{
		{"a\x1b[31mb", "a␛[31mb", "a␛[31mb"},
		{"a\x00\x07\x7fb", "a␀␇␡b", "a␀␇␡b"},
		{"\u009b31m", "␛[31m", "␛[31m"},
		{"paid\rFREE", "paid FREE", "paid\nFREE"},
		{"one\r\n\r\ntwo\n", "one two", "one\n\ntwo\n"},
		{"a\tb", "a b", "a    b"},
		{"a\u2028b\u0085c", "a b c", "a\nb\nc"},
		{"safe\u202efdp.exe", "safefdp.exe", "safe⟦RLO⟧fdp.exe"},
		{"pass\u200bword\ufeff\u00ad", "password", "password"},
		{"\xff\xfeab\xc0", "\ufffdab\ufffd", "\ufffdab\ufffd"},
		{"e\u0301", "é", "é"},
		{"e\u200b\u0301", "é", "é"},
		{"a\u200db", "ab", "ab"},
		{"a\ufe0fb", "ab", "ab"},
		{"\u0301a", "◌\u0301a", "◌\u0301a"},
		{"x\n\u0301a", "x ◌\u0301a", "x\n◌\u0301a"},
		{"x \u0d4e \u0301y", "x \u0d4e◌ ◌\u0301y", "x \u0d4e◌ ◌\u0301y"},
		{"x \u0301 \u0d4e y", "x ◌\u0301 \u0d4e◌ y", "x ◌\u0301 \u0d4e◌ y"},
		{"👩‍a", "👩a", "👩a"},
		{"🏴\U000e0067\U000e007f", "🏴", "🏴"},
	} {
		if got := Line(desk.Foreign(c.in)); got != c.line {
			t.Errorf("Line(%q) = %q, want %q", c.in, got, c.line)
		}
		if got := Block(desk.Foreign(c.in)); got != c.block {
			t.Errorf("Block(%q) = %q, want %q", c.in, got, c.block)
		}
	}
}

func TestABlockNamesEveryBidiControl(t *testing.T) {
	const all = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
	const want = "⟦ALM⟧⟦LRM⟧⟦RLM⟧⟦LRE⟧⟦RLE⟧⟦PDF⟧⟦LRO⟧⟦RLO⟧⟦LRI⟧⟦RLI⟧⟦FSI⟧⟦PDI⟧"
	if got := Block(desk.Foreign(all)); got != want {
		t.Errorf("got %s", got)
	}
}

func TestJSONKeepsEveryWordAndShowsNoControl(t *testing.T) {
	for _, p := range append(hostile.All(), hostile.Data(t)...) {
		var back string
		if err := json.Unmarshal(JSON(desk.Foreign(p.Text)), &back); err != nil {
			t.Fatalf("%s: %v", p.Name, err)
		}
		want := make([]rune, 0, len(p.Text))
		want = append(want, []rune(p.Text)...)
		if back != string(want) {
			t.Errorf("%s: %.80q came back as %.80q", p.Name, p.Text, back)
		}
	}
}

func TestACopiedTextDoesNotPressEnter(t *testing.T) {
	if got := Copy(desk.Foreign("rm -rf ~\r\n\n")); got != "rm -rf ~" {
		t.Errorf("got %q", got)
	}
}

func TestALongLineIsCutAndAFieldIsNot(t *testing.T) {
	long := strings.Repeat("words and 界 ", 20_000)
	if n := len(Line(desk.Foreign(long))); n > maxLine {
		t.Errorf("Line gave %d bytes", n)
	}
	if n := len(Block(desk.Foreign(long))); n > maxLine {
		t.Errorf("Block gave a line of %d bytes", n)
	}
	if got := Editable(desk.Foreign(long)); got != long {
		t.Errorf("Editable lost %d bytes", len(long)-len(got))
	}
	if got := Paste(long); got != long {
		t.Errorf("Paste lost %d bytes", len(long)-len(got))
	}
}

func TestAMatchIsMarkedWhereItWentInTheCleanedLine(t *testing.T) {
	raw := "a\x1b[1m re\u00adfund\nor café\u202e money"
	at := func(s string) desk.Span {
		i := strings.Index(raw, s)
		return desk.Span{From: i, To: i + len(s)}
	}
	line, spans := LineSpans(desk.Foreign(raw), []desk.Span{at("re\u00adfund"), at("café"), at("money")})
	var got []string
	for _, sp := range spans {
		got = append(got, line[sp.From:sp.To])
	}
	if want := "refund café money"; strings.Join(got, " ") != want {
		t.Errorf("marked %q in %q, want %q", got, line, want)
	}
}

func TestASubjectOfPlainASCIICostsNothing(t *testing.T) {
	u := desk.Foreign("Where is my order? It should have been here on Tuesday, 6 pm")
	if n := testing.AllocsPerRun(100, func() { _ = Width(Truncate(Line(u), 80)) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkLine(b *testing.B) {
	ascii := desk.Foreign("Where is my order? It should have been here on Tuesday, 6 pm")
	umlauts := desk.Foreign("Wo ist mein Päckchen? Es hätte am Dienstag da sein müssen, 18 h")
	for name, u := range map[string]desk.Untrusted{"ascii": ascii, "umlauts": umlauts} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = Line(u)
			}
		})
	}
}
