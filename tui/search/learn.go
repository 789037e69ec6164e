package search

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

const (
	slotFound = "found"
	slotRows  = "rows"
)

// Heed implements screen.Screen. What was found stays as it is and where it is; only
// what its rows say is read again. While the index grows, the search is done again.
func (s *Screen) Heed(c desk.Change) screen.Out {
	switch c.Kind {
	case desk.ChangedTicket, desk.ChangedOutbox:
		if c.Ticket.IsZero() || s.holds(c.Ticket) {
			return s.askRows()
		}
	case desk.ChangedSearch:
		if s.of != "" && s.found.Indexed < s.found.Tickets {
			return s.ask()
		}
	case desk.ChangedAll:
		if s.of != "" {
			return s.ask()
		}
	case desk.ChangedCustomer, desk.ChangedCanned, desk.ChangedAgents, desk.ChangedLink, desk.ChangedPresence:
	}
	return screen.Out{}
}

func (s *Screen) holds(id desk.TicketID) bool {
	return slices.ContainsFunc(s.found.Hits, func(h desk.Hit) bool { return h.ID == id })
}

func (s *Screen) askRows() screen.Out {
	if len(s.found.Hits) == 0 {
		return screen.Out{}
	}
	ids := make([]desk.TicketID, len(s.found.Hits))
	for i, h := range s.found.Hits {
		ids[i] = h.ID
	}
	reads := s.reads
	return screen.Out{Ask: []screen.Ask{{Slot: slotRows, Read: func() (any, error) { return reads.Rows(desk.ViewAll, ids) }}}}
}

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	switch slot {
	case act.SlotNamed:
		if f, ok := v.(desk.Filter); ok {
			return act.KeepFilter(s.reads, f)
		}
		return screen.Out{}
	case act.SlotKept:
		return act.KeptFilter(s.Session, v)
	}
	switch v := v.(type) {
	case answer:
		return s.learn(v)
	case error:
		if slot == slotFound { // it broke off
			return s.learn(answer{query: s.asked, err: v})
		}
	case []desk.Row:
		for _, r := range v {
			for i := range s.found.Hits {
				if s.found.Hits[i].ID == r.ID {
					s.found.Hits[i].Row = r
				}
			}
		}
	}
	return screen.Out{}
}

// learn shows what was found. The cursor stays on its ticket where the query is the
// same, else it goes to the best one.
func (s *Screen) learn(a answer) screen.Out {
	if a.query != s.asked {
		return screen.Out{}
	}
	if a.err != nil {
		s.failed = a.err
		s.found, s.of, s.opens = desk.Found{}, a.query, false
		s.list.Set(0, 0)
		return s.follow()
	}
	at := 0
	if was := s.list.At(); was >= 0 && a.query == s.of {
		id := s.found.Hits[was].ID
		at = max(slices.IndexFunc(a.found.Hits, func(h desk.Hit) bool { return h.ID == id }), 0)
	}
	same := a.query == s.of
	s.found, s.of, s.failed = a.found, a.query, nil
	s.words = wordsOf(a.query)
	s.list.Set(len(a.found.Hits), at)
	if !same {
		s.list.To(0)
	}
	if s.opens {
		return s.open()
	}
	out := s.follow()
	if same && out.Go != nil { // no key: whoever stands in a ticket stays there
		out.Go.Carried = true
	}
	return out
}
