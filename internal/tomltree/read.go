package tomltree

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Read reads a file: its tree, or the *Fault for which it is none.
func Read(b []byte) (*Node, error) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	r := &reader{breaks: breaks(b), root: &Node{Kind: Table, Line: 1}}
	if fault := r.refuse(b); fault != nil {
		return nil, fault
	}
	r.p.Reset(b)
	r.table = r.root
	for r.p.NextExpression() {
		if fault := r.take(r.p.Expression()); fault != nil {
			return nil, fault
		}
	}
	if err := r.p.Error(); err != nil {
		return nil, r.grammar(b, err)
	}
	return r.root, nil
}

type reader struct {
	p      unstable.Parser
	breaks []int // where lines end
	root   *Node
	table  *Node // the one whose lines are read
	values int
}

// refuse says why a file is not even begun.
func (r *reader) refuse(b []byte) *Fault {
	switch {
	case len(b) > MaxFile:
		return &Fault{Line: 1, Code: TooLarge}
	case !utf8.Valid(b):
		return &Fault{Line: r.line(brokenAt(b)), Code: NotUTF8}
	}
	if at := tooDeep(b); at >= 0 {
		return &Fault{Line: r.line(at), Code: TooDeep}
	}
	return nil
}

func brokenAt(b []byte) int {
	for at := 0; at < len(b); {
		r, n := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && n <= 1 {
			return at
		}
		at += n
	}
	return len(b)
}

func breaks(b []byte) []int {
	var all []int
	for i, c := range b {
		if c == '\n' {
			all = append(all, i)
		}
	}
	return all
}

// line is the line of a byte, from 1.
func (r *reader) line(at int) int {
	n, _ := slices.BinarySearch(r.breaks, at)
	return n + 1
}

// grammar is what the parser says, without its own name.
func (r *reader) grammar(b []byte, err error) *Fault {
	var p *unstable.ParserError
	if !errors.As(err, &p) {
		return &Fault{Line: 1, Code: BadTOML, Why: err.Error()}
	}
	at := len(b)
	if len(p.Highlight) > 0 {
		at = int(r.p.Range(p.Highlight).Offset)
	}
	if isControl(b[at:]) {
		return &Fault{Line: r.line(at), Code: Control} // the parser calls it invalid UTF-8
	}
	return &Fault{Line: r.line(at), Code: BadTOML, Why: strings.TrimPrefix(p.Message, "toml: ")}
}

// isControl reports whether a text begins with a control character that is no space of TOML.
func isControl(b []byte) bool {
	if len(b) == 0 || b[0] == '\t' || b[0] == '\n' || bytes.HasPrefix(b, []byte("\r\n")) {
		return false
	}
	return b[0] < ' ' || b[0] == 0x7f
}

// take takes one expression in: a header, or a line of the table below the last one.
func (r *reader) take(e *unstable.Node) *Fault {
	switch e.Kind {
	case unstable.Table, unstable.ArrayTable:
		path, line := r.names(e.Key())
		at, fault := r.below(r.root, path[:len(path)-1], line)
		if fault != nil {
			return fault
		}
		name := path[len(path)-1]
		if e.Kind == unstable.ArrayTable {
			r.table, fault = appended(at, name, line)
		} else {
			r.table, fault = headed(at, name, line)
		}
		if fault == nil && r.grow() {
			fault = &Fault{Line: line, Code: TooLarge}
		}
		return fault
	case unstable.KeyValue:
		return r.assign(r.table, e)
	default:
		return nil
	}
}

// assign takes a name and its value into a table.
func (r *reader) assign(t *Node, e *unstable.Node) *Fault {
	path, line := r.names(e.Key())
	at, fault := r.below(t, path[:len(path)-1], line)
	if fault != nil {
		return fault
	}
	name := path[len(path)-1]
	if at.Field(name) != nil || at.closed && at != t {
		return &Fault{Line: line, Code: Twice, Name: name}
	}
	v, fault := r.value(e.Value(), line)
	if fault == nil {
		at.set(name, line, v)
	}
	return fault
}

// names are the parts of a key, and the line on which it stands.
func (r *reader) names(it unstable.Iterator) (path []string, line int) {
	for it.Next() {
		n := it.Node()
		if line == 0 {
			line = r.line(int(n.Raw.Offset))
		}
		path = append(path, string(n.Data))
	}
	return path, line
}

// below goes from a table down a path, and makes what is not there.
func (r *reader) below(t *Node, path []string, line int) (*Node, *Fault) {
	if len(path) >= maxDepth {
		return nil, &Fault{Line: line, Code: TooDeep}
	}
	for _, name := range path {
		next := t.Field(name)
		switch {
		case next == nil:
			next = &Node{Kind: Table, Line: line}
			t.set(name, line, next)
		case next.tables:
			next = next.Items[len(next.Items)-1]
		case next.Kind != Table:
			return nil, &Fault{Line: line, Code: Twice, Name: name}
		}
		t = next
	}
	return t, nil
}

// appended is one more of a list of [[tables]].
func appended(at *Node, name string, line int) (*Node, *Fault) {
	list := at.Field(name)
	if list == nil {
		list = &Node{Kind: List, Line: line, tables: true}
		at.set(name, line, list)
	}
	if !list.tables {
		return nil, &Fault{Line: line, Code: Twice, Name: name}
	}
	t := &Node{Kind: Table, Line: line}
	list.Items = append(list.Items, t)
	return t, nil
}

// headed is the table below a [header].
func headed(at *Node, name string, line int) (*Node, *Fault) {
	t := at.Field(name)
	if t == nil {
		t = &Node{Kind: Table, Line: line}
		at.set(name, line, t)
	}
	if t.Kind != Table || t.closed {
		return nil, &Fault{Line: line, Code: Twice, Name: name}
	}
	t.closed = true
	return t, nil
}

// value is what stands behind a name.
func (r *reader) value(v *unstable.Node, line int) (*Node, *Fault) {
	if v.Raw.Length > 0 {
		line = r.line(int(v.Raw.Offset))
	}
	if r.grow() {
		return nil, &Fault{Line: line, Code: TooLarge}
	}
	n := &Node{Kind: kinds(v.Kind), Line: line, Word: string(v.Data)}
	switch v.Kind {
	case unstable.Array:
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.Comment {
				continue
			}
			item, fault := r.value(it.Node(), line)
			if fault != nil {
				return nil, fault
			}
			n.Items = append(n.Items, item)
		}
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			if fault := r.assign(n, it.Node()); fault != nil {
				return nil, fault
			}
		}
		n.closed = true
	default:
	}
	return n, nil
}

// grow counts one more value, and reports whether there are too many.
func (r *reader) grow() bool {
	r.values++
	return r.values > maxValues
}

func kinds(k unstable.Kind) Kind {
	switch k {
	case unstable.Array:
		return List
	case unstable.InlineTable:
		return Table
	case unstable.String:
		return Text
	case unstable.Integer:
		return Number
	case unstable.Bool:
		return Truth
	case unstable.LocalDate:
		return Day
	default:
		return Other
	}
}
