package house

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// way is where a parameter of a function goes besides its results: a field, a variable, or
// what shows it.
type way struct {
	to   types.Object
	sink string
}

// callee is what is known of a function of the house.
type callee struct {
	results []trail
	ways    map[int]map[way]bool // by the bit of the parameter
}

// follower goes through all functions again and again, until it learns nothing new of where
// texts go: through variables, fields, lists, results, parameters and functions as values.
type follower struct {
	info    *types.Info
	dirty   map[types.Object]trail
	known   map[*types.Func]*callee
	lits    map[types.Object][]*ast.FuncLit
	returns map[*ast.FuncLit]trail
	methods map[string][]*types.Func

	now     *types.Func // whose body is looked at
	inside  []*ast.FuncLit
	learned bool
	found   func(call ast.Node, sink string) // nil while it learns
}

func newFollower() *follower {
	return &follower{
		info: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{},
			Selections: map[*ast.SelectorExpr]*types.Selection{}, Implicits: map[ast.Node]types.Object{},
		},
		dirty: map[types.Object]trail{}, known: map[*types.Func]*callee{}, lits: map[types.Object][]*ast.FuncLit{},
		returns: map[*ast.FuncLit]trail{}, methods: map[string][]*types.Func{},
	}
}

// meet notes the functions of a file, so that they can be followed into.
func (f *follower) meet(file *ast.File) {
	for _, d := range file.Decls {
		decl, ok := d.(*ast.FuncDecl)
		if !ok || decl.Body == nil {
			continue
		}
		fn := f.info.Defs[decl.Name].(*types.Func)
		sig := fn.Signature()
		f.known[fn] = &callee{results: make([]trail, sig.Results().Len()), ways: map[int]map[way]bool{}}
		if sig.Recv() != nil {
			f.dirty[sig.Recv()] = 1
			f.methods[fn.Name()] = append(f.methods[fn.Name()], fn)
		}
		for i := range min(sig.Params().Len(), 60) {
			f.dirty[sig.Params().At(i)] = 1 << (i + 1)
		}
	}
}

// file goes through a file once.
func (f *follower) file(file *ast.File) {
	for _, d := range file.Decls {
		f.now = nil
		if decl, ok := d.(*ast.FuncDecl); ok {
			f.now = f.info.Defs[decl.Name].(*types.Func)
		}
		ast.Inspect(d, f.node)
		if f.now != nil && f.known[f.now] != nil {
			for i := range f.now.Signature().Results().Len() {
				f.result(i, f.dirty[f.now.Signature().Results().At(i)]) // one that has a name
			}
		}
	}
}

func (f *follower) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncLit:
		f.inside = append(f.inside, n)
		ast.Inspect(n.Body, f.node)
		f.inside = f.inside[:len(f.inside)-1]
		return false
	case *ast.AssignStmt:
		f.assign(n.Lhs, n.Rhs)
	case *ast.ValueSpec:
		names := make([]ast.Expr, len(n.Names))
		for i, name := range n.Names {
			names[i] = name
		}
		f.assign(names, n.Values)
	case *ast.RangeStmt:
		for _, to := range []ast.Expr{n.Key, n.Value} {
			if to != nil {
				f.give(to, f.of(n.X))
			}
		}
	case *ast.SendStmt:
		f.give(n.Chan, f.of(n.Value))
	case *ast.TypeSwitchStmt:
		f.typeSwitch(n)
	case *ast.ReturnStmt:
		f.returned(n)
	case *ast.CompositeLit:
		f.composite(n)
	case *ast.CallExpr:
		f.call(n)
	}
	return true
}

// assign gives what stands on the right to what stands on the left.
func (f *follower) assign(to, from []ast.Expr) {
	if len(from) == 1 && len(to) > 1 {
		for i := range to {
			f.give(to[i], f.nth(from[0], i))
		}
		return
	}
	for i := range min(len(to), len(from)) {
		f.give(to[i], f.of(from[i]))
		if lit, ok := ast.Unparen(from[i]).(*ast.FuncLit); ok {
			if obj := f.object(to[i]); obj != nil && !slices.Contains(f.lits[obj], lit) {
				f.lits[obj], f.learned = append(f.lits[obj], lit), true
			}
		}
	}
}

// nth is one of several values that an expression has.
func (f *follower) nth(e ast.Expr, i int) trail {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		return f.answer(call, i)
	}
	if i == 0 {
		return f.of(e)
	}
	return 0
}

func (f *follower) typeSwitch(n *ast.TypeSwitchStmt) {
	as, ok := n.Assign.(*ast.AssignStmt)
	if !ok {
		return
	}
	from := f.of(as.Rhs[0].(*ast.TypeAssertExpr).X)
	for _, clause := range n.Body.List {
		if obj := f.info.Implicits[clause]; obj != nil {
			f.add(obj, from)
		}
	}
}

func (f *follower) returned(n *ast.ReturnStmt) {
	if len(f.inside) > 0 {
		lit := f.inside[len(f.inside)-1]
		for _, e := range n.Results {
			if t := f.returns[lit] | f.of(e); t != f.returns[lit] {
				f.returns[lit], f.learned = t, true
			}
		}
		return
	}
	if f.now == nil {
		return
	}
	for i := range f.now.Signature().Results().Len() {
		switch {
		case len(n.Results) == 1 && f.now.Signature().Results().Len() > 1:
			f.result(i, f.nth(n.Results[0], i))
		case i < len(n.Results):
			f.result(i, f.of(n.Results[i]))
		}
	}
}

func (f *follower) result(i int, t trail) {
	if k := f.known[f.now]; k.results[i]|t != k.results[i] && carries(f.now.Signature().Results().At(i).Type()) {
		k.results[i], f.learned = k.results[i]|t, true
	}
}

// composite gives the fields of a record what they are made of.
func (f *follower) composite(n *ast.CompositeLit) {
	t := f.info.Types[n].Type
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	record, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	notice := strings.HasSuffix(t.String(), "tui/screen.Notice")
	for i, e := range n.Elts {
		field, value := types.Object(nil), e
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			field, value = f.info.Uses[kv.Key.(*ast.Ident)], kv.Value
		} else if i < record.NumFields() {
			field = record.Field(i)
		}
		from := f.of(value)
		if notice {
			f.goes(value, from, way{sink: "becomes a notice"})
			continue
		}
		if field != nil {
			f.share(origin(field), from)
		}
	}
}

// give puts what stands on the right into what stands on the left.
func (f *follower) give(to ast.Expr, t trail) {
	if t == 0 {
		return
	}
	switch to := ast.Unparen(to).(type) {
	case *ast.IndexExpr:
		f.give(to.X, t)
	case *ast.StarExpr:
		f.give(to.X, t)
	default:
		if obj := f.object(to); obj != nil && (carries(obj.Type()) || writesIn(obj.Type())) {
			f.add(obj, t)
		}
	}
}

// add notes what a variable holds.
func (f *follower) add(obj types.Object, t trail) {
	if v, ok := obj.(*types.Var); ok && (v.IsField() || v.Parent() == v.Pkg().Scope()) {
		f.share(obj, t)
		return
	}
	if f.dirty[obj]|t != f.dirty[obj] {
		f.dirty[obj], f.learned = f.dirty[obj]|t, true
	}
}

// share notes what a field or a variable of a package holds, which every function can read.
func (f *follower) share(obj types.Object, t trail) {
	if carries(obj.Type()) {
		f.goes(nil, t, way{to: obj})
	}
}

// goes lets a text go a way: one that is raw at once, a parameter whenever it is.
func (f *follower) goes(at ast.Node, t trail, w way) {
	if t&(raw|said) != 0 {
		if w.to == nil && f.found != nil {
			f.found(at, w.sink)
		}
		if w.to != nil && t&raw != 0 && f.dirty[w.to]&raw == 0 {
			f.dirty[w.to], f.learned = f.dirty[w.to]|raw, true
		}
	}
	k := f.known[f.now]
	if k == nil {
		return
	}
	for bit := range 62 {
		if t&(1<<bit) == 0 {
			continue
		}
		if k.ways[bit] == nil {
			k.ways[bit] = map[way]bool{}
		}
		if !k.ways[bit][w] {
			k.ways[bit][w], f.learned = true, true
		}
	}
}

// object is the variable or the field that an expression names.
func (f *follower) object(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return origin(cmpObject(f.info.Defs[e], f.info.Uses[e]))
	case *ast.SelectorExpr:
		return origin(f.info.Uses[e.Sel])
	case *ast.UnaryExpr:
		return f.object(e.X)
	default:
		return nil
	}
}

// origin is the field of a generic record, whatever it is made for.
func origin(obj types.Object) types.Object {
	switch obj := obj.(type) {
	case *types.Var:
		return obj.Origin()
	case *types.Func:
		return obj.Origin()
	default:
		return nil
	}
}

func cmpObject(a, b types.Object) types.Object {
	if a != nil {
		return a
	}
	return b
}

// call lets what a call is given go where its function lets it go.
func (f *follower) call(call *ast.CallExpr) {
	fn := f.called(call)
	if fn == nil {
		for _, lit := range f.lits[f.object(call.Fun)] {
			f.into(lit, call)
		}
		return
	}
	if cleans(fn) {
		return
	}
	if fn.Pkg() != nil && !strings.HasPrefix(fn.Pkg().Path(), module) {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && fn.Signature().Recv() != nil {
			for _, a := range call.Args {
				f.give(sel.X, f.of(a))
			}
		}
	}
	for _, k := range f.callees(fn) {
		for bit, ways := range k.ways {
			t := f.arg(call, fn.Signature(), bit) &^ said
			for w := range ways {
				if t != 0 && (w.to != nil || !isSink(fn.FullName())) {
					f.goes(call, t, w)
				}
			}
		}
	}
}

// into gives the parameters of a function that a variable holds what it is called with.
func (f *follower) into(lit *ast.FuncLit, call *ast.CallExpr) {
	i := 0
	for _, field := range lit.Type.Params.List {
		for _, name := range field.Names {
			if i < len(call.Args) {
				f.give(name, f.of(call.Args[i]))
			}
			i++
		}
	}
}
