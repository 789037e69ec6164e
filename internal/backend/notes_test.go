package backend_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/backend/openapi"
)

// comments are notes while they are read from the sources.
type comments openapi.Notes

// heard are those of an API's notes of which its document says something: it is made with the name
// of each note in the place of all that the note says.
func heard(t testing.TB, all openapi.API) openapi.Notes {
	t.Helper()
	notes := all.Types.Notes
	all.Types.Notes = openapi.Notes{}
	for name, note := range notes {
		sign := openapi.Note{Text: "[" + name + "]", Fields: maps.Clone(note.Fields), Values: note.Values}
		for field := range sign.Fields {
			sign.Fields[field] = sign.Text
		}
		all.Types.Notes[name] = sign
	}
	d, err := openapi.Describe(all)
	if err != nil {
		t.Fatal(err)
	}
	text := asJSON(t, d)
	maps.DeleteFunc(notes, func(name string, _ openapi.Note) bool { return !strings.Contains(text, "["+name+"]") })
	return notes
}

// readNotes reads the comments of the packages in folders of a source tree.
func readNotes(tree fs.FS, folders ...string) (openapi.Notes, error) {
	notes := comments{}
	for _, folder := range folders {
		files, err := fs.Glob(tree, path.Join(folder, "*.go"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := fs.ReadFile(tree, file)
			if err != nil {
				return nil, err
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ParseComments)
			if err != nil {
				return nil, err
			}
			notes.read(parsed, path.Base(folder)+".")
		}
	}
	return openapi.Notes(notes), nil
}

// read takes in the types and constants of a file.
func (n comments) read(f *ast.File, prefix string) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range g.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				n.readType(spec, said(spec.Doc, g.Doc), prefix)
			case *ast.ValueSpec:
				n.readValue(spec, prefix)
			}
		}
	}
}

func (n comments) readType(t *ast.TypeSpec, text, prefix string) {
	note := n[prefix+t.Name.Name]
	note.Text = text
	if s, ok := t.Type.(*ast.StructType); ok {
		for _, f := range s.Fields.List {
			says := said(f.Doc, f.Comment)
			for _, name := range f.Names {
				if says != "" && name.IsExported() && f.Tag != nil {
					if note.Fields == nil {
						note.Fields = map[string]string{}
					}
					note.Fields[name.Name] = says
				}
			}
		}
	}
	n[prefix+t.Name.Name] = note
}

// readValue takes in a constant that says its type and its value.
func (n comments) readValue(v *ast.ValueSpec, prefix string) {
	of, ok := v.Type.(*ast.Ident)
	if !ok || len(v.Values) != 1 || !v.Names[0].IsExported() {
		return
	}
	is, ok := literal(v.Values[0])
	if !ok {
		return
	}
	note := n[prefix+of.Name]
	note.Values = append(note.Values, openapi.Value{Is: is, Says: said(v.Doc, v.Comment)})
	n[prefix+of.Name] = note
}

// literal is a text or a whole number as it stands in the source.
func literal(e ast.Expr) (any, bool) {
	sign := int64(1)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.SUB {
		sign, e = -1, u.X
	}
	b, ok := e.(*ast.BasicLit)
	if !ok {
		return nil, false
	}
	switch b.Kind {
	case token.STRING:
		s, err := strconv.Unquote(b.Value)
		return s, err == nil
	case token.INT:
		i, err := strconv.ParseInt(b.Value, 10, 64)
		return sign * i, err == nil
	default:
		return nil, false
	}
}

// said is the first of some comments that says anything, on as many lines as it has paragraphs.
func said(all ...*ast.CommentGroup) string {
	for _, c := range all {
		text := strings.TrimSpace(c.Text())
		if text == "" {
			continue
		}
		paragraphs := strings.Split(text, "\n\n")
		for i, p := range paragraphs {
			paragraphs[i] = strings.Join(strings.Fields(p), " ")
		}
		return strings.Join(paragraphs, "\n\n")
	}
	return ""
}
