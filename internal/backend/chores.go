package backend

import (
	"context"
	"time"

	"github.com/heed-desk/heed/internal/rounds"
)

// What a desk does by itself, as its log and its metrics name it.
const (
	choreWake   = "wake"      // wakes tickets whose time has come
	choreTidy   = "tidy"      // drops files that nobody needs
	choreRetain = "retain"    // removes what is no longer kept
	choreUses   = "note_uses" // writes down which tokens were used
	choreFloor  = "floor"     // keeps the figures of the floor
	choreListen = "listen"    // hears what other servers of the desk do
)

const (
	wakeAtMost  = time.Hour   // between two looks for tickets to wake, where nothing is due before
	wakeAfresh  = time.Minute // after one that failed
	tidyEvery   = time.Hour
	retainEvery = time.Hour
	noteEvery   = time.Minute
)

// OnTrouble has tell called when something fails that the desk does by itself, with its name and
// why, and with nil when it goes well again. It must not call the store.
func (s *Store) OnTrouble(tell func(chore string, err error)) { s.rounds.OnTrouble(tell) }

// chores are what a server does by itself.
func (s *Store) chores() []rounds.Round {
	return []rounds.Round{
		{What: choreWake, Bell: s.stir, Do: s.wakeNext},
		regularly(choreTidy, tidyEvery, func(ctx context.Context) error { _, err := s.Tidy(ctx); return err }),
		regularly(choreRetain, retainEvery, func(ctx context.Context) error { _, err := s.Retain(ctx); return err }),
		regularly(choreUses, noteEvery, s.noteUses),
		{What: choreFloor, First: floorRests, Bell: s.floor.bell, Do: s.floor.follow},
	}
}

// regularly is a round that is made after the same wait each time.
func regularly(what string, every time.Duration, do func(context.Context) error) rounds.Round {
	return rounds.Round{What: what, First: every, Do: func(ctx context.Context) (time.Duration, error) { return every, do(ctx) }}
}

// wakeNext wakes every ticket whose time has come, and waits until the next one is due.
func (s *Store) wakeNext(ctx context.Context) (time.Duration, error) {
	switch next, err := s.Wake(ctx); {
	case err != nil:
		return wakeAfresh, err
	case next.IsZero():
		return wakeAtMost, nil
	default:
		return min(wakeAtMost, max(time.Until(next), 0)), nil
	}
}
