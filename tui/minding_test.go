package tui_test

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// slowShop answers for the rows that are shown when it is let, and notes for which others it was
// asked.
type slowShop struct {
	*guarded
	let chan struct{}

	mu    sync.Mutex
	large []desk.ViewID // read far beyond what any terminal shows
	tags  int           // reads of the tags that are in use
}

func (s *slowShop) Window(v desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error) {
	s.mu.Lock()
	switch {
	case after >= 900:
		s.large = append(s.large, v)
	case v == desk.ViewAll:
		s.tags++
	}
	s.mu.Unlock()
	return s.guarded.Window(v, at, before, after)
}

func (s *slowShop) Glance(v desk.ViewID, ids []desk.TicketID, at desk.Anchor, before, after int) (desk.Glance, error) {
	<-s.let
	return s.guarded.Glance(v, ids, at, before, after)
}

func (s *slowShop) read() ([]desk.ViewID, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.large), s.tags
}

func TestWhatIsOnlyKeptInMindIsReadBehindWhatIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &slowShop{guarded: shop(), let: make(chan struct{})}
		term := tuitest.Start(t, tui.Options{Ledger: s, Theme: theme.Plain, Zone: time.UTC}, 140, 40)
		if large, _ := s.read(); len(large) > 0 {
			t.Errorf("before the queue is there, %v is read whole", large)
		}
		close(s.let)
		term.Settle()
		large, tags := s.read()
		if want := []desk.ViewID{desk.ViewFollowing, desk.ViewMine}; !slices.Equal(slices.Sorted(slices.Values(large)), want) {
			t.Errorf("then %v is read whole, want %v", large, want)
		}
		if tags > 0 {
			t.Errorf("the tags in use were read %d times, and nobody sets one", tags)
		}
	})
}
