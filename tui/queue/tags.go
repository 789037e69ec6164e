package queue

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/act"
)

// tagged is how many tickets are looked at for the tags that are in use.
const tagged = 200

// allTags reads the tags in use beyond the rows held.
func (s *Screen) allTags() func() ([]string, error) {
	reads := s.reads
	return func() ([]string, error) {
		w, err := reads.Window(desk.ViewAll, desk.Anchor{}, 0, tagged)
		return act.TagsOf(w.Rows), err
	}
}
