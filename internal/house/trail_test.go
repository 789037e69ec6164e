package house

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// trail is where a text can be from: what somebody else wrote and nobody cleaned, and a bit for
// each parameter of the function that is looked at, the receiver's first.
type trail uint64

const (
	raw  trail = 1 << 63 // opened with desk.Untrusted.Raw: followed wherever it goes
	said trail = 1 << 62 // a record's plain text, or an error's: followed as far as results
)

// carries reports whether a value of a type can be text, lists of it, or a function that gives
// text. What a record holds is known of its fields.
func carries(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Slice:
		return carries(u.Elem()) || isLetter(u.Elem())
	case *types.Array:
		return carries(u.Elem())
	case *types.Map:
		return carries(u.Elem()) || carries(u.Key())
	case *types.Chan:
		return carries(u.Elem())
	case *types.Pointer:
		return carries(u.Elem())
	case *types.Signature:
		return slices.ContainsFunc(slices.Collect(u.Results().Variables()), func(v *types.Var) bool { return carries(v.Type()) })
	case *types.Interface:
		return t.String() != "error" && !strings.HasPrefix(t.String(), module) && u.NumMethods() == 0
	default:
		return writesIn(t)
	}
}

func isLetter(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Uint8 || b.Kind() == types.Int32)
}

// writesIn reports whether a type of another house holds the text that is written into it.
func writesIn(t types.Type) bool {
	s := strings.TrimPrefix(t.String(), "*")
	return s == "strings.Builder" || s == "bytes.Buffer"
}

// of is where the text of an expression can be from.
func (f *follower) of(e ast.Expr) trail {
	if tv, ok := f.info.Types[e]; ok && tv.Type != nil && tv.IsValue() && !carries(tv.Type) {
		if _, several := tv.Type.(*types.Tuple); !several {
			return 0
		}
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return f.value(origin(cmpObject(f.info.Uses[e], f.info.Defs[e])))
	case *ast.SelectorExpr:
		if recorded(f.info.Selections[e]) {
			return said | f.value(origin(f.info.Uses[e.Sel]))
		}
		return f.value(origin(f.info.Uses[e.Sel]))
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return f.of(e.X) | f.of(e.Y)
		}
	case *ast.IndexExpr:
		return f.of(e.X)
	case *ast.SliceExpr:
		return f.of(e.X)
	case *ast.StarExpr:
		return f.of(e.X)
	case *ast.UnaryExpr:
		return f.of(e.X)
	case *ast.TypeAssertExpr:
		return f.of(e.X)
	case *ast.FuncLit:
		return f.returns[e]
	case *ast.CompositeLit:
		return f.elements(e)
	case *ast.CallExpr:
		return f.answer(e, 0)
	}
	return 0
}

func (f *follower) elements(e *ast.CompositeLit) (t trail) {
	if _, record := f.info.Types[e].Type.Underlying().(*types.Struct); record {
		return 0
	}
	for _, e := range e.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			t |= f.of(kv.Key) | f.of(kv.Value)
			continue
		}
		t |= f.of(e)
	}
	return t
}

// value is what a variable holds, or what a function that is handed on would give.
func (f *follower) value(obj types.Object) trail {
	if fn, ok := obj.(*types.Func); ok {
		var t trail
		for _, k := range f.callees(fn) {
			for _, r := range k.results {
				t |= r & (raw | said)
			}
		}
		return t | opens(fn)
	}
	if isRawField(obj) {
		return raw
	}
	return f.dirty[obj]
}

// isRawField reports whether a field is that of desk.Untrusted.
func isRawField(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	return ok && v.IsField() && v.Name() == "raw" && v.Pkg().Path() == module+"/desk"
}

// opens is what a function gives that somebody else wrote, whatever it is given.
func opens(fn *types.Func) trail {
	switch fn.FullName() {
	case "(" + module + "/desk.Untrusted).Raw":
		return raw
	case "(error).Error", "net/http.StatusText":
		return said
	default:
		return 0
	}
}

// cleans reports whether what a function gives is clean, whatever it is given.
func cleans(fn *types.Func) bool {
	return fn.Pkg() != nil && fn.Pkg().Path() == module+"/internal/text" || fn.FullName() == module+"/desk.Plain"
}

// callees are the functions of the house that a call of fn may end at.
func (f *follower) callees(fn *types.Func) []*callee {
	fn = fn.Origin()
	if k := f.known[fn]; k != nil {
		return []*callee{k}
	}
	recv := fn.Signature().Recv()
	if recv == nil || fn.Pkg() == nil || !strings.HasPrefix(fn.Pkg().Path(), module) {
		return nil
	}
	said, ok := recv.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var all []*callee
	for _, m := range f.methods[fn.Name()] {
		if types.Implements(m.Signature().Recv().Type(), said) {
			all = append(all, f.known[m])
		}
	}
	return all
}

// arg is what a call gives for a parameter's bit.
func (f *follower) arg(call *ast.CallExpr, sig *types.Signature, bit int) (t trail) {
	if bit == 0 {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			return f.of(sel.X)
		}
		return 0
	}
	if sig.Variadic() && bit == sig.Params().Len() {
		for _, a := range call.Args[min(bit-1, len(call.Args)):] {
			t |= f.of(a)
		}
		return t
	}
	if bit-1 < len(call.Args) {
		return f.of(call.Args[bit-1])
	}
	return 0
}

// answer is where the i-th result of a call can be from.
func (f *follower) answer(call *ast.CallExpr, i int) (t trail) {
	if tv := f.info.Types[call.Fun]; tv.IsType() || tv.IsBuiltin() {
		for _, a := range call.Args {
			t |= f.of(a)
		}
		return t
	}
	fn := f.called(call)
	switch {
	case fn == nil:
		return f.ofValue(call)
	case cleans(fn):
		return 0
	case opens(fn) != 0:
		return opens(fn)
	}
	if fn.Pkg() != nil && strings.HasPrefix(fn.Pkg().Path(), module) || f.known[fn.Origin()] != nil {
		for _, k := range f.callees(fn) {
			if i >= len(k.results) {
				continue
			}
			t |= k.results[i] & (raw | said)
			for bit := range 62 {
				if k.results[i]&(1<<bit) != 0 {
					t |= f.arg(call, fn.Signature(), bit)
				}
			}
		}
		return t
	}
	for _, a := range call.Args {
		t |= f.of(a)
	}
	return t | f.arg(call, fn.Signature(), 0)
}

// ofValue is what a call of a function gives that is held by a variable or a field.
func (f *follower) ofValue(call *ast.CallExpr) trail {
	t := f.of(call.Fun)
	for _, lit := range f.lits[f.object(call.Fun)] {
		t |= f.returns[lit]
	}
	return t
}

// called is the function that a call names.
func (f *follower) called(call *ast.CallExpr) *types.Func {
	e := ast.Unparen(call.Fun)
	if index, ok := e.(*ast.IndexExpr); ok {
		e = index.X
	}
	fn, _ := f.object(e).(*types.Func)
	return fn
}
