package cache

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
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
	parcels *parcel.Depot // what is attached and waits

	salvaged bool // a file of the outbox was set aside at the start

	held  atomic.Pointer[storeKeys] // the keys of the store
	seals atomic.Pointer[sealed]    // of the cache.db that is open now
	asked atomic.Pointer[asked]     // for the cursor; nil while nobody has

	me       atomic.Pointer[desk.Me]
	self     atomic.Pointer[desk.Agent]     // what the desk last told of the agent; nil before
	meMu     sync.Mutex                     // held by whoever says anew who looks
	boxes    atomic.Pointer[[]desk.Mailbox] // the desk's own addresses
	promises atomic.Pointer[promises]       // what the desk promises
	known    atomic.Pointer[string]         // the id of the desk that was last heard of; nil before
	link     atomic.Pointer[desk.Link]
	over     atomic.Pointer[overlay]
	copying  sync.Mutex                    // held while cache.db is copied, or written anew
	anew     sync.RWMutex                  // held for writing while cache.db is written anew
	overMu   sync.Mutex                    // held by whoever makes a new overlay, or changes what it lies over
	filed    atomic.Int64                  // the last transaction that changed what an overlay lies over, from before its commit on
	turned   atomic.Pointer[chan struct{}] // closed when the overlay has been laid over that one
	rows     rowCache
	ranks    ranks
	sorts    sorts
	present  presence
	gone     withdrawn
	ahead    ahead
	lease    lease
	subs     subscribers
	repairs  repairs
	fill     filling
	search   searcher
	removal  removal
	leaving  leaving
	missed   atomic.Int64 // see Missed
	roomy    atomic.Bool  // much was deleted: the file may be worth compacting
	kept     time.Time    // when the house was last kept; the clockwork's
	told     time.Time    // the desk's time when the clockwork last looked; its own
	stale    atomic.Bool  // every projection is to be made anew
	misfiled atomic.Bool  // the rows are filed for another agent, or other groups

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
	id    seal.StoreID
	under seal.StoreKey
	last  lasting
}

// storeKeys are the keys of the store: the one that counts, and those under which a file may still be
// sealed.
type storeKeys struct {
	key   seal.StoreKey
	older []seal.StoreKey
}

// Open opens the ledger, or makes it. Errors that a person can do something about are
// vault.ErrBusy, vault.ErrWrongKey, vault.ErrOtherAccount, vault.ErrNewer, disk.ErrUnsafe
// and vault.ErrDisk. A damaged file is no error: it is set aside and built again.
func Open(opt Options) (*Ledger, error) { return openWith(opt, nil) }

func openWith(opt Options, opening func(*os.File)) (*Ledger, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Uptime == nil {
		opt.Uptime = uptime
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Memory {
		opt.Dir, opt.Key, opt.Older, opt.Home = "", seal.NewStoreKey(), nil, nil
	} else if err := disk.Folder(opt.Dir); err != nil {
		return nil, err
	}
	l := &Ledger{opt: opt, opening: opening, wake: make(chan struct{}, 1), alarm: make(chan struct{}, 1)}
	l.held.Store(&storeKeys{key: opt.Key, older: opt.Older})
	l.search.wake = make(chan struct{}, 1)
	l.search.again = make(chan struct{}, 1)
	l.search.first = make(chan struct{}, 1)
	l.lease.uptime = opt.Uptime
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
	known, err := l.begunBefore()
	if err != nil {
		return err
	}
	lost := false
	l.out, err = outbox.Open(outbox.Options{
		Dir: l.opt.Dir, Key: l.opt.Key, Older: l.opt.Older, Account: l.opt.Me.ID, Now: l.opt.Now, Log: l.opt.Log, Opening: l.opening, Writing: l.opt.Writing,
		Moved: func(aside string) { l.salvaged = true; l.moved(aside) }, Missing: l.missing, Known: known, Fits: func() bool { lost = l.keyFits(); return lost },
	})
	if err != nil {
		return err
	}
	if lost {
		l.lose()
	}
	if err := l.openCache(); err != nil {
		_ = l.out.Close()
		return err
	}
	return nil
}

// begin makes what was read usable, and starts what the ledger does by itself.
func (l *Ledger) begin() error {
	l.dropCopies()
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
	if err := l.recallSLA(); err != nil {
		return err
	}
	if err := l.recallLease(); err != nil {
		return err
	}
	if err := l.refileForViewer(); err != nil {
		return err
	}
	if err := l.refreshAll(); err != nil {
		return err
	}
	l.accessNoted() // before anything can be sent: what the desk sends from here on stays
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
	l.endLease()
	return l.closeFiles()
}

// Me is the agent whose ledger this is.
func (l *Ledger) Me() desk.Me { return *l.me.Load() }

// Now is the desk's clock as far as it is known.
func (l *Ledger) Now() time.Time { return l.opt.Now().Add(l.skew()) }

// skew is the desk's clock less ours, as last measured.
func (l *Ledger) skew() time.Duration { return l.link.Load().Skew }

// Link is how the connection is, and whether what the desk has sent may be shown.
func (l *Ledger) Link() desk.Link {
	k := *l.link.Load()
	k.Shut, k.Contact = l.lease.shut()
	k.Bare = l.bare()
	return k
}

// bare is why nothing of the desk is here. One of which nobody can say so now is not.
func (l *Ledger) bare() desk.Bare {
	var filled bool
	err := l.viewBare(func(k *look) error {
		at, err := k.cursor()
		filled = at != ""
		return err
	})
	switch {
	case err != nil, filled:
		return desk.NotBare
	case l.opt.Dir != "" && len(disk.Aside(filepath.Join(l.opt.Dir, "cache.db"))) > 0:
		return desk.BareLost
	default:
		return desk.BareNew
	}
}

// Linked tells the ledger how the connection is.
func (l *Ledger) Linked(k desk.Link) {
	if l.lease.heard(k) {
		signal(l.alarm)
	}
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
