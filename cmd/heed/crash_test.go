package main

import (
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui"
)

// burst fails while it holds somebody's words.
//
//go:noinline
func burst(words string, n int) {
	if n > 0 {
		panic("cannot show " + words)
	}
}

func TestTheReportOfAFaultSaysWhereItWasAndNoWordOfAnybody(t *testing.T) {
	var c tui.Crash
	func() {
		defer func() { c = tui.Crash{Value: recover(), Stack: debug.Stack()} }()
		burst("Harper Moore", 4711)
	}()
	a := &app{book: words.English()}
	file := config.File{Path: "/home/harper/config.toml", Values: map[string]config.Value{"theme": {Text: "dark", Line: 1}, "profile": {Text: "harper", Line: 2}}}
	a.file = file
	a.settings, _ = file.Effective(nil, func(string) string { return "" })
	got := string(a.report(&c, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)))
	for _, private := range []string{"Harper", "harper", "cannot show", "0x1267", "({0x", "(0x"} {
		if strings.Contains(got, private) {
			t.Errorf("%q is in the report:\n%s", private, got)
		}
	}
	for _, said := range []string{"heed ", "2026-03-02T09:00:00Z", "theme = dark (file)", "keymap = default", "heed.burst(…)", "crash_test.go:"} {
		if !strings.Contains(got, said) {
			t.Errorf("%q is not in the report:\n%s", said, got)
		}
	}
}
