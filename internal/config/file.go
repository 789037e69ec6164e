package config

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/near"
	"github.com/heed-desk/heed/internal/tomltree"
	"github.com/heed-desk/heed/keymaps"
)

// File is what a config.toml says, with the line on which it says it.
type File struct {
	Path   string
	There  bool // there is such a file
	Values map[string]Value
	Keys   []Key

	seen map[string]bool // what has been set on a line before
}

// Value is what a setting is set to.
type Value struct {
	Text string
	Line int
}

// Key is one of a person's own keys. Without a chord, the action is to have none there.
type Key struct {
	keymaps.Binding
	Line int
}

// maxFile is how much of a file is read; a longer one is none of ours.
const maxFile = 1 << 20

// Read reads a file. What is wrong with it comes as flaws, in the order of its lines; the
// error is that of the disk, *disk.Obstacle for what is no file. None at all is one that says
// nothing.
func Read(path string) (File, []*Flaw, error) {
	f := File{Path: path, Values: map[string]Value{}}
	b, err := disk.ReadFile(path, maxFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, nil, nil
	case errors.Is(err, disk.ErrTooLong):
		f.There = true
		w := tooMuch()
		w.Path = path
		return f, []*Flaw{w}, nil
	case err != nil:
		return f, nil, err
	}
	f.There = true
	flaws := f.parse(b)
	for _, w := range flaws {
		w.Path = path
	}
	return f, flaws, nil
}

func tooDeep() *Flaw { return flaw(1, BadFile, "", "why", "lists lie in lists too deep") }

func tooMuch() *Flaw { return flaw(1, BadFile, "", "why", "more than 1 MiB") }

// parse reads the text of a file.
func (f *File) parse(b []byte) []*Flaw {
	if len(b) > maxFile {
		return []*Flaw{tooMuch()}
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if tomltree.Deep(b) {
		return []*Flaw{tooDeep()}
	}
	var whole map[string]any
	if err := toml.Unmarshal(b, &whole); err != nil { // among else it finds what is there twice
		var at *toml.DecodeError
		if errors.As(err, &at) {
			line, _ := at.Position()
			return []*Flaw{flaw(line, BadFile, "", "why", reason(err))}
		}
		if flaws := f.walk(b); len(flaws) > 0 {
			return flaws // it says where
		}
		return []*Flaw{flaw(1, BadFile, "", "why", reason(err))}
	}
	return f.walk(b)
}

// reason is what the parser says, without its own name.
func reason(err error) string {
	return string(bytes.TrimPrefix([]byte(err.Error()), []byte("toml: ")))
}

// walk goes through the lines of a file that is TOML.
func (f *File) walk(b []byte) []*Flaw {
	var flaws []*Flaw
	var p unstable.Parser
	p.Reset(b)
	f.seen = map[string]bool{}
	var table []string
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind == unstable.Comment {
			continue
		}
		path, line := names(&p, e.Key())
		if e.Kind == unstable.KeyValue {
			flaws = append(flaws, f.take(&p, append(append([]string{}, table...), path...), line, e.Value())...)
			continue
		}
		table = path
		flaws = append(flaws, wrongTable(table, line)...)
	}
	return flaws
}

// names are the parts of a key, and the line on which it stands.
func names(p *unstable.Parser, it unstable.Iterator) (path []string, line int) {
	for it.Next() {
		n := it.Node()
		if line == 0 {
			line = p.Shape(n.Raw).Start.Line
		}
		path = append(path, string(n.Data))
	}
	return path, line
}

// take takes one value in. An inline table is the same as its lines one by one.
func (f *File) take(p *unstable.Parser, path []string, line int, v *unstable.Node) []*Flaw {
	if v.Kind == unstable.InlineTable {
		flaws := wrongTable(path, line)
		for it := v.Children(); it.Next(); {
			more, at := names(p, it.Node().Key())
			flaws = append(flaws, f.take(p, append(append([]string{}, path...), more...), at, it.Node().Value())...)
		}
		return flaws
	}
	name := strings.Join(path, ".")
	if f.seen[name] {
		return []*Flaw{flaw(line, Twice, "", "name", name)}
	}
	f.seen[name] = true
	switch {
	case len(path) == 1:
		return f.set(path[0], line, v)
	case path[0] == keysTable && len(path) == 3:
		return f.bind(path[1], path[2], line, v)
	case path[0] == keysTable && len(path) == 2:
		return []*Flaw{flaw(line, UnknownScope, near.Name(path[1], scopes()), "name", path[1])}
	default:
		return nil // its table was refused
	}
}

// keysTable is the table in which a person's own keys stand, scope by scope.
const keysTable = "keys"

// wrongTable refuses tables that there are not.
func wrongTable(path []string, line int) []*Flaw {
	switch {
	case path[0] != keysTable:
		return []*Flaw{flaw(line, UnknownTable, near.Name(path[0], []string{keysTable}), "name", path[0])}
	case len(path) > 1 && !known(scopes(), path[1]):
		return []*Flaw{flaw(line, UnknownScope, near.Name(path[1], scopes()), "name", path[1])}
	case len(path) > 2 && !known(actions(), path[2]):
		return []*Flaw{flaw(line, UnknownAction, near.Name(path[2], actions()), "name", path[2])}
	case len(path) > 2:
		return []*Flaw{flaw(line, NotAList, "", "name", path[2])}
	default:
		return nil
	}
}

// set sets a setting.
func (f *File) set(name string, line int, v *unstable.Node) []*Flaw {
	s, ok := Find(name)
	if !ok {
		return []*Flaw{flaw(line, UnknownSetting, near.Name(name, settingNames()), "name", name)}
	}
	if want := map[bool]unstable.Kind{true: unstable.Bool, false: unstable.String}[s.Kind == Switch]; v.Kind != want {
		return []*Flaw{flaw(line, WrongKind, "", "name", name, "values", join(s.Wants()))}
	}
	if w := s.refuse(string(v.Data)); w != nil {
		w.Line = line
		return []*Flaw{w}
	}
	f.Values[name] = Value{Text: string(v.Data), Line: line}
	return nil
}

// refuse says why a setting cannot have a value; nil where it can.
func (s Setting) refuse(value string) *Flaw {
	if s.Takes(value) {
		return nil
	}
	if s.Kind == Span {
		return flaw(0, BadHours, "", "name", s.Name, "value", value)
	}
	return flaw(0, BadValue, near.Name(value, s.Wants()), "name", s.Name, "value", value, "values", join(s.Wants()))
}
