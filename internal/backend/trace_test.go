package backend

import (
	"slices"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// TestWhoIsErasedIsFoundAlsoInWhatComesWhileOneLooks has somebody write, and their address change,
// between the looking, which holds nobody up, and the erasing.
func TestWhoIsErasedIsFoundAlsoInWhatComesWhileOneLooks(t *testing.T) {
	AboutFiles(t)
	s := opened(t, t.TempDir())
	who, mail := desk.CustomerID{ID: desk.NewID()}, desk.Foreign("kim@example.com")
	says := func(text string, requester desk.CustomerID) {
		t.Helper()
		v, err := s.Intake(t.Context(), desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: desk.System, Intent: desk.Create{
			Channel: desk.Mail, Requester: requester, RequesterName: desk.Foreign("Kim"), Text: desk.Foreign(text),
		}})
		if err != nil || v.Outcome != desk.Applied {
			t.Fatal(v.Outcome, v.Problem, err)
		}
	}
	same := func(seen traces, c desk.Customer, n int) {
		t.Helper()
		if err := s.look(t.Context(), func(q query) error {
			found, err := seen.where(q, c)
			if err != nil {
				return err
			}
			all, err := mentioning(q, c.ID, c.Mails, 0)
			if !slices.Equal(found, all) || len(all) != n {
				t.Errorf("found in %v, and it is in %v, which were to be %d", found, all, n)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	says("before", who)
	says("somebody else, of kim@example.com", desk.CustomerID{ID: desk.NewID()})
	seen, err := s.trace(t.Context(), []desk.CustomerID{who})
	if err != nil {
		t.Fatal(err)
	}
	c := desk.Customer{ID: who}
	same(seen, c, 1)
	says("meanwhile", who)
	same(seen, c, 2)
	c.Mails = []desk.Untrusted{mail}
	same(seen, c, 3)
	same(traces{}, c, 3)
}
