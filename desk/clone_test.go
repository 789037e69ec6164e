package desk

import (
	"reflect"
	"testing"
	"time"
)

func TestACloneOfATicketSharesNothingThatCanChange(t *testing.T) {
	full := waiting(Open)
	full.Touched = map[Field]Touch{FieldStatus: {Version: 1, By: Side(anna)}}
	full.Links = []Linked{{Ticket: NewTicketID(), Number: 9}}
	full.Reminders = []Reminder{{By: anna, At: noon()}}
	full.Clocks = []Clock{{Target: FirstReply, Ran: []Stretch{{From: noon()}}}}
	full.Attributes = map[string]Untrusted{"a": text("b")}
	full.Rating = &Rating{Score: 4, At: time.Unix(1, 0)}
	before, after := reflect.ValueOf(full), reflect.ValueOf(full.Clone())
	if !reflect.DeepEqual(before.Interface(), after.Interface()) {
		t.Errorf("%+v is not %+v", after, before)
	}
	for i := range before.NumField() {
		name := before.Type().Field(i).Name
		switch field := before.Field(i); field.Kind() {
		case reflect.Slice, reflect.Map, reflect.Pointer:
			if field.IsNil() || field.Kind() == reflect.Slice && field.Len() == 0 {
				t.Errorf("%s is empty here: fill it", name)
			} else if field.UnsafePointer() == after.Field(i).UnsafePointer() {
				t.Errorf("%s is shared", name)
			}
		case reflect.Interface, reflect.Chan, reflect.Func:
			t.Errorf("%s is not a thing to clone", name)
		default:
		}
	}
}
