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
	"github.com/heed-desk/heed/internal/rounds"
)

// takeOver is how often a client looks whether the folder has become free.
const takeOver = 500 * time.Millisecond

// Desk is a desk in a folder, run by this process or another.
type Desk struct {
	dir     string
	use     profile.Use
	version string
	store   string // a database that was named for it

	mu     sync.Mutex
	run    *running // nil while another process runs it
	closed bool
	tell   func(chore string, err error)

	stop   context.CancelFunc
	wait   sync.WaitGroup
	rounds rounds.Book
	lent   *http.Transport
}

// ErrNoDesk says that a folder holds no desk.
var ErrNoDesk = errors.New("there is no desk in this folder")

// ErrDeskGone says that a desk was in a folder: what was written at it is there, and the
// desk is not. No new one is made in its place.
var ErrDeskGone = errors.New("the desk of this folder is gone")

// ErrNoFolder says that a database was named where a folder belongs.
var ErrNoFolder = errors.New("that is a database, and a folder is needed")

// missing reports whether nothing lies in the place of a desk's file, nor of what names its database.
func missing(dir string) bool {
	for _, name := range []string{backend.File, storeFile} {
		if _, err := os.Lstat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	return true
}

// lack is what it means that a folder has no desk: ErrNoDesk; ErrDeskGone where something tells of
// one, backend.ErrUnfinished where a backup was being restored into it.
func lack(dir string) error {
	if _, err := os.Lstat(filepath.Join(dir, restoring)); !errors.Is(err, fs.ErrNotExist) {
		return backend.ErrUnfinished
	}
	if len(Replaced(dir)) > 0 {
		return ErrDeskGone
	}
	for _, of := range []string{filepath.Join("profiles", "*", "outbox.*"), filepath.Join(backend.FilesFolder, "*")} {
		if left, err := filepath.Glob(filepath.Join(dir, of)); err == nil && len(left) > 0 {
			return ErrDeskGone
		}
	}
	return ErrNoDesk
}

// Open opens the desk in a folder. Where there is none one is made, but not for a command
// of a shell: that means another folder. Version is the software's, as the desk tells it.
// ErrNoFolder, ErrNoDesk, ErrDeskGone, backend.ErrUnfinished.
func Open(dir string, use profile.Use, version string) (*Desk, error) {
	if InDatabase(dir) {
		return nil, ErrNoFolder
	}
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
		d.wait.Go(func() { d.rounds.Make(ctx, d.succession()) })
	}
	return d, nil
}

// Own opens the desk to run it in this process; *profile.Busy where another one does. It
// waits for a command of a shell to be done.
func Own(ctx context.Context, dir string, use profile.Use, version string) (*Desk, error) {
	return OwnIn(ctx, dir, "", use, version)
}

// OwnIn is Own for a desk that lies in a PostgreSQL database, whose URL the folder remembers
// without its password; the folder's own where store is empty. backend.ErrBadURL,
// ErrTwoStores, ErrStoreGone, ErrNoFolder.
func OwnIn(ctx context.Context, dir, store string, use profile.Use, version string) (*Desk, error) {
	if InDatabase(dir) {
		return nil, ErrNoFolder
	}
	d := &Desk{dir: dir, store: store, use: use, version: version, stop: func() {}, lent: overSocket(dir)}
	ctx, cancel := context.WithTimeout(ctx, briefly)
	defer cancel()
	for {
		err := d.begin()
		if err == nil {
			if use == profile.Serving {
				d.ease()
			}
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
	enough := d.closed || d.run != nil
	d.mu.Unlock()
	if enough {
		return nil
	}
	run, err := start(d.dir, d.store, d.use, d.version) // a database that is away takes its time, and nobody waits here for it
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.run = run // Close waits for whoever is here
	run.store.OnTrouble(d.tell)
	return nil
}

// succession takes over when the process that runs the desk is gone.
func (d *Desk) succession() rounds.Round {
	return rounds.Round{What: "take_over", First: takeOver, Do: func(context.Context) (time.Duration, error) {
		err := d.begin()
		var busy *profile.Busy
		switch {
		case err == nil:
			return rounds.Over, nil
		case errors.As(err, &busy):
			return takeOver, nil
		default:
			return takeOver, err
		}
	}}
}

// OnTrouble has tell called when something fails that the desk does by itself in this process,
// with its name and why, and with nil when it goes well again. It must not call the desk.
func (d *Desk) OnTrouble(tell func(chore string, err error)) {
	d.rounds.OnTrouble(tell)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.tell = tell; d.run != nil {
		d.run.store.OnTrouble(tell)
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
