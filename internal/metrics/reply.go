package metrics

import (
	"slices"
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
	i := s.firstReplyStep()
	if i < 0 {
		return Answer{}, false
	}
	return s.steps[i].since(s.created), true
}

// firstReplyStep is where that stands among the steps; -1 for nowhere.
func (s *Story) firstReplyStep() int {
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

// waitedFrom is since when the customer waited for a first reply: since creation, or since
// their first word where one of us created the ticket; false where nobody waited.
func (s *Story) waitedFrom(first Answer) (time.Time, bool) {
	if len(s.steps) == 0 || s.steps[0].does != told {
		return s.created, true
	}
	for _, st := range s.steps {
		if st.does == asked && !st.at.After(first.At) {
			return st.at, true
		}
	}
	return time.Time{}, false
}

// NextReplies are the next reply times: each from the oldest word of the customer that nobody
// had answered, to the public word of ours that answered it. What the first reply answers is
// not among them. A word that waited on a ticket that was taken in waits here from then on.
//
// Zendesk, "Understanding SLA policies" (4408829459866), as GitLab's handbook quotes it.
func (s *Story) NextReplies() []Answer {
	var all []Answer
	var open unanswered
	first := s.firstReplyStep()
	for i, st := range s.steps {
		switch st.does {
		case asked, took:
			open.add(st)
		case gone:
			open.drop(st.from)
		case told:
			if since := open.oldest(); !since.IsZero() && i != first {
				all = append(all, st.since(since))
			}
			open = nil
		case moved, handed, kept:
		}
	}
	return all
}

// unanswered are the words that nobody has answered.
type unanswered []word

type word struct {
	since time.Time
	from  string // the ticket that it came with; empty for a word on this one
}

func (w *unanswered) add(st step) {
	switch {
	case st.does == asked:
		*w = append(*w, word{since: st.at})
	case !st.wait.IsZero():
		*w = append(*w, word{st.wait, st.from})
	}
}

// drop leaves out what came with a ticket that has been let go again.
func (w *unanswered) drop(ticket string) {
	*w = slices.DeleteFunc(*w, func(one word) bool { return one.from == ticket })
}

func (w unanswered) oldest() time.Time {
	var oldest time.Time
	for _, one := range w {
		if oldest.IsZero() || one.since.Before(oldest) {
			oldest = one.since
		}
	}
	return oldest
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
	back := s.takenBack()
	for i, st := range s.steps {
		if st.handing() && !back[i] {
			all = append(all, st.since(st.at))
		}
	}
	return all
}

// takenBack are the steps, by their place, that hand over what was taken back: the last one
// to whoever it was taken back from.
func (s *Story) takenBack() map[int]bool {
	back := map[int]bool{}
	for i, st := range s.steps {
		if st.does != kept {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			if o := s.steps[j]; o.does == handed && !back[j] && (st.from == "" || o.to == st.from) {
				back[j] = true
				break
			}
		}
	}
	return back
}

// answerer is who spoke to the customer last before a time, unless they handed the ticket
// over since; empty for nobody. A hand-over that was taken back was none.
func (s *Story) answerer(before time.Time) desk.AgentID {
	var who desk.AgentID
	back := s.takenBack()
	for i, st := range s.steps {
		switch {
		case st.at.After(before), back[i]:
		case st.does == told:
			who = st.by
		case st.handing() && st.by == who:
			who = ""
		}
	}
	return who
}
