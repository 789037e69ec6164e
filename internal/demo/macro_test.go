package demo

import "testing"

func TestSomeRepliesOfTheShopDoMoreThanSaySomething(t *testing.T) {
	n := 0
	s, err := openShop()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range s.replies {
		if !c.Then.IsZero() {
			n++
		}
	}
	if n != 4 {
		t.Errorf("%d macros", n)
	}
}
