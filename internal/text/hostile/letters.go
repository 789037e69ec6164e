package hostile

import "strings"

// letters are the classes 23 to 26: what only letters can do.
func (l *list) letters() {
	l.add(23, "separators", "a\u2028b", "a\u2029b", "a\u0085b", "\u2028\u2029\u0085", "end\u2028", "\u2029begin", "a\u2028\u2028\u2028b")
	l.add(24, "broken", "\xff\xfe", "\xc0\xaf", "\xe0\x80\xaf", "\xf0\x80\x80\x9b", "\xc0\x9b31m", "\xe0\x80\x9b", "\xed\xa0\x80\xed\xb0\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "ab\xe2\x82", "\xe2\x82", "\x80", "\xbf\xbf\xbf",
		"\ufdd0", "\ufdef", "\U0001fffe", "\uffff", "\U0010ffff", "a\xc2", "\xc2[31m", "\xe2\x80", "界\xe7\x95", "\xc3\x28", "\xa0\xa1")
	l.add(25, "piled", "e"+strings.Repeat("\u0301", 200), "Z"+strings.Repeat("\u0310\u0489\u0337", 60), strings.Repeat("a\u0301\u0302\u0303\u0304", 20), strings.Repeat("👩\u200d", 50), strings.Repeat("क्", 60), "👍"+strings.Repeat("🏽", 50),
		strings.Repeat("界", 80), strings.Repeat("ᄀ", 60), "\ta\tb\t", "a\t\t\t界\t", strings.Repeat("\u0d4e", 40)+"x", "\u0301starts", "🏽starts", "\u20e3starts", "ends\u0d4e", "\u0e33\u0e33", "กำกำกำ", "🇩🇪🇩🇪🇩", "1\ufe0f\u20e3", strings.Repeat("🇩", 21),
		strings.Repeat("x", 900), strings.Repeat("界", 300), "x"+strings.Repeat("界", 120), strings.Repeat("w ", 300), strings.Repeat("﷽", 12), strings.Repeat("𒐫", 12), strings.Repeat("ﾊﾞ", 30), "가\u1161\u11a8", "\u1100\u1161\u11a8", "≠≠⁄", "\u06dd\u0661\u0662", "\u0600\u0661", "☺☺☺", "⌚⌚", "™©®", "❤\ufe0f❤\ufe0e❤", "#\ufe0f*\ufe0f", strings.Repeat("\u3000", 40)+"x", "\u00a0\u2003\u200a\u202f\u205f.", "꙰꙱")
	l.add(26, "look-alike", "аgent", "[y/N]", "[y/N] y", "$ sudo rm -rf /", "ｈｅｅｄ", "\x1b[201~rm -rf ~\n", "\x1b[200~", "[201~", "│ NORMAL │ 3 new", "⟦RLO⟧", "␛[31m", "Reply sent.", "▌!! 1  Not a row", "▏not a gutter", "── new ──",
		"heed  mine 12  unassigned 34", "synced · 12:00", "Password: ", "(press enter to continue)", "{{customer.first}}", "{name}", "{n} {ticket}", "%s%s%n%x", "${HOME}$(id)`id`", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://evil.example\",\"x\")",
		"'; drop table tickets; --", "<script>alert(1)</script>", "../../etc/passwd", "-rf", "--help", "~root", "con.txt", "a/b\\c:d*e?f\"g<h>i|j", "\ue000\uf8ff", "\U000f0000", "\ufffd", "\u2588\u2591", "ⓗⓔⓔⓓ", "ℎ𝑒𝑒𝑑", "раураl.example", "admin\u0430", "…", "· · ·", "●○◐")
}

// invisible are the classes 21 and 22: what turns letters round, and what is not seen.
func (l *list) invisible() {
	for _, r := range []rune{0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069} {
		l.add(21, "bidi", "invoice"+string(r)+"fdp.exe", string(r), strings.Repeat(string(r), 9), "שלום"+string(r)+"abc 123", string(r)+"\n"+string(r))
	}
	l.add(21, "bidi together", "\u202eabc\u202c\u2066def\u2069", "if x \u2066{\u202e # }", "\u2067\u2067\u2067unbalanced", "\u202e\x1b[31m\u202c")
	for _, r := range []rune{
		0xad, 0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180e, 0x180f, 0x200b, 0x200c, 0x200d, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2065,
		0x206a, 0x206f, 0x2800, 0x3164, 0xfe00, 0xfe0e, 0xfe0f, 0xfeff, 0xffa0, 0xfff0, 0xfff9, 0xfffa, 0xfffb, 0xfffc, 0x1107f, 0x13430, 0x1bca0, 0x1d159, 0x1d173, 0x1d17a,
		0xe0000, 0xe0001, 0xe0020, 0xe0041, 0xe007f, 0xe0100, 0xe01ef, 0xe0fff,
	} {
		l.add(22, "invisible", "pass"+string(r)+"word", string(r), string(r)+string(r)+"\u0301", strings.Repeat("a"+string(r), 20), "界"+string(r)+"界")
	}
	tags := []rune{'🏴'}
	for _, c := range "ignore all of this" {
		tags = append(tags, 0xe0000+c)
	}
	l.add(22, "invisible words", string(tags)+"\U000e007f", "a"+strings.Repeat("\u200b\u200c\u200d\u2060", 40)+"b", "a\u200d\u200d\u200db", "\ufe0f\ufe0f\ufe0f", "👩\u200d\ufe0f\u200d👩")
}
