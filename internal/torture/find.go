package main

import (
	"cmp"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/heed-desk/heed/internal/promise"
)

// counter is a test that counts for a promise.
type counter struct {
	promise promise.ID
	pkg     string // "./cmd/heed"
	test    string // its name
	tag     string // what it is built with; empty for nothing
}

// name is what its log is called by.
func (c counter) name() string {
	return strings.NewReplacer("./", "", "/", "-").Replace(c.pkg) + "-" + c.test
}

// unit is a function of a package's tests.
type unit struct {
	calls  []string // what it calls of its own package
	counts []string // the names of the promises that it counts for
	tag    string
}

// counting finds the tests below root that count for a promise, by themselves or by what
// they call in their own package. A test that counts for several is there once.
func counting(root string) ([]counter, error) {
	pkgs := map[string]map[string]unit{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "out") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		dir := filepath.Dir(path)
		if pkgs[dir] == nil {
			pkgs[dir] = map[string]unit{}
		}
		return units(path, pkgs[dir])
	})
	if err != nil {
		return nil, err
	}
	var all []counter
	for dir, of := range pkgs {
		for name, u := range of {
			if !strings.HasPrefix(name, "Test") {
				continue
			}
			if id, ok := byName(reached(of, name)); ok {
				all = append(all, counter{promise: id, pkg: "./" + filepath.ToSlash(dir), test: name, tag: u.tag})
			}
		}
	}
	slices.SortFunc(all, func(a, b counter) int {
		return cmp.Or(cmp.Compare(a.pkg, b.pkg), cmp.Compare(a.test, b.test))
	})
	return all, nil
}

// units reads the functions of a file.
func units(path string, into map[string]unit) error {
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	tag := ""
	for _, group := range f.Comments {
		for _, c := range group.List {
			if constraint.IsGoBuild(c.Text) && c.Pos() < f.Package {
				tag = strings.TrimPrefix(c.Text, "//go:build ")
			}
		}
	}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		u := unit{tag: tag}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				u.calls = append(u.calls, n.Name)
			case *ast.CallExpr:
				if len(n.Args) == 2 && isOf(n.Fun, "Counting") {
					if arg, ok := n.Args[1].(*ast.SelectorExpr); ok {
						u.counts = append(u.counts, arg.Sel.Name)
					}
				}
			}
			return true
		})
		into[fn.Name.Name] = u
	}
	return nil
}

// isOf reports whether an expression is a name of package promise.
func isOf(e ast.Expr, name string) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == "promise"
}

// reached are the promises that a function counts for, by itself or by what it calls.
func reached(of map[string]unit, name string) (counts []string) {
	seen := map[string]bool{name: true}
	for todo := []string{name}; len(todo) > 0; todo = todo[1:] {
		u := of[todo[0]]
		counts = append(counts, u.counts...)
		for _, call := range u.calls {
			if _, ours := of[call]; ours && !seen[call] && !strings.HasPrefix(call, "Test") {
				seen[call] = true
				todo = append(todo, call)
			}
		}
	}
	return counts
}

// byName finds a promise by the name of its constant: AtRest is "at rest".
func byName(names []string) (promise.ID, bool) {
	for _, p := range promise.All() {
		plain := strings.ReplaceAll(string(p.ID), " ", "")
		if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, plain) }) {
			return p.ID, true
		}
	}
	return "", false
}
