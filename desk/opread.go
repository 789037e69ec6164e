package desk

import (
	"encoding/json"
	"reflect"
)

// ReadOp reads one operation as a desk takes it in: unlike UnmarshalJSON it refuses
// fields that nobody knows, in the operation and in its intent, and anything behind it, and it
// misses those that have to be there: a ticket, where it is about one.
func ReadOp(b []byte) (Op, error) {
	var w wireOp
	if err := ReadStrictly(b, &w); err != nil {
		return Op{}, err
	}
	read, ok := intentReaders[w.Kind]
	if !ok {
		return Op{}, &BadField{Name: "kind", Why: errUnknown}
	}
	if len(w.Intent) == 0 {
		w.Intent = json.RawMessage("{}")
	}
	intent, err := read(w.Intent)
	if err != nil {
		return Op{}, within("intent", named(err))
	}
	if err := readStrictly(w.Intent, reflect.New(reflect.TypeOf(intent)).Interface()); err != nil {
		return Op{}, within("intent", err)
	}
	op := Op{
		ID: w.ID, Ticket: w.Ticket, Base: w.Base, Seen: w.Seen, Actor: w.Actor, At: w.At,
		Intent: intent, Recipients: w.Recipients,
	}
	if op.Ticket.IsZero() && !op.OfDesk() {
		return Op{}, &BadField{Name: "ticket", Why: errMissing}
	}
	return op, nil
}

// OpShape is what an operation is on the wire, empty: a struct in whose place for an intent is
// anything. It is for whoever describes that.
func OpShape() any { return wireOp{} }
