package backend

import (
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestTheCustomersOfAnEarlierHeedAreFoundByTheirAddressesToo(t *testing.T) {
	s := opened(t, t.TempDir())
	kim := desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}, Mails: []desk.Untrusted{desk.Foreign("kim@example.com")}}
	if err := s.PutCustomer(t.Context(), kim); err != nil {
		t.Fatal(err)
	}
	err := s.change(t.Context(), func(x *tx) error {
		if err := x.exec(`DELETE FROM contacts`); err != nil {
			return err
		}
		who := desk.Customer{Mails: []desk.Untrusted{desk.Foreign("KIM@example.com")}}
		if found, err := x.same(who); err != nil || !found.ID.IsZero() {
			t.Error(found, err)
		}
		if err := x.writer.fill(6); err != nil {
			return err
		}
		if found, err := x.same(who); err != nil || found.ID != kim.ID {
			t.Error(found, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
