package queue

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// habits is how the queue is left, to be found so again at the next start.
type habits struct {
	read  bool                    // what was kept has been read, or cannot be
	given bool                    // the view to begin with was asked for
	lines map[desk.ViewID]density // the views whose rows take other lines than the settings say
	tried bool                    // another density is being tried: it stands above those lines
	moved bool                    // something is to be kept
}

const (
	slotHabits     = "habits"
	slotHabitsKept = "habits.kept"
	slotHabitsDue  = "habits.due"
)

// keptAfter is how long the queue rests before how it is left is kept.
const keptAfter = 2 * time.Second

func (s *Screen) askHabits() screen.Out {
	keeper := s.keeper
	return screen.Out{Ask: []screen.Ask{{Slot: slotHabits, Read: func() (any, error) { return keeper.Habits() }}}}
}

// learnHabits takes in how the queue was left, and shows it so. What cannot be read is no
// reason to wait: the views are as they come.
func (s *Screen) learnHabits(v any) screen.Out {
	h, _ := v.(desk.Habits)
	if s.habits.read {
		return screen.Out{}
	}
	s.habits.read = true
	for view, look := range h.Looks {
		if slices.Contains(desk.Sorts(), look.Sort) && look.Sort != desk.ByDue {
			s.sorts[view] = look.Sort
		}
		if look.Lines == 1 || look.Lines == 2 {
			s.habits.lines[view] = density(look.Lines)
		}
	}
	if !s.habits.given && slices.Contains(s.views(), h.View) {
		s.view = h.View
	}
	return s.askLaid(s.view, desk.Anchor{}).Merge(s.askSlow())
}

// left notes that the queue looks otherwise now. It is kept when it rests.
func (s *Screen) left() screen.Out {
	if !s.habits.read {
		return screen.Out{}
	}
	s.habits.moved = true
	return screen.Out{After: []screen.After{{Slot: slotHabitsDue, Wait: keptAfter}}}
}

// keepHabits keeps how the queue is left, where that is not known yet.
func (s *Screen) keepHabits() screen.Out {
	if !s.habits.moved {
		return screen.Out{}
	}
	s.habits.moved = false
	h := desk.Habits{View: s.view, Looks: map[desk.ViewID]desk.Look{}}
	for _, v := range s.views() { // a filter that is gone is not minded any more
		if look := (desk.Look{Sort: s.sorts[v], Lines: int(s.habits.lines[v])}); look != (desk.Look{}) {
			h.Looks[v] = look
		}
	}
	keeper := s.keeper
	return screen.Out{Write: []screen.Write{{Slot: slotHabitsKept, Mark: true, Run: func() (any, error) { return nil, keeper.KeepHabits(h) }}}}
}

// Leave implements screen.Leaver.
func (s *Screen) Leave() screen.Out { return s.keepHabits() }
