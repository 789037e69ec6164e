package replies

import (
	"errors"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
)

// How much of the desk the phrasebook learns from: the tickets that were changed last,
// and the newest entries of each.
const (
	taughtTickets = 80
	taughtEntries = 40
)

// open makes the phrasebook ready, with what the desk's newest threads teach.
func open(reads Reads, shelf Shelf) (opened, error) {
	canned, err := reads.Canned()
	if err != nil {
		return opened{}, err
	}
	s := opened{book: phrasebook.New(canned), total: len(canned)}
	if s.drafts, err = shelf.BegunReplies(); err != nil {
		return opened{}, err
	}
	if len(canned) == 0 {
		return s, nil
	}
	newest, err := reads.Window(desk.ViewAll, desk.Anchor{}, 0, taughtTickets)
	if err != nil {
		return opened{}, err
	}
	for _, row := range newest.Rows {
		thread, err := reads.Thread(row.ID, taughtEntries)
		if errors.Is(err, desk.ErrNotFound) {
			continue // it went meanwhile
		}
		if err != nil {
			return opened{}, err
		}
		for _, lesson := range phrasebook.Lessons(thread.Messages) {
			s.book.Learn(lesson)
		}
	}
	return s, nil
}
