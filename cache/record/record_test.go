package record

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
)

// fill sets every field of a value to something that is not zero, so that a field that
// a codec forgets shows.
func fill(t *rapid.T, v reflect.Value) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Unix(rapid.Int64Range(-1e9, 4e9).Draw(t, "s"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")).UTC()))
		return
	case desk.Untrusted:
		v.Set(reflect.ValueOf(desk.Foreign(rapid.StringN(1, 20, -1).Draw(t, "foreign") + "\xff\x1b")))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i))
		}
	case reflect.Slice:
		s := reflect.MakeSlice(v.Type(), rapid.IntRange(1, 3).Draw(t, "n"), 3)
		for i := range s.Len() {
			fill(t, s.Index(i))
		}
		v.Set(s)
	case reflect.Array:
		for i := range v.Len() {
			fill(t, v.Index(i))
		}
	case reflect.Map:
		m := reflect.MakeMap(v.Type())
		for range 2 {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(t, key)
			fill(t, value)
			m.SetMapIndex(key, value)
		}
		v.Set(m)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem())
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		v.SetString(rapid.StringMatching(`[a-z_]{1,12}`).Draw(t, "code"))
	case reflect.Int, reflect.Int8, reflect.Int64:
		v.SetInt(rapid.Int64Range(1, 100).Draw(t, "int"))
	case reflect.Uint8:
		v.SetUint(uint64(rapid.ByteRange(1, 255).Draw(t, "byte")))
	case reflect.Uint16:
		v.SetUint(uint64(rapid.Uint16Range(1, 1<<15-1).Draw(t, "bits")))
	default:
		t.Fatalf("a codec test does not know %s", v.Type())
	}
}

func TestEveryFieldOfATicketComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var in desk.Ticket
		fill(t, reflect.ValueOf(&in).Elem())
		out, err := ReadTicket(AppendTicket(nil, &in))
		if err != nil || !reflect.DeepEqual(in, out) {
			t.Fatalf("%v\n%#v\n%#v", err, in, out)
		}
	})
}

func TestEveryFieldOfARowComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var in Row
		fill(t, reflect.ValueOf(&in).Elem())
		in.Followers = nil // of them a row keeps whether the ledger's agent is one: Followed
		out, err := ReadRow(AppendRow(nil, &in))
		if err != nil || !reflect.DeepEqual(in, out) {
			t.Fatalf("%v\n%#v\n%#v", err, in, out)
		}
	})
}

func TestEveryFieldOfAMessageComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := make([]desk.Message, rapid.IntRange(1, 4).Draw(t, "messages"))
		for i := range in {
			fill(t, reflect.ValueOf(&in[i]).Elem())
			in[i].Ticket = in[0].Ticket
		}
		out, err := ReadMessages(AppendMessages(nil, in), in[0].Ticket)
		if err != nil || !reflect.DeepEqual(in, out) {
			t.Fatalf("%v\n%#v\n%#v", err, in, out)
		}
	})
}

func TestWhatIsEmptyComesBackEmpty(t *testing.T) {
	if out, err := ReadTicket(AppendTicket(nil, &desk.Ticket{})); err != nil || !reflect.DeepEqual(out, desk.Ticket{}) {
		t.Errorf("%v %#v", err, out)
	}
	if out, err := ReadRow(AppendRow(nil, &Row{})); err != nil || !reflect.DeepEqual(out, Row{}) {
		t.Errorf("%v %#v", err, out)
	}
	promised := Row{Excerpt: desk.Excerpt{Promised: time.UnixMilli(1).UTC()}}
	if out, err := ReadRow(AppendRow(nil, &promised)); err != nil || !reflect.DeepEqual(out, promised) {
		t.Errorf("%v %#v", err, out)
	}
	if out, err := ReadMessages(AppendMessages(nil, []desk.Message{{}}), desk.TicketID{}); err != nil || !reflect.DeepEqual(out, []desk.Message{{}}) {
		t.Errorf("%v %#v", err, out)
	}
}

func FuzzNoBytesBreakAReader(f *testing.F) {
	f.Add(AppendTicket(nil, &desk.Ticket{Tags: []string{"a"}}))
	f.Add(AppendRow(nil, &Row{}))
	f.Add(AppendMessages(nil, []desk.Message{{Text: desk.Foreign("x")}}))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Fuzz(func(t *testing.T, b []byte) {
		_, terr := ReadTicket(b)
		_, rerr := ReadRow(b)
		_, merr := ReadMessages(b, desk.TicketID{})
		for _, err := range []error{terr, rerr, merr} {
			if err != nil && !errors.Is(err, ErrRecord) {
				t.Error(err)
			}
		}
	})
}
