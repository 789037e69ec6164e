package config

import "slices"

// Source is where a value came from.
type Source string

// The sources, the strongest first.
const (
	FromFlag     Source = "flag"
	FromVariable Source = "variable"
	FromFile     Source = "file"
	FromDefault  Source = "default"
)

// Above reports whether a source stands above another.
func (s Source) Above(other Source) bool { return s.rank() < other.rank() }

func (s Source) rank() int {
	return slices.Index([]Source{FromFlag, FromVariable, FromFile, FromDefault}, s)
}

// Effective is a setting with the value that counts.
type Effective struct {
	Setting
	Value  string
	Source Source
	Line   int // of the file, where it came from there
}

// Effective works out what counts: a flag stands above a variable, that above the file, and
// that above what heed does by itself. given are the flags that were used, by the names of
// settings; env looks a variable up. An empty variable is one that is not set.
func (f *File) Effective(given map[string]string, env func(string) string) ([]Effective, []*Flaw) {
	var all []Effective
	var flaws []*Flaw
	for _, s := range Settings() {
		e := Effective{Setting: s, Value: s.Default, Source: FromDefault}
		name := ""
		if v, ok := given[s.Name]; ok {
			e.Value, e.Source, name = v, FromFlag, "--"+s.Flag()
		} else if v := env(s.Variable()); v != "" {
			e.Value, e.Source, name = v, FromVariable, s.Variable()
		} else if v, ok := f.Values[s.Name]; ok {
			e.Value, e.Source, e.Line, name = v.Text, FromFile, v.Line, f.Path
		}
		if w := s.refuse(e.Value); w != nil && e.Source != FromDefault {
			w.Path, w.Line = name, e.Line
			flaws = append(flaws, w)
		}
		all = append(all, e)
	}
	return all, flaws
}
