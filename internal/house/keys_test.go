package house

import (
	"go/ast"
	"go/token"
	"strings"
)

// holdKeys looks for actions and scopes that no screen knows: their keys would be dead. Keys
// for editing are the fields' own, which know them by what a plain terminal sends.
func holdKeys(wrong report, h *tree) {
	known := map[string]bool{}
	for _, f := range h.source() {
		if f.dir != "tui" && !strings.HasPrefix(f.dir, "tui/") {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "keymaps" {
					known[s.Sel.Name] = true
				}
			}
			return true
		})
	}
	for _, f := range h.source() {
		if f.dir != "keymaps" {
			continue
		}
		for _, name := range keyNames(f.ast) {
			if !known[name] {
				wrong("%s: no screen knows %s", f.name, name)
			}
		}
	}
}

// keyNames are the constants of a file that name an action or a scope.
func keyNames(f *ast.File) []string {
	var names []string
	for _, d := range f.Decls {
		consts, ok := d.(*ast.GenDecl)
		if !ok || consts.Tok != token.CONST {
			continue
		}
		for _, spec := range consts.Specs {
			v := spec.(*ast.ValueSpec)
			kind, ok := v.Type.(*ast.Ident)
			if !ok || kind.Name != "Action" && kind.Name != "Scope" {
				continue
			}
			for _, name := range v.Names {
				if name.Name != "_" && name.Name != "None" && (!strings.HasPrefix(name.Name, "Edit") || name.Name == "EditAgain") {
					names = append(names, name.Name)
				}
			}
		}
	}
	return names
}
