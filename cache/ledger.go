package cache

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/cache/outbox"
	"github.com/heed-desk/heed/cache/parcel"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// Ledger is a ledger on this machine. Its methods may be called by any goroutine;
// reading never waits for a disk to be flushed.
type Ledger struct {
	opt     Options
	out     *outbox.Outbox
	file    *vault.File
	parcels *parcel.Shelf // what is attached and waits

	salvaged bool // a file of the outbox was set aside at the start

	seals      atomic.Pointer[sealed] // of the cache.db that is open now
	life       atomic.Int64           // counts the cache.db files that have stood here
	cursorLife atomic.Int64           // the life in which the cursor was last asked for

	me       atomic.Pointer[desk.Me]
	self     atomic.Pointer[desk.Agent]     // what the desk last told of the agent; nil before
	meMu     sync.Mutex                     // held by whoever says anew who looks
	boxes    atomic.Pointer[[]desk.Mailbox] // the desk's own addresses
	link     atomic.Pointer[desk.Link]
	over     atomic.Pointer[overlay]
	overMu   sync.Mutex                    // held by whoever makes a new overlay, or changes what it lies over
	filed    atomic.Int64                  // the last transaction that changed what an overlay lies over, from before its commit on
	turned   atomic.Pointer[chan struct{}] // closed when the overlay has been laid over that one
	rows     rowCache
	ranks    ranks
	sorts    sorts
	present  presence
	gone     withdrawn
	subs     subscribers
	repairs  repairs
	fill     filling
	search   searcher
	roomy    atomic.Bool // much was deleted: the file may be worth compacting
	kept     time.Time   // when the house was last kept; the clockwork's
	stale    atomic.Bool // every projection is to be made anew
	misfiled atomic.Bool // the rows are filed for another agent, or other groups

	wake    chan struct{} // the courier's
	alarm   chan struct{} // the clockwork's: something may be due earlier
	ctx     context.Context
	stop    context.CancelFunc
	running sync.WaitGroup

	opening func(*os.File) // for tests, which break files
}

// sealed is the sealing of a file with the file's id.
type sealed struct {
	*sealing
	id seal.StoreID
}

// Open opens the ledger, or makes it. Errors that a person can do something about are
// vault.ErrBusy, vault.ErrWrongKey, vault.ErrOtherAccount, vault.ErrNewer, disk.ErrUnsafe
// and vault.ErrDisk. A damaged file is no error: it is set aside and built again.
func Open(opt Options) (*Ledger, error) { return openWith(opt, nil) }

func openWith(opt Options, opening func(*os.File)) (*Ledger, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Memory {
		opt.Dir, opt.Key = "", seal.NewStoreKey()
	} else if err := disk.Folder(opt.Dir); err != nil {
		return nil, err
	}
	l := &Ledger{opt: opt, opening: opening, wake: make(chan struct{}, 1), alarm: make(chan struct{}, 1)}
	l.search.wake = make(chan struct{}, 1)
	l.me.Store(&opt.Me)
	l.link.Store(&desk.Link{State: desk.LinkDown, Since: opt.Now()})
	l.over.Store(newOverlay())
	l.ctx, l.stop = context.WithCancel(context.Background())
	if err := l.openFiles(); err != nil {
		l.stop()
		return nil, err
	}
	if err := l.begin(); err != nil {
		l.stop()
		_ = l.closeFiles()
		return nil, err
	}
	return l, nil
}

// openFiles opens the outbox first: it is what tells a wrong key from a damaged cache.
func (l *Ledger) openFiles() (err error) {
	l.out, err = outbox.Open(outbox.Options{
		Dir: l.opt.Dir, Key: l.opt.Key, Account: l.opt.Me.ID, Now: l.opt.Now, Log: l.opt.Log, Opening: l.opening,
		Moved: func(aside string) { l.salvaged = true; l.moved(aside) },
	})
	if err != nil {
		return err
	}
	if err := l.openCache(); err != nil {
		_ = l.out.Close()
		return err
	}
	return nil
}

// begin makes what was read usable, and starts what the ledger does by itself.
func (l *Ledger) begin() error {
	l.search.renew(l)
	if err := l.forgetSettled(); err != nil {
		return err
	}
	if err := l.openParcels(); err != nil {
		return err
	}
	if err := l.recallMailboxes(); err != nil {
		return err
	}
	if err := l.refileForViewer(); err != nil {
		return err
	}
	if err := l.refreshAll(); err != nil {
		return err
	}
	l.running.Go(l.clockwork)
	l.running.Go(l.indexing)
	return nil
}

func (l *Ledger) closeFiles() error {
	err := l.out.Close()
	if l.parcels != nil {
		err = errors.Join(err, l.parcels.Close())
	}
	if l.file != nil {
		if cerr := l.file.Close(); err == nil {
			err = cerr
		}
	}
	return err
}

// Close ends everything that the ledger does by itself and closes its files.
func (l *Ledger) Close() error {
	l.stop()
	l.subs.close()
	l.running.Wait()
	return l.closeFiles()
}

// Me is the agent whose ledger this is.
func (l *Ledger) Me() desk.Me { return *l.me.Load() }

// Now is the desk's clock as far as it is known.
func (l *Ledger) Now() time.Time { return l.opt.Now().Add(l.skew()) }

// skew is the desk's clock less ours, as last measured.
func (l *Ledger) skew() time.Duration { return l.link.Load().Skew }

// Link is how the connection is.
func (l *Ledger) Link() desk.Link { return *l.link.Load() }

// Linked tells the ledger how the connection is.
func (l *Ledger) Linked(k desk.Link) {
	was := l.link.Swap(&k)
	if was.Skew != k.Skew {
		signal(l.alarm) // what is due is due at another moment
	}
	l.subs.tell(desk.Change{Kind: desk.ChangedLink})
}

// Wake is signalled when an operation came, went or became ready.
func (l *Ledger) Wake() <-chan struct{} { return l.wake }

// signal leaves one signal in a channel that holds one.
func signal(ch chan struct{}) {
	select {
	case ch <- struct{}{}:
	default:
	}
}
