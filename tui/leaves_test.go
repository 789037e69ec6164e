package tui_test

import (
	"cmp"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screentest"
)

// leaf is a field of a record of package desk that holds a text, as "Customer.Name"; what
// lists, maps and pointers are between does not count.
type leaf struct {
	name string
	kind reflect.Type // desk.Untrusted, string, or a name for strings
}

var (
	untrusted = reflect.TypeFor[desk.Untrusted]()
	moment    = reflect.TypeFor[time.Time]()
	intent    = reflect.TypeFor[desk.Intent]()
	message   = reflect.TypeFor[desk.Message]()

	known sync.Map // what is known of types: their fields with texts
)

// field is an exported field of a record that holds a text, or a record with one.
type field struct {
	at   int
	name string // as that of a leaf; "" for what it is called where the record stands
}

// fieldsOf are the fields of a record's type that hold texts.
func fieldsOf(t reflect.Type) []field {
	if is, ok := known.Load(t); ok {
		return is.([]field)
	}
	var fields []field
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() && holdsText(f.Type) {
			fields = append(fields, field{i, fieldOf(t, f, "")})
		}
	}
	known.Store(t, fields)
	return fields
}

// holdsText reports whether values of a type can hold a text. Behind a list, a map or a
// pointer every record is taken to: it may be the one that is asked for.
func holdsText(t reflect.Type) bool {
	switch t {
	case untrusted, intent:
		return true
	case moment:
		return false
	}
	switch t.Kind() {
	case reflect.String:
		return true
	case reflect.Struct:
		return len(fieldsOf(t)) > 0
	case reflect.Array:
		return holdsText(t.Elem())
	case reflect.Slice, reflect.Pointer, reflect.Map:
		return t.Elem().Kind() == reflect.Struct || holdsText(t.Elem()) || t.Kind() == reflect.Map
	default:
		return false
	}
}

// rewritten is a deep copy of v in which every text is what change makes of it.
func rewritten(v reflect.Value, in string, change func(l leaf, was string) string) reflect.Value {
	t := v.Type()
	if t == untrusted {
		is := v.Interface().(desk.Untrusted)
		return reflect.ValueOf(desk.Foreign(change(leaf{in, t}, is.Raw())))
	}
	if t.Kind() != reflect.Interface && !holdsText(t) {
		return v
	}
	switch v.Kind() {
	case reflect.String:
		out := reflect.New(t).Elem()
		out.SetString(change(leaf{in, t}, v.String()))
		return out
	case reflect.Struct:
		out := reflect.New(t).Elem()
		out.Set(v)
		for _, f := range fieldsOf(t) {
			name := cmp.Or(f.name, in)
			if name == "Message.Text" && t == message && v.Interface().(desk.Message).Kind == desk.Happening {
				name = "Message.Step" // it is shown as one line
			}
			out.Field(f.at).Set(rewritten(v.Field(f.at), name, change))
		}
		return out
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeSlice(t, v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(rewritten(v.Index(i), in, change))
		}
		return out
	case reflect.Array:
		out := reflect.New(t).Elem()
		for i := range v.Len() {
			out.Index(i).Set(rewritten(v.Index(i), in, change))
		}
		return out
	case reflect.Map:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeMap(t)
		for _, key := range v.MapKeys() {
			out.SetMapIndex(rewritten(key, in+" key", change), rewritten(v.MapIndex(key), in, change))
		}
		return out
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return v
		}
		if v.Kind() == reflect.Interface {
			if t != intent {
				return v // an error
			}
			out := reflect.New(t).Elem()
			out.Set(rewritten(v.Elem(), in, change))
			return out
		}
		out := reflect.New(t.Elem())
		out.Elem().Set(rewritten(v.Elem(), in, change))
		return out
	default:
		return v
	}
}

// fieldOf names a field. Those of an embedded record are that record's.
func fieldOf(t reflect.Type, f reflect.StructField, in string) string {
	if f.Anonymous || t.Name() == "" {
		return in
	}
	return t.Name() + "." + f.Name
}

// rewrite changes every text that a desk in memory answers with.
func rewrite(d *screentest.Desk, change func(l leaf, was string) string) {
	v := reflect.ValueOf(d).Elem()
	for _, name := range answered() {
		f := v.FieldByName(name)
		f.Set(rewritten(f, "Desk."+name, change))
	}
}

// answered are the fields of a desk in memory that it answers with.
func answered() []string {
	return []string{"Tickets", "Entries", "Customers", "Phrases", "Staff", "Ops", "Drafts", "Forwards", "Boxes", "Used", "Here", "Remembered", "Kept", "Who", "State", "Left"}
}

// leavesOf are all texts of a type, also those that no value holds.
func leavesOf(t reflect.Type, in string, seen map[reflect.Type]bool, found map[string]reflect.Type) {
	switch t {
	case untrusted:
		found[in] = t
		return
	case moment, intent:
		return
	}
	switch t.Kind() {
	case reflect.String:
		found[in] = t
	case reflect.Struct:
		if seen[t] {
			return
		}
		seen[t] = true
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() {
				leavesOf(f.Type, fieldOf(t, f, in), seen, found)
			}
		}
	case reflect.Slice, reflect.Array, reflect.Pointer:
		leavesOf(t.Elem(), in, seen, found)
	case reflect.Map:
		leavesOf(t.Key(), in+" key", seen, found)
		leavesOf(t.Elem(), in, seen, found)
	default:
	}
}

// TestTheCrowdedDeskHasEveryFieldThatHoldsAText finds the fields by themselves, so that one
// that is new is filled in before anything else: what is not there cannot be tried.
func TestTheCrowdedDeskHasEveryFieldThatHoldsAText(t *testing.T) {
	found, seen := map[string]reflect.Type{}, map[reflect.Type]bool{}
	d := crowded(time.Now())
	for _, name := range answered() {
		leavesOf(reflect.ValueOf(d).Elem().FieldByName(name).Type(), "Desk."+name, seen, found)
	}
	for _, in := range desk.Intents() {
		leavesOf(reflect.TypeOf(in), "", seen, found)
	}
	filled := map[string]bool{}
	rewrite(d, func(l leaf, was string) string {
		filled[l.name] = filled[l.name] || was != ""
		return was
	})
	var missing []string
	for name := range found {
		if !filled[name] {
			missing = append(missing, name)
		}
	}
	slices.Sort(missing)
	for _, name := range missing {
		t.Errorf("%s (%v) holds a text and is nowhere on the crowded desk", name, found[name])
	}
	t.Logf("%d fields hold texts", len(found))
}
