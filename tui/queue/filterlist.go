package queue

import (
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// filterList is the dialog with the agent's filters: to go to one, give it another name,
// drop it, or make one of what is typed.
type filterList struct {
	*screen.Session
	screen.NoNews
	reads   Reads
	keeper  keeper
	all     []desk.Filter
	dropped map[string]bool // just now: the same key brings it back
	doing   []doing         // what is being written, in order
	counts  map[string]int  // those that are known
	trouble string
	shown   []int // those that fit what is typed; -1 is what is typed itself
	picker  *part.Picker
}

// doing is something that is being done to a filter, and whether it was dropped before.
type doing struct {
	id      string
	dropped bool
}

func newFilters(s *screen.Session, reads Reads, k keeper, all []desk.Filter, viewing desk.ViewID) *filterList {
	y := &filterList{
		Session: s, reads: reads, keeper: k, all: all, dropped: map[string]bool{}, counts: map[string]int{},
		picker: part.NewPicker(s.Theme, s.Book.T("filter.type")),
	}
	y.find()
	for i, f := range all {
		if f.View() == viewing {
			y.picker.List.To(i)
		}
	}
	return y
}

// slotCount begins the slots of the counts; the filter's id stands behind it.
const slotCount = "filters.count:"

// Start implements screen.Starter: it counts what fits each.
func (y *filterList) Start() screen.Out {
	var out screen.Out
	reads := y.reads
	for _, f := range y.all {
		out.Ask = append(out.Ask, screen.Ask{Slot: slotCount + f.ID, Read: func() (any, error) {
			w, err := reads.Window(f.View(), desk.Anchor{}, 0, 0)
			return w.Total, err
		}})
	}
	return out
}

// Heed implements screen.Screen: somebody may share a filter just now.
func (y *filterList) Heed(c desk.Change) screen.Out {
	if c.Kind != desk.ChangedAll {
		return screen.Out{}
	}
	keeper := y.keeper
	return screen.Out{Ask: []screen.Ask{{Slot: slotFilters, Read: func() (any, error) { return keeper.Filters() }}}}
}

// reread takes in which filters there are now. Those that were dropped just now stay in
// sight, to be brought back; the cursor stays on its filter.
func (y *filterList) reread(all []desk.Filter) {
	on, was := y.under()
	for _, f := range y.all {
		if y.dropped[f.ID] && !slices.ContainsFunc(all, func(o desk.Filter) bool { return o.ID == f.ID }) {
			all = append(all, f)
		}
	}
	y.all = all
	y.find()
	for i, at := range y.shown {
		if was && at >= 0 && y.all[at].ID == on.ID {
			y.picker.List.To(i)
		}
	}
}

// Learn implements screen.Screen.
func (y *filterList) Learn(slot string, v any) screen.Out {
	if (slot == act.SlotKept || slot == act.SlotShared) && len(y.doing) > 0 {
		did := y.doing[0]
		y.doing = y.doing[1:]
		if err, failed := v.(error); failed {
			y.trouble = y.Book.Err(err)
			y.dropped[did.id] = did.dropped
			return act.Shared(y.Session, v)
		}
	}
	switch v := v.(type) {
	case []desk.Filter:
		y.reread(v)
		return screen.Out{}
	case screen.Notice:
		return act.Shared(y.Session, v)
	}
	if id, ok := strings.CutPrefix(slot, slotCount); ok {
		if n, ok := v.(int); ok {
			y.counts[id] = n
		}
		return screen.Out{}
	}
	return screen.Out{}
}

// Title implements screen.Screen.
func (y *filterList) Title() string { return y.Book.T("filter.title") }

// Scopes implements screen.Screen.
func (y *filterList) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.FilterList, keymaps.Picker, keymaps.Field}
}

// Typing implements screen.Typist.
func (y *filterList) Typing() bool { return true }

// under is the filter under the cursor; false where there is none.
func (y *filterList) under() (desk.Filter, bool) {
	at := y.picker.List.At()
	if at < 0 || y.shown[at] < 0 {
		return desk.Filter{}, false
	}
	return y.all[y.shown[at]], true
}

// Why implements screen.Screen.
func (y *filterList) Why(a keymaps.Action) desk.Reason {
	f, on := y.under()
	switch {
	case a == keymaps.Accept && y.picker.List.At() < 0,
		(a == keymaps.RenameFilter || a == keymaps.EditFilter || a == keymaps.DropFilter || a == keymaps.ShareFilter) && !on:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_filter"}}
	case on && y.dropped[f.ID] && (a == keymaps.Accept || a == keymaps.RenameFilter || a == keymaps.EditFilter || a == keymaps.ShareFilter):
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"dropped"}}
	case on:
		return act.WhyFilter(a, f, y.Me)
	default:
		return desk.Reason{}
	}
}

// Label implements screen.Labelled.
func (y *filterList) Label(a keymaps.Action) string {
	if f, on := y.under(); a == keymaps.DropFilter && on && y.dropped[f.ID] {
		return y.Book.T("filter.bring_back")
	}
	if f, on := y.under(); a == keymaps.ShareFilter && on && f.Shared() {
		return y.Book.T("filter.share_no_longer")
	}
	return ""
}

// Act implements screen.Screen.
func (y *filterList) Act(a keymaps.Action) screen.Out {
	f, on := y.under()
	switch a {
	case keymaps.Accept:
		if !on {
			f = desk.Filter{ID: desk.NewFilterID(), Query: strings.TrimSpace(y.picker.Field.Text())}
			f.Name = desk.Foreign(f.Query)
			return screen.Out{Close: &screen.Closed{Slot: slotRename, Value: f}}
		}
		return screen.Out{Close: &screen.Closed{Slot: slotGo, Value: f.View()}}
	case keymaps.RenameFilter:
		return screen.Out{Close: &screen.Closed{Slot: slotRename, Value: f}}
	case keymaps.EditFilter:
		return screen.Out{Close: &screen.Closed{Slot: slotEdit, Value: f}}
	case keymaps.DropFilter:
		return y.drop(f)
	case keymaps.ShareFilter:
		y.does(f)
		return act.Share(y.Session, y.keeper, f)
	case keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		screen.Move(y.picker.List, a)
	}
	return screen.Out{}
}

// does notes that something is done to a filter.
func (y *filterList) does(f desk.Filter) {
	y.trouble = ""
	y.doing = append(y.doing, doing{f.ID, y.dropped[f.ID]})
}

// drop drops a filter, or brings back the one that was just dropped.
func (y *filterList) drop(f desk.Filter) screen.Out {
	y.does(f)
	if y.dropped[f.ID] = !y.dropped[f.ID]; y.dropped[f.ID] {
		return act.DropFilter(y.Session, y.keeper, f)
	}
	return act.KeepFilter(y.keeper, f)
}

// Type implements screen.Screen.
func (y *filterList) Type(k tea.KeyPressMsg) screen.Out {
	if y.picker.Type(k) {
		y.find()
	}
	return screen.Out{}
}

// Paste implements screen.Screen.
func (y *filterList) Paste(words string) screen.Out {
	y.picker.Field.Paste(words)
	y.find()
	return screen.Out{}
}

// find lists the filters that have what is typed in their names or queries, and behind
// them what is typed as a filter of its own.
func (y *filterList) find() {
	typed := strings.ToLower(strings.TrimSpace(y.picker.Field.Text()))
	y.shown = y.shown[:0]
	for i, f := range y.all {
		if strings.Contains(strings.ToLower(text.Line(f.Name)+" "+f.Query), typed) {
			y.shown = append(y.shown, i)
		}
	}
	if typed != "" {
		y.shown = append(y.shown, -1)
	}
	y.picker.Found(len(y.shown))
}

// Resize implements screen.Screen.
func (y *filterList) Resize(w, h int) { y.picker.Resize(w, h, false) }

// Wish implements screen.Sized.
func (y *filterList) Wish(maxW, maxH int) (w, h int) {
	return min(72, maxW), min(min(max(len(y.all), 3), 12)+3, maxH)
}

// View implements screen.Screen.
func (y *filterList) View(time.Time) paint.Frame {
	none := y.trouble
	if none == "" {
		none = y.Book.T("filter.none")
	}
	picture, x, py := y.picker.View("", none, y.row, nil)
	return paint.Frame{Text: picture, Caret: &paint.Point{X: x, Y: py}}
}

func (y *filterList) row(i, w int, _ bool) []string {
	if y.shown[i] < 0 {
		typed := text.Line(desk.Foreign(strings.TrimSpace(y.picker.Field.Text())))
		return []string{part.Pad(" "+y.Theme.Accent.Render(y.Book.T("filter.new", "query", typed)), w)}
	}
	f := y.all[y.shown[i]]
	name, count := text.Line(f.Name), ""
	if n, ok := y.counts[f.ID]; ok {
		count = strconv.Itoa(n)
	}
	if y.dropped[f.ID] {
		return []string{part.Pad(" "+y.Theme.Dim.Render(name+" · "+y.Book.T("filter.dropped")), w)}
	}
	left := " " + y.Theme.Text.Render(name) + "  " + y.Theme.Dim.Render(text.Line(desk.Foreign(f.Query)))
	if f.Shared() {
		by := y.Book.T("filter.by", "name", y.Book.Name(string(f.By)))
		if f.By == y.Me.ID {
			by = y.Book.T("filter.by_you")
		}
		left += y.Theme.Dim.Render(" · " + by)
	}
	return []string{part.Spread(left, y.Theme.Dim.Render(count)+" ", w)}
}
