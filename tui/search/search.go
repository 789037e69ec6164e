// Package search finds tickets by words, names, numbers and filters in all that is on
// this computer.
package search

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Reads is what the search reads of the ledger.
type Reads interface {
	Search(ctx context.Context, query string, limit int) (desk.Found, error)
	// Find is the ticket with a number.
	Find(number int64) (desk.TicketID, error)
	Rows(view desk.ViewID, ids []desk.TicketID) ([]desk.Row, error)
	act.FilterLedger
}

// Needs is what the search is made of.
type Needs struct {
	*screen.Session
	Reads Reads
	Query string // what to begin with
}

// Screen is the search.
type Screen struct {
	*screen.Session
	reads Reads

	field  *part.Field
	list   *part.List
	found  desk.Found
	asked  string // the query of the latest read
	of     string // the query that found is of
	words  words  // of that query
	opens  bool   // the best of what is being looked for is to be opened
	limit  int
	failed error
	cancel context.CancelFunc // of the read under way
	shown  desk.TicketID      // the ticket that the panes beside were told of
	w, h   int
}

// first is how many tickets are asked for; more when the cursor comes near the last one.
const first = 60

// New makes a search.
func New(n Needs) *Screen {
	s := &Screen{
		Session: n.Session, reads: n.Reads, limit: first, cancel: func() {},
		field: part.NewField(n.Theme, n.Book.T("search.hint")), list: part.NewList(n.Theme),
	}
	s.field.SetText(n.Query)
	return s
}

// Title implements screen.Screen.
func (s *Screen) Title() string { return s.Book.T("search.title") }

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Search, keymaps.Field, keymaps.Everywhere}
}

// Typing implements screen.Typist.
func (s *Screen) Typing() bool { return true }

// Standing implements screen.Placed.
func (s *Screen) Standing() string {
	at := s.list.At()
	if at < 0 {
		return ""
	}
	return s.Book.T("list.standing", "n", at+1, "total", s.total())
}

// total is how many were found, with a sign where nobody counted on.
func (s *Screen) total() string {
	n := strconv.Itoa(s.found.Total)
	if s.found.More {
		n += "+"
	}
	return n
}

// Focus implements screen.Focusable.
func (s *Screen) Focus(on bool) {
	s.opens = s.opens && on
	s.list.Focus(on)
}

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	tall := 1
	if h >= 12 {
		tall = 2
	}
	s.list.Tall(tall)
	s.list.Resize(w, max(h-s.headLines(), 1))
}

func (s *Screen) headLines() int {
	if s.h >= 6 {
		return 2
	}
	return 1
}

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out { return s.ask() }

// Follow implements screen.Follower.
func (s *Screen) Follow(g screen.Go) screen.Out {
	if g.Query == "" {
		return screen.Out{}
	}
	s.field.SetText(g.Query)
	s.limit, s.opens = first, false
	return s.ask()
}

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	if a == keymaps.SaveFilter && (strings.TrimSpace(s.field.Text()) == "" || s.failed != nil) {
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_query"}}
	}
	if a == keymaps.Open && s.list.At() < 0 && !s.looking() {
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_hits"}}
	}
	return desk.Reason{}
}

// looking reports whether what was found is of another query than the one that is typed.
func (s *Screen) looking() bool { return s.asked != s.of && strings.TrimSpace(s.asked) != "" }

// Unready implements screen.Unready: what is pressed after enter is meant for what it opens.
func (s *Screen) Unready() bool { return s.opens }

// open goes to the ticket under the cursor. While that was found for another query, it
// goes to the best one for what is typed, once that is known.
func (s *Screen) open() screen.Out {
	if s.opens = s.looking(); s.opens || s.list.At() < 0 {
		return screen.Out{}
	}
	h := s.found.Hits[s.list.At()]
	s.shown = h.ID
	return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: h.ID, Who: h.Requester}}
}

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	s.opens = false
	switch a {
	case keymaps.PrevTicket:
		s.list.By(-1)
	case keymaps.NextTicket:
		s.list.By(1)
	case keymaps.Open:
		return s.open()
	case keymaps.SaveFilter:
		query := strings.TrimSpace(s.field.Text())
		return screen.Out{Open: act.NewNaming(s.Session, desk.Filter{ID: desk.NewFilterID(), Name: desk.Foreign(query), Query: query})}
	default:
		if !screen.Move(s.list, a) {
			return screen.Out{}
		}
	}
	return s.follow().Merge(s.more())
}

// follow tells the panes beside which ticket is under the cursor.
func (s *Screen) follow() screen.Out {
	var h desk.Hit
	if at := s.list.At(); at >= 0 {
		h = s.found.Hits[at]
	}
	if h.ID == s.shown {
		return screen.Out{}
	}
	s.shown = h.ID
	return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: h.ID, Who: h.Requester, Follow: true}}
}

// more asks for more where the cursor comes near the last one held.
func (s *Screen) more() screen.Out {
	held := len(s.found.Hits)
	if held < s.limit || s.list.At() < held-2*s.list.Rows() || (held >= s.found.Total && !s.found.More) {
		return screen.Out{}
	}
	s.limit *= 2
	return s.ask()
}

// Type implements screen.Screen.
func (s *Screen) Type(k tea.KeyPressMsg) screen.Out {
	before := s.field.Text()
	s.field.Type(k)
	return s.typed(before)
}

// Paste implements screen.Screen.
func (s *Screen) Paste(what string) screen.Out {
	before := s.field.Text()
	s.field.Paste(what)
	return s.typed(before)
}

func (s *Screen) typed(before string) screen.Out {
	if s.field.Text() == before {
		return screen.Out{}
	}
	s.limit, s.opens = first, false
	return s.ask()
}

// answer is what was found for a query.
type answer struct {
	query string
	found desk.Found
	err   error
}

// ask looks for what is typed. The read before it is given up.
func (s *Screen) ask() screen.Out {
	s.cancel()
	query := s.field.Text()
	s.asked = query
	if strings.TrimSpace(query) == "" {
		s.found, s.of, s.failed = desk.Found{}, "", nil
		s.list.Set(0, 0)
		return s.follow()
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	reads, limit := s.reads, s.limit
	return screen.Out{Ask: []screen.Ask{{Slot: slotFound, Read: func() (any, error) {
		found, err := look(ctx, reads, query, limit)
		return answer{query: query, found: found, err: err}, nil
	}}}}
}

// look searches, and puts the ticket whose number was typed first, also while it is not
// in the index yet.
func look(ctx context.Context, reads Reads, query string, limit int) (desk.Found, error) {
	found, err := reads.Search(ctx, query, limit)
	if err != nil {
		return found, err
	}
	id, ok := numbered(reads, query)
	if !ok {
		return found, nil
	}
	for i, h := range found.Hits {
		if h.ID == id {
			copy(found.Hits[1:], found.Hits[:i])
			found.Hits[0] = h
			return found, nil
		}
	}
	rows, err := reads.Rows(desk.ViewAll, []desk.TicketID{id})
	if err != nil || len(rows) == 0 {
		return found, err
	}
	found.Hits = append([]desk.Hit{{Row: rows[0]}}, found.Hits...)
	found.Total++
	return found, nil
}

// numbered is the ticket whose number was typed and nothing else; false where none has it.
func numbered(reads Reads, query string) (desk.TicketID, bool) {
	number, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimSpace(query), "#"), 10, 64)
	if err != nil {
		return desk.TicketID{}, false
	}
	id, err := reads.Find(number)
	return id, err == nil
}

// Leave implements screen.Leaver.
func (s *Screen) Leave() screen.Out {
	s.cancel()
	return screen.Out{}
}
