package rounds_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/internal/rounds"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestARoundIsMadeAtItsTimesAndWhenItIsCalledFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithCancel(t.Context())
		began := time.Now()
		var at []time.Duration
		var b rounds.Book
		bell := make(chan struct{})
		go b.Make(ctx, rounds.Round{What: "tidy", First: time.Minute, Bell: bell, Do: func(context.Context) (time.Duration, error) {
			at = append(at, time.Since(began))
			return time.Hour, nil
		}})
		time.Sleep(2 * time.Hour)
		bell <- struct{}{}
		time.Sleep(90 * time.Minute)
		end()
		synctest.Wait()
		want := []time.Duration{time.Minute, 61 * time.Minute, 120 * time.Minute, 180 * time.Minute}
		if !slices.Equal(at, want) {
			t.Error(at)
		}
		if got := b.Tallies(); len(got) != 1 || got[0] != (rounds.Tally{What: "tidy", Done: 4}) {
			t.Errorf("%+v", got)
		}
	})
}

func TestARoundThatIsOverIsNotMadeAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		new(rounds.Book).Make(t.Context(), rounds.Round{What: "take over", Do: func(context.Context) (time.Duration, error) {
			if n++; n == 3 {
				return rounds.Over, nil
			}
			return time.Second, errors.New("not yet")
		}})
		if n != 3 {
			t.Error(n)
		}
	})
}

func TestWhatFailsIsToldOnceAndOnceWhenItGoesWellAgain(t *testing.T) {
	var b rounds.Book
	var said []string
	b.Note("wake", errors.New("before anybody listens"))
	b.OnTrouble(func(what string, err error) { said = append(said, fmt.Sprint(what, ": ", err)) })
	b.Expect("tidy")
	for _, err := range []error{errors.New("full"), errors.New("full still"), nil, nil, errors.New("torn")} {
		b.Note("tidy", err)
	}
	b.Note("wake", nil)
	want := []string{"wake: before anybody listens", "tidy: full", "tidy: <nil>", "tidy: torn", "wake: <nil>"}
	if !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
	if got, want := fmt.Sprint(b.Tallies()), "[{tidy 2 3 true} {wake 1 1 false}]"; got != want {
		t.Error(got)
	}
}

func TestWhatIsBrokenOffDidNotFail(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	var b rounds.Book
	b.OnTrouble(func(what string, err error) { t.Error(what, err) })
	b.Make(ctx, rounds.Round{What: "wake", Do: func(ctx context.Context) (time.Duration, error) {
		end()
		return time.Second, ctx.Err()
	}})
	if got := b.Tallies(); got[0].Failed != 0 {
		t.Errorf("%+v", got)
	}
}
