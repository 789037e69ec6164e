package queue

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller.
func (y *filterList) Tell(time.Time) screen.Speech {
	row, none := "", y.trouble
	if none == "" {
		none = y.Book.T("filter.none")
	}
	if y.picker.List.At() >= 0 {
		row = y.tellRow()
	}
	return act.TellPicked(y.Session, y.Title(), y.picker, row, none)
}

func (y *filterList) tellRow() string {
	f, on := y.under()
	switch {
	case !on:
		return y.Book.T("filter.new", "query", text.Line(desk.Foreign(strings.TrimSpace(y.picker.Field.Text()))))
	case y.dropped[f.ID]:
		return text.Line(f.Name) + ", " + y.Book.T("filter.dropped")
	}
	said := text.Line(f.Name) + ", " + text.Line(desk.Foreign(f.Query))
	if n, ok := y.counts[f.ID]; ok {
		said += ", " + strconv.Itoa(n)
	}
	return said
}
