package metrics

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// FirstReply is the first reply time: from creation to the first public word of ours. Where
// one of us created the ticket with a public word, the second one counts. False until both
// are there.
//
// Zendesk, "About native Support time duration metrics" (4408834848154). heed counts a call
// that reached the customer as a public word: they were answered.
func (s *Story) FirstReply() (Answer, bool) {
	i := s.firstReply()
	if i < 0 {
		return Answer{}, false
	}
	return s.steps[i].since(s.created), true
}

// firstReply is where that stands among the steps; -1 for nowhere.
func (s *Story) firstReply() int {
	ours := -1 // the word with which one of us created it
	for i, st := range s.steps {
		if i == 0 && st.does == told {
			ours = i
			continue
		}
		if st.does == told && i > ours {
			return i
		}
	}
	return -1
}

// NextReplies are the next reply times: each from the oldest word of the customer that nobody
// had answered, to the public word of ours that answered it. What the first reply answers is
// not among them.
//
// Zendesk, "Understanding SLA policies" (4408829459866), as GitLab's handbook quotes it.
func (s *Story) NextReplies() []Answer {
	var all []Answer
	first := s.firstReply()
	var waits time.Time
	for i, st := range s.steps {
		switch st.does {
		case asked:
			if waits.IsZero() {
				waits = st.at
			}
		case told:
			if !waits.IsZero() && i != first {
				all = append(all, st.since(waits))
			}
			waits = time.Time{}
		case moved, handed, kept:
		}
	}
	return all
}

// Spoken is every public word of ours, without how long it took.
func (s *Story) Spoken() []Answer {
	var all []Answer
	for _, st := range s.steps {
		if st.does == told {
			all = append(all, st.since(st.at))
		}
	}
	return all
}

// HandOvers are when one of us handed the ticket over to somebody else and did not take that
// back. What happens from then on is not theirs.
func (s *Story) HandOvers() []Answer {
	var all []Answer
	for _, st := range s.steps {
		switch {
		case st.does == handed:
			all = append(all, st.since(st.at))
		case st.does == kept && len(all) > 0:
			all = all[:len(all)-1]
		}
	}
	return all
}

// answerer is who spoke to the customer last before a time, unless they handed the ticket
// over since; empty for nobody.
func (s *Story) answerer(before time.Time) desk.AgentID {
	var who desk.AgentID
	for _, st := range s.steps {
		if st.at.After(before) {
			continue
		}
		switch {
		case st.does == told:
			who = st.by
		case st.does == handed && st.by == who:
			who = ""
		}
	}
	return who
}
