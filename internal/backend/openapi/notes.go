package openapi

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
)

// Notes are what the comments in the sources say of types: reflection knows nothing of them.
type Notes map[string]Note

// Note is what is said of one type, of its fields, and of the constants that are its values.
type Note struct {
	Text   string            `json:"text,omitempty"`
	Fields map[string]string `json:"fields,omitempty"` // by their names in Go
	Values []Value           `json:"values,omitempty"`
}

// Value is a constant.
type Value struct {
	Is   any    `json:"is"` // a text or a whole number
	Says string `json:"says,omitempty"`
}

// note is what is said of a type.
func (m *maker) note(t reflect.Type) Note {
	key := path.Base(t.PkgPath()) + "." + t.Name()
	return m.types.Notes[key]
}

// noted gives a schema what is said of its type.
func (m *maker) noted(t reflect.Type, s *Schema) *Schema {
	note := m.note(t)
	s.Description = note.Text
	var list []string
	for _, v := range note.Values {
		if slices.Contains(m.types.Closed, t) {
			s.Enum = append(s.Enum, v.Is)
		}
		if v.Says != "" {
			list = append(list, fmt.Sprintf("- `%v`: %s", v.Is, v.Says))
		} else if v.Is != "" {
			list = append(list, fmt.Sprintf("- `%v`", v.Is))
		}
	}
	if len(list) > 0 {
		s.Description = strings.TrimSpace(s.Description + "\n\n" + strings.Join(list, "\n"))
	}
	return s
}
