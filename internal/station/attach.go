package station

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

// How long one waits for an owner that will soon be done.
const (
	ownerPatience = 15 * time.Second
	ownerPoll     = 50 * time.Millisecond
)

// Shell is the pipe verbs for one command, here or in the process that has the profile open.
type Shell struct {
	pipe.Verbs
	// Kept says that what is queued outlives the command.
	Kept bool
	// Remarks are what a person should hear of the profile; nil where another process has it open.
	Remarks func() []*pipe.Fault
	close   func() error
}

// Close ends what the command opened.
func (s *Shell) Close() error { return s.close() }

// OpenShell attaches to the owner of a profile, or becomes it for the time of a command.
func OpenShell(ctx context.Context, o Options) (*Shell, error) {
	wait, cancel := context.WithTimeout(ctx, ownerPatience)
	defer cancel()
	for {
		s, err := Open(ctx, o)
		if err == nil {
			return &Shell{Verbs: s.Verbs(), Kept: s.Kept, Remarks: s.Remarks, close: s.Close}, nil
		}
		var busy *profile.Busy
		if !errors.As(err, &busy) || busy.Stopped || busy.Silent {
			return nil, err
		}
		if c, err := profile.Dial(wait, busy.Dir); err == nil {
			return o.attached(busy.Dir), c.Close()
		}
		if !pause(wait) {
			return nil, err
		}
	}
}

// attached is the pipe verbs in the process that has a profile open.
func (o *Options) attached(dir string) *Shell {
	none := func() []*pipe.Fault { return nil } // whoever has it open is told
	return &Shell{Verbs: o.Secrets.client(dir), Kept: true, Remarks: none, close: func() error { return nil }}
}

// dialer connects to the owner of a folder.
func dialer(dir string) func(context.Context) (net.Conn, error) {
	return func(ctx context.Context) (net.Conn, error) { return profile.Dial(ctx, dir) }
}

// OpenPatiently is Open for a workstation: it waits for a command that has the profile to
// be done, and for nobody else.
func OpenPatiently(ctx context.Context, o Options) (*Station, error) {
	wait, cancel := context.WithTimeout(ctx, ownerPatience)
	defer cancel()
	for {
		s, err := Open(ctx, o)
		var busy *profile.Busy
		if !errors.As(err, &busy) || !busy.Use.Brief() || busy.Stopped || !pause(wait) {
			return s, err
		}
	}
}

// pause waits a moment, and reports whether there was time.
func pause(ctx context.Context) bool {
	t := time.NewTimer(ownerPoll)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
