package station

import (
	"context"
	"errors"
	"testing"

	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

func TestWhoAsksForALockHearsWhetherThereIsAScreen(t *testing.T) {
	dir := t.TempDir()
	s, err := inFolder(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Where: Where{Desk: dir, User: "mia"}, Use: profile.Pipe}
	if locked, err := Lock(t.Context(), o); err != nil || locked.Screen {
		t.Errorf("without a screen: %+v, %v", locked, err)
	}
	asked := 0
	s.OnLock(func(context.Context) bool { asked++; return true })
	if locked, err := Lock(t.Context(), o); err != nil || !locked.Screen || asked != 1 {
		t.Errorf("with one: %+v, %v, asked %d times", locked, err, asked)
	}
	s.OnLock(func(ctx context.Context) bool { <-ctx.Done(); return false })
	if locked, err := Lock(t.Context(), o); pipe.FaultOf(err).Key != "keep.lock_later" || locked.Screen {
		t.Errorf("with one that is in the hands of an editor: %+v, %v", locked, err)
	}
	s.OnLock(nil)
	if locked, err := Lock(t.Context(), o); err != nil || locked.Screen || asked != 1 {
		t.Errorf("after it: %+v, %v, asked %d times", locked, err, asked)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(t.Context(), o); !errors.Is(err, ErrNobody) {
		t.Errorf("with nobody there: %v", err)
	}
}
