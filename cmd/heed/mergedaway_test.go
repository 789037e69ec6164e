package main

import (
	"errors"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/profile"
)

func TestWhoWasMergedIntoSomebodyIsNotSaidToBeErasedWithTheOldRecordAlone(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := m.shop()
	d, err := host.Own(t.Context(), dir, profile.Importing, "test")
	if err != nil {
		t.Fatal(err)
	}
	stays := desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}, Version: 1, Name: desk.Foreign("Quillan Vane")}
	went := desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}, Version: 2, MergedInto: stays.ID}
	if err := errors.Join(d.Store().PutCustomer(t.Context(), stays), d.Store().PutCustomer(t.Context(), went), d.Close()); err != nil {
		t.Fatal(err)
	}
	m.expect(1, stays.ID.String(), "desk", "customer", "erase", "--desk", dir, "--yes", went.ID.String())
	m.expect(0, "Quillan Vane is erased", "desk", "customer", "erase", "--desk", dir, "--yes", stays.ID.String())
	m.expect(5, "knows nobody", "desk", "customer", "export", "--desk", dir, "Quillan Vane", m.home+"/gone")
}
