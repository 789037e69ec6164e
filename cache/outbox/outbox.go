package outbox

import (
	"errors"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/cache/journal"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// checkpointAt is how long the journal may grow before it is written anew with what
// still stands in the outbox.
const checkpointAt = 1 << 20

// Options say where an outbox lies and whose it is.
type Options struct {
	// Dir is the folder of outbox.db and outbox.log; empty for an outbox in memory.
	Dir string
	Key seal.StoreKey
	// Older are keys that a copy may still be sealed under: a change of keys that has not come to
	// its end.
	Older []seal.StoreKey
	// Account is whose outbox it is. The outbox of another account is not opened.
	Account desk.AgentID
	// Now is the clock of this machine.
	Now func() time.Time
	Log *slog.Logger
	// Moved is told the new name of whatever was set aside: damage, or what is no file.
	Moved func(aside string)
	// Missing is told the name of a copy that was there and no longer is; nil for nobody.
	Missing func(name string)
	// Known says that the folder is not a new one: an outbox belongs there.
	Known bool
	// Fits reports whether the key is the one that the rest of the folder was sealed with: then
	// copies that do not open are damaged, and it is not another key. Nil where nobody can say.
	Fits func() bool
	// Opening is called with every descriptor that is opened; for tests, which break it.
	Opening func(*os.File)
	Writing disk.Writing
}

// Outbox is an open outbox. Its methods may be called by any goroutine; reading never
// waits for writing.
type Outbox struct {
	opt   Options
	state atomic.Pointer[contents]

	mu      sync.Mutex // held by whoever writes
	table   *table
	journal *journal.Journal
	sick    bool // a write failed: both copies are written anew before anything else
	cramped bool // the disk did not take what the start had to write anew
	closed  bool
}

// commit makes a step last: the journal first, then the file, then what readers see.
// After an error nothing of it counts. The caller holds mu.
func (o *Outbox) commit(c change) error {
	data, err := c.encode()
	if err != nil {
		return err
	}
	err = o.attempt(func() error {
		seq, err := o.journal.Append(data)
		if err != nil {
			return diskError(err)
		}
		if err := o.table.write(o.state.Load(), c, seq, false); err != nil {
			// It is said not to have happened: no start may find it. What cannot be cut off is
			// mended with the rest.
			_ = o.journal.TakeBack()
			return err
		}
		return nil
	})
	if err != nil {
		return err
	}
	o.state.Store(o.state.Load().after(c))
	if o.journal.Size() > checkpointAt {
		if err := o.checkpoint(); err != nil {
			o.opt.Log.Warn("the journal could not be written anew", "err", err) // the step itself is safe
		}
	}
	return nil
}

// note makes a step last in the file alone. It is for what a salvage can do without.
func (o *Outbox) note(c change) error {
	err := o.attempt(func() error { return o.table.write(o.state.Load(), c, o.journal.Last(), false) })
	if err == nil {
		o.state.Store(o.state.Load().after(c))
	}
	return err
}

// attempt writes. After a failure both copies are written anew, so that what reached a
// disk of a step that does not count cannot come back at the next start; where the file
// was only damaged, the step is then tried once more.
func (o *Outbox) attempt(write func() error) error {
	if o.closed {
		return journal.ErrClosed
	}
	if o.sick {
		if err := o.mend(); err != nil {
			return err
		}
	}
	err := write()
	if err == nil {
		return nil
	}
	o.sick = true
	if merr := o.mend(); merr != nil || !isDamage(err) {
		return err
	}
	if err = write(); err != nil {
		o.sick = true
	}
	return err
}

// mend writes both copies anew with what is known to stand in the outbox.
func (o *Outbox) mend() error {
	if err := o.table.restore(); err != nil {
		return err
	}
	// The next number may stand in the journal already, on a step that failed: what the file
	// says from here on is not to be held to that.
	o.journal.Skip(o.journal.Last() + 1)
	s := o.state.Load()
	if err := o.table.write(s, s.whole(), o.journal.Last()+1, true); err != nil {
		return err
	}
	if err := o.checkpoint(); err != nil {
		return err
	}
	o.sick, o.cramped = false, false
	return nil
}

// checkpoint writes the journal anew with what stands in the outbox, once the file is
// known to hold just that.
func (o *Outbox) checkpoint() error {
	found, _, err := o.table.read()
	if err != nil {
		return err
	}
	s := o.state.Load()
	data, err := s.whole().encode()
	if err != nil {
		return err
	}
	if ok, err := same(found, data); err != nil || !ok {
		o.sick = true
		return errors.Join(errMissing, err)
	}
	if err := o.journal.Rewrite(data); err != nil {
		o.sick = true
		return diskError(err)
	}
	// The new frame has a number of its own, which the file must know: what the journal
	// holds beyond that number was never acknowledged.
	return o.table.write(s, change{}, o.journal.Last(), false)
}

// Close closes both files.
func (o *Outbox) Close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return nil
	}
	o.closed = true
	err := o.table.file.Close()
	if o.journal == nil {
		return err // opening ended before it came to the second copy
	}
	return errors.Join(err, o.journal.Close())
}
