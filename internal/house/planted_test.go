package house

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEachRuleCatchesWhatBreaksIt builds small houses, each with one thing wrong.
func TestEachRuleCatchesWhatBreaksIt(t *testing.T) {
	const heed = "github.com/heed-desk/heed/"
	const nothing = "nothing in a package can be changed from everywhere"
	long := strings.Repeat("\t_ = 0\n", mostFuncLines)
	for _, c := range []struct {
		name, rule, file, text, says string
	}{
		{"nothing wrong", "", "desk/more.go", "package desk\n", ""},
		{"an import of a screen", "who may import whom", "desk/more.go", "package desk\nimport _ \"" + heed + "tui\"\n", "may not import tui"},
		{"the network", "who may import whom", "desk/more.go", "package desk\nimport _ \"net/http\"\n", "offline"},
		{"a library", "who may import whom", "keymaps/more.go", "package keymaps\nimport _ \"example.org/x\"\n", "third party"},
		{"the network round a corner", "who may import whom", "tui/part/more.go", "package part\nimport _ \"net\"\n", "tui/queue > tui/part > net"},
		{"another screen", "who may import whom", "tui/queue/more.go", "package queue\nimport _ \"" + heed + "tui/thread\"\n", "may not import tui/thread"},
		{"a package without a row", "who may import whom", "internal/new/new.go", "// Package new is new.\npackage new\n", "no row"},
		{"a test may", "", "desk/more_test.go", "package desk\nimport _ \"net/http\"\n", ""},
		{"an atlas without a room", "a newcomer finds every room", atlasFile, atlasHead + "\n| `desk/` | words |\n", "keymaps"},
		{"two package comments", "a package introduces itself once", "desk/more.go", "// Package desk again.\npackage desk\n", "2 package comments"},
		{"none", "a package introduces itself once", "tui/thread/doc.go", "package thread\n", "0 package comments"},
		{"a nameless package", "a package is named after what it holds", "desk/more_test.go", "package util_test\n", "says nothing"},
		{"a nameless type", "a package is named after what it holds", "desk/more.go", "package desk\ntype TicketManager struct{}\n", "TicketManager"},
		{"foreign text opened", "foreign text is opened by few", "tui/queue/more.go", "package queue\nfunc f(u interface{ Raw() string }) string { return u.Raw() }\n", "opens foreign text"},
		{"foreign text handed on", "foreign text is opened by few", "tui/queue/more.go", "package queue\nfunc f(u interface{ Raw() string }) func() string { return u.Raw }\n", "opens foreign text"},
		{"another Raw", "", "tui/queue/more.go", "package queue\nimport tea \"charm.land/bubbletea/v2\"\nvar _ = tea.Raw\n", ""},
		{"a variable", nothing, "desk/more.go", "package desk\nvar n int\n", "desk.n"},
		{"an exported table", nothing, "desk/more.go", "package desk\nvar T = []int{1}\n", "desk.T"},
		{"a table that is written to", nothing, "desk/more.go", "package desk\nvar m = map[int]int{}\nfunc f() { m[1]++ }\n", "desk.m"},
		{"a table that is handed on", nothing, "desk/more.go", "package desk\nimport \"slices\"\nvar m = []int{2, 1}\nfunc f() { slices.Sort(m) }\n", "desk.m"},
		{"a table under another name", nothing, "desk/more.go", "package desk\nvar m = []int{1}\nfunc f() { x := m; x[0] = 2 }\n", "desk.m"},
		{"a piece of a table", nothing, "desk/more.go", "package desk\nvar m = []int{1}\nfunc f() []int { return m[:1] }\n", "desk.m"},
		{"a pool", nothing, "desk/more.go", "package desk\nimport \"sync\"\nvar p = sync.Pool{}\nfunc f() any { return p.Get() }\n", "desk.p"},
		{"a table that is walked through", "", "desk/more.go", "package desk\nvar m = []int{1}\nfunc f() (n int) {\n\tfor range m {\n\t\tn += len(m)\n\t}\n\treturn n\n}\n", ""},
		{"a table that is read", "", "desk/more.go", "package desk\nvar m = map[int]int{}\nfunc f() int { return m[1] }\n", ""},
		{"an error", "", "desk/more.go", "package desk\nimport \"errors\"\nvar ErrNo = errors.New(\"no\")\n", ""},
		{"init", "nothing runs before main", "desk/more.go", "package desk\nfunc init() {}\n", "before main"},
		{"a nap", "no test waits for a clock", "desk/more_test.go", "package desk\nimport \"time\"\nfunc f() { time.Sleep(1) }\n", "sleeps"},
		{"a nap in a bubble", "", "desk/more_test.go", "package desk\nimport (\n\"time\"\n\"testing/synctest\"\n)\nfunc f() { synctest.Wait(); time.Sleep(1) }\n", ""},
		{"a goroutine that nobody looks for", "nobody leaves a goroutine behind unseen", "desk/more.go", "package desk\nfunc f() { go f() }\n", "starts a goroutine"},
		{"a group that nobody looks for", "nobody leaves a goroutine behind unseen", "desk/more.go", "package desk\nimport \"sync\"\nfunc f(g *sync.WaitGroup) { g.Go(func() {}) }\n", "starts a goroutine"},
		{"a long file", "a file and a function can be taken in at a glance", "desk/more.go", "package desk\n" + strings.Repeat("\n", mostFileLines), "lines, over 500"},
		{"a long function", "a file and a function can be taken in at a glance", "desk/more.go", "package desk\nfunc f() {\n" + long + "}\n", "lines, over 100"},
		{"a long table", "", "desk/more.go", "package desk\nfunc f() []int {\n\treturn []int{\n" + strings.Repeat("\t\t0,\n", mostFuncLines) + "\t}\n}\n", ""},
		{"a dead key", "no key is dead", "keymaps/more.go", "package keymaps\n\ntype Action string\n\nconst (\n\tDead Action = \"dead\"\n\tEditDead Action = \"edit\"\n)\n", "no screen knows Dead"},
		{"a key that a screen knows", "", "tui/queue/more.go", "package queue\n\nimport \"" + heed + "keymaps\"\n\nvar _ = keymaps.Known\n", ""},
		{"a foreign place", "the repository speaks of heed", "docs/x.md", "see " + foreignWords()[0] + "x\n", "docs/x.md:1"},
		{"a program that was built here", "what is built is kept out of the repository", "heed", strings.Repeat("\x7f", largest+1), "goes to bin"},
		{"a module without origin", "a module from charm.land says where it lives", "go.mod", "module x\n\nrequire charm.land/huh/v2 v2.0.3\n", "charmbracelet/huh"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			files := smallHouse()
			files[c.file] = c.text
			for name, text := range files {
				full := filepath.Join(root, name)
				if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			h := read(t, root)
			for _, r := range rules() {
				if r.name == "the table of imports is no older than the house" {
					continue // the small house has few of the rooms
				}
				var said []string
				r.hold(func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) }, h)
				all := strings.Join(said, "\n")
				if r.name == c.rule != (all != "") || !strings.Contains(all, c.says) && r.name == c.rule {
					t.Errorf("%s: %q, want %q of %s", r.name, all, c.says, c.rule)
				}
			}
		})
	}
}

func TestTheTableNoticesWhatIsGone(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "go.mod"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	said := 0
	holdTable(func(string, ...any) { said++ }, read(t, root))
	if rows := len(table()); said < rows/2 {
		t.Errorf("in an empty house only %d of %d rows are missed", said, rows)
	}
}

// smallHouse is a house with which nothing is wrong.
func smallHouse() map[string]string {
	files := map[string]string{"go.mod": "module github.com/heed-desk/heed\n\nrequire charm.land/huh/v2 v2.0.3 // github.com/charmbracelet/huh\n"}
	rooms := maps.Keys(map[string]bool{"desk": true, "keymaps": true, "tui": true, "tui/part": true, "tui/queue": true, "tui/thread": true})
	for room := range rooms {
		name := filepath.Base(room)
		files[room+"/doc.go"] = "// Package " + name + " is a room.\npackage " + name + "\n"
	}
	files[atlasFile] = atlasHead + "\n" + atlas(table())
	files["tui/queue/queue.go"] = "package queue\n\nimport _ \"github.com/heed-desk/heed/tui/part\"\n"
	return files
}
