package cache

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/outbox"
	"github.com/heed-desk/heed/cache/record"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// Findings is what was found in the files of a ledger.
type Findings struct {
	Dir   string // where the files lie, where that is known
	Files []Finding

	Tickets, Messages, Customers int
	Ops, Drafts                  int
	Stopped                      int       // those of the operations that need the agent
	Oldest                       time.Time // when the oldest of the others was made; zero for none
	Found                        int       // tickets that the search finds
	Queued                       int       // tickets that are still to be indexed

	// What the head of cache.db says, as in Status.
	Epoch               uint64
	Compacted, Verified time.Time

	// Sealed says that there was no key: all entries of the files were counted, and none opened.
	Sealed bool
}

// Finding is what was found in one file.
type Finding struct {
	Name    string
	Records int      // sealed ones that were opened; without a key all entries, the file's own too
	Faults  []string // what is wrong; a file that is not there has one
	Unread  string   // why it could not be looked through; empty where it was
	Closed  bool     // that is because one may not read it
	Apart   bool     // it is sound and goes with nothing here, and nobody mends that by themselves
}

// notRead notes why a file could not be looked through.
func (f *Finding) notRead(err error) {
	f.Unread, f.Closed = err.Error(), errors.Is(err, fs.ErrPermission)
}

// goesOn reports whether the other files are looked at after an error with one: that is so where
// it says something of this file alone.
func goesOn(ctx context.Context, err error) bool {
	for _, all := range []error{vault.ErrBusy, vault.ErrWrongKey, vault.ErrOtherAccount, vault.ErrNewer} {
		if errors.Is(err, all) {
			return false
		}
	}
	return ctx.Err() == nil
}

// Whole reports whether nothing is wrong, and nothing was left out.
func (f *Findings) Whole() bool {
	for _, file := range f.Files {
		if len(file.Faults) > 0 || file.Unread != "" {
			return false
		}
	}
	return true
}

// Verify looks through the files of a ledger that nobody has open, and writes nothing: whether
// their pages hang together, whether every record opens and says what the others say, whether
// the search index has every ticket, and whether the two copies of the outbox are of one mind. A
// file that cannot be read is named, and the others are looked through all the same.
// A file that is torn enough ends the process, so it is for one of its own. Of opt it needs Dir,
// Key, Older and Me. vault.ErrBusy, vault.ErrWrongKey, vault.ErrOtherAccount, vault.ErrNewer.
// It names each file as it begins with it: that is the one to blame where the process ends. The second
// copy of the outbox is looked at together with the first. Those files are left out that without names.
func Verify(ctx context.Context, opt Options, begins func(file string), without ...string) (f Findings, err error) {
	if !slices.Contains(without, "outbox.db") {
		begins("outbox.db")
		err = f.outbox(ctx, opt)
	}
	if err == nil && !slices.Contains(without, "cache.db") {
		begins("cache.db")
		err = f.cache(ctx, opt)
	}
	return f, err
}

// outbox looks through both copies of the outbox.
func (f *Findings) outbox(ctx context.Context, opt Options) error {
	file, log := outbox.Inspect(opt.Dir, opt.Me.ID, append([]seal.StoreKey{opt.Key}, opt.Older...)...)
	f.Ops, f.Drafts, f.Stopped, f.Oldest = file.Ops, file.Drafts, file.Stopped, file.Oldest
	if file.Unread != nil || len(file.Faults) > 0 {
		f.Ops, f.Drafts, f.Stopped, f.Oldest = log.Ops, log.Drafts, log.Stopped, log.Oldest
	}
	for _, c := range []struct {
		name string
		outbox.Copy
	}{{"outbox.db", file}, {"outbox.log", log}} {
		found := Finding{Name: c.name, Records: c.Records, Faults: c.Faults}
		if c.Unread != nil {
			if !goesOn(ctx, c.Unread) {
				return fmt.Errorf("%s: %w", c.name, c.Unread)
			}
			found.notRead(c.Unread)
		}
		f.Files = append(f.Files, found)
	}
	return nil
}

// cache looks through cache.db.
func (f *Findings) cache(ctx context.Context, opt Options) error {
	v := verifier{ctx: ctx, out: f, file: Finding{Name: "cache.db"}}
	var err error
	v.file.Faults, err = vault.Inspect(filepath.Join(opt.Dir, "cache.db"), func(tx *bolt.Tx) error { return v.cache(tx, opt) })
	v.file.Faults = append(v.file.Faults, v.faults...)
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		v.file.Faults = append(v.file.Faults, "it is not there")
	case showsDamage(err), errors.Is(err, vault.ErrDamaged), vault.IsHeadDamage(err):
		v.file.Faults = append(v.file.Faults, err.Error())
	case !goesOn(ctx, err):
		return fmt.Errorf("cache.db: %w", err)
	default:
		v.file.notRead(err)
	}
	f.Files = append([]Finding{v.file}, f.Files...)
	return nil
}

// verifier looks through cache.db.
type verifier struct {
	ctx    context.Context
	out    *Findings
	file   Finding
	faults []string
}

// mostFaults is how many faults of a file are told.
const mostFaults = 50

func (v *verifier) fault(format string, args ...any) {
	if len(v.faults) < mostFaults {
		v.faults = append(v.faults, fmt.Sprintf(format, args...))
	}
}

func (v *verifier) cache(tx *bolt.Tx, opt Options) error {
	head := vault.Head{Schema: schema, Oldest: oldest, Key: opt.Key, Older: opt.Older, Account: string(opt.Me.ID)}
	if err := head.Read(tx); err != nil {
		return err
	}
	last, err := readLasting(tx, &head)
	if err != nil {
		return err
	}
	in := tx.Bucket([]byte(vault.HeadBucket))
	v.out.Epoch, v.out.Compacted, v.out.Verified = last.epoch, timeAt(in, keyCompacted), timeAt(in, keyVerified)
	s := newSealing(head.Under, head.ID, last)
	g, err := currentGeneration(tx)
	if err != nil {
		return err
	}
	root := tx.Bucket(g.bucket())
	if root == nil {
		return errIncoherent
	}
	k := &look{tx: tx, seal: s, id: head.ID, gen: g, root: root}
	for _, step := range []func(*look) error{v.buckets, v.keys, v.rows, v.threads, v.order, v.people, v.plain, v.search} {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		if err := step(k); err != nil {
			return err
		}
	}
	return nil
}

// opened counts a record, or tells what is wrong with it.
func (v *verifier) opened(what string, err error) bool {
	if err != nil {
		v.fault("%s: %v", what, err)
		return false
	}
	v.file.Records++
	return true
}

// buckets makes sure that no bucket lies under another name: the names stand in clear, and one that
// lacks may be one that was never needed.
func (v *verifier) buckets(k *look) error {
	all := []string{vault.HeadBucket, bucketKeys, bucketSettled, bucketSeen, bucketDeeds, bucketCarried, bucketHabits}
	strange, missing := 0, 0
	if err := k.tx.ForEach(func(name []byte, _ *bolt.Bucket) error {
		if _, ok := generationOf(name); !ok && !slices.Contains(all, string(name)) {
			strange++
		}
		return v.ctx.Err()
	}); err != nil {
		return err
	}
	for _, name := range all {
		if k.tx.Bucket([]byte(name)) == nil {
			missing++
		}
	}
	if strange > 0 && missing > 0 {
		v.fault("%d parts of the file have a name that is none", strange)
	}
	return nil
}

// keys opens every customer's key.
func (v *verifier) keys(k *look) error {
	return k.tx.Bucket([]byte(bucketKeys)).ForEach(func(key, _ []byte) error {
		if len(key) != len(seal.Name{}) {
			v.fault("a customer's key lies under no name")
			return nil
		}
		_, err := k.seal.unwrap(k.tx, k.id, seal.Name(key))
		v.opened("a customer's key", err)
		return v.ctx.Err()
	})
}

// rows opens every ticket and what lists show of it.
func (v *verifier) rows(k *look) error {
	return k.bucket(partIDs).ForEach(func(key, value []byte) error {
		n, ok := localOf(value)
		if !ok || len(key) != len(desk.ID{}) {
			v.fault("a ticket without a number")
			return nil
		}
		r, there, err := k.row(n)
		if !v.opened(fmt.Sprintf("row %d", n), err) || !there {
			return nil // without a row: only its words have come
		}
		v.out.Tickets++
		t, err := k.ticket(n)
		if v.opened(fmt.Sprintf("ticket %d", n), err) && (t.ID.ID != desk.ID(key) || r.ID != t.ID) {
			v.fault("ticket %d is another one in its row", n)
		}
		v.ways(k, &r, n)
		v.newest(k, n, t.LastMessage)
		return v.ctx.Err()
	})
}

// ways makes sure that a ticket is found by its number and by its customer: both stand in keys,
// which nothing proves.
func (v *verifier) ways(k *look, r *record.Row, n local) {
	if r.Number != 0 && !k.leadsBack(r.Number, n) {
		v.fault("ticket %d is not found by its number", n)
	}
	want := k.historyKey(r, n)
	if key, _ := k.bucket(partHistory).Cursor().Seek(want); !bytes.Equal(key, want) {
		v.fault("ticket %d is not among those of its customer", n)
	}
}

// newest makes sure that a thread goes as far as its ticket says.
func (v *verifier) newest(k *look, n local, last desk.MessageID) {
	p, there, err := k.lastPiece(n)
	if err == nil && last > 0 && (!there || p.last < last) {
		v.fault("the newest words of ticket %d are not there", n)
	}
}

// leadsBack reports whether a number leads to the ticket that has it, or to another one that has.
func (k *look) leadsBack(number int64, n local) bool {
	at, there, err := k.leadsTo(partNumbers, numberKey(number))
	if err != nil || !there || at == n {
		return there
	}
	r, _, err := k.row(at)
	return err == nil && r.Number == number
}

// threads opens every piece of every thread.
func (v *verifier) threads(k *look) error {
	ids := map[local]desk.TicketID{}
	if err := k.bucket(partIDs).ForEach(func(key, value []byte) error {
		if n, ok := localOf(value); ok && len(key) == len(desk.ID{}) {
			ids[n] = desk.TicketID{ID: desk.ID(key)}
		}
		return nil
	}); err != nil {
		return err
	}
	return k.bucket(partThreads).ForEach(func(key, value []byte) error {
		n, ok := localOf(key[:min(4, len(key))])
		id, known := ids[n]
		if !ok || !known {
			v.fault("words of no ticket")
			return nil
		}
		p, _, err := pieceOf(n, key, value)
		if err == nil {
			var all []desk.Message
			all, err = k.openPiece(id, p)
			v.out.Messages += len(all)
		}
		v.opened(fmt.Sprintf("words of ticket %d", n), err)
		return v.ctx.Err()
	})
}

// order makes sure that each row stands in every list where it was filed, and nowhere else.
func (v *verifier) order(k *look) error {
	stand := 0
	if err := k.bucket(partOrder).ForEach(func(key, value []byte) error {
		view, at, ok := placeOfKey(key)
		n, numbered := localOf(value)
		if !ok || !numbered || view >= viewCount {
			v.fault("a place in no list")
			return nil
		}
		r, there, err := k.row(n)
		if err != nil {
			return nil //nolint:nilerr // told with the rows
		}
		if !there || r.Filed&(1<<view) == 0 || placeOf(filedViews()[view], &r.Excerpt).compare(at) != 0 {
			v.fault("row %d stands where it does not belong", n)
		}
		stand++
		return v.ctx.Err()
	}); err != nil {
		return err
	}
	counts, err := k.readCounts()
	if !v.opened("the counts", err) {
		return nil
	}
	sum := 0
	for _, n := range counts {
		sum += int(n)
	}
	if sum != stand {
		v.fault("%d places in lists, and %d are counted", stand, sum)
	}
	return nil
}

// people opens the customers.
func (v *verifier) people(k *look) error {
	return k.bucket(partCustomers).ForEach(func(key, value []byte) error {
		_, _, err := k.openOwned(partCustomers, key, value)
		if v.opened("a customer", err) {
			v.out.Customers++
		}
		return v.ctx.Err()
	})
}
