package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/build"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/promise"
)

// shows are the packages through which something reaches a terminal, a file or a pipe.
func shows(dir string) bool {
	return dir == "tui" || strings.HasPrefix(dir, "tui/") && dir != "tui/tuitest" && dir != "tui/screentest" ||
		slices.Contains([]string{"cmd/heed", "internal/listing", "internal/words", "internal/doctor", "internal/pipe"}, dir)
}

// compiled says where the compiler keeps what each package exports.
func compiled(t *testing.T, root string) map[string]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Export", "./...")
	cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("asking the compiler: %v", err)
	}
	where := map[string]string{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct{ ImportPath, Export string }
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return where
		} else if err != nil {
			t.Fatal(err)
		}
		where[p.ImportPath] = p.Export
	}
}

// looker types the packages of a house and looks for text that was not cleaned.
type looker struct {
	*follower
	fset  *token.FileSet
	from  types.Importer
	seen  map[string]*types.Package
	pkgs  []typed
	wrong report
	told  map[token.Pos]bool
	calls int // places that were looked at
}

// typed is a package whose types are known.
type typed struct {
	files []*ast.File
	shows bool
}

func newLooker(fset *token.FileSet, where map[string]string, wrong report) *looker {
	return &looker{
		follower: newFollower(), fset: fset, wrong: wrong, seen: map[string]*types.Package{}, told: map[token.Pos]bool{},
		from: importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(where[path]) }),
	}
}

// Import is a package of the house as it was read, or another one as the compiler left it.
func (l *looker) Import(path string) (*types.Package, error) {
	if p := l.seen[path]; p != nil {
		return p, nil
	}
	return l.from.Import(path)
}

// add takes a package in, behind all that it imports.
func (l *looker) add(path string, files []*ast.File, shows bool) error {
	config := types.Config{Importer: l}
	pkg, err := config.Check(path, l.fset, files, l.info)
	if err != nil {
		return err
	}
	l.seen[path] = pkg
	l.pkgs = append(l.pkgs, typed{files, shows})
	for _, f := range files {
		l.meet(f)
	}
	return nil
}

// look follows all texts through the packages from one on, and says which reach what shows
// them.
func (l *looker) look(from int) {
	for l.learned = true; l.learned; {
		l.learned = false
		l.pass(from)
	}
	l.found = func(at ast.Node, sink string) {
		if !l.told[at.Pos()] {
			l.wrong("%s: what somebody else wrote goes to %s as it came: internal/text first", l.fset.Position(at.Pos()), sink)
		}
		l.told[at.Pos()] = true
	}
	l.calls = 0
	l.pass(from)
	l.found = nil
}

func (l *looker) pass(from int) {
	for _, p := range l.pkgs[from:] {
		for _, f := range p.files {
			l.file(f)
			if p.shows {
				l.sinks(f)
			}
		}
	}
}

// sinks looks at what is handed to what draws, says, prints and writes.
func (l *looker) sinks(f *ast.File) {
	for _, d := range f.Decls {
		l.now = nil
		if decl, ok := d.(*ast.FuncDecl); ok {
			l.now = l.info.Defs[decl.Name].(*types.Func)
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				l.sink(call)
			}
			return true
		})
	}
}

func (l *looker) sink(n *ast.CallExpr) {
	fn := l.called(n)
	if fn == nil || !isSink(fn.FullName()) {
		return
	}
	l.calls++
	name := fn.FullName()
	for i, arg := range n.Args {
		if i == 0 && isBook(name) {
			continue // the key: one that the book does not know is cleaned there
		}
		l.goes(arg, l.of(arg), way{sink: name})
		if t := l.info.Types[arg].Type; l.found != nil && t != nil && holdsUntrusted(t, 0) && strings.HasPrefix(name, "fmt.") {
			l.wrong("%s: %s prints only how long it is: internal/text first", l.fset.Position(arg.Pos()), name)
		}
	}
}

// isSink reports whether what a function is given is shown or written.
func isSink(name string) bool {
	if isBook(name) {
		return true
	}
	for _, prefix := range []string{
		module + "/tui/part.", "(" + module + "/tui/theme.Ink).Render", "fmt.Fprint", "fmt.Print", "fmt.Sprint", "fmt.Append", "io.WriteString", "(*os.File).Write", "(*" + module + "/tui/paint.Painter).", "(*strings.Builder).WriteString",
	} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// isBook reports whether a function fills in a sentence.
func isBook(name string) bool {
	book := "(*" + module + "/internal/words.Book)."
	return name == book+"T" || name == book+"N"
}

// recorded reports whether a selector is a plain text of a record that comes off a wire.
func recorded(s *types.Selection) bool {
	if s == nil || s.Kind() != types.FieldVal {
		return false
	}
	of := s.Recv()
	if p, ok := of.(*types.Pointer); ok {
		of = p.Elem()
	}
	named, ok := of.(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != module+"/desk" || !slices.Contains(wired(), named.Obj().Name()) {
		return false
	}
	t := s.Type()
	if list, ok := t.(*types.Slice); ok {
		t = list.Elem()
	}
	switch t := t.(type) {
	case *types.Basic:
		return t.Kind() == types.String
	case *types.Named:
		return slices.Contains([]string{"AgentID", "GroupID", "Tier", "Side"}, t.Obj().Name())
	default:
		return false
	}
}

// wired are the records of a desk whose plain texts are what that desk says they are.
func wired() []string {
	return []string{
		"Ticket", "Excerpt", "Row", "Customer", "Order", "OrderItem", "Canned", "Agent", "Author", "Attachment", "FieldChange", "Filter", "Macro", "Presence", "Reminder",
		"Tag", "Untag", "Assign", "SetGroup", "HandOver", "HandBack", "Escalate", "Deed", "Mailbox",
	}
}

// holdsUntrusted reports whether a value of a type has foreign text in it.
func holdsUntrusted(t types.Type, depth int) bool {
	if depth > 3 {
		return false
	}
	switch t := t.(type) {
	case *types.Named:
		if t.Obj().Pkg() != nil && t.Obj().Pkg().Path() == module+"/desk" && t.Obj().Name() == "Untrusted" {
			return true
		}
		return t.Obj().Pkg() != nil && t.Obj().Pkg().Path() == module+"/desk" && holdsUntrusted(t.Underlying(), depth+1)
	case *types.Pointer:
		return holdsUntrusted(t.Elem(), depth+1)
	case *types.Slice:
		return holdsUntrusted(t.Elem(), depth+1)
	case *types.Struct:
		for i := range t.NumFields() {
			if holdsUntrusted(t.Field(i).Type(), depth+1) {
				return true
			}
		}
	}
	return false
}

// TestNoViewTakesTextThatWasNotCleaned follows, by their types, the texts that somebody else
// wrote to what draws, says, prints and writes.
func TestNoViewTakesTextThatWasNotCleaned(t *testing.T) {
	if testing.Short() {
		t.Skip("the compiler is asked for all of the house")
	}
	c := promise.Counting(t, promise.Sources)
	h := read(t, root(t))
	l := newLooker(h.fset, compiled(t, h.root), func(format string, args ...any) {
		c.Violation()
		t.Errorf(format, args...)
	})
	if err := l.house(h); err != nil {
		t.Fatal(err)
	}
	l.look(0)
	c.Runs(l.calls, 0)
	c.Figure("%d calls that draw, say, print or write, in %d packages", l.calls, len(l.pkgs))
	if l.calls < 500 {
		t.Errorf("only %d calls that show something were found: the rule has lost its way", l.calls)
	}
}

// house takes in every package of the house, each behind those that it imports.
func (l *looker) house(h *tree) error {
	var take func(dir string) error
	take = func(dir string) error {
		if l.seen[module+"/"+dir] != nil {
			return nil
		}
		var asts []*ast.File
		for _, f := range h.pkgs[dir] {
			if fits, err := build.Default.MatchFile(filepath.Join(h.root, dir), filepath.Base(f.name)); f.test || err != nil || !fits {
				continue
			}
			for _, path := range f.imports() {
				if err := take(path); err != nil { // nothing where it is another's
					return err
				}
			}
			asts = append(asts, f.ast)
		}
		if len(asts) == 0 {
			return nil
		}
		return l.add(module+"/"+dir, asts, shows(dir))
	}
	for _, dir := range slices.Sorted(maps.Keys(h.pkgs)) {
		if err := take(dir); err != nil {
			return err
		}
	}
	return nil
}
