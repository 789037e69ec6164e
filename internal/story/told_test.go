package story_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/tuitest"
)

var update = flag.Bool("update", false, "write the transcript anew")

// listener is somebody who works heed by its keys and hears it; what was heard is written down.
type listener struct {
	*sitting
	paper      tuitest.Heard
	transcript strings.Builder
	last       string // the line that was being written
}

// press presses keys, and writes down which and what was said.
func (l *listener) press(keys ...string) {
	l.scene.Helper()
	for _, k := range keys {
		l.Press(k)
		l.Pass(300 * time.Millisecond)
		l.hear("> " + k)
	}
}

func (l *listener) types(words string) {
	l.scene.Helper()
	l.Type(words)
	l.Pass(time.Second)
	l.hear("> types: " + strings.TrimSpace(words))
}

func (l *listener) waits(d time.Duration) {
	l.scene.Helper()
	l.Pass(d)
	l.hear("> waits " + d.String())
}

func (l *listener) hear(what string) {
	l.scene.Helper()
	if err := l.paper.Write(l.Wire()); err != nil {
		l.scene.Error(err)
	}
	l.transcript.WriteString(what + "\n")
	if said := strings.Trim(l.paper.Since(), "\n"); strings.TrimSpace(said) != "" && said != l.last {
		l.transcript.WriteString(said + "\n")
		l.last = said[strings.LastIndexByte(said, '\n')+1:]
	}
	l.transcript.WriteString("\n")
}

// TestAShiftIsToldAsTheTranscriptSays works a whole shift by keys alone, told in words, and
// holds what is heard against testdata/shift.txt; -update writes that anew.
func TestAShiftIsToldAsTheTranscriptSays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got := toldShift(t)
		file := filepath.Join("testdata", "shift.txt")
		if *update {
			if err := os.MkdirAll("testdata", 0o750); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
			return
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got == string(want) {
			return
		}
		g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
		for i := range g {
			if i >= len(w) || g[i] != w[i] {
				t.Fatalf("line %d is\n%s\nand not as in %s:\n%s", i+1, strings.Join(g[i:min(i+12, len(g))], "\n"), file, strings.Join(w[min(i, len(w)):min(i+12, len(w))], "\n"))
			}
		}
		t.Errorf("%s has %d more lines", file, len(w)-len(g))
	})
}

func toldShift(t *testing.T) string {
	shop := openShop(t)
	defer shop.close()
	shop.ok(shop.store.PutCanned(context.Background(), desk.Canned{
		ID: desk.CannedID{ID: desk.NewID()}, Name: "refund-by", Title: "The refund is on its way",
		Text: "Your refund left us today. Your bank shows it by {{?the day it arrives}}.",
	}))
	lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.\nThe page says \"received\". My card shows nothing.")
	time.Sleep(3 * time.Minute)
	desks := shop.writes("Mei Kovacs", "Change the delivery address", "I moved. Can it go to the new place?")
	time.Sleep(2 * time.Minute)
	parcel := desk.NewTicketID()
	shop.intake(parcel, desk.Create{
		Subject: desk.Foreign("Parcel says delivered, is not"), Channel: desk.Mail, RequesterName: desk.Foreign("Aarav Anderson"), Text: desk.Foreign("The page says delivered."),
	})
	time.Sleep(time.Minute)
	l := &listener{sitting: sitWith(t, shop, t.TempDir(), keymaps.New(keymaps.Default), nil, func(o *tui.Options) { o.Linear, o.Zone = true, time.UTC })}
	l.Resize(80, 24)
	l.hear("> heed --linear")

	// What nobody has is taken.
	l.press("]", "c", "[")
	l.waits(6 * time.Second)

	// Read, and answered with a canned reply and its blank.
	l.press("down", "up", "enter", "r")
	l.types("Dear Harper,\n")
	l.press(";")
	l.types("refund")
	l.press("enter")
	l.types("Thursday")
	l.press("enter")
	l.waits(time.Second)
	l.press("f2", "ctrl+s")
	l.waits(10 * time.Second)

	// A note for colleagues.
	l.press("n")
	l.types("Bank asked twice.")
	l.press("ctrl+s")
	l.waits(10 * time.Second)

	// Another one is put to sleep, and taken back.
	l.press("esc", "down", "z", "down", "enter")
	l.waits(2 * time.Second)
	l.press("u")
	l.waits(10 * time.Second)

	// Found, solved, and on to the next.
	l.press("/")
	l.types("delivered")
	l.press("down", "enter", "d")
	l.waits(12 * time.Second)

	// The customer writes while an answer is written: it is held, and goes all the same.
	l.press("esc", "esc", "f2")
	l.press("r")
	l.types("It can, I have changed it.")
	l.press("ctrl+s")
	shop.adds(desks, "Forget it, I found the old key.")
	l.waits(20 * time.Second)
	l.press("g o", "A")
	l.waits(12 * time.Second)
	l.press("esc")

	// The connection goes, and comes back.
	shop.wire.turn(cut)
	l.press("r")
	l.types("One more thing.")
	l.press("ctrl+s")
	l.waits(3 * time.Minute)
	shop.wire.turn(fair)
	l.waits(6 * time.Minute)
	shop.adds(lamp, "Thank you, it is there.")
	l.waits(2 * time.Minute)
	l.press("f2", "ctrl+c")
	l.waits(time.Second)
	if !l.Ended() {
		t.Error("heed is still open")
	}
	l.leave()
	return l.transcript.String()
}
