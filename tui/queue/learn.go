package queue

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// Heed implements screen.Screen.
func (s *Screen) Heed(c desk.Change) screen.Out {
	switch c.Kind {
	case desk.ChangedTicket, desk.ChangedOutbox:
		return s.askFresh()
	case desk.ChangedLink:
		return s.askLink()
	case desk.ChangedPresence:
		return s.askHere()
	case desk.ChangedAgents:
		return s.askPeople()
	case desk.ChangedAll:
		return s.askFresh().Merge(s.askLink()).Merge(s.askPeople()).Merge(s.askHere()).Merge(s.askFilters())
	case desk.ChangedCustomer, desk.ChangedCanned, desk.ChangedSearch:
		return screen.Out{}
	default:
		return screen.Out{}
	}
}

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	if out, ok := s.many.Learn(slot, v); ok {
		return out
	}
	if out, ok := s.acts.Learn(slot, v); ok {
		return out
	}
	if out, ok := s.learnFilter(slot, v); ok {
		return out
	}
	switch slot {
	case slotHabits:
		return s.learnHabits(v)
	case slotHabitsDue:
		return s.keepHabits()
	case slotHabitsKept:
		return screen.Out{} // that it could not be kept is nothing to be told of
	case slotFilters:
		if _, failed := v.(error); failed && !s.habits.read {
			return s.askHabits()
		}
	}
	switch v := v.(type) {
	case []desk.Filter:
		return s.learnFilters(v)
	case laid:
		return s.learnLaid(v)
	case ranged:
		return s.learnRange(v)
	case whole:
		return s.learnWhole(v)
	case many:
		s.awaits = false
		return s.many.Act(v.action, v.rows, v.asked-len(v.rows))
	case found:
		return s.learnFound(v)
	case more:
		return s.learnMore(v)
	case fresh:
		return s.learnFresh(v)
	case desk.Link:
		return s.learnLink(v)
	case staff:
		s.names, s.away = v.names, v.away
	case map[desk.TicketID][]desk.Presence:
		s.here = v
	case error:
		return s.learnError(slot, v)
	default:
		if slot == slotSlow {
			s.slow = s.late()
		}
	}
	return screen.Out{}
}

func (s *Screen) learnError(slot string, err error) screen.Out {
	switch {
	case slot == slotMany:
		s.awaits = false
		return screen.Out{Say: &screen.Notice{Text: s.Book.Err(err), Level: screen.Failure}}
	case slot == slotFresh:
		return s.learnFresh(fresh{as: s.as(s.view), view: s.view, err: err})
	case slot == slotFound:
		s.seeking = false
		return screen.Out{Say: &screen.Notice{Text: s.Book.Err(err), Level: screen.Failure}}
	case strings.HasPrefix(slot, slotLaid), strings.HasPrefix(slot, slotBefore), strings.HasPrefix(slot, slotAfter):
		s.failed, s.seeking = err, false
	}
	return screen.Out{}
}

func (s *Screen) learnLaid(v laid) screen.Out {
	if s.stale(v.as) {
		return screen.Out{}
	}
	l := s.lists[v.view]
	if l == nil {
		l = &list{first: -1, at: -1}
		s.lists[v.view] = l
	}
	resorted := l.as != v.as && l.as != ""
	l.as = v.as
	l.lay(v.window, l.line(), s.page())
	s.counts = v.counts
	if v.view != s.view {
		return screen.Out{}
	}
	sought := s.seeking
	s.failed, s.slow, s.seeking = nil, false, false
	out := s.carried()
	if sought {
		out = s.moved()
	}
	if resorted { // what came while it was read was heard of as news of the order before
		return out.Merge(s.askFresh())
	}
	return out
}

func (s *Screen) learnMore(v more) screen.Out {
	l := s.lists[v.view]
	if l == nil || l.as != v.as {
		return screen.Out{}
	}
	l.grow(v.window, v.before, s.page())
	if v.view != s.view {
		return screen.Out{}
	}
	return s.askMore()
}

func (s *Screen) learnFresh(f fresh) screen.Out {
	s.asking = false
	out := screen.Out{}
	if s.again {
		out = s.askFresh()
	}
	l := s.lists[f.view]
	if l != nil && l.as != f.as { // it is laid in another order by now, which knows as much
		return out
	}
	if f.err != nil {
		s.failed = f.err
		return out
	}
	s.failed = nil
	if f.Counts != nil {
		s.counts = f.Counts
	}
	if l == nil {
		return out
	}
	l.refresh(f, s.mine, s.page())
	if f.view != s.view {
		return out
	}
	if s.nothingToJump(l) {
		return out.Merge(s.askLaid(s.view, l.anchor()))
	}
	return out.Merge(s.carried())
}

// mine reports whether the agent's own doing took a ticket out of the view.
func (s *Screen) mine(r desk.Row) bool { return s.own[r.ID] || r.Marks.Waiting > 0 }

// nothingToJump reports whether news may be shown at once: in an empty list, and while
// the desk is being fetched for the first time and the cursor rests at the top.
func (s *Screen) nothingToJump(l *list) bool {
	if l.news == 0 && !l.moved {
		return false
	}
	return len(l.rows) == 0 || (s.link.Filling && l.at == 0)
}

func (s *Screen) learnLink(link desk.Link) screen.Out {
	wasFilling := s.link.Filling
	s.link = link
	if wasFilling && !link.Filling {
		return s.askFresh()
	}
	return screen.Out{}
}
