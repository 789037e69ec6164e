// Package host keeps a desk that is a folder: the first process that opens it runs the
// desk's server in itself and serves its socket, whoever comes later is a client of it.
// When that process ends, one of the others takes over.
package host

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/profile"
)

// takeOver is how often a client looks whether the folder has become free.
const takeOver = 500 * time.Millisecond

// Desk is a desk in a folder, run by this process or another.
type Desk struct {
	dir     string
	use     profile.Use
	version string

	mu     sync.Mutex
	run    *running // nil while another process runs it
	closed bool

	stop context.CancelFunc
	wait sync.WaitGroup
	lent *http.Transport
}

// ErrNoDesk says that a folder holds no desk.
var ErrNoDesk = errors.New("there is no desk in this folder")

// ErrDeskGone says that a desk was in a folder: what was written at it is there, and the
// desk is not. No new one is made in its place.
var ErrDeskGone = errors.New("the desk of this folder is gone")

// missing reports whether nothing lies in the place of a desk's file.
func missing(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, backend.File))
	return errors.Is(err, fs.ErrNotExist)
}

// lack is what it means that a folder has no desk.
func lack(dir string) error {
	if left, err := filepath.Glob(filepath.Join(dir, "profiles", "*", "outbox.*")); err == nil && len(left) > 0 {
		return ErrDeskGone
	}
	return ErrNoDesk
}

// Open opens the desk in a folder. Where there is none one is made, but not for a command
// of a shell: that means another folder. Version is the software's, as the desk tells it.
func Open(dir string, use profile.Use, version string) (*Desk, error) {
	if use == profile.Pipe && missing(dir) {
		return nil, fmt.Errorf("%w: %s", lack(dir), dir)
	}
	ctx, stop := context.WithCancel(context.Background())
	d := &Desk{dir: dir, use: use, version: version, stop: stop, lent: overSocket(dir)}
	err := d.begin()
	var busy *profile.Busy
	if err != nil && !errors.As(err, &busy) {
		stop()
		return nil, err
	}
	if err != nil {
		d.wait.Go(func() { d.succeed(ctx) })
	}
	return d, nil
}

// Own opens the desk to run it in this process; *profile.Busy where another one does. It
// waits for a command of a shell to be done.
func Own(ctx context.Context, dir string, use profile.Use, version string) (*Desk, error) {
	d := &Desk{dir: dir, use: use, version: version, stop: func() {}, lent: overSocket(dir)}
	ctx, cancel := context.WithTimeout(ctx, briefly)
	defer cancel()
	for {
		err := d.begin()
		if err == nil {
			return d, nil
		}
		var busy *profile.Busy
		if !errors.As(err, &busy) || !busy.Use.Brief() || busy.Stopped {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(takeOver / 10):
		}
	}
}

// briefly is how long a command of a shell may take.
const briefly = 15 * time.Second

// begin takes the folder and runs the desk, where it does not yet.
func (d *Desk) begin() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || d.run != nil {
		return nil
	}
	run, err := start(d.dir, d.use, d.version)
	if err != nil {
		return err
	}
	d.run = run
	return nil
}

// succeed takes over when the process that runs the desk is gone.
func (d *Desk) succeed(ctx context.Context) {
	tick := time.NewTicker(takeOver)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if d.begin() == nil {
			return
		}
	}
}

// File is where the desk's file lies.
func (d *Desk) File() string { return filepath.Join(d.dir, backend.File) }

// Damaged looks through the desk's file, where this process runs the desk, and reports
// whether it is damaged. It may take seconds.
func (d *Desk) Damaged(ctx context.Context) bool {
	s := d.Store()
	return s != nil && errors.Is(s.Sound(ctx), backend.ErrDamaged)
}

// Store is the desk's store while this process runs it; nil while another one does.
func (d *Desk) Store() *backend.Store {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.run == nil {
		return nil
	}
	return d.run.store
}

// Server is the desk's API while this process runs it; nil while another one does.
func (d *Desk) Server() *backend.Server {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.run == nil {
		return nil
	}
	return d.run.server
}

// pathImport is where the socket of a desk takes records in.
const pathImport = "/import"

// TakesIn is where the process that runs the desk takes records in, as backend.Server.TakeIn
// says, and the way there. It is for a desk that another process runs.
func (d *Desk) TakesIn() (carry http.RoundTripper, url string) {
	return d.lent, "http://desk" + pathImport
}

// Close ends the desk, where this process runs it.
func (d *Desk) Close() error {
	d.stop()
	d.wait.Wait()
	d.lent.CloseIdleConnections()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	if d.run == nil {
		return nil
	}
	run := d.run
	d.run = nil
	if err := run.close(); err != nil {
		return fmt.Errorf("close the desk in %s: %w", d.dir, err)
	}
	return nil
}
