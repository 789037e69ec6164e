package config

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// ErrUneditable says that a file would have said something else than it is meant to.
var ErrUneditable = errors.New("the file cannot be edited without changing more of it")

// edit is a text with a setting set to a value, or left out. All else stays as it is: the
// comments, the order, and each byte of the other lines. A setting is left out by a # before
// its line, so that what stands behind it on the line is not lost either.
func edit(b []byte, name string, value *string) ([]byte, error) {
	mark := []byte("\ufeff")
	body := bytes.TrimPrefix(b, mark)
	head := b[:len(b)-len(body)]
	at := find(body, name)
	var out []byte
	switch {
	case value == nil && !at.found:
		return b, nil
	case value == nil:
		out = hidden(body, at)
	case at.found:
		out = slices.Concat(body[:at.from], []byte(asTOML(name, *value)), body[at.to:])
	default:
		out = inserted(body, at, name+" = "+asTOML(name, *value))
	}
	if err := same(body, out, name, value); err != nil {
		return nil, err
	}
	return slices.Concat(head, out), nil
}

// spot is where a setting stands in a file, or where it can.
type spot struct {
	found    bool
	line     int // where its line begins
	from, to int // its value
	last     int // the end of the last setting; 0 for none
	first    int // where the line begins of what is no setting; -1 for none
}

// find finds a setting in a text that is TOML.
func find(b []byte, name string) spot {
	s := spot{first: -1}
	var p unstable.Parser
	p.Reset(b)
	for p.NextExpression() {
		e := p.Expression()
		it := e.Key()
		if e.Kind == unstable.Comment || !it.Next() {
			continue
		}
		key, line := it.Node(), lineStart(b, int(it.Node().Raw.Offset))
		if e.Kind == unstable.KeyValue && it.IsLast() {
			from, to := extent(&p, e.Value())
			s.last = max(s.last, to)
			if string(key.Data) == name {
				s.found, s.line, s.from, s.to = true, line, from, to
			}
			continue
		}
		if s.first < 0 {
			s.first = line
		}
		if e.Kind != unstable.KeyValue {
			return s // what follows is a table's
		}
	}
	return s
}

// extent is where a setting's value begins, and the first byte behind it.
func extent(p *unstable.Parser, v *unstable.Node) (from, to int) {
	r := v.Raw
	if v.Kind == unstable.Bool {
		r = p.Range(v.Data)
	}
	return int(r.Offset), int(r.Offset + r.Length)
}

func lineStart(b []byte, at int) int { return bytes.LastIndexByte(b[:min(at, len(b))], '\n') + 1 }

// lineEnd is where the line ends on which something stands, before its newline.
func lineEnd(b []byte, at int) int {
	if n := bytes.IndexByte(b[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(b)
}

// hidden is a text with a # before each line of a setting.
func hidden(b []byte, at spot) []byte {
	end := lineEnd(b, at.to)
	lines := "# " + strings.ReplaceAll(string(b[at.line:end]), "\n", "\n# ")
	return slices.Concat(b[:at.line], []byte(lines), b[end:])
}

// inserted is a text with one more line: behind the last setting, or above what is none
// and the comments that belong to it.
func inserted(b []byte, at spot, line string) []byte {
	end := "\n"
	if bytes.Contains(b, []byte("\r\n")) {
		end = "\r\n"
	}
	where, behind := len(b), end
	switch {
	case at.last > 0:
		where = min(lineEnd(b, at.last)+1, len(b))
	case at.first >= 0:
		where, behind = above(b, at.first), end+end
	}
	if where > 0 && b[where-1] != '\n' {
		line = end + line
	}
	return slices.Concat(b[:where], []byte(line+behind), b[where:])
}

// above is where the comments begin that stand right above a line.
func above(b []byte, line int) int {
	for line > 0 {
		prev := lineStart(b, line-1)
		if !bytes.HasPrefix(bytes.TrimLeft(b[prev:line], " \t"), []byte("#")) {
			break
		}
		line = prev
	}
	return line
}

// asTOML is a value as it stands in a file.
func asTOML(name, value string) string {
	if s, _ := Find(name); s.Kind == Switch {
		return value
	}
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range value {
		switch {
		case r == '"' || r == '\\':
			out.WriteString(`\` + string(r))
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&out, `\u%04X`, r)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}

// same makes sure that an edited text says what it said before, but for the one setting.
func same(before, after []byte, name string, value *string) error {
	was, is := File{Values: map[string]Value{}}, File{Values: map[string]Value{}}
	if len(was.parse(before))+len(is.parse(after)) > 0 {
		return ErrUneditable
	}
	want := map[string]string{}
	for n, v := range was.Values {
		want[n] = v.Text
	}
	delete(want, name)
	if value != nil {
		want[name] = *value
	}
	got := map[string]string{}
	for n, v := range is.Values {
		got[n] = v.Text
	}
	keys := func(a, b Key) bool { return a.Binding == b.Binding }
	if !maps.Equal(want, got) || !slices.EqualFunc(was.Keys, is.Keys, keys) {
		return ErrUneditable
	}
	return nil
}
