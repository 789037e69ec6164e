package demo

import (
	"testing"
	"time"
)

func TestTheShopOpens(t *testing.T) {
	if _, err := openShop(); err != nil {
		t.Fatal(err)
	}
	n := 0
	for range Generate(1, 1000, time.Now(), "sam") {
		n++
	}
	t.Log(n)
}
