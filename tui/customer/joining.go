package customer

import (
	"errors"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// joining is the dialog that shows two records side by side, and what will be kept of each, before
// one goes into the other. Of what only one can stay the agent says which.
type joining struct {
	*screen.Session
	screen.NoField
	reads Reads
	merger
	kept   desk.Customer
	no     *desk.Problem // why they cannot become one
	both   []aspect
	told   saidIn
	at     int // the choice under the cursor
	scroll *part.Scroll
	w, h   int
}

// merger is a record that goes into another one, and what it takes along.
type merger struct {
	from, into desk.Customer
	asks       desk.MergeCustomer
}

// slotBoth is where the two records are learnt as they are now.
const slotBoth = "joining.both"

// joining shows what comes of merging another record into this one.
func (s *Screen) joining(other desk.Customer) screen.Screen {
	into := s.data.customer
	j := &joining{Session: s.Session, reads: s.reads, merger: merger{other, into, desk.MergeCustomer{Customer: other.ID, Into: into.ID}}, scroll: part.NewScroll()}
	j.weigh()
	return j
}

// weigh works out anew what is kept.
func (j *joining) weigh() {
	j.no, j.told = nil, saidIn{}
	op := desk.Op{Actor: j.Me.ID, Intent: j.asks}
	after, _, err := desk.ApplyCustomer(desk.Persons{Own: j.from, Into: j.into}, op, desk.Facts{Now: j.Now(), Rights: desk.RightsOf(j.Me.Role)})
	j.kept = after.Into
	if p, is := err.(*desk.Problem); is { //nolint:errorlint // it is the rule's own
		j.no = p
	}
	j.at = max(min(j.at, len(j.choices())-1), 0)
}

// Start implements screen.Starter.
func (j *joining) Start() screen.Out {
	reads, from, into := j.reads, j.asks.Customer, j.asks.Into
	return screen.Out{Ask: []screen.Ask{{Slot: slotBoth, Read: func() (any, error) {
		a, err := reads.Customer(from)
		if err != nil {
			return nil, err
		}
		b, err := reads.Customer(into)
		return [2]desk.Customer{a, b}, err
	}}}}
}

// Heed implements screen.Screen: what is merged is what the records say by then.
func (j *joining) Heed(c desk.Change) screen.Out {
	switch c.Kind {
	case desk.ChangedCustomer, desk.ChangedOutbox, desk.ChangedAll:
		return j.Start()
	default:
		return screen.Out{}
	}
}

// Learn implements screen.Screen.
func (j *joining) Learn(_ string, v any) screen.Out {
	switch v := v.(type) {
	case [2]desk.Customer:
		if v[0].ID != j.asks.Customer || v[1].ID != j.asks.Into { // somebody has merged one of them meanwhile
			j.no, j.told = desk.Refuse(desk.NoSuchCustomer), saidIn{}
			return screen.Out{}
		}
		j.from, j.into = v[0], v[1]
		j.weigh()
	case error:
		if !errors.Is(v, desk.ErrNotFound) {
			return screen.Out{Say: &screen.Notice{Text: j.Book.Err(v), Level: screen.Failure}}
		}
		j.no, j.told = desk.Refuse(desk.NoSuchCustomer), saidIn{}
	}
	return screen.Out{}
}

// saidIn is for whom the aspects were put in words.
type saidIn struct {
	book  *words.Book
	turns int
}

// aspects are what the two records have, each beside the same of the other.
func (j *joining) aspects() []aspect {
	if is := (saidIn{j.Book, j.Turns}); is != j.told {
		j.both, j.told = j.compared(), is
	}
	return j.both
}

// choices are the rows of which only one side can stay.
func (j *joining) choices() (rows []int) {
	for i, a := range j.aspects() {
		if a.takes != (taking{}) {
			rows = append(rows, i)
		}
	}
	return rows
}

// under is the row under the cursor; none where there is nothing to choose.
func (j *joining) under() int {
	if rows := j.choices(); j.no == nil && j.at < len(rows) {
		return rows[j.at]
	}
	return -1
}

// Title implements screen.Screen.
func (j *joining) Title() string {
	return text.Truncate(j.Book.T("customer.joining", "from", j.Book.Customer(text.Line(j.from.Name)), "into", j.Book.Customer(text.Line(j.into.Name))), text.MaxTitle)
}

// Scopes implements screen.Screen.
func (j *joining) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Joining, keymaps.Dialog, keymaps.List}
}

// SaysWhatWillBe implements screen.Weighed.
func (j *joining) SaysWhatWillBe() {}

// Why implements screen.Screen.
func (j *joining) Why(a keymaps.Action) desk.Reason {
	switch {
	case a == keymaps.Accept && j.no != nil:
		return desk.Reason{Code: j.no.Code, Args: j.no.Args}
	case a == keymaps.OtherSide && j.under() < 0:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_difference"}}
	default:
		return desk.Reason{}
	}
}

// Label implements screen.Labelled.
func (j *joining) Label(a keymaps.Action) string {
	if a == keymaps.Accept {
		return j.Book.T("customer.join")
	}
	return ""
}

// Act implements screen.Screen.
func (j *joining) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		return screen.Out{Close: &screen.Closed{Slot: slotMerge, Value: j.merger}}
	case keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	case keymaps.OtherSide:
		j.turn(j.aspects()[j.under()].takes)
	case keymaps.Up:
		j.move(-1)
	case keymaps.Down:
		j.move(1)
	default:
		if !screen.MoveInText(j.scroll, a) {
			return screen.Out{}
		}
	}
	return screen.Out{Done: true}
}

// move takes the cursor to another choice, and scrolls on where there is none.
func (j *joining) move(n int) {
	at := j.at + n
	if rows := j.choices(); at < 0 || at >= len(rows) {
		j.scroll.By(n)
		return
	}
	j.at = at
	line := j.head() + j.under()
	j.scroll.Set(j.lines(), false)
	j.scroll.Show(max(line-around, 0), line+around)
}

// turn takes something of the other record than before; with a place its time zone.
func (j *joining) turn(t taking) {
	j.asks = t.turned(j.asks)
	zone := taking{part: desk.CustomerZone}
	if t.part == desk.CustomerPlace && t.in(j.asks) != zone.in(j.asks) {
		j.asks = zone.turned(j.asks)
	}
	j.weigh()
}
