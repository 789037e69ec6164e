package desk

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

// fullOps holds one operation of every kind with every field set.
func fullOps(t testing.TB) []Op {
	t.Helper()
	var all []Op
	for kind, read := range intentReaders {
		in, err := read([]byte(`{}`))
		if err != nil {
			t.Fatal(err)
		}
		v := reflect.New(reflect.TypeOf(in)).Elem()
		fill(v)
		full, ok := v.Interface().(Intent)
		if !ok || full.Kind() != kind {
			t.Fatalf("%s reads %T", kind, v.Interface())
		}
		all = append(all, Op{
			ID: NewOpID(), Ticket: NewTicketID(), Base: 4, Seen: 3, Actor: anna, At: time.Now(), Intent: full,
			Recipients: []Address{{Channel: Mail, Value: text("a@b.example"), Name: text("Ä")}},
		})
	}
	return all
}

// fill sets every field to something that is not zero.
func fill(v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *Untrusted:
		*x = text("wörd \x1b[31m <&> \u2028")
		return
	case *time.Time:
		*x = time.Date(2026, 1, 2, 3, 4, 5, 600, time.FixedZone("", 3600))
		return
	case *ID:
		*x = NewID()
		return
	case *FileID:
		*x = FileID{1, 2, 3}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key)
		fill(value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.String:
		v.SetString("code")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int64:
		v.SetInt(1)
	default:
		panic("fill does not know " + v.Type().String())
	}
}

func TestEveryOperationComesBackFromJSONAsItWas(t *testing.T) {
	for _, op := range fullOps(t) {
		b, err := json.Marshal(op)
		if err != nil {
			t.Fatal(err)
		}
		for name, read := range map[string]func([]byte) (Op, error){
			"UnmarshalJSON": func(b []byte) (op Op, err error) { err = json.Unmarshal(b, &op); return op, err },
			"ReadOp":        ReadOp,
		} {
			back, err := read(b)
			if err != nil {
				t.Fatalf("%s %s: %v", name, op.Intent.Kind(), err)
			}
			again, err := json.Marshal(back)
			if err != nil || string(again) != string(b) {
				t.Errorf("%s: %s\nbecame %s, %v", name, b, again, err)
			}
			if !op.At.Equal(back.At) {
				t.Errorf("%s: made at %v, came back as %v", name, op.At, back.At)
			}
			back.At = op.At
			if !reflect.DeepEqual(normal(back), normal(op)) {
				t.Errorf("%s: %+v\nbecame %+v", name, op, back)
			}
		}
	}
}

// normal is an operation as text, with its times in one zone and its texts opened.
func normal(op Op) string {
	b, err := json.Marshal(op)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func TestTheHashOfAnOperationOutlivesTheWire(t *testing.T) {
	ops := fullOps(t)
	ops = append(ops, by(anna, waiting(Open), Note{Text: text("broken \xff\xfe bytes \xed\xa0\x80")}))
	seen := map[[32]byte]bool{}
	for _, op := range ops {
		before, err := op.Hash()
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(op)
		if err != nil {
			t.Fatal(err)
		}
		var back Op
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		after, err := back.Hash()
		if err != nil || before != after {
			t.Errorf("%s: hash changed on the way, %v", op.Intent.Kind(), err)
		}
		if seen[before] {
			t.Errorf("%s: two operations with one hash", op.Intent.Kind())
		}
		seen[before] = true
	}
}

func TestAnOperationThatNobodyKnowsIsAnError(t *testing.T) {
	good, err := json.Marshal(by(anna, waiting(Open), SetStatus{Status: Solved}))
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]string{
		"an unknown kind": strings.Replace(string(good), "set_status", "set_fire", 1),
		"no kind":         `{}`,
		"a broken intent": strings.Replace(string(good), `"solved"`, `7`, 1),
		"no JSON":         `{`,
		"a bad id":        strings.Replace(string(good), `"op_id":"`, `"op_id":"zz`, 1),
	} {
		var op Op
		if err := json.Unmarshal([]byte(bad), &op); err == nil {
			t.Errorf("%s was read as %+v", name, op)
		}
		if _, err := ReadOp([]byte(bad)); err == nil {
			t.Errorf("%s was taken in", name)
		}
	}
	for name, bad := range map[string]string{
		"an unknown field":           strings.Replace(string(good), `{"op_id"`, `{"admin":true,"op_id"`, 1),
		"an unknown field of intent": strings.Replace(string(good), `"status":"solved"`, `"status":"solved","x":1`, 1),
		"something behind it":        string(good) + `{}`,
	} {
		if _, err := ReadOp([]byte(bad)); err == nil {
			t.Errorf("%s was taken in", name)
		}
	}
	if _, err := json.Marshal(Op{ID: NewOpID()}); err == nil {
		t.Error("an operation without an intent was written")
	}
	if _, err := (Op{}).Hash(); err == nil {
		t.Error("an operation without an intent has a hash")
	}
}

func TestTheTextOfAnOperationSaysWhoWillReadIt(t *testing.T) {
	for _, c := range []struct {
		in     Intent
		text   string
		public bool
	}{
		{Reply{Text: text("a")}, "a", true},
		{Note{Text: text("b")}, "b", false},
		{Create{Text: text("c"), Outbound: true}, "c", true},
		{Create{Text: text("d")}, "d", false},
		{SetStatus{Status: Solved}, "", false},
	} {
		got, public := (Op{Intent: c.in}).Text()
		if got.Raw() != c.text || public != c.public {
			t.Errorf("%T: %q %v", c.in, got.Raw(), public)
		}
	}
}

func TestTheTwinOfAMergeIsAlwaysTheSame(t *testing.T) {
	a, b := NewOpID(), NewOpID()
	if twin := TwinOf(a); twin != TwinOf(a) || TwinOf(a) == TwinOf(b) || TwinOf(a) == a {
		t.Error("twins are mixed up")
	}
}
