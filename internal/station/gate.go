package station

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/internal/attach"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

// gate is what stands before those who ask over the socket while the screen is locked.
type gate struct {
	shut atomic.Bool

	mu    sync.Mutex // one passphrase is looked at at a time: that is work, and is counted
	wrong int        // in a row
	until time.Time  // no passphrase is looked at before
}

// Bar says whether the screen over this profile is locked. While it is, who asks over the
// socket gets no more than who sits before it.
func (s *Station) Bar(locked bool) { s.gate.shut.Store(locked) }

// admit finds out whether somebody may be answered who brings these words. It is the rule of the
// screen: what is in memory alone, or has a throw-away key, opens to everybody; what is in a
// keyring to whom that gives the key out.
func (s *Station) admit(ctx context.Context, words string) error {
	if !s.gate.shut.Load() || !s.Kept {
		return nil
	}
	switch s.Settings.Key {
	case profile.Thrown, profile.NoKeyYet:
		return nil
	case profile.InKeyring:
		err := s.Unlock(ctx, "")
		if errors.Is(err, ErrRingSilent) || errors.Is(err, ErrNotThisKey) {
			return pipe.BarredRing()
		}
		return faulty(err)
	case profile.ByPassphrase:
		return s.admitBy(ctx, words)
	default:
		return pipe.BarredFault()
	}
}

func (s *Station) admitBy(ctx context.Context, words string) error {
	if words == "" {
		return pipe.BarredFault()
	}
	g := &s.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	if wait := time.Until(g.until); wait > 0 {
		return pipe.BarredPause(wait)
	}
	err := s.Unlock(ctx, words)
	switch {
	case err == nil:
		g.wrong = 0
		return nil
	case !errors.Is(err, ErrNotThisKey):
		return faulty(err)
	}
	g.wrong++
	g.until = time.Now().Add(s.pauseAfter(g.wrong))
	return pipe.BarredWrong()
}

func (s *Station) pauseAfter(wrong int) time.Duration {
	if s.pauses == nil {
		return 0
	}
	return s.pauses(wrong)
}

// client is the verbs of the process that has a folder open. Where its screen is locked it is
// told the passphrase that was given, or the one that a person at the terminal is asked for.
func (s Secrets) client(dir string) *attach.Client {
	c := attach.NewClient(dialer(dir))
	given, asked := s.Passphrase != "", 0
	c.Words = func(*pipe.Fault) (string, error) {
		switch {
		case given:
			given = false
			return s.Passphrase, nil
		case s.Passphrase != "", s.Ask == nil, asked == tries:
			return "", nil
		}
		question := AskPassphrase
		if asked > 0 {
			question = AskAgain
		}
		asked++
		return s.Ask(question)
	}
	return c
}
