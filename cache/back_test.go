package cache

import (
	"testing"

	"github.com/heed-desk/heed/desk"
)

// TestAnEntryThatIsGoneLeavesItsThreadThoughItsNeighboursGoWithIt takes a page in that empties
// whole pages of the file around the thread from which one entry goes.
func TestAnEntryThatIsGoneLeavesItsThreadThoughItsNeighboursGoWithIt(t *testing.T) {
	const all = 49 // each with a customer of their own
	for _, stays := range []int{1, 7, 13, 19, 25, 31, 37, 43} {
		l := filled(t, options(t), all)
		must(t, l.Take(desk.Page{Messages: []desk.Message{said(stays, 2, me, "It is on its way.")}, Next: "2"}))
		var others []int
		for n := range all {
			if n != stays && n != all-1 { // one behind it stays too
				others = append(others, n)
			}
		}
		gone := erasePage("3", others...)
		gone.Gone = append(gone.Gone, desk.Tombstone{Kind: desk.RecordMessage, ID: ticketID(stays).String() + "/2"})
		must(t, l.Take(gone))
		thread := got2(l.Thread(ticketID(stays), 10))
		if len(thread.Messages) != 1 || thread.Messages[0].ID != 1 {
			t.Errorf("of ticket %d %+v is left", stays, thread.Messages)
		}
	}
}
