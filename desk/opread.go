package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
)

// ReadOp reads one operation as a desk takes it in: unlike UnmarshalJSON it refuses
// fields that nobody knows, in the operation and in its intent, and anything behind it.
func ReadOp(b []byte) (Op, error) {
	if err := Unambiguous(b); err != nil {
		return Op{}, err
	}
	var w wireOp
	if err := readStrictly(b, &w); err != nil {
		return Op{}, err
	}
	read, ok := intentReaders[w.Kind]
	if !ok {
		return Op{}, fmt.Errorf("unknown kind of operation %q", w.Kind)
	}
	if len(w.Intent) == 0 {
		w.Intent = json.RawMessage("{}")
	}
	intent, err := read(w.Intent)
	if err != nil {
		return Op{}, err
	}
	if err := readStrictly(w.Intent, reflect.New(reflect.TypeOf(intent)).Interface()); err != nil {
		return Op{}, err
	}
	return Op{
		ID: w.ID, Ticket: w.Ticket, Base: w.Base, Seen: w.Seen, Actor: w.Actor, At: w.At,
		Intent: intent, Recipients: w.Recipients,
	}, nil
}

func readStrictly(b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one value")
	}
	return nil
}
