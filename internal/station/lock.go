package station

import (
	"context"
	"errors"
	"time"

	"github.com/heed-desk/heed/internal/attach"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

// ErrNobody says that no process has the profile open.
var ErrNobody = errors.New("no process has this profile open")

// OnLock says how the screen that is shown over this profile is locked, for when somebody
// asks for it from elsewhere: do is called by another goroutine, and reports whether it is
// locked, or not by the time that its context ends. Nil once there is no screen any more.
func (s *Station) OnLock(do func(context.Context) bool) {
	if do == nil {
		s.lock.Store(nil)
		return
	}
	s.lock.Store(&do)
}

// shut locks the screen, and reports whether it did: it does not where there is none. What has its terminal in the hands
// of an editor locks once it has it back: that is not waited for, and no lock.
func (s *Station) shut(ctx context.Context) (bool, error) {
	do := s.lock.Load()
	if do == nil {
		return false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	if !(*do)(ctx) {
		return false, pipe.NewFault(pipe.Later, "keep.lock_later")
	}
	return true, nil
}

// lockWait is how long a screen may take until it is locked.
const lockWait = 2 * time.Second

// Lock has the workstation that has a profile open lock its screen. ErrNobody where no
// process has it open; no key is asked for and nothing is opened.
func Lock(ctx context.Context, o Options) (pipe.Locked, error) {
	dir, err := o.place(ctx, o)
	if err != nil {
		return pipe.Locked{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	for {
		free, err := profile.Take(dir, profile.Pipe)
		var busy *profile.Busy
		switch {
		case err == nil:
			return pipe.Locked{}, errors.Join(ErrNobody, free.Release())
		case !errors.As(err, &busy):
			return pipe.Locked{}, err
		case busy.Stopped:
			return pipe.Locked{}, busy
		}
		locked, err := attach.NewClient(dialer(dir)).Lock(ctx)
		if !errors.Is(err, attach.ErrNotTaken) {
			return locked, err
		}
		if !pause(ctx) { // it does not answer yet: it may be waiting for its passphrase
			return locked, busy
		}
	}
}

// lockPatience is how long who has a profile open may take until it answers that it locks.
const lockPatience = 5 * time.Second

// place is the folder of the profile that is meant. Where the desk is a folder, it is asked.
func (w Where) place(ctx context.Context, o Options) (string, error) {
	if w.Desk == "" {
		dir, err := w.Dir()
		if err == nil {
			_, err = profile.Load(dir)
		}
		return dir, err
	}
	site, err := w.inDesk(ctx, o)
	if site != nil && site.host != nil {
		err = errors.Join(err, site.host.Close())
	}
	if err != nil {
		return "", err
	}
	return site.dir, nil
}
