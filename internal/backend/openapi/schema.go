package openapi

import (
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Types are what reflection cannot tell of the types that go over the wire.
type Types struct {
	// As are the schemas of types that write themselves: an id that is a text.
	As map[reflect.Type]Schema
	// OneOf are the types of which a value of another type is one.
	OneOf map[reflect.Type]Choice
	// Named are the names of types of which two packages have one.
	Named map[reflect.Type]string
	// Notes are what the sources say of types, by package and name: desk.Ticket.
	Notes Notes
	// Closed are the types whose values in Notes are all that there can be.
	Closed []reflect.Type
	// Some are structs in which nothing has to be, but something.
	Some []reflect.Type
}

// Choice is a value that is one of several, told apart by one property.
type Choice struct {
	By    string
	Among []Variant
}

// Variant is one of a Choice: an object of the fields of Shape, with the value of the property
// that tells it, and with one field that has a type of its own. Of the fields of Shape that may be left
// out, Needs has to be there.
type Variant struct {
	Name, Value string
	Shape       any
	Field       string
	Of          any
	Needs       []string
}

// maker makes schemas, each named type once.
type maker struct {
	types Types
	made  map[string]*Schema
	from  map[string]reflect.Type
	err   error
}

func newMaker(t Types) *maker {
	return &maker{types: t, made: map[string]*Schema{}, from: map[string]reflect.Type{}}
}

// of is the schema of a value's type.
func (m *maker) of(v any) *Schema { return m.schema(reflect.TypeOf(v)) }

func (m *maker) schema(t reflect.Type) *Schema {
	switch {
	case t.Kind() == reflect.Pointer:
		return m.schema(t.Elem())
	case t == reflect.TypeFor[time.Time]():
		return &Schema{Type: "string", Format: "date-time"}
	case t == reflect.TypeFor[json.RawMessage]() || t.Kind() == reflect.Interface:
		return &Schema{}
	case t.Name() == "" || t.PkgPath() == "":
		return m.plain(t)
	}
	name := m.name(t)
	if m.from[name] == nil {
		m.from[name] = t
		m.made[name] = &Schema{} // what it refers to may refer to it
		*m.made[name] = *m.noted(t, m.named(t))
	} else if m.from[name] != t {
		m.fail("%s and %s have one name", m.from[name], t)
	}
	return refers(name)
}

func (m *maker) name(t reflect.Type) string {
	if name, ok := m.types.Named[t]; ok {
		return name
	}
	return strings.ToUpper(t.Name()[:1]) + t.Name()[1:]
}

func (m *maker) fail(format string, args ...any) {
	if m.err == nil {
		m.err = fmt.Errorf(format, args...)
	}
}

// named is the schema of a type with a name.
func (m *maker) named(t reflect.Type) *Schema {
	if s, ok := m.types.As[t]; ok {
		return &s
	}
	if c, ok := m.types.OneOf[t]; ok {
		return m.choice(c)
	}
	if writes(t) {
		m.fail("%s writes itself, and nobody says how", t)
	}
	s := m.plain(t)
	if slices.Contains(m.types.Some, t) {
		s.MinProperties = 1
	}
	return s
}

// writes reports whether values of a type become JSON by a method of theirs.
func writes(t reflect.Type) bool {
	for _, of := range []reflect.Type{reflect.TypeFor[json.Marshaler](), reflect.TypeFor[encoding.TextMarshaler]()} {
		if t.Implements(of) || reflect.PointerTo(t).Implements(of) {
			return true
		}
	}
	return false
}

// plain is the schema of a type as encoding/json writes it.
func (m *maker) plain(t reflect.Type) *Schema {
	switch t.Kind() {
	case reflect.Bool:
		return &Schema{Type: "boolean"}
	case reflect.String:
		return &Schema{Type: "string"}
	case reflect.Int, reflect.Int64:
		return &Schema{Type: "integer", Format: "int64"}
	case reflect.Int8, reflect.Int16, reflect.Int32:
		return &Schema{Type: "integer", Format: "int32"}
	case reflect.Float64:
		return &Schema{Type: "number"}
	case reflect.Slice:
		return &Schema{Type: "array", Items: m.element(t.Elem())}
	case reflect.Array:
		return &Schema{Type: "array", Items: m.element(t.Elem()), MinItems: t.Len(), MaxItems: t.Len()}
	case reflect.Map:
		return &Schema{Type: "object", Others: m.schema(t.Elem())}
	case reflect.Struct:
		return m.object(t)
	default:
		m.fail("%s cannot go over the wire", t)
		return &Schema{}
	}
}

// element is the schema of what stands in a list: a list in it that has nothing is null.
func (m *maker) element(t reflect.Type) *Schema {
	s := m.schema(t)
	if t.Kind() != reflect.Slice {
		return s
	}
	return &Schema{OneOf: []*Schema{s, {Type: "null"}}}
}

func (m *maker) object(t reflect.Type) *Schema {
	s := &Schema{Type: "object", Properties: map[string]*Schema{}}
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			s.takeIn(m.embedded(f.Type))
			continue
		case !f.IsExported() || name == "-":
			continue
		case name == "":
			name = f.Name
		}
		s.Properties[name] = m.field(t, f)
		s.order = append(s.order, name)
		if !strings.Contains(options, "omit") && f.Tag.Get("left") != "out" {
			s.Required = append(s.Required, name)
		}
	}
	return s
}

// embedded is the object of a struct in a struct, of which nothing need be there where it is a pointer.
func (m *maker) embedded(t reflect.Type) *Schema {
	if t.Kind() != reflect.Pointer {
		return m.object(t)
	}
	s := m.object(t.Elem())
	s.Required = nil
	return s
}

// takeIn makes the fields of another object those of this one, as encoding/json does with a
// struct in a struct.
func (s *Schema) takeIn(o *Schema) {
	maps.Copy(s.Properties, o.Properties)
	s.order, s.Required = append(s.order, o.order...), append(s.Required, o.Required...)
}

// field is the schema of a field with what is said of it.
func (m *maker) field(t reflect.Type, f reflect.StructField) *Schema {
	s := *m.schema(f.Type)
	if text := m.note(t).Fields[f.Name]; text != "" {
		s.Description = text
	}
	return &s
}

// choice is the schema of what is one of several.
func (m *maker) choice(c Choice) *Schema {
	s := &Schema{Discriminator: &Discriminator{Property: c.By, Mapping: map[string]string{}}}
	for _, v := range c.Among {
		one := m.object(reflect.TypeOf(v.Shape))
		one.Properties[c.By] = &Schema{Type: "string", Const: v.Value}
		one.Properties[v.Field] = m.of(v.Of)
		one.Required = append(one.Required, v.Needs...)
		one.Description = m.note(reflect.TypeOf(v.Of)).Text
		m.made[v.Name] = one
		m.from[v.Name] = reflect.TypeOf(v)
		s.OneOf = append(s.OneOf, refers(v.Name))
		s.Discriminator.Mapping[v.Value] = refers(v.Name).Ref
	}
	return s
}

// close says of every object that a request may hold that there is nothing else in it. What
// only answers hold may come to have more.
func (m *maker) close(d *Document) {
	seen := map[string]bool{}
	var shut func(s *Schema)
	shut = func(s *Schema) {
		if s == nil {
			return
		}
		if name := s.RefersTo(); name != "" {
			if !seen[name] {
				seen[name] = true
				shut(m.made[name])
			}
			return
		}
		if s.Type == "object" && s.Others == nil {
			s.Others = false
		}
		shut(s.Items)
		if values, ok := s.Others.(*Schema); ok {
			shut(values)
		}
		for _, p := range slices.Sorted(maps.Keys(s.Properties)) {
			shut(s.Properties[p])
		}
		for _, one := range s.OneOf {
			shut(one)
		}
	}
	for _, at := range d.Paths {
		for _, o := range at {
			if o.Body == nil {
				continue
			}
			for _, c := range o.Body.Content {
				shut(c.Schema)
			}
		}
	}
}

// RefersTo is the name of the schema that it refers to; empty where it is one itself.
func (s *Schema) RefersTo() string { return strings.TrimPrefix(s.Ref, "#/components/schemas/") }
