package house

import (
	"go/ast"
	"slices"
)

// goleak tells whether a test left a goroutine running.
const goleak = "go.uber.org/goleak"

// holdGoroutines has every package that starts a goroutine look, when its tests end, whether
// one still runs. What only serves tests is looked at by those whom it serves; bench and
// torture end with their process.
func holdGoroutines(wrong report, h *tree) {
	for pkg, files := range h.pkgs {
		if pkg == "internal/bench" || pkg == "internal/torture" || slices.ContainsFunc(files, func(f file) bool { return !f.test && slices.Contains(f.imports(), "testing") }) {
			continue
		}
		watched := slices.ContainsFunc(files, func(f file) bool { return f.test && slices.Contains(f.imports(), goleak) })
		for _, f := range files {
			if f.test || watched {
				continue
			}
			if start := startsGoroutine(f); start != nil {
				wrong("%s starts a goroutine, and no test of %s looks with goleak whether one is left", h.at(start), pkg)
				break
			}
		}
	}
}

// startsGoroutine finds where a file starts one: by go, or by the Go method of a group.
func startsGoroutine(f file) (found ast.Node) {
	ast.Inspect(f.ast, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			found = n
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Go" && len(n.Args) == 1 {
				if _, ok := n.Args[0].(*ast.FuncLit); ok {
					found = n
				}
			}
		}
		return found == nil
	})
	return found
}
