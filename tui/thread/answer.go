package thread

import (
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Answered implements screen.Answered. While the text that answers it is written below,
// the last thing that the customer said stays in sight, at least its end, however little
// room there is; until somebody scrolls.
func (s *Screen) Answered(on bool) screen.Out {
	if s.answering == on {
		return screen.Out{}
	}
	if !on && s.keeps {
		s.follow = true // what was written meanwhile stands at the end
	}
	s.answering, s.keeps = on, on
	s.fit()
	return s.scrolled()
}

// showAsked brings the last thing that the customer said in sight: all of it where there
// is room, with what followed; else its end.
func (s *Screen) showAsked() {
	at, h := s.pages.asked, s.scroll.Height()
	if at.to == 0 {
		s.scroll.Bottom()
		return
	}
	end := len(s.pages.lines) - 1 // the last line is blank
	s.scroll.To(max(min(at.from, end-h), at.to-h))
}

// newestInSight reports whether the end of the newest thing said is in sight.
func (s *Screen) newestInSight() bool {
	at, top := s.pages.newest, s.scroll.Top()
	if at.to == 0 {
		return s.scroll.AtBottom()
	}
	return at.to > top && at.to <= top+s.scroll.Height()
}

// shortHeader is the one line above the entries while they are answered in little room.
func (s *Screen) shortHeader(clock string) []string {
	if s.h < shortFrom {
		return nil
	}
	return []string{part.Spread(" "+s.Theme.Strong.Render(text.Truncate(s.subject(), max(s.w-text.Width(clock)-4, 1))), clock+" ", s.w)}
}

// The heights from which there is room above what is answered: for one line, and for the
// header as it is elsewhere.
const (
	shortFrom = 4
	fullFrom  = 14
)
