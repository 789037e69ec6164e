package story_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestNewsWaitUntilOneRestsFromWritingAndComeAsOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back.")
		x := sitWith(t, shop, t.TempDir(), keymaps.New(keymaps.Default), nil, func(o *tui.Options) { o.Linear, o.Zone = true, time.UTC })
		var paper tuitest.Heard
		said := func() string {
			if err := paper.Write(x.Wire()); err != nil {
				t.Fatal(err)
			}
			return paper.Since()
		}
		x.Press("r")
		x.Pass(10 * time.Second)
		said()
		shop.writes("Mei Kovacs", "Change the delivery address", "I moved.")
		for range 20 { // twenty letters, half a second apart
			x.Type("a")
			x.Pass(400 * time.Millisecond)
		}
		shop.writes("Olivia Lopez", "Two charges for one order", "You charged me twice.")
		x.Type("a")
		x.Pass(2 * time.Second)
		if got := said(); strings.Contains(got, "new") {
			t.Errorf("while one writes it says %q", got)
		}
		x.Pass(4 * time.Second)
		if got := said(); strings.Count(got, "2 new in Mine.") != 1 || strings.Contains(got, "1 new") || !strings.HasSuffix(got, "\nReply: "+strings.Repeat("a", 21)) {
			t.Errorf("afterwards it says %q", got)
		}
		x.leave()
	})
}
