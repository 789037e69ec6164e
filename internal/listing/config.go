package listing

import (
	"path/filepath"
	"strconv"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Setting is one setting as it counts, and where that comes from.
type Setting struct {
	Name, Value, About string
	Source             string // flag, variable, file or default
	Line               int    // of the file
	Variable, Flag     string // its other names
}

// from is where the value comes from, as a person would look for it.
func (s Setting) from(path string) string {
	switch s.Source {
	case "flag":
		return s.Flag
	case "variable":
		return s.Variable
	case "file":
		return filepath.Base(path) + ":" + strconv.Itoa(s.Line)
	default:
		return s.Source
	}
}

// Settings writes every setting with where it comes from. What was typed into the file is
// no more to be trusted by a terminal than what a customer typed.
func (t *Text) Settings(path string, all []Setting) error {
	tab := &table{columns: []column{{}, {}, {}, {}}}
	for _, s := range all {
		value := text.Line(desk.Foreign(s.Value))
		if value == "" {
			value = "-"
		}
		tab.add(cell{s.Name, strong}, cell{value, bare}, cell{text.Line(desk.Foreign(s.from(path))), dim}, cell{s.About, dim})
	}
	return tab.write(t.Out, t.Out, t.Width)
}

// Settings writes a setting a line.
func (j *JSON) Settings(path string, all []Setting) error {
	for _, s := range all {
		var o object
		o.str("setting", s.Name)
		o.str("value", s.Value)
		o.str("source", s.Source)
		o.str("from", s.from(path))
		o.some("line", int64(s.Line))
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	return nil
}
