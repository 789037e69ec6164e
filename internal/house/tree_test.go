package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/heed-desk/heed"

// tree is the repository as it was read.
type tree struct {
	root  string
	fset  *token.FileSet
	files []file
	pkgs  map[string][]file // by folder below the root, "desk"
}

// file is one Go file.
type file struct {
	name string // "desk/apply.go"
	dir  string // "desk"
	test bool
	ast  *ast.File
}

// report takes what is wrong.
type report func(format string, args ...any)

// rule is one rule of the house.
type rule struct {
	name string
	hold func(report, *tree)
}

func rules() []rule {
	return []rule{
		{"who may import whom", holdImports},
		{"the table of imports is no older than the house", holdTable},
		{"a newcomer finds every room", holdAtlas},
		{"a package introduces itself once", holdPackageDocs},
		{"a package is named after what it holds", holdNames},
		{"foreign text is opened by few", holdRaw},
		{"nothing in a package can be changed from everywhere", holdVars},
		{"nothing runs before main", holdInit},
		{"no test waits for a clock", holdSleep},
		{"nobody leaves a goroutine behind unseen", holdGoroutines},
		{"a file and a function can be taken in at a glance", holdLengths},
		{"no key is dead", holdKeys},
		{"the repository speaks of heed", holdWords},
		{"what is built is kept out of the repository", holdSizes},
		{"a module from charm.land says where it lives", holdModules},
	}
}

func TestTheHouse(t *testing.T) {
	h := read(t, root(t))
	if len(h.pkgs["desk"]) == 0 {
		t.Fatal("this is not the house: there is no desk in it")
	}
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) { r.hold(t.Errorf, h) })
	}
}

// read parses every Go file of the repository at root.
func read(t *testing.T, root string) *tree {
	t.Helper()
	h := &tree{root: root, fset: token.NewFileSet(), pkgs: map[string][]file{}}
	h.walk(t.Errorf, func(name string) {
		if !strings.HasSuffix(name, ".go") || strings.Contains("/"+name, "/testdata/") {
			return
		}
		f, err := parser.ParseFile(h.fset, filepath.Join(h.root, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			return
		}
		one := file{name: name, dir: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), ast: f}
		h.files = append(h.files, one)
		h.pkgs[one.dir] = append(h.pkgs[one.dir], one)
	})
	return h
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the working folder")
		}
	}
}

// walk gives every file of the repository by its name below the root.
func (h *tree) walk(wrong report, visit func(name string)) {
	err := filepath.WalkDir(h.root, func(full string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(h.root, full)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if d.IsDir() {
			if slices.Contains([]string{".git", "bin", "out", "vendor", "node_modules"}, name) {
				return filepath.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() {
			visit(name)
		}
		return nil
	})
	if err != nil {
		wrong("%v", err)
	}
}

// source gives the files of packages that are built, without their tests.
func (h *tree) source() []file {
	var all []file
	for _, f := range h.files {
		if !f.test {
			all = append(all, f)
		}
	}
	return all
}

// imports are the paths that a file imports; ours without the module's path.
func (f file) imports() []string {
	var all []string
	for _, spec := range f.ast.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			all = append(all, strings.TrimPrefix(p, module+"/"))
		}
	}
	return all
}

// at is where a node stands, for a message.
func (h *tree) at(n ast.Node) string {
	p := h.fset.Position(n.Pos())
	name, err := filepath.Rel(h.root, p.Filename)
	if err != nil {
		name = p.Filename
	}
	return filepath.ToSlash(name) + ":" + strconv.Itoa(p.Line)
}
