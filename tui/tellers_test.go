package tui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// byPicture are the screens that somebody who hears heed is told by their pictures, and why
// that is enough.
func byPicture() map[string]string {
	return map[string]string{
		"act.Preview":     "what will happen to which tickets, in lines that are read as they stand",
		"lobby.Screen":    "a short page of prose and counts, a line each",
		"settings.Screen": "a list of settings with their values, each a row of its own",

		"thread.history": "who did what, a line each",
	}
}

// TestEveryScreenTellsItselfOrIsToldByItsPictureOnPurpose reads the source of all screens: one
// that draws itself must have a Tell, or stand in the list above.
func TestEveryScreenTellsItselfOrIsToldByItsPictureOnPurpose(t *testing.T) {
	draws, tells := map[string]bool{}, map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "test/") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return nil //nolint:nilerr // somebody is in the middle of writing it; the compiler says so
		}
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Type.Results == nil || len(fn.Type.Results.List) != 1 {
				continue
			}
			name, gives := f.Name.Name+"."+receiver(fn), selected(fn.Type.Results.List[0].Type)
			switch {
			case fn.Name.Name == "View" && gives == "paint.Frame":
				draws[name] = true
			case fn.Name.Name == "Tell" && gives == "screen.Speech":
				tells[name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(draws) < 15 {
		t.Fatalf("found only %v", draws)
	}
	for name := range draws {
		_, listed := byPicture()[name]
		switch {
		case !tells[name] && !listed:
			t.Errorf("%s has no Tell: who hears heed is told it by its picture; if that is enough, say why in byPicture", name)
		case tells[name] && listed:
			t.Errorf("%s tells itself and stands in byPicture", name)
		}
	}
	for name := range byPicture() {
		if !draws[name] {
			t.Errorf("%s of byPicture is no screen", name)
		}
	}
}

func receiver(fn *ast.FuncDecl) string {
	typ := fn.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if id, ok := typ.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

func selected(e ast.Expr) string {
	if sel, ok := e.(*ast.SelectorExpr); ok {
		if pkg, ok := sel.X.(*ast.Ident); ok {
			return pkg.Name + "." + sel.Sel.Name
		}
	}
	return ""
}
