package record

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Each of the lists at a ticket's end came later than the one before it. What was written
// before there was one ends where it would begin, so a ticket with any of them missing is
// a ticket from some time.
func TestATicketIsReadWhicheverOfItsLaterListsItHas(t *testing.T) {
	at := time.Unix(1_700_000_000, 0).UTC()
	later := []func(*desk.Ticket){
		func(t *desk.Ticket) { t.Links = []desk.Linked{{Ticket: desk.TicketID{ID: desk.ID{1}}, Number: 7}} },
		func(t *desk.Ticket) { t.Reminders = []desk.Reminder{{By: "ada", At: at, Text: desk.Foreign("call")}} },
		func(t *desk.Ticket) { t.Touched["tags"] = desk.Touch{Version: 4, By: "b", Others: 3, Other: "a"} },
		func(t *desk.Ticket) {
			t.Clocks = []desk.Clock{{Target: "first_reply", From: at, Due: at.Add(time.Hour)}}
		},
	}
	for which := range 1 << len(later) {
		t.Run(fmt.Sprintf("%04b", which), func(t *testing.T) {
			in := desk.Ticket{Number: 7, Touched: map[desk.Field]desk.Touch{"tags": {Version: 4, By: "b"}}}
			for i, add := range later {
				if which&(1<<i) != 0 {
					add(&in)
				}
			}
			out, err := ReadTicket(AppendTicket(nil, &in))
			if err != nil || !reflect.DeepEqual(in, out) {
				t.Fatalf("%v\n%#v\n%#v", err, in, out)
			}
		})
	}
}
