package desk_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestANameThatDiffersInItsCaseIsAnotherName(t *testing.T) {
	op := desk.Op{
		ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: "ann", At: time.Unix(1700000000, 0).UTC(),
		Intent: desk.EditCustomer{
			Customer: desk.CustomerID{ID: desk.NewID()}, Attributes: map[string]desk.Untrusted{"Shoe": desk.Foreign("42")},
			Consents: []desk.Consent{{For: "recording", How: desk.Foreign("asked")}},
		},
	}
	text, err := json.Marshal(op)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := desk.ReadOp(text); err != nil {
		t.Fatal("what somebody named is anybody's:", err)
	}
	for is, field := range map[string]string{"actor": "Actor", "op_id": "Op_ID", "customer": "intent.Customer", "for": "intent.consents.For"} {
		name := field[strings.LastIndex(field, ".")+1:]
		_, err := desk.ReadOp([]byte(strings.Replace(string(text), `"`+is+`":`, `"`+name+`":`, 1)))
		var bad *desk.BadField
		if !errors.As(err, &bad) || bad.Name != field {
			t.Errorf("%s: %v %+v", field, err, bad)
		}
	}
}
