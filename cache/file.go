package cache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// mapSize is the first map of cache.db: large enough that no reader waits for a larger one.
const mapSize = 256 << 20

// keyGeneration is where the head tells which generation counts.
const keyGeneration = "generation"

// openCache opens cache.db, or makes it. What cannot be used is set aside: everything in
// it can be had from the desk again.
func (l *Ledger) openCache() error {
	path := ""
	if l.opt.Dir != "" {
		path = filepath.Join(l.opt.Dir, "cache.db")
		_ = os.Remove(path + ".new") // what a compact has left behind that was killed; where it cannot go the next one makes room
	}
	f, err := vault.Open(vault.Options{
		Path: path, MapSize: mapSize, Opening: l.opening, Now: l.opt.Now, Log: l.opt.Log, Shows: showsDamage,
		Moved: l.moved, Writing: l.opt.Writing, Prepare: func(tx *bolt.Tx) error { return l.prepare(tx, l.head()) },
		Check: func(tx *bolt.Tx) error { return l.check(tx, l.head()) },
	})
	l.file = f
	var d *vault.Damage
	if errors.As(err, &d) {
		l.removal.owed.Store(l.opt.Home != nil) // it may have said so: what was set aside opens no more under another key
		return l.rebuild(d)
	}
	return err
}

// head is what cache.db is to say of itself.
func (l *Ledger) head() vault.Head {
	h := l.held.Load()
	return vault.Head{Schema: schema, Oldest: oldest, Key: h.key, Older: h.older, Account: string(l.opt.Me.ID)}
}

// Under reports whether one of these keys is one that the ledger may be sealed under now.
func (l *Ledger) Under(all ...seal.StoreKey) bool {
	h := l.held.Load()
	return slices.ContainsFunc(append([]seal.StoreKey{h.key}, h.older...), func(k seal.StoreKey) bool { return slices.Contains(all, k) })
}

func (l *Ledger) prepare(tx *bolt.Tx, head vault.Head) error {
	if err := head.Write(tx); err != nil {
		return err
	}
	if err := l.removal.inherit(tx); err != nil {
		return err
	}
	for _, name := range []string{bucketKeys, bucketSettled, bucketSeen} {
		if _, err := tx.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	if err := l.adopt(tx, head); err != nil {
		return err
	}
	if err := makeGeneration(tx, 1); err != nil {
		return err
	}
	return setGeneration(tx, 1)
}

// check says what stands against using the file as it is, and takes its keys. Whatever it is, the
// file is built again; only a disk that fails is an error.
func (l *Ledger) check(tx *bolt.Tx, head vault.Head) error {
	if err := fit(tx, &head); err != nil {
		return err
	}
	if tx.Bucket([]byte(vault.HeadBucket)).Get([]byte(keyErased)) != nil {
		l.removal.owed.Store(true)
	}
	return l.adopt(tx, head)
}

// fit reads the head of a file, and says what stands against using it.
func fit(tx *bolt.Tx, head *vault.Head) error {
	err := head.Read(tx)
	if errors.Is(err, vault.ErrNewer) {
		return err // another heed is still in use here: its file is not touched
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errIncoherent, err)
	}
	g, err := currentGeneration(tx)
	if err != nil {
		return err
	}
	if tx.Bucket(g.bucket()) == nil {
		return fmt.Errorf("no generation: %w", errIncoherent)
	}
	return nil
}

// adopt takes the keys of the file that is open now. One that is only opened again keeps
// those it has.
func (l *Ledger) adopt(tx *bolt.Tx, head vault.Head) error {
	was := l.seals.Load()
	if was != nil && was.id == head.ID && was.under == head.Under {
		return nil
	}
	last, err := readLasting(tx, &head)
	if err != nil {
		return err
	}
	s := &sealed{sealing: newSealing(head.Under, head.ID, last), id: head.ID, under: head.Under, last: last}
	if was != nil {
		s.epoch = was.now() + 1 // what was begun with the keys of before teaches nothing to these
	}
	l.seals.Store(s)
	return nil
}

func setGeneration(tx *bolt.Tx, g generation) error {
	return tx.Bucket([]byte(vault.HeadBucket)).Put([]byte(keyGeneration), g.bucket())
}

func currentGeneration(tx *bolt.Tx) (generation, error) {
	v := tx.Bucket([]byte(vault.HeadBucket)).Get([]byte(keyGeneration))
	if len(v) != 5 {
		return 0, fmt.Errorf("no generation: %w", errIncoherent)
	}
	return generation(binary.BigEndian.Uint32(v[1:])), nil
}

// lookAt begins a look at a generation; 0 means the one that counts.
func (l *Ledger) lookAt(tx *bolt.Tx, g generation, born int) (*look, error) {
	s := l.seals.Load()
	missing := errSuperseded
	if g == 0 {
		var err error
		if g, err = currentGeneration(tx); err != nil {
			return nil, err
		}
		missing = errIncoherent
	}
	root := tx.Bucket(g.bucket())
	if root == nil {
		return nil, fmt.Errorf("no generation: %w", missing)
	}
	return &look{tx: tx, seal: s.sealing, id: s.id, gen: g, born: born, root: root}, nil
}

// errSuperseded says that a resync, or damage, has put something else in the place of
// what was worked on.
var errSuperseded = errors.New("something else has taken its place")

// looking makes a look out of a reading transaction.
func (l *Ledger) looking(g generation, fn func(*look) error) func(*bolt.Tx) error {
	born := l.seals.Load().now()
	return func(tx *bolt.Tx) error {
		k, err := l.lookAt(tx, g, born)
		if err != nil {
			return err
		}
		return fn(k)
	}
}

// view looks at the records, and at what lies over these very records. Where they turn out
// to be damaged they are given up, and the look is taken at what is there then: nothing yet.
func (l *Ledger) view(fn func(*look) error) error { return l.viewWhole(0, fn) }

// viewBare looks at the records alone, as who lays the overlay must.
func (l *Ledger) viewBare(fn func(*look) error) error { return l.viewAt(0, fn) }

// viewAt looks at the records of a generation alone; 0 means the one that counts.
func (l *Ledger) viewAt(g generation, fn func(*look) error) error {
	once := func() error { return l.file.View(l.looking(g, fn)) }
	err := once()
	var d *vault.Damage
	if !errors.As(err, &d) {
		return err
	}
	if err := l.rebuild(d); err != nil {
		return err
	}
	return once()
}

// update changes the records of the generation that counts and tells everybody.
func (l *Ledger) update(fn func(*batch) error) error {
	w, err := l.turn(0, fn)
	if err != nil {
		return err
	}
	l.published(w)
	return nil
}

// write changes the records of a generation in one transaction. What readers see of them is
// changed by turn.
func (l *Ledger) write(g generation, fn func(*batch) error) (*batch, error) {
	var w *batch
	err := l.file.Update(func(tx *bolt.Tx) error {
		if err := vault.Raise(tx, schema); err != nil {
			return err
		}
		k, err := l.lookAt(tx, g, l.seals.Load().now())
		if err != nil {
			return err
		}
		w = &batch{look: *k, txid: tx.ID(), tracks: l.sorts.tracks.Load(), view: viewer{me: l.Me(), now: l.Now()}}
		first, _ := w.bucket(partGone).Cursor().First()
		w.gone = first != nil
		if err := fn(w); err != nil {
			return err
		}
		if err := l.eraseWaiting(w); err != nil {
			return err
		}
		if len(w.erased) > 0 {
			l.fill.keysWent(w.gen)
		}
		if err := w.addCounts(); err != nil {
			return err
		}
		return l.search.note(w)
	})
	l.leaving.end(w)
	var d *vault.Damage
	if errors.As(err, &d) {
		if rerr := l.rebuild(d); rerr != nil {
			return nil, rerr
		}
	}
	if err != nil {
		return nil, err
	}
	w.seal.learn(w.born, w.fresh)
	w.seal.forget(w.forgotten)
	return w, nil
}

// published makes readers see what a batch has changed. The batch is on the disk: nothing
// that fails from here on can make it undone.
func (l *Ledger) published(w *batch) {
	l.ranks.moved(w.gen, w.txid, w.moves)
	if w.self != nil {
		l.meChanged(w.self)
		l.laid(l.refreshAll())
	}
	if w.shared {
		l.sorts.forgetFilters()
	}
	l.subs.tellAll(w.news.changes())
	l.erasedWaiting(w)
	if w.erases {
		l.search.awaited()
		l.removal.owe()
	}
	if len(w.notes)+len(w.erased) > 0 {
		l.search.nudge()
	}
	signal(l.alarm)
}

// laid takes how it went to lay the outbox over records that are written already: where
// it went wrong, the clockwork does it once more.
func (l *Ledger) laid(err error) {
	if err != nil {
		l.opt.Log.Error("laying the outbox over what came", "err", err)
		l.stale.Store(true)
	}
}

// heal gives up a cache.db that an error shows to be damaged.
func (l *Ledger) heal(err error) {
	var d *vault.Damage
	if !errors.As(err, &d) {
		return
	}
	if err := l.rebuild(d); err != nil {
		l.opt.Log.Error("building the cache again", "err", err)
	}
}

// rebuild gives up a damaged cache.db. What was in it comes from the desk again: the
// cursor is back at the beginning.
func (l *Ledger) rebuild(d *vault.Damage) error {
	done, aside, err := l.file.Replace(d)
	if err != nil || !done {
		return err
	}
	l.opt.Log.Error("the cache is built again", "damaged", filepath.Base(aside), "err", d.Cause)
	if aside != "" {
		_ = l.dropAside(aside) // the next one will do it
	}
	if l.removal.owed.Load() {
		l.removal.fresh.Store(true) // they are in what was set aside
	}
	l.forgetOrders()
	l.search.renew(l)
	l.stale.Store(true)
	l.subs.tell(desk.Change{Kind: desk.ChangedAll})
	signal(l.alarm)
	signal(l.wake)
	return nil
}

// dropAside removes damaged caches but one: they are large, hold nothing that the desk does not
// have, and have the keys of everybody who was erased since.
func (l *Ledger) dropAside(but string) error {
	if l.opt.Dir == "" {
		return nil
	}
	var all []error
	for _, old := range disk.Aside(filepath.Join(l.opt.Dir, "cache.db")) {
		if old == but {
			continue
		}
		if err := os.Remove(old); !errors.Is(err, fs.ErrNotExist) {
			all = append(all, err)
		}
	}
	return errors.Join(all...)
}
