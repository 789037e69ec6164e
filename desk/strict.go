package desk

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"
)

var (
	errTwice   = errors.New("a name stands twice in one object")
	errUnknown = errors.New("nobody knows a field of this name")
	errMissing = errors.New("a field is missing that has to be there")
	errType    = errors.New("a value of another type was expected")
	errMore    = errors.New("more than one value")
	errNotUTF8 = errors.New("not UTF-8")
)

// BadField is a field that cannot be taken in.
type BadField struct {
	Name string // as it was sent, with dots between the names of what it lies in, as far as known
	Why  error
}

// Error is for logs: the name is whatever somebody sent.
func (b *BadField) Error() string { return b.Why.Error() }

// Unwrap gives the cause.
func (b *BadField) Unwrap() error { return b.Why }

// within says in what an error's field lies.
func within(name string, err error) error {
	var b *BadField
	if !errors.As(err, &b) {
		return err
	}
	return &BadField{Name: strings.Trim(name+"."+b.Name, "."), Why: b.Why}
}

// ReadStrictly reads one value of JSON with nothing in it or behind it that into has no place
// for, with every field in it that is always written, and nothing that two readers would read
// differently. *BadField where it is known what could not be taken.
func ReadStrictly(b []byte, into any) error {
	if err := Unambiguous(b); err != nil {
		return err
	}
	return readStrictly(b, into)
}

func readStrictly(b []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return placed(named(err), b, reflect.TypeOf(into))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errMore
	}
	return exact(b, reflect.TypeOf(into), false)
}

// exact refuses a name that is a field's but for the case of its letters: encoding/json takes it,
// and a reader that looks more closely does not. What reads itself is asked for nothing, or, where it
// tries, only whether it can.
func exact(b []byte, t reflect.Type, tries bool) error {
	for _, reads := range []reflect.Type{reflect.TypeFor[json.Unmarshaler](), reflect.TypeFor[encoding.TextUnmarshaler]()} {
		if t.Implements(reads) || reflect.PointerTo(t).Implements(reads) {
			return unread(b, t, tries)
		}
	}
	switch t.Kind() { //nolint:exhaustive // the others have no names in them
	case reflect.Pointer:
		return exact(b, t.Elem(), tries)
	case reflect.Slice, reflect.Array:
		var all []json.RawMessage
		if json.Unmarshal(b, &all) != nil {
			return nil //nolint:nilerr // null, or bytes in base64
		}
		for _, one := range all {
			if err := exact(one, t.Elem(), tries); err != nil {
				return err
			}
		}
	case reflect.Struct, reflect.Map:
		var all map[string]json.RawMessage
		if json.Unmarshal(b, &all) != nil {
			return nil //nolint:nilerr // it was read already: this is null
		}
		for name, value := range all {
			of, err := placeOf(t, name)
			if err == nil {
				err = within(name, exact(value, of, tries))
			}
			if err != nil {
				return err
			}
		}
		return lacking(all, t)
	}
	return nil
}

// Needed reports whether a field of a record that is sent has to be there: one that is written
// whatever is in it, unless its tag left says that it may be left "out" all the same.
func Needed(f reflect.StructField) bool {
	_, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	return f.IsExported() && !f.Anonymous && !strings.Contains(options, "omit") && f.Tag.Get("json") != "-" && f.Tag.Get("left") != "out"
}

// lacking refuses a record in which something is missing. What lies in a struct in it that may be nil
// may be missing.
func lacking(all map[string]json.RawMessage, t reflect.Type) error {
	if t.Kind() != reflect.Struct || all == nil { // a null
		return nil
	}
	for f := range t.Fields() {
		if f.Anonymous && f.Type.Kind() == reflect.Struct && f.Tag.Get("json") == "" {
			if err := lacking(all, f.Type); err != nil {
				return err
			}
		}
		if !Needed(f) {
			continue
		}
		called, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name := cmp.Or(called, f.Name); all[name] == nil {
			return &BadField{Name: name, Why: errMissing}
		}
	}
	return nil
}

// placeOf is the type of what lies in a record under a name.
func placeOf(t reflect.Type, name string) (reflect.Type, error) {
	if t.Kind() == reflect.Map {
		return t.Elem(), nil
	}
	for _, f := range reflect.VisibleFields(t) {
		called, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && cmp.Or(called, f.Name) == name {
			return f.Type, nil
		}
	}
	return nil, &BadField{Name: name, Why: errUnknown}
}

// named finds the name in what encoding/json says, which has no type for a field that nobody knows.
func named(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return &BadField{Name: kind.Field, Why: errType}
	}
	if quoted, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return &BadField{Name: strings.Trim(quoted, `"`), Why: errUnknown}
	}
	return err
}

// placed finds the field of an error of a type that reads itself: encoding/json says none of it.
func placed(err error, b []byte, t reflect.Type) error {
	var known *BadField
	if !errors.As(err, &known) && errors.As(exact(b, t, true), &known) {
		return known
	}
	return err
}

// unread is why a type that reads itself cannot, where it is to be tried.
func unread(b []byte, t reflect.Type, tries bool) error {
	if !tries {
		return nil
	}
	err := json.Unmarshal(b, reflect.New(t).Interface())
	if err == nil {
		return nil
	}
	return &BadField{Why: err}
}

// Unambiguous refuses what two readers of JSON would read differently: bytes that are no
// letters, and a name that stands twice in one object. What is no JSON at all it may pass.
func Unambiguous(b []byte) error {
	if !utf8.Valid(b) {
		return errNotUTF8
	}
	return once(json.NewDecoder(bytes.NewReader(b)))
}

// level is an object or a list that is being read.
type level struct {
	names  map[string]bool // nil in a list
	inside bool            // a name was read, its value comes next
}

func once(d *json.Decoder) error {
	var open []level
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var in *level
		if n := len(open); n > 0 {
			in = &open[n-1]
		}
		name, isName := tok.(string)
		delim, isDelim := tok.(json.Delim)
		closing := isDelim && (delim == '}' || delim == ']')
		switch {
		case closing:
			open = open[:len(open)-1]
			continue
		case in != nil && in.names != nil && !in.inside:
			folded := strings.ToLower(name) // a reader that looks less closely takes both for one
			if !isName || in.names[folded] {
				return &BadField{Name: name, Why: errTwice}
			}
			in.names[folded], in.inside = true, true
			continue
		case in != nil:
			in.inside = false
		}
		switch {
		case isDelim && delim == '{':
			open = append(open, level{names: map[string]bool{}})
		case isDelim:
			open = append(open, level{})
		}
	}
}
