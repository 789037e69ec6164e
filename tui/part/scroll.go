package part

// Scroll shows a piece of lines that are drawn already.
type Scroll struct {
	w, h  int
	top   int
	lines []string
}

// NewScroll makes an empty one.
func NewScroll() *Scroll { return &Scroll{} }

// Resize gives it its size in cells.
func (s *Scroll) Resize(w, h int) {
	s.w, s.h = w, h
	s.settle()
}

// Set changes the lines. Where the end was in sight it stays in sight, if stick says so.
func (s *Scroll) Set(lines []string, stick bool) {
	atEnd := s.AtBottom()
	s.lines = lines
	if stick && atEnd {
		s.top = s.last()
	}
	s.settle()
}

// Lines is how many lines there are.
func (s *Scroll) Lines() int { return len(s.lines) }

// Top is the first line in sight.
func (s *Scroll) Top() int { return s.top }

// Height is how many lines are in sight at most.
func (s *Scroll) Height() int { return s.h }

// By scrolls by lines and reports whether anything moved.
func (s *Scroll) By(lines int) bool { return s.To(s.top + lines) }

// Page scrolls by a screenful less two lines, down for 1 and up for -1.
func (s *Scroll) Page(direction int) bool { return s.By(direction * max(s.h-context, 1)) }

// To brings a line to the top, as far as there are lines below it.
func (s *Scroll) To(line int) bool {
	before := s.top
	s.top = line
	s.settle()
	return s.top != before
}

// Bottom goes to the end.
func (s *Scroll) Bottom() bool { return s.To(s.last()) }

// Show scrolls as little as brings the lines from and to in sight; from counts where both do not fit.
func (s *Scroll) Show(from, to int) bool {
	return s.To(min(max(s.top, to-s.h+1), from))
}

// AtBottom reports whether the last line is in sight.
func (s *Scroll) AtBottom() bool { return s.top >= s.last() }

// Below is how many lines are out of sight below.
func (s *Scroll) Below() int { return max(len(s.lines)-s.top-s.h, 0) }

// View draws what is in sight.
func (s *Scroll) View() string {
	to := min(s.top+s.h, len(s.lines))
	if s.top > to {
		return Fit(nil, s.w, s.h)
	}
	return Fit(s.lines[s.top:to], s.w, s.h)
}

func (s *Scroll) last() int { return max(len(s.lines)-s.h, 0) }

func (s *Scroll) settle() { s.top = max(min(s.top, s.last()), 0) }
