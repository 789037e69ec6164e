package queue

import (
	"github.com/heed-desk/heed/tui/screen"
)

// Play goes on to the next row that is still there, below the cursor or else from the top,
// once the agent is done with the one under it.
func (s *Screen) Play() screen.Out {
	l := s.lists[s.view]
	e, ok := l.cursor()
	if !ok {
		return screen.Out{}
	}
	s.own[e.ID] = true
	for i := 1; i < len(l.rows); i++ {
		to := (l.at + i) % len(l.rows)
		if !l.rows[to].gone {
			return s.move(to - l.at)
		}
	}
	return screen.Out{} // it was the last one, and stays under the cursor
}
