package part_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

func editor(w, h int) *part.Editor {
	e := part.NewEditor(theme.New(theme.Plain), "")
	e.Resize(w, h)
	return e
}

func letter(s string) tea.KeyPressMsg {
	return tea.KeyPressMsg{Text: s, Code: []rune(s)[0]}
}

func key(name string) tea.KeyPressMsg {
	var k tea.KeyPressMsg
	for prefix, mod := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			k.Mod, name = mod, rest
		}
	}
	codes := map[string]rune{
		"left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome,
		"end": tea.KeyEnd, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "enter": tea.KeyEnter,
	}
	if c, ok := codes[name]; ok {
		k.Code = c
		return k
	}
	k.Code = []rune(name)[0]
	return k
}

func typed(e *part.Editor, s string) {
	for _, r := range s {
		if r == '\n' {
			e.Type(key("enter"))
			continue
		}
		e.Type(letter(string(r)))
	}
}

func press(e *part.Editor, names ...string) {
	for _, n := range names {
		e.Type(key(n))
	}
}

func TestTypingIsTakenBackWordByWord(t *testing.T) {
	e := editor(40, 5)
	typed(e, "thank you for waiting")
	for _, want := range []string{"thank you for", "thank you", "thank", ""} {
		press(e, "ctrl+z")
		if e.Text() != want {
			t.Fatalf("got %q, wants %q", e.Text(), want)
		}
	}
	press(e, "ctrl+y", "ctrl+y")
	if e.Text() != "thank you" || e.Caret() != len("thank you") {
		t.Errorf("again: %q, the caret at %d", e.Text(), e.Caret())
	}
}

func TestEditingByWordsAndLines(t *testing.T) {
	for _, c := range []struct{ keys, want string }{
		{"ctrl+w", "one two "}, // the root says alt+backspace for it
		{"alt+backspace", "one two "},
		{"alt+left alt+left alt+delete", "one  three"},
		{"alt+left ctrl+u", "three"},
		{"home ctrl+k", ""},
		{"left left backspace", "one two thee"},
		{"home delete", "ne two three"},
	} {
		e := editor(40, 5)
		typed(e, "one two three")
		names := strings.Fields(c.keys)
		if names[0] == "ctrl+w" {
			names[0] = "alt+backspace"
		}
		press(e, names...)
		if e.Text() != c.want {
			t.Errorf("%s: %q, wants %q", c.keys, e.Text(), c.want)
		}
	}
}

func TestUpAndDownKeepTheColumnOverWrappedRows(t *testing.T) {
	e := editor(11, 6)
	typed(e, "aaaa bbbb cccc\nx\ndddd eeee")
	press(e, "up")
	if e.Caret() != len("aaaa bbbb cccc\nx") {
		t.Fatalf("the caret is at %d", e.Caret())
	}
	press(e, "up", "up")
	if e.Caret() != len("aaaa bbbb") {
		t.Errorf("the caret is at %d, not at the column it came from", e.Caret())
	}
	press(e, "down", "down", "down")
	if e.Caret() != len(e.Text()) {
		t.Errorf("the caret is at %d", e.Caret())
	}
}

func TestLettersOfManyRunesAreOneStep(t *testing.T) {
	e := editor(20, 3)
	e.Insert("a👩‍👩‍👧e\u0301z")
	press(e, "left", "backspace", "backspace")
	if e.Text() != "az" {
		t.Errorf("got %q", e.Text())
	}
}

func TestWhatIsMarkedGivesWayToWhatIsTyped(t *testing.T) {
	e := editor(40, 3)
	e.Insert("Dear {{name}}, thank you")
	e.Select(5, 13)
	typed(e, "Mei")
	if e.Text() != "Dear Mei, thank you" {
		t.Errorf("got %q", e.Text())
	}
	press(e, "ctrl+z")
	if !strings.HasPrefix(e.Text(), "Dear {{name}}") {
		t.Errorf("taken back: %q", e.Text())
	}
}

func TestPastedControlsAreNeverThere(t *testing.T) {
	e := editor(40, 3)
	e.Paste("a\x1b[31mb\r\nc\x07\u202ed")
	if strings.ContainsAny(e.Text(), "\x1b\x07\r\u202e") {
		t.Errorf("got %q", e.Text())
	}
}

// TestAnEditorDoesWhatAPlainStringWould holds the editor against a string and a caret.
func TestAnEditorDoesWhatAPlainStringWould(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 20).Draw(t, "w"), rapid.IntRange(1, 6).Draw(t, "h")
		e := editor(w, h)
		model, at := []rune(""), 0
		of := map[int]string{e.Revision(): ""}
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			switch rapid.IntRange(0, 8).Draw(t, "step") {
			case 0, 1, 2:
				r := rapid.SampledFrom([]rune("ab c漢-")).Draw(t, "letter")
				typed(e, string(r))
				model = append(model[:at:at], append([]rune{r}, model[at:]...)...)
				at++
			case 3:
				press(e, "enter")
				model = append(model[:at:at], append([]rune{'\n'}, model[at:]...)...)
				at++
			case 4:
				press(e, "backspace")
				if at > 0 {
					model = append(model[:at-1:at-1], model[at:]...)
					at--
				}
			case 5:
				press(e, "delete")
				if at < len(model) {
					model = append(model[:at:at], model[at+1:]...)
				}
			case 6:
				press(e, "left")
				at = max(at-1, 0)
			case 7:
				press(e, "right")
				at = min(at+1, len(model))
			case 8:
				press(e, rapid.SampledFrom([]string{"up", "down", "home", "end"}).Draw(t, "move"))
				at = len([]rune(e.Text()[:e.Caret()]))
			}
			check(t, e, string(model), len(string(model[:at])), w, h)
			revised(t, e, of)
		}
		for range 200 {
			press(e, "ctrl+z")
			revised(t, e, of)
		}
		if e.Text() != "" {
			t.Fatalf("all taken back leaves %q", e.Text())
		}
		for range 200 {
			press(e, "ctrl+y")
			revised(t, e, of)
		}
		if e.Text() != string(model) {
			t.Fatalf("all done again gives %q, wants %q", e.Text(), string(model))
		}
	})
}

// revised holds that a revision is of one text alone.
func revised(t *rapid.T, e *part.Editor, of map[int]string) {
	was, there := of[e.Revision()]
	if of[e.Revision()] = e.Text(); there && was != e.Text() {
		t.Fatalf("%q and %q are one revision", was, e.Text())
	}
}

func check(t *rapid.T, e *part.Editor, text string, caret, w, h int) {
	if e.Text() != text || e.Caret() != caret || e.Len() != len(text) {
		t.Fatalf("got %q at %d (%d bytes), wants %q at %d", e.Text(), e.Caret(), e.Len(), text, caret)
	}
	fresh := editor(w, h)
	fresh.SetText(text)
	if got, want := e.Rows(1000), fresh.Rows(1000); got != want {
		t.Fatalf("%q falls into %d rows of %d cells, not %d", text, got, w, want)
	}
	picture, x, y := e.View()
	lines := strings.Split(picture, "\n")
	if len(lines) != h || x < 0 || x >= max(w, 1) || y < 0 || y >= h {
		t.Fatalf("%d lines, caret at %d,%d in %dx%d", len(lines), x, y, w, h)
	}
	for _, l := range lines {
		if ansi.StringWidth(l) != w {
			t.Fatalf("a line is %d cells wide in %d: %q", ansi.StringWidth(l), w, l)
		}
	}
}

func TestTheCaretStandsBehindWhatWasTyped(t *testing.T) {
	e := editor(10, 3)
	typed(e, "hello wor")
	if _, x, y := e.View(); x != 9 || y != 0 {
		t.Errorf("the caret is at %d,%d", x, y)
	}
	typed(e, "ld")
	if _, x, y := e.View(); x != 5 || y != 1 {
		t.Errorf("on the next row the caret is at %d,%d", x, y)
	}
}

func TestAFieldScrollsWithItsCaretAndTakesOneLine(t *testing.T) {
	f := part.NewField(theme.New(theme.Plain), "type to find")
	if line, x := f.View(14); line != "type to find  " || x != 0 {
		t.Errorf("empty: %q, %d", line, x)
	}
	f.Paste("refund\nnot on my card")
	if f.Text() != "refund not on my card" {
		t.Errorf("got %q", f.Text())
	}
	if line, x := f.View(8); line != "…y card " || x != 7 {
		t.Errorf("got %q, the caret at %d", line, x)
	}
	f.Type(key("home"))
	if line, x := f.View(8); line != "refund n" || x != 0 {
		t.Errorf("got %q, the caret at %d", line, x)
	}
	f.Paste(strings.Repeat("x", 1<<20))
	if len(f.Text()) > 4<<10 {
		t.Errorf("a field holds %d bytes", len(f.Text()))
	}
}

// TestALongTextIsNotCopiedForEachLetter types as a program does that sends a text key by key.
func TestALongTextIsNotCopiedForEachLetter(t *testing.T) {
	e := editor(80, 20)
	const letters = 100_000
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for n := range letters {
		e.Type(letter([]string{"a", "b", "c", " "}[n%4]))
	}
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 1000*letters {
		t.Errorf("%d letters took %d MB", letters, got>>20)
	}
	if e.Len() != letters || !strings.HasSuffix(e.Text(), "abc abc ") {
		t.Errorf("%d bytes", e.Len())
	}
}

func BenchmarkTypingBehindAMegabyte(b *testing.B) {
	e := editor(100, 30)
	e.Paste(strings.Repeat("Thank you for waiting. ", 1<<20/23))
	b.ResetTimer()
	for range b.N {
		e.Type(letter("x"))
		e.View()
	}
}

func BenchmarkPastingAMegabyte(b *testing.B) {
	words := strings.Repeat("Thank you for waiting.\n", 1<<20/23)
	for range b.N {
		e := editor(100, 30)
		e.Paste(words)
		e.View()
	}
}

func TestALetterTakesThePlaceOfWhatAFieldOffersAndWhatEditsKeepsIt(t *testing.T) {
	typed := func(names ...string) string {
		f := part.NewField(theme.New(theme.Plain), "")
		f.Offer("tag:refund")
		for _, name := range names {
			if len(name) == 1 {
				f.Type(letter(name))
			} else {
				f.Type(key(name))
			}
		}
		return f.Text()
	}
	for want, keys := range map[string][]string{
		"Mo": {"M", "o"}, "tag:refundM": {"end", "M"}, "tag:refunM": {"backspace", "M"}, "Mtag:refund": {"home", "M"}, "tag:refund": {},
	} {
		if got := typed(keys...); got != want {
			t.Errorf("%v makes %q", keys, got)
		}
	}
	f := part.NewField(theme.New(theme.Plain), "")
	f.Offer("~/desk")
	if f.Paste("/tmp/x"); f.Text() != "/tmp/x" {
		t.Errorf("pasted it is %q", f.Text())
	}
}

// TestWhatJoinsALetterIsTypedByKeysOfItsOwn types rune by rune, as keyboards of these scripts
// do, and takes all of it back at once.
func TestWhatJoinsALetterIsTypedByKeysOfItsOwn(t *testing.T) {
	for typing, want := range map[string]string{
		"คุณค่ะ":                "คุณค่ะ",
		"น้ำ":                   "น้ำ",
		"नमस्ते":                "नमस्ते",
		"שָׁלוֹם":               "שָׁלוֹם",
		"شُكرًا":                "شُكرًا",
		"e\u0301te\u0301":       "été",
		"Vie\u0302\u0323t":      "Việt",
		"می\u200cخواهم":         "می\u200cخواهم",
		"❤\ufe0f👍🏽🇩🇪":           "❤\ufe0f👍🏽🇩🇪",
		"ｶﾞ":                    "ｶﾞ",
		"👩\u200d💻":              "👩\u200d💻",
		"👨\u200d👩\u200d👧":       "👨\u200d👩\u200d👧",
		"🏳\ufe0f\u200d🌈":        "🏳\ufe0f\u200d🌈",
		"👩\u200dx":              "👩x",
		"\u0e38":                "◌\u0e38", // nothing is there that it could join
		"a\u202eb":              "ab",
		"e" + "\u0301\u0301a":   "é\u0301a",
		"a\u200db\ufe0fc\u034f": "abc",
	} {
		e := editor(40, 5)
		typed(e, typing)
		if e.Text() != want || e.Caret() != len(want) {
			t.Errorf("%+q becomes %+q, the caret at %d, wants %+q", typing, e.Text(), e.Caret(), want)
		}
		press(e, "ctrl+z")
		if e.Text() != "" {
			t.Errorf("%+q: %+q is left of it", typing, e.Text())
		}
		press(e, "ctrl+y")
		f := part.NewField(theme.New(theme.Plain), "")
		for _, r := range typing {
			f.Type(letter(string(r)))
		}
		if e.Text() != want || f.Text() != want {
			t.Errorf("%+q becomes %+q again, and %+q in a field", typing, e.Text(), f.Text())
		}
	}
}

func TestALetterIsMarkedWhole(t *testing.T) {
	th := theme.New(theme.Dark)
	for _, c := range []struct {
		line     string
		from, to int
		marked   string
	}{
		{"ที่นี่", 0, 3, "ที่"}, {"aｶﾞb", 1, 4, "ｶﾞ"}, {"x👩\u200d🌾", 5, 8, "👩\u200d🌾"}, {"word", 1, 3, "or"}, {"नमस्ते", 6, 9, "स्ते"},
	} {
		got := part.Marked(th.Text, th.Match, c.line, []text.Span{{From: c.from, To: c.to}})
		if want := th.Match.Render(c.marked); !strings.Contains(got, want) || ansi.Strip(got) != c.line {
			t.Errorf("%q becomes %q, wants %q in it", c.line, got, want)
		}
	}
}

// TestEachScriptIsWrappedBetweenItsLetters holds the rows and the caret against what was
// written down by hand: where it stands behind the text, and after up, left and down.
func TestEachScriptIsWrappedBetweenItsLetters(t *testing.T) {
	type caret struct{ x, y int }
	for _, c := range []struct {
		words string
		w     int
		rows  []string
		at    [4]caret
	}{
		{"你好，世界真大", 9, []string{"你好，世", "界真大"}, [4]caret{{6, 1}, {6, 0}, {4, 0}, {4, 1}}},
		{"안녕하세요 고객님", 10, []string{"안녕하세", "요 고객님"}, [4]caret{{9, 1}, {6, 0}, {4, 0}, {3, 1}}},
		{"你好\nabc", 9, []string{"你好", "abc"}, [4]caret{{3, 1}, {2, 0}, {0, 0}, {0, 1}}}, // there is no place within a wide letter
		{"👩\u200d🌾👍🏽🇩🇪❤\ufe0f☎\ufe0f", 7, []string{"👩\u200d🌾👍🏽🇩🇪", "❤\ufe0f☎\ufe0f"}, [4]caret{{4, 1}, {4, 0}, {2, 0}, {2, 1}}},
		{"שלום עולם טוב", 11, []string{"שלום עולם", "טוב"}, [4]caret{{3, 1}, {3, 0}, {2, 0}, {2, 1}}},
		{"شُكرًا جزيلا", 8, []string{"شُكرًا", "جزيلا"}, [4]caret{{5, 1}, {4, 0}, {3, 0}, {3, 1}}},
		{"ที่นี่คือร้าน", 5, []string{"ที่นี่คือ", "ร้าน"}, [4]caret{{3, 1}, {3, 0}, {2, 0}, {2, 1}}},
		{"नमस्ते दुनिया", 6, []string{"नमस्ते", "दुनिया"}, [4]caret{{3, 1}, {3, 0}, {2, 0}, {2, 1}}},
		{"cafe\u0301 e\u0301te\u0301", 6, []string{"café", "été"}, [4]caret{{3, 1}, {3, 0}, {2, 0}, {2, 1}}},
	} {
		e := editor(c.w, 2)
		e.Paste(c.words)
		for i, key := range []string{"", "up", "left", "down"} {
			if key != "" {
				press(e, key)
			}
			picture, x, y := e.View()
			rows := strings.Split(ansi.Strip(picture), "\n")
			for i := range rows {
				rows[i] = strings.TrimRight(rows[i], " ")
			}
			if !slices.Equal(rows, c.rows) || c.at[i] != (caret{x, y}) {
				t.Errorf("%q after %q: %q with the caret at %d,%d, wants %q with %v", c.words, key, rows, x, y, c.rows, c.at[i])
			}
		}
	}
}
