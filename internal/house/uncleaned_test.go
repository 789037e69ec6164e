package house

import (
	"fmt"
	"go/ast"
	"go/parser"
	"strings"
	"testing"
)

// TestTheLookForUncleanedTextFindsWhatIsPlanted has one thing wrong in each of small files, and
// nothing in the others.
func TestTheLookForUncleanedTextFindsWhatIsPlanted(t *testing.T) {
	if testing.Short() {
		t.Skip("the compiler is asked for all of the house")
	}
	h := read(t, root(t))
	var said []string
	l := newLooker(h.fset, compiled(t, h.root), func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) })
	if err := l.house(h); err != nil {
		t.Fatal(err)
	}
	far, err := parser.ParseFile(h.fset, "far.go", farAway, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.add(module+"/far", []*ast.File{far}, false); err != nil {
		t.Fatal(err)
	}
	l.look(0)
	if said != nil {
		t.Fatalf("before anything wrong is planted: %v", said)
	}
	for body, says := range plantedTexts() {
		src := `package planted
import ("fmt"; "os"; "strings"; "` + module + `/desk"; "` + module + `/internal/text"; "` + module + `/internal/words"; "` + module + `/tui/part"; "` + module + `/tui/screen"; "` + module + `/far")
var _, _, _, _, _, _ = fmt.Sprint, os.Stdout, strings.Join, text.Line, part.Pad, screen.Notice{}
var _ far.Box
type own struct { words string }
func show(s string) { part.Pad(s, 9) }
func tags(k desk.Ticket) string { return strings.Join(k.Tags, " ") }
func f(b *words.Book, k desk.Ticket, o desk.Order, m desk.Message, c desk.Canned, err error) string { ` + body + ` }`
		file, err := parser.ParseFile(h.fset, "planted.go", src, 0)
		if err != nil {
			t.Fatal(err)
		}
		said = nil
		from := len(l.pkgs)
		if err := l.add("planted", []*ast.File{file}, true); err != nil {
			t.Fatalf("%s: %v", body, err)
		}
		l.look(from)
		if all := strings.Join(said, "\n"); (says == "") != (all == "") || !strings.Contains(all, says) {
			t.Errorf("%s: %q, want %q", body, all, says)
		}
	}
}

// plantedTexts are bodies of functions, and what is said of each; nothing where nothing is
// wrong with it.
func plantedTexts() map[string]string {
	return map[string]string{
		`return b.T("k", "v", desk.Foreign("x").Raw())`:                      "words.Book).T",
		`return b.T("k", "v", o.Total)`:                                      "words.Book).T",
		`s := strings.Join(k.Tags, ", "); return b.T("k", "v", s)`:           "words.Book).T",
		`for _, tag := range k.Tags { b.N("k", 1, "v", tag) }; return ""`:    "words.Book).N",
		`name := "by " + string(k.Assignee); return part.Pad(name, 9)`:       "part.Pad",
		`return fmt.Sprintf("%s", err.Error())`:                              "fmt.Sprintf",
		`return fmt.Sprint(k.Subject)`:                                       "how long it is",
		`return fmt.Sprint(k)`:                                               "how long it is",
		`fmt.Fprintln(os.Stdout, m.Change.To); return ""`:                    "fmt.Fprintln",
		`_ = screen.Notice{Text: o.Items[0].Price}; return ""`:               "becomes a notice",
		`var w strings.Builder; w.WriteString(c.Title); return w.String()`:   "WriteString",
		`return b.T("k", "v", text.Line(desk.Foreign(o.Total)))`:             "",
		`return b.T("k", "v", text.Line(k.Subject))`:                         "",
		`if k.Tags[0] == "spam" { return part.Pad("spam", 9) }; return ""`:   "",
		`return b.T("k", "v", b.Name(string(k.Assignee)), "n", len(k.Tags))`: "",
		`x := text.Line(desk.Foreign(err.Error())); return part.Pad(x, 9)`:   "",

		// What another package opens comes by
		`return b.T("k", "v", far.Subject(k))`:                                                        "words.Book).T", // a result
		`_, s := far.Both(k); return part.Pad(s, 9)`:                                                  "part.Pad",      // one of several
		`s, _ := far.Both(k); return part.Pad(s, 9)`:                                                  "",
		`s := far.Subject(k); t := s + "."; return part.Pad(t, 9)`:                                    "part.Pad", // a variable
		`return part.Pad(far.Made(k).Words, 9)`:                                                       "part.Pad", // a field
		`return part.Pad(far.Made(k).Number, 9)`:                                                      "",
		`x := own{far.Subject(k)}; y := &x; return part.Pad(y.words, 9)`:                              "part.Pad", // a field that is filled in here
		`return part.Pad(far.All(k)[0], 9)`:                                                           "part.Pad", // a list
		`for _, s := range far.All(k) { part.Pad(s, 9) }; return ""`:                                  "part.Pad",
		`return part.Pad(far.ByName(k)["subject"], 9)`:                                                "part.Pad", // a map
		`f := far.Subject; return part.Pad(f(k), 9)`:                                                  "part.Pad", // a function as a value
		`f := k.Subject.Raw; return part.Pad(f(), 9)`:                                                 "part.Pad", // a method as a value
		`f := far.Made(k).Say; return part.Pad(f(), 9)`:                                               "part.Pad",
		`return part.Pad(far.Later(k)(), 9)`:                                                          "part.Pad", // a function that is a result
		`return part.Pad(far.Same(far.Subject(k)), 9)`:                                                "part.Pad", // a parameter
		`return part.Pad(far.Same("word"), 9)`:                                                        "",
		`return part.Pad(far.First([]string{far.Subject(k)}), 9)`:                                     "part.Pad", // a type parameter
		`var s far.Sayer = far.Made(k); return part.Pad(s.Say(), 9)`:                                  "part.Pad", // an interface
		`same := func(s string) string { return s }; return part.Pad(same(far.Subject(k)), 9)`:        "part.Pad", // a function of its own
		`show := func(s string) { part.Pad(s, 9) }; show(far.Subject(k)); return ""`:                  "part.Pad",
		`show(far.Subject(k)); return ""`:                                                             "part.Pad", // a function that shows what it is given
		`show(text.Line(k.Subject)); return ""`:                                                       "",
		`return part.Pad(tags(k), 9)`:                                                                 "part.Pad", // what is no secret of another package
		`far.Keep(k); return part.Pad(far.Kept(), 9)`:                                                 "part.Pad", // a variable of a package
		`ch := make(chan string, 1); ch <- far.Subject(k); return part.Pad(<-ch, 9)`:                  "part.Pad",
		`var s any = far.Subject(k); switch s := s.(type) { case string: part.Pad(s, 9) }; return ""`: "part.Pad",
		`return part.Pad(text.PasteLine(far.Subject(k)), 9)`:                                          "",
		`return part.Pad(desk.Plain(far.Subject(k)), 9)`:                                              "",
	}
}

// farAway is a package that may open foreign text, and lets it go in every way there is.
const farAway = `package far
import "` + module + `/desk"
type Box struct { Words, Number string }
func (b *Box) Say() string { return b.Words }
type Sayer interface { Say() string }
var kept string
func Subject(k desk.Ticket) string { return k.Subject.Raw() }
func Both(k desk.Ticket) (number, subject string) { return "4000", Subject(k) }
func Made(k desk.Ticket) *Box { b := new(Box); b.Words = Subject(k); return b }
func All(k desk.Ticket) (all []string) { all = append(all, Subject(k)); return }
func ByName(k desk.Ticket) map[string]string { m := map[string]string{}; m["subject"] = Subject(k); return m }
func Later(k desk.Ticket) func() string { return func() string { return Subject(k) } }
func Same(s string) string { return s }
func First[T any](all []T) T { return all[0] }
func Keep(k desk.Ticket) { kept = Subject(k) }
func Kept() string { return kept }
`
