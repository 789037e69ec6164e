package house

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

const (
	mostFileLines = 500
	mostFuncLines = 100
)

func holdPackageDocs(wrong report, h *tree) {
	for pkg, files := range h.pkgs {
		var docs []string
		source := false
		for _, f := range files {
			source = source || !f.test
			if f.ast.Doc == nil || f.test {
				continue
			}
			docs = append(docs, f.name)
			want := "Package " + f.ast.Name.Name + " "
			if f.ast.Name.Name == "main" {
				want = "Command "
			}
			if !strings.HasPrefix(f.ast.Doc.Text(), want) && !strings.HasPrefix(f.ast.Doc.Text(), "Heed ") {
				wrong("%s: the comment of a package begins with %q", f.name, want)
			}
		}
		if source && len(docs) != 1 {
			wrong("%s has %d package comments and wants one %v", pkg, len(docs), docs)
		}
	}
}

// nameless are names that say nothing of what is inside.
func nameless() []string {
	return []string{"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc", "base", "shared", "lib"}
}

func holdNames(wrong report, h *tree) {
	for _, f := range h.files {
		if slices.Contains(nameless(), strings.TrimSuffix(f.ast.Name.Name, "_test")) {
			wrong("%s: package %s says nothing of what it holds", f.name, f.ast.Name.Name)
		}
		for _, d := range f.ast.Decls {
			types, ok := d.(*ast.GenDecl)
			if !ok || types.Tok != token.TYPE {
				continue
			}
			for _, spec := range types.Specs {
				name := spec.(*ast.TypeSpec).Name.Name
				if strings.HasSuffix(name, "Manager") || strings.HasSuffix(name, "Helper") || strings.HasSuffix(name, "Util") {
					wrong("%s: type %s says nothing of what it does", h.at(spec), name)
				}
			}
		}
	}
}

// holdRaw lets few open desk.Untrusted: those who carry it and the one who cleans it.
func holdRaw(wrong report, h *tree) {
	carriers := []string{"desk", "client", "cache", "internal/text", "internal/backend", "internal/archive", "internal/deskledger"}
	carriers = append(carriers, "internal/config")                        // it knows no tickets: Raw is where a word of a TOML file stands
	carriers = append(carriers, "internal/deskfile", "internal/tomltree") // a codec, as the archive is; and Raw as in config
	for _, f := range h.source() {
		if slices.ContainsFunc(carriers, func(c string) bool { return f.dir == c || strings.HasPrefix(f.dir, c+"/") }) {
			continue
		}
		packages := localNames(f)
		ast.Inspect(f.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "Raw" {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); !ok || !packages[x.Name] {
				wrong("%s opens foreign text with Raw: only internal/text and those who carry it may", h.at(n))
			}
			return true
		})
	}
}

// localNames are the names under which a file knows the packages that it imports.
func localNames(f file) map[string]bool {
	names := map[string]bool{}
	for i, p := range f.imports() {
		if spec := f.ast.Imports[i]; spec.Name != nil {
			names[spec.Name.Name] = true
			continue
		}
		parts := strings.Split(p, "/")
		last := parts[len(parts)-1]
		if len(parts) > 1 && len(last) > 1 && last[0] == 'v' && last[1] >= '0' && last[1] <= '9' {
			last = parts[len(parts)-2]
		}
		names[last] = true
	}
	return names
}

// shared are the variables of packages that are neither errors nor tables that are only
// read, and why each is harmless.
func shared() map[string]string {
	return map[string]string{}
}

func holdVars(wrong report, h *tree) {
	used := map[string]bool{}
	for _, f := range h.source() {
		for _, d := range f.ast.Decls {
			vars, ok := d.(*ast.GenDecl)
			if !ok || vars.Tok != token.VAR {
				continue
			}
			for _, spec := range vars.Specs {
				v := spec.(*ast.ValueSpec)
				for _, name := range v.Names {
					key := f.dir + "." + name.Name
					used[key] = true
					if name.Name != "_" && !isSentinel(v) && !isEmbedded(vars, v) && !h.isReadOnly(f.dir, name.Name, v) && shared()[key] == "" {
						wrong("%s: %s can be changed from everywhere; make it a function, a constant or a field", h.at(name), key)
					}
				}
			}
		}
	}
	for key := range shared() {
		if !used[key] {
			wrong("%s is let through and not there", key)
		}
	}
}

// isReadOnly reports whether a variable is a map or a list of its package that nothing in
// the package writes to, or hands on to where it could be written to.
func (h *tree) isReadOnly(dir, name string, v *ast.ValueSpec) bool {
	if len(v.Names) != 1 || len(v.Values) != 1 || ast.IsExported(name) {
		return false
	}
	if lit, table := v.Values[0].(*ast.CompositeLit); !table || !isList(lit.Type) {
		return false
	}
	for _, f := range h.pkgs[dir] {
		if writesTo(f.ast, v.Names[0]) || handsOn(f.ast, v.Names[0]) {
			return false
		}
	}
	return true
}

func isList(t ast.Expr) bool {
	switch t.(type) {
	case *ast.MapType, *ast.ArrayType:
		return true
	default:
		return false
	}
}

// writesTo reports whether a file changes something in a variable, or takes its address.
func writesTo(file *ast.File, v *ast.Ident) bool {
	written := false
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			written = written || n.Tok != token.DEFINE && slices.ContainsFunc(n.Lhs, func(e ast.Expr) bool { return rootName(e) == v.Name })
		case *ast.IncDecStmt:
			written = written || rootName(n.X) == v.Name
		case *ast.UnaryExpr:
			written = written || n.Op == token.AND && rootName(n.X) == v.Name
		}
		return true
	})
	return written
}

// handsOn reports whether a file uses a variable as a whole for anything but its length, a
// look into it or a walk through it: where it goes, something else could write to it.
func handsOn(file *ast.File, v *ast.Ident) bool {
	harmless := map[ast.Expr]bool{}
	handed := false
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IndexExpr:
			harmless[n.X] = true
		case *ast.RangeStmt:
			harmless[n.X] = true
		case *ast.SelectorExpr:
			harmless[n.Sel] = true // a field or a function of that name
		case *ast.KeyValueExpr:
			harmless[n.Key] = true
		case *ast.Field:
			for _, name := range n.Names {
				harmless[name] = true
			}
		case *ast.CallExpr:
			if fn, ok := n.Fun.(*ast.Ident); ok && fn.Name == "len" {
				harmless[n.Args[0]] = true
			}
		case *ast.Ident:
			handed = handed || n.Name == v.Name && n != v && !harmless[n]
		}
		return true
	})
	return handed
}

// rootName is the variable that an expression such as a.b[c].d starts from.
func rootName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.IndexExpr:
		return rootName(e.X)
	case *ast.SelectorExpr:
		return rootName(e.X)
	case *ast.StarExpr:
		return rootName(e.X)
	case *ast.ParenExpr:
		return rootName(e.X)
	case *ast.SliceExpr:
		return rootName(e.X)
	default:
		return ""
	}
}

// isSentinel reports whether a variable is an error, or a pattern, that nobody writes to.
func isSentinel(v *ast.ValueSpec) bool {
	if len(v.Values) != len(v.Names) {
		return false
	}
	for i, value := range v.Values {
		if again, ok := value.(*ast.SelectorExpr); ok && strings.HasPrefix(again.Sel.Name, "Err") {
			continue // another package's error under a name of ours
		}
		call, ok := value.(*ast.CallExpr)
		if !ok {
			return false
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		pkg, ok := sel.X.(*ast.Ident)
		if !ok {
			return false
		}
		switch pkg.Name + "." + sel.Sel.Name {
		case "errors.New", "fmt.Errorf":
			if !strings.HasPrefix(strings.ToLower(v.Names[i].Name), "err") {
				return false
			}
		case "regexp.MustCompile":
		default:
			return false
		}
	}
	return true
}

// isEmbedded reports whether the compiler fills the variable from files.
func isEmbedded(d *ast.GenDecl, v *ast.ValueSpec) bool {
	for _, doc := range []*ast.CommentGroup{d.Doc, v.Doc} {
		if doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") }) {
			return true
		}
	}
	return false
}

func holdInit(wrong report, h *tree) {
	for _, f := range h.files {
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				wrong("%s runs before main: let whoever needs it call it", h.at(fn))
			}
		}
	}
}

// holdSleep forbids waiting for a real clock. Where tests run in bubbles of
// testing/synctest, time is not real; what bench measures is real time itself.
func holdSleep(wrong report, h *tree) {
	for _, f := range h.files {
		if f.dir == "internal/bench" {
			continue
		}
		if slices.Contains(f.imports(), "testing/synctest") || f.test && slices.ContainsFunc(h.pkgs[f.dir], func(f file) bool { return slices.Contains(f.imports(), "testing/synctest") }) {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "Sleep" {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" {
				wrong("%s sleeps: wait for what is to happen, with a timer and a context, or in a synctest bubble", h.at(n))
			}
			return true
		})
	}
}

func holdLengths(wrong report, h *tree) {
	for _, f := range h.source() {
		if n := h.fset.Position(f.ast.FileEnd).Line; n > mostFileLines {
			wrong("%s has %d lines, over %d: it holds two things", f.name, n, mostFileLines)
		}
		for _, d := range f.ast.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil || isTable(fn) {
				continue
			}
			if n := h.fset.Position(fn.End()).Line - h.fset.Position(fn.Pos()).Line + 1; n > mostFuncLines {
				wrong("%s: %s has %d lines, over %d", h.at(fn), fn.Name.Name, n, mostFuncLines)
			}
		}
	}
}

// isTable reports whether a function does nothing but return a literal.
func isTable(fn *ast.FuncDecl) bool {
	if len(fn.Body.List) != 1 {
		return false
	}
	ret, ok := fn.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return false
	}
	_, literal := ret.Results[0].(*ast.CompositeLit)
	return literal
}
