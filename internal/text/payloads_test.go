package text

import (
	"bufio"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// payload is a text that somebody sends to harm the one who reads it.
type payload struct {
	class int // of the 26; 0 for what comes from HEED_DATA
	name  string
	text  string
}

// payloads makes some of every class.
func payloads() []payload {
	var all []payload
	add := func(class int, name string, texts ...string) {
		for i, s := range texts {
			all = append(all, payload{class, fmt.Sprintf("%02d %s %d", class, name, i), s})
		}
	}
	addControls(add)
	addSequences(add)
	addEncoded(add)
	addUnicode(add)
	return all
}

type adder func(class int, name string, texts ...string)

func addControls(add adder) {
	for c := range rune(0x20) {
		if c != '\n' {
			add(1, "C0", "a"+string(c)+"b", string(c))
		}
	}
	add(2, "overwrite", "paid\rFREE", "a\r\nb", "a\nb", "\r\r\r", "end\r", "subject\nFrom: boss")
	add(3, "overstrike", "abc\b\b\bxyz", "abc\x7f\x7f", "a\b_b\b_")
	add(4, "charset", "\x0e lqqk \x0f", "\x1b(0lqk\x1b(B", "\x1bn\x1bo")
	add(5, "enquiry", "\x05", "a\x05b")
	add(6, "escape", "\x1b", "text\x1b", "\x1b\x1b", "\x1bc", "\x1b#8", "\x1bZ", "\x1b7\x1b8", "\x1b=")
}

func addSequences(add adder) {
	add(7, "modes", "\x1b[2J\x1b[H", "\x1b[10A", "\x1b[3L", "\x1b[2S", "\x1b[4h", "\x1b[?1049h", "\x1b[?2004l", "\x1b[?1003h")
	add(8, "reports", "\x1b[6n", "\x1b[c", "\x1b[>c", "\x1b[21t", "\x1b[18t", "\x1b[?u", "\x1b[>q")
	add(9, "colour", "\x1b[31mred", "\x1b[8mhidden", "\x1b[5mblink", "\x1b[7mreverse", "\x1b[38;2;1;2;3mrgb")
	add(10, "title", "\x1b]0;pwned\x07", "\x1b]1;x\x1b\\", "\x1b]2;y\x07")
	add(11, "link", "\x1b]8;;http://evil.example\x07bank.example\x1b]8;;\x07", "\x1b]8;;file:///etc/passwd\x1b\\x",
		"\x1b]8;;javascript:alert(1)\x07x", "\x1b]8;id=a;http://a;b\x07c", "\x1b]8;;http://no.close\x07")
	add(12, "clipboard", "\x1b]52;c;cm0gLXJmIH4=\x07", "\x1b]52;c;?\x07", "\x1b]52;p;!\x1b\\")
	add(13, "queries", "\x1b]4;1;?\x07", "\x1b]10;?\x07", "\x1b]11;?\x1b\\", "\x1b]50;?\x07")
	add(14, "notify", "\x1b]7;file://h/x\x07", "\x1b]9;hello\x07", "\x1b]99;i=1;x\x1b\\", "\x1b]777;notify;a;b\x07",
		"\x1b]133;A\x07", "\x1b]1337;File=inline=1:AAAA\x07")
	add(15, "device", "\x1bP$qm\x1b\\", "\x1bP1000p", "\x1bPq#0;2;0;0;0~-\x1b\\", "\x1bP+q544e\x1b\\")
	add(16, "strings", "\x1b_Gi=1,a=T;AAAA\x1b\\", "\x1b^pm\x1b\\", "\x1bXsos\x1b\\")
	add(17, "unterminated", "\x1b]0;never", "\x1bPnever", "\x1b]52;c;"+strings.Repeat("A", 1<<20), "0;title\x07rest", "[31m split")
	add(18, "C1", "\x9b31m", "\u009b31m", "\u009d0;t\u009c", "\u0090q\u009c", "\x9d52;c;?\x9c", "\u0085")
	add(19, "nested", "\x1b\x1b[31m[31m", "\x1b[\x1b[31m31m", "\x1b]0;\x1b]0;a\x07\x07", "\u009b\x1b[31m")
}

func addEncoded(add adder) {
	const seq = "\x1b]0;pwned\x07"
	js, _ := json.Marshal(seq)
	add(20, "encoded", string(js), "&#27;]0;pwned&#7;", "=1B]0;pwned=07", base64.StdEncoding.EncodeToString([]byte(seq)),
		"=?utf-8?B?"+base64.StdEncoding.EncodeToString([]byte(seq))+"?=", `\x1b]0;x\a`, "%1B%5D0;x%07")
}

func addUnicode(add adder) {
	for _, r := range []rune{0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069} {
		add(21, "bidi", "invoice"+string(r)+"fdp.exe", string(r))
	}
	for _, r := range []rune{
		0xad, 0x34f, 0x115f, 0x1160, 0x17b4, 0x180b, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0x2061, 0x2064,
		0x206a, 0x3164, 0xfe00, 0xfe0e, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xfffb, 0x1d173, 0xe0001, 0xe0041, 0xe007f, 0xe0100,
	} {
		add(22, "invisible", "pass"+string(r)+"word", string(r), string(r)+string(r)+"́")
	}
	add(23, "separators", "a\u2028b", "a\u2029b", "a\u0085b")
	add(24, "broken", "\xff\xfe", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80\xed\xb0\x80", "\xf4\x90\x80\x80", "ab\xe2\x82", "\ufdd0", "\U0001fffe", "\uffff")
	add(25, "piled", "e"+strings.Repeat("́", 200), strings.Repeat("👩‍", 500), strings.Repeat("क्", 100), "👍"+strings.Repeat("🏽", 50),
		strings.Repeat("x", 1_000_000), strings.Repeat("界", 80), strings.Repeat("ᄀ", 100), "\ta\tb\t", strings.Repeat("\u0d4e", 40), "́starts", "🏽starts", "ends\u0d4e")
	add(26, "look-alike", "аgent", "[y/N]", "$ sudo rm -rf /", "ｈｅｅｄ", "\x1b[201~rm -rf ~\n", "│ NORMAL │ 3 new", "⟦RLO⟧")
}

// dataPayloads are the ones of HEED_DATA; it says which way it went.
func dataPayloads(t testing.TB) []payload {
	t.Helper()
	dir := os.Getenv("HEED_DATA")
	if dir == "" {
		t.Log("HEED_DATA is not set: only the payloads made here were tried")
		return nil
	}
	all := append(terminalPayloads(t, dir), naughtyStrings(t, dir)...)
	t.Logf("HEED_DATA: %d more payloads", len(all))
	return all
}

func terminalPayloads(t testing.TB, dir string) []payload {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "terminal_payloads.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var all []payload
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var rec struct {
			ID, Class string
			B64       []byte
		}
		if err := json.Unmarshal(lines.Bytes(), &rec); err != nil {
			t.Fatal(err)
		}
		all = append(all, payload{name: rec.ID + " " + rec.Class, text: string(rec.B64)})
	}
	if err := lines.Err(); err != nil || len(all) == 0 {
		t.Fatalf("%d payloads, %v", len(all), err)
	}
	return all
}

func naughtyStrings(t testing.TB, dir string) []payload {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "naughty_strings.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Strings []struct{ Text string } }
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	var all []payload
	for i, s := range file.Strings {
		all = append(all, payload{name: fmt.Sprintf("naughty %d", i), text: s.Text})
	}
	return all
}
