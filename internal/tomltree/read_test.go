package tomltree

import (
	"errors"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func TestATreeKnowsTheLineOfEverything(t *testing.T) {
	root, err := Read([]byte("# mine\r\n[[reply]]\nname = \"a\"\ntags = [ # two\n  \"x\",\n  \"y\",\n]\nthen = { status = \"open\", mine = true }\n\n[[reply]]\nname = 'b'\n[reply.more]\non = 2026-12-24\n\"text\" = \"\"\"\nline [[[[[[[[[[[[[[[\n\"\"\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	replies := root.Field("reply")
	if replies == nil || len(replies.Items) != 2 {
		t.Fatalf("%+v", root)
	}
	a, b := replies.Items[0], replies.Items[1]
	if a.Line != 2 || a.Field("name").Line != 3 || a.Field("tags").Items[1].Line != 6 || a.Field("then").Field("status").Line != 8 || a.Fields[2].Name != "then" {
		t.Errorf("%+v", a)
	}
	if b.Line != 10 || b.Field("name").Word != "b" || b.Field("more").Field("on").Kind != Day || b.Field("more").Field("text").Word != "line [[[[[[[[[[[[[[[\n" {
		t.Errorf("%+v", b)
	}
}

func TestWhatIsNoTreeIsRefusedWithItsLine(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		line int
		code Code
	}{
		"no TOML":              {"a = 1\nb = \n", 2, BadTOML},
		"not closed":           {"a = 1\nb = [1,\n", 3, BadTOML},
		"twice":                {"a = 1\n\na = 2\n", 3, Twice},
		"twice in braces":      {"a = { b = 1,  b = 2 }\n", 1, Twice},
		"a header twice":       {"[a]\n[b]\n[a]\n", 3, Twice},
		"a list and a table":   {"[[a]]\n[a]\n", 2, Twice},
		"a value and a table":  {"a = 1\n[a.b]\n", 2, Twice},
		"a list that is there": {"a = [1]\n[[a]]\n", 2, Twice},
		"braces are closed":    {"a = { b = 1 }\na.c = 2\n", 2, Twice},
		"not UTF-8":            {"a = 1\nb = \"\xff\"\n", 2, NotUTF8},
		"a control":            {"a = 1\nb = \"x\x1b[1m\"\n", 2, Control},
		"a control in a long":  {"a = 1\nb = \"\"\"\nx\x00\"\"\"\n", 3, Control},
		"a control as written": {"a = 1\nb = 'x\x7f'\n", 2, Control},
		"brackets":             {"a = " + strings.Repeat("[", 1<<20), 1, TooDeep},
		"spaced brackets":      {"a = \"[\"\nb = " + strings.Repeat("[ ", 99), 2, TooDeep},
		"braces":               {"a = " + strings.Repeat("{a=", 99), 1, TooDeep},
		"dots":                 {strings.Repeat("a.", 99) + "a = 1", 1, TooDeep},
		"large":                {strings.Repeat("#", MaxFile+1), 1, TooLarge},
		"many":                 {"a = [" + strings.Repeat("1,", maxValues+1) + "]", 1, TooLarge},
	} {
		_, err := Read([]byte(c.file))
		var f *Fault
		if !errors.As(err, &f) || f.Line != c.line || f.Code != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzATreeIsReadWhereverTheParserReadsOne(f *testing.F) {
	for _, s := range []string{"a = 1", "[[a]]\nb = \"x\"\n[a.c]\nd = [{e=2026-01-01}]", "a.b.c = '''\n[[['''", "\ufeff# x\n'q' = true", "a = \"\\\"[\" # [", "[a]\nb.c=1\n[a.b]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 {
			return
		}
		root, err := Read([]byte(s))
		var fault *Fault
		if errors.As(err, &fault) {
			if fault.Line < 1 || fault.Line > 1+strings.Count(s, "\n") {
				t.Errorf("line %d of %q", fault.Line, s)
			}
			return
		}
		var whole map[string]any
		if toml.Unmarshal([]byte(strings.TrimPrefix(s, "\ufeff")), &whole) == nil && len(whole) != len(root.Fields) {
			t.Errorf("%q has %d names, the tree %d", s, len(whole), len(root.Fields))
		}
	})
}
