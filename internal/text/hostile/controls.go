package hostile

import "strings"

// controls are the classes 1 to 6: single bytes that a terminal acts on.
func (l *list) controls() {
	for c := range rune(0x20) {
		if c != '\n' {
			s := string(c)
			l.add(1, "C0", "a"+s+"b", s, s+s+s, "end"+s, s+"begin", "界"+s+"\u0301")
		}
	}
	l.add(2, "overwrite", "paid\rFREE", "a\r\nb", "a\nb", "\r\r\r", "end\r", "\rbegin", "subject\nFrom: boss", "a\n\n\n\n\nb", "\n", "\r\n\r\n",
		"a\r\r\nb", "one\ntwo\rthree\r\nfour", "owed 100\r                    ", "a\vb\fc")
	l.add(3, "overstrike", "abc\b\b\bxyz", "abc\x7f\x7f", "a\b_b\b_", "界\b\bx", strings.Repeat("\b", 200)+"gone", strings.Repeat("\x7f", 80))
	l.add(4, "charset", "\x0e lqqk \x0f", "\x1b(0lqk\x1b(B", "\x1b)0\x0elqk", "\x1bn\x1bo", "\x1b|\x1b}\x1b~", "\x1b%G\x1b%@", "\x1b*A\x1b+A", "\x1bN\x1bO", "\x8e\x8f")
	l.add(5, "enquiry", "\x05", "a\x05b", strings.Repeat("\x05", 40))
	l.add(6, "escape", "\x1b", "text\x1b", "\x1b\x1b", "\x1bc", "\x1b#8", "\x1b#3\x1b#6", "\x1bZ", "\x1b7\x1b8", "\x1b=", "\x1b>", "\x1bD\x1bE\x1bM",
		"\x1bH", "\x1bl\x1bm", "\x1b ", "\x1b F\x1b G", "\x1b\n", "\x1b界", "\x1b\u0301", "\x1b\x9b", "a\x1b\x18b\x1b\x1ac")
}

// sequences are whole escape sequences, each with its introducer and its end.
func sequences() []string {
	return []string{
		"\x1b[2J", "\x1b[?1049h", "\x1b[6n", "\x1b[31m", "\x1b]0;pwned\x07", "\x1b]2;pwned\x1b\\", "\x1b]8;;http://evil.example\x07bank",
		"\x1b]52;c;aGk=\x07", "\x1b]11;?\x07", "\x1b]777;notify;a;b\x07", "\x1b]9;hello\x07", "\x1bP$qm\x1b\\", "\x1bPq#0~-\x1b\\", "\x1b_Gi=1;AAAA\x1b\\",
		"\x1b^pm\x1b\\", "\x1bXsos\x1b\\", "\u009b2J", "\u009d0;t\u009c", "\x9b31m", "\x1b(0",
	}
}

// sequences are the classes 7 to 18: sequences of ECMA-48, of xterm and of those after it.
func (l *list) sequences() {
	l.add(7, "modes", "\x1b[2J\x1b[H", "\x1b[10A", "\x1b[99B", "\x1b[5;5Hx", "\x1b[3L", "\x1b[3M", "\x1b[9P", "\x1b[4@", "\x1b[2S", "\x1b[2T", "\x1b[1;3r",
		"\x1b[4h", "\x1b[20h", "\x1b[?1049h", "\x1b[?1049l", "\x1b[?2004l", "\x1b[?1003h\x1b[?1006h", "\x1b[?25l", "\x1b[?7l", "\x1b[?6h", "\x1b[?5h", "\x1b[?3h",
		"\x1b[?69h\x1b[5;9s", "\x1b[?2026h", "\x1b[!p", "\x1b[s\x1b[u", "\x1b[99999999999;99999999999H", "\x1b[J", "\x1b[1K", "\x1b[40X", "\x1b[3g", "\x1b[5 q",
		"\x1b[8;1;1t", "\x1b[2;2;5;5;65$x", "\x1b[1;1;9;9$z", "\x1b[\r6\n6G", "\x1b[b", "\x1b[1000000b")
	l.add(8, "reports", "\x1b[6n", "\x1b[5n", "\x1b[?6n", "\x1b[c", "\x1b[>c", "\x1b[=c", "\x1b[21t", "\x1b[18t", "\x1b[14t", "\x1b[?u", "\x1b[>q", "\x1b[x", "\x1b[?1$p", "\x1b[1;1;1;1;1;1*y", "\x1b[?996n")
	l.add(9, "colour", "\x1b[31mred", "\x1b[8mhidden", "\x1b[5mblink", "\x1b[7mreverse", "\x1b[38;2;1;2;3mrgb", "\x1b[48:5:196mback", "\x1b[4:3mcurly", "\x1b[1;2;3;4;5;6;7;8;9m", "\x1b[30;40mblack", "\x1b[m", "\x1b[>4;2m", "\x1b[0;1;10;11m")
	l.add(10, "title", "\x1b]0;pwned\x07", "\x1b]1;x\x1b\\", "\x1b]2;y\x07", "\x1b]l;z\x1b\\", "\x1b]2;\x1b]52;c;aGk=\x07\x07", "\x1bkscreen\x1b\\", "\x1b[22;0t\x1b]2;a\x07\x1b[23;0t", "\x1b]3;WM_CLASS=x\x07")
	l.add(11, "link", "\x1b]8;;http://evil.example\x07bank.example\x1b]8;;\x07", "\x1b]8;;file:///etc/passwd\x1b\\x",
		"\x1b]8;;javascript:alert(1)\x07x", "\x1b]8;id=a;http://a;b\x07c", "\x1b]8;;http://no.close\x07", "\x1b]8;;ssh://-oProxyCommand=x\x07y\x1b]8;;\x07",
		"javascript:alert(1)", "file:///etc/passwd", "http://bank.example@evil.example/", "https://аррӏе.example/", "http://[::1]:22/", "mailto:a@b.example?bcc=c@d.example", "https://x/\x1b]52;c;aGk=\x07", "-oProxyCommand=sh")
	l.add(12, "clipboard", "\x1b]52;c;cm0gLXJmIH4=\x07", "\x1b]52;c;?\x07", "\x1b]52;p;!\x1b\\", "\x1b]52;;aGk\x07", "\u009d52;c;aGk=\u009c")
	l.add(13, "queries", "\x1b]4;1;?\x07", "\x1b]4;0;#000000\x07", "\x1b]10;?\x07", "\x1b]11;?\x1b\\", "\x1b]12;red\x07", "\x1b]50;?\x07", "\x1b]104\x07", "\x1b]60\x07", "\x1b]5522;type=read\x1b\\")
	l.add(14, "notify", "\x1b]7;file://h/x\x07", "\x1b]9;hello\x07", "\x1b]9;4;1;50\x07", "\x1b]99;i=1;x\x1b\\", "\x1b]777;notify;a;b\x07",
		"\x1b]133;A\x07", "\x1b]633;E;id\x07", "\x1b]1337;File=inline=1:AAAA\x07", "\x1b]1337;RunApplescript=x\x07", "\x1b]22;pointer\x07", "\x1b]30001\x1b\\")
	l.add(15, "device", "\x1bP$qm\x1b\\", "\x1bP1000p", "\x1bPq#0;2;0;0;0~-\x1b\\", "\x1bP+q544e\x1b\\", "\x1bP0;1|17/ab\x1b\\", "\x1bPtmux;\x1b\x1b]0;x\x07\x1b\\", "\x1bP!|\x1b\\", "\x1bP=1s\x1b\\")
	l.add(16, "strings", "\x1b_Gi=1,a=T;AAAA\x1b\\", "\x1b^pm\x1b\\", "\x1bXsos\x1b\\", "\x1b_screen\x1b\\", "\u009fGa=d\u009c", "\u009em\u009c", "\u0098s\u009c")
	l.add(17, "unterminated", "\x1b]0;never", "\x1bPnever", "\x1b_never", "\x1b^never", "\x1bXnever", "\x1b[", "\x1b[1;2;3", "\x1b[?", "\x1b]", "\x1b]52;c;", "\x1b]8;;http://open", "\x9d0;never", "0;title\x07rest", "[31m split", "\\ended", "\x1b[38;2;")
	for _, half := range Halves() {
		l.add(17, "half", half[0], half[1])
	}
	for c := rune(0x80); c < 0xa0; c++ {
		l.add(18, "C1", string(c), "a"+string(c)+"b", string([]byte{'a', byte(c), 'b'}))
	}
	l.add(18, "C1 sequence", "\x9b31m", "\u009b31m", "\u009b2J\u009b1;1H", "\u009d0;t\u009c", "\x9d0;t\x9c", "\u0090q\u009c", "\x9d52;c;?\x9c", "\u0085", "\xc2\x9b6n", "\xc2\x1b[6n", "\u0084\u0088\u008d", "\u009a")
}

// huge are those of the classes 17, 20 and 25 that are a million letters and more.
func (l *list) huge() {
	l.add(17, "endless", "\x1b]52;c;"+strings.Repeat("A", 1<<20), "\x1bP"+strings.Repeat("~", 1<<20), "\x1b["+strings.Repeat("1;", 1<<19)+"m", "\x1b_G"+strings.Repeat("\x1b[", 1<<18))
	l.add(25, "endless", strings.Repeat("x", 1_000_000), strings.Repeat("界", 350_000), "e"+strings.Repeat("\u0301", 500_000), strings.Repeat("\n", 1<<20),
		strings.Repeat("👩\u200d", 100_000), strings.Repeat("\t", 1<<20), strings.Repeat(" ", 1<<20)+"x", strings.Repeat("a ", 1<<19))
}
