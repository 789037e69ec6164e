package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestLettersStrewnOverANameFindNothingWhereAWordBeginsSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, 100, 30)
		term.Press(":", "s", "n", "o")
		term.Sees("Let the ticket sleep until later")
		term.SeesNot("Ask the desk for news now")
	})
}
