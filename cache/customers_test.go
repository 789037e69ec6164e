package cache

import (
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestACustomerIsFoundByANumberAsItIsDialledAtHome(t *testing.T) {
	c := desk.Customer{Name: desk.Foreign("Ada Marlow"), Phones: []desk.Untrusted{desk.Foreign("+44 1632 960114")}}
	for _, typed := range []string{"+44 1632 960114", "441632960114", "01632 960114", "(01632) 960-114", "00441632960114", "960114", "ada"} {
		if !isCalled(&c, typed) {
			t.Errorf("%q does not find them", typed)
		}
	}
	for _, typed := range []string{"01632 960115", "000", "mei"} {
		if isCalled(&c, typed) {
			t.Errorf("%q finds them", typed)
		}
	}
}
