// Package station opens a profile: it takes its folder, finds the key, opens the ledger,
// finds the desk, lets the courier carry between the two and serves those who come later.
package station

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/attach"
	"github.com/heed-desk/heed/internal/courier"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

// Options say what to open and how.
type Options struct {
	Where
	Use     profile.Use
	Version string
	Secrets Secrets
	Log     *slog.Logger
	// Attach keeps a copy of a file in a ledger, to go with a message. Its errors are said as
	// they are: a *pipe.Fault, or what that knows.
	Attach func(l *cache.Ledger, path string) (desk.Attachment, error)
	// Pauses is how long no passphrase is looked at after so many wrong ones, of those who ask
	// over the socket while the screen is locked; nil for not at all.
	Pauses func(wrong int) time.Duration
}

// Station is an open profile.
type Station struct {
	Ledger   *cache.Ledger
	Settings profile.Settings
	// Kept says that the ledger outlives the process; where not, it lives in memory alone.
	Kept bool
	// Host is the desk, where it is a folder; nil where it is elsewhere.
	Host *host.Desk

	closed  bool          // what lies in the folder stays closed: its key could not be had
	remarks []*pipe.Fault // what was found as it was opened
	looked  sync.Once     // whether the desk is damaged
	damaged bool
	lock    atomic.Pointer[func(context.Context) bool] // what locks the screen over it; nil for none
	pulled  atomic.Pointer[error]                      // why the last pull that somebody waited for did not work

	gate   gate
	pauses func(wrong int) time.Duration

	left      bool   // who had the profile before did not give it up
	dir, name string // where the profile lies, and what it is called on this machine

	line    courier.Line
	brief   bool // for one command, which asks the desk of a folder before it shows what was fetched
	attach  func(*cache.Ledger, string) (desk.Attachment, error)
	courier *courier.Courier
	server  *attach.Server
	open    []io.Closer // closed in reverse

	once sync.Once
	done sync.Once
	ctx  context.Context // of the courier
	end  context.CancelFunc
	wait sync.WaitGroup
}

// Name is what the profile is called on this machine; the folder of one that lies in a desk's.
func (s *Station) Name() string { return s.name }

// Open opens a profile, to be its owner. *profile.Busy where somebody else is.
func Open(ctx context.Context, o Options) (*Station, error) {
	s := &Station{attach: o.Attach, pauses: o.Pauses, brief: o.Use == profile.Pipe}
	s.ctx, s.end = context.WithCancel(context.Background())
	if err := s.begin(ctx, o); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Station) begin(ctx context.Context, o Options) error {
	site, err := o.find(ctx, o)
	if site != nil && site.host != nil {
		s.Host = site.host
		s.open = append(s.open, site.host)
	}
	if err != nil {
		return err
	}
	lock, err := profile.Take(site.dir, o.Use)
	if err != nil {
		return err
	}
	s.open = append(s.open, closer(lock.Release))
	s.left = lock.Left()
	o.Secrets = o.Secrets.under(lock)
	aside, err := site.take()
	if err != nil {
		return err
	}
	if aside != "" {
		s.remarks = append(s.remarks, pipe.NewFault(pipe.OK, "cli.repair.settings", "aside", aside))
	}
	u, err := o.Secrets.unlock(ctx, site)
	if err != nil {
		return err
	}
	s.remarks = append(s.remarks, aboutKey(u.held)...)
	if u.held != nil && u.held.Repair != nil && u.held.Repair.Err != nil && o.Log != nil {
		o.Log.Warn("making a copy of the key again", "file", u.held.Repair.File, "err", u.held.Repair.Err)
	}
	s.Settings, s.Kept, s.closed = site.settings, u.kept, !u.kept && site.sealed()
	if s.closed {
		s.remarks = append(s.remarks, pipe.NewFault(pipe.OK, KeyClosed))
	}
	s.dir, s.name = site.dir, site.name
	if s.Ledger, err = openLedger(site, u, o.Log); err != nil {
		return err
	}
	s.open = append(s.open, s.Ledger)
	if s.Ledger.Cramped() {
		s.remarks = append(s.remarks, pipe.NewFault(pipe.OK, "cli.remark.disk_full"))
	}
	line, err := site.line(ctx, o.Secrets, u)
	if err != nil {
		return err
	}
	if dead, ok := line.(shut); ok {
		s.remarks = append(s.remarks, tokenless(dead.why, site.name))
	}
	s.line = line
	s.open = append(s.open, line)
	s.courier = courier.New(s.Ledger, line, courier.Options{Agent: site.settings.Agent, Log: o.Log})
	l, err := profile.Listen(site.dir)
	if err != nil {
		return err
	}
	s.server = attach.Serve(l, s.Verbs(), s.admit)
	return nil
}

func openLedger(site *site, u unlocked, log *slog.Logger) (*cache.Ledger, error) {
	return cache.Open(cache.Options{
		Dir: site.dir, Memory: !u.kept, Key: u.key, Older: u.keys()[1:], Home: u.keyHome(site), Me: site.settings.Me(), Rights: desk.RightsOf(site.settings.Role),
		Author: desk.Author{Agent: site.settings.Agent, Name: site.settings.Name}, Log: log,
	})
}

// Courier is the courier, which runs from the first call on.
func (s *Station) Courier() *courier.Courier {
	s.once.Do(func() {
		s.wait.Go(func() { _ = s.courier.Run(s.ctx) }) // it ends with the station and says nothing else
	})
	return s.courier
}

// Verbs are the pipe verbs over this ledger.
func (s *Station) Verbs() *pipe.Local {
	v := &pipe.Local{
		Ledger:    s.Ledger,
		Subscribe: func() pipe.Subscription { return s.Ledger.Subscribe() },
		Pull:      s.pull,
		Kept:      s.Kept,
		Closed:    s.closed,
		Shut:      s.shut,
		Unsent:    s.unsent,
		Keeper:    keeper{s},
	}
	if s.Host != nil && s.brief {
		v.Outlived = s.outlived
	}
	if s.attach != nil {
		v.Attach = func(path string) (desk.Attachment, error) { return s.attach(s.Ledger, path) }
	}
	return v
}

// pull carries and pulls now, and notes why it could not.
func (s *Station) pull(ctx context.Context) error {
	err := s.Courier().Sync(ctx)
	if err != nil && ctx.Err() == nil {
		s.pulled.Store(&err)
	}
	return err
}

// outlivedPatience is how long a desk at hand may take to say whether it goes on from where the ledger is.
const outlivedPatience = 5 * time.Second

// outlived asks the desk whether it can say what has happened since the ledger was filled. It takes
// nothing in, and sends nothing.
func (s *Station) outlived(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, outlivedPatience)
	defer cancel()
	_, err := s.line.Changes(ctx, s.Ledger.Cursor())
	return errors.Is(err, desk.ErrGone)
}

// goodbye is how long commands that are attached may take when the owner closes.
const goodbye = 2 * time.Second

// Close ends everything, in the order that loses nothing: those who ask, the courier, the
// line, the ledger, the lock, the desk. Closing twice is once.
func (s *Station) Close() (err error) {
	s.done.Do(func() { err = s.close() })
	return err
}

func (s *Station) close() error {
	var err error
	if s.server != nil {
		ctx, cancel := context.WithTimeout(context.Background(), goodbye)
		err = s.server.Close(ctx)
		cancel()
	}
	s.end()
	s.wait.Wait()
	for i := len(s.open) - 1; i >= 0; i-- {
		err = errors.Join(err, s.open[i].Close())
	}
	return err
}

// closer is a function as an io.Closer.
type closer func() error

// Close implements io.Closer.
func (c closer) Close() error { return c() }
