package metrics

// FullResolution is from creation to the last time that the ticket was solved.
//
// Zendesk, "About native Support time duration metrics" (4408834848154); dbt_zendesk calls it
// final resolution.
func (s *Story) FullResolution() (Answer, bool) {
	all := s.solvings()
	if len(all) == 0 {
		return Answer{}, false
	}
	return all[len(all)-1], true
}

// solvings are the times that it was solved. A ticket that was merged into another one, or
// is spam, was never solved: nobody was helped by it.
func (s *Story) solvings() []Answer {
	var all []Answer
	for _, st := range s.moves() {
		if st.solves() && !s.void {
			all = append(all, st.since(s.created))
		}
	}
	return all
}

// Reopens is how often it was opened again after it had been solved.
func (s *Story) Reopens() int { return len(s.reopenings()) }

// reopenings are the times that it was.
func (s *Story) reopenings() []Answer {
	var all []Answer
	for _, st := range s.moves() {
		if st.reopens() && !s.void {
			all = append(all, st.since(s.created))
		}
	}
	return all
}

// Stands reports whether it is solved, and has not been opened again.
func (s *Story) Stands() bool {
	all := s.moves()
	return len(all) > 0 && all[len(all)-1].isDone() && !s.void
}

// OneTouch reports whether it was settled at one touch: it is solved, with exactly one public
// word of ours, and was never opened again.
//
// Zendesk itself has three definitions. heed asks for both of the stricter ones: exactly one
// reply (4408820618266) and no reopen (4724624097818).
func (s *Story) OneTouch() bool {
	return s.Stands() && len(s.Spoken()) == 1 && s.Reopens() == 0
}
