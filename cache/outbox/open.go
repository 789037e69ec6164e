package outbox

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/journal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// schema numbers the shape of outbox.db. Since 2 there are drafts, intents and fields that a
// heed of 1 would take for others, or drop; since 3 the key of the ledger may have been changed.
// What 1 and 2 wrote is read as it is.
const (
	schema = 3
	oldest = 1
)

// mapSize is the first map of outbox.db; it is small for ever.
const mapSize = 16 << 20

// Open opens the outbox, or makes it. Where one of its two files is damaged or missing,
// it is made again from the other. vault.ErrBusy, vault.ErrWrongKey, vault.ErrOtherAccount,
// vault.ErrNewer, disk.ErrUnsafe, vault.ErrDisk. Where neither copy opens and the key fits, both
// are set aside and an empty one is made.
func Open(opt Options) (*Outbox, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Moved == nil {
		opt.Moved = func(string) {}
	}
	if opt.Missing == nil {
		opt.Missing = func(string) {}
	}
	if opt.Fits == nil {
		opt.Fits = func() bool { return false }
	}
	o := &Outbox{opt: opt, table: &table{}}
	o.state.Store(&contents{})
	fresh, damage, err := o.openTable()
	if err != nil {
		return nil, err
	}
	if err := o.start(fresh, damage); err != nil {
		_ = o.Close()
		return nil, err
	}
	return o, nil
}

func (o *Outbox) path(name string) string {
	if o.opt.Dir == "" {
		return ""
	}
	return filepath.Join(o.opt.Dir, name)
}

// openTable opens outbox.db. Fresh says that there was none.
func (o *Outbox) openTable() (fresh bool, damage *vault.Damage, err error) {
	o.table.file, err = vault.Open(vault.Options{
		Path: o.path("outbox.db"), MapSize: mapSize, Opening: o.opt.Opening, Now: o.opt.Now, Log: o.opt.Log, Shows: showsDamage,
		Moved: o.opt.Moved, Writing: o.opt.Writing, Sure: true,
		Prepare: func(tx *bolt.Tx) error {
			fresh = true
			return o.table.prepare(tx, o.head())
		},
		Check: func(tx *bolt.Tx) error { return o.table.check(tx, o.head()) },
	})
	if errors.As(err, &damage) {
		return fresh, damage, nil
	}
	return fresh, nil, err
}

// head is what outbox.db is to say of itself.
func (o *Outbox) head() vault.Head {
	return vault.Head{Schema: schema, Oldest: oldest, Key: o.opt.Key, Older: o.opt.Older, Account: string(o.opt.Account)}
}

func (t *table) prepare(tx *bolt.Tx, head vault.Head) error {
	if err := head.Write(tx); err != nil {
		return err
	}
	for _, name := range []string{bucketOps, bucketDrafts} {
		if _, err := tx.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	t.bind(head.Under, head.ID)
	return nil
}

func (t *table) check(tx *bolt.Tx, head vault.Head) error {
	err := head.Read(tx)
	if vault.IsHeadDamage(err) {
		return fmt.Errorf("%w: %w", errMissing, err)
	}
	if err != nil {
		return err
	}
	t.bind(head.Under, head.ID)
	return nil
}

// restore replaces a damaged file by an empty one; a sound one is left alone.
func (t *table) restore() error {
	_, _, err := t.read()
	var d *vault.Damage
	if !errors.As(err, &d) {
		return err
	}
	_, _, err = t.file.Replace(d)
	return err
}

// start reads both copies and makes them one.
func (o *Outbox) start(fresh bool, damage *vault.Damage) error {
	var found change
	var seq uint64
	if damage == nil {
		var err error
		if found, seq, err = o.table.read(); err != nil && !errors.As(err, &damage) {
			return err
		}
	}
	j, c, err := journal.Open(journal.Options{
		Path: o.path("outbox.log"), Key: o.opt.Key, Older: o.opt.Older, Opening: o.opt.Opening, Now: o.opt.Now, Moved: o.opt.Moved,
		Writing: o.opt.Writing,
	})
	if err != nil {
		return err
	}
	o.journal = j
	steps, err := decode(c.Frames)
	if err != nil {
		return err
	}
	if damage == nil && !fresh && !told(c, steps, found, seq) {
		damage = o.table.file.Suspect(errStale)
	}
	if c.Foreign && (damage != nil || fresh) && !o.opt.Fits() {
		// The file is gone or damaged, and the journal does not open: a wrong key looks just
		// so. What was made a moment ago under that key must not stay.
		if fresh {
			_ = o.table.file.Close()
			_ = os.Remove(o.path("outbox.db"))
		}
		return fmt.Errorf("outbox.log: %w", vault.ErrWrongKey)
	}
	o.missed(fresh, damage != nil, c, seq)
	switch {
	case damage == nil && !fresh:
		return o.resume(found, seq, c, steps)
	case damage == nil && c.Fresh:
		return o.checkpoint()
	default:
		return o.salvage(steps, damage, c.Damaged)
	}
}

// missed tells of what is not there any more. A copy is made before anything is put into it: one
// that is missing beside an empty one may never have been there.
func (o *Outbox) missed(fresh, damaged bool, c journal.Contents, seq uint64) {
	switch {
	case o.opt.Dir == "":
	case fresh && c.Fresh:
		if o.opt.Known {
			o.opt.Missing("outbox.db")
			o.opt.Missing("outbox.log")
		}
	case fresh && (len(c.Frames) > 0 || c.Damaged):
		o.opt.Missing("outbox.db")
	case c.Fresh && (seq > 0 || damaged):
		o.opt.Missing("outbox.log")
	}
}

func decode(frames []journal.Frame) ([]step, error) {
	steps := make([]step, 0, len(frames))
	for _, f := range frames {
		c, err := decodeChange(f.Data)
		if err != nil {
			return nil, fmt.Errorf("outbox.log: frame %d: %w", f.Seq, err)
		}
		steps = append(steps, step{seq: f.Seq, change: c})
	}
	return steps, nil
}

// step is a change with its number in the journal.
type step struct {
	seq uint64
	change
}

// errStale says that the file is not as its last step left it.
var errStale = errors.New("the second copy tells of other steps")

// told reports whether the journal tells of what stands in the file: the same, or one step
// more, of which nobody was told. bbolt notices neither a page that is of an earlier time nor
// a whole file that is. A journal that is damaged, or behind the file, knows nothing better.
func told(c journal.Contents, steps []step, found change, seq uint64) bool {
	if c.Damaged || c.Fresh || len(steps) == 0 || steps[len(steps)-1].seq < seq {
		return true
	}
	if steps[len(steps)-1].seq > seq+1 {
		return false
	}
	s := &contents{}
	for i, st := range steps {
		if st.seq <= seq || i == 0 { // the first is everything, also where it is one step more
			s = s.after(st.change)
		}
	}
	return (&contents{}).after(found).likens(s)
}

// likens reports whether two contents hold the same but for what the journal does not tell of:
// how far sending came.
func (s *contents) likens(other *contents) bool {
	var both [2][]byte
	for i, of := range []*contents{s, other} {
		c := of.whole()
		c.Put = nil
		for _, e := range of.queue {
			same := *e
			same.Claimed, same.Unsure, same.Tries, same.Until = false, false, 0, time.Time{}
			c.Put = append(c.Put, &same)
		}
		b, err := c.encode()
		if err != nil {
			return false
		}
		both[i] = b
	}
	return bytes.Equal(both[0], both[1])
}

// resume starts from the file, and takes from the journal what the end of the process
// kept from it.
func (o *Outbox) resume(found change, seq uint64, c journal.Contents, steps []step) error {
	s := (&contents{}).after(found)
	behind := c.Damaged || c.Fresh || o.journal.Last() < seq
	for _, st := range steps {
		if st.seq > seq {
			s, behind = s.after(unheard(s, st.change)), true
		}
	}
	settled := o.settleIn(s, false) // last: a step may hold claims of that process too
	o.state.Store(settled)
	if !behind {
		// What settling changed is worked out anew by every start; it is written down
		// with the first step, so that opening does not need a disk that takes writes.
		o.sick = settled != s
		return nil
	}
	if c.Damaged {
		if err := o.setJournalAside(); err != nil {
			return err
		}
	}
	o.journal.Skip(seq)
	err := o.mend()
	if err == nil || c.Damaged || !errors.Is(err, vault.ErrDisk) {
		return err
	}
	// What stands here is known from both copies, and they stay as they are: it can be
	// read, and the first step that is written mends them first.
	o.opt.Log.Warn("the outbox could not be written anew", "err", err)
	o.sick, o.cramped = true, true
	return nil
}

// unheard is what becomes of a step that stands in the journal alone: the process ended
// before anybody was told that it is queued. What was to be sent is not; its words come
// back as a draft. What else happened did happen.
func unheard(s *contents, c change) change {
	out := change{Keys: c.Keys}
	var ops []desk.Op
	for _, e := range c.Put {
		if s.find(e.Op.ID) != nil {
			out.Put = append(out.Put, e)
			continue
		}
		ops = append(ops, e.Op)
	}
	// The draft that became the operation is not begun beside it.
	out.Drafts = draftsOf(s.after(change{Drafts: c.Drafts}), ops)
	if len(out.Put) == len(c.Put) {
		out.Drop, out.Drafts = c.Drop, append(out.Drafts, c.Drafts...)
	}
	return out
}

// salvage builds the outbox again from the journal.
func (o *Outbox) salvage(steps []step, d *vault.Damage, torn bool) error {
	s := &contents{}
	for _, st := range steps {
		s = s.after(st.change)
	}
	o.state.Store(o.settleIn(s, true))
	o.opt.Log.Warn("the outbox was built again from its second copy", "operations", len(s.queue), "drafts", len(s.drafts))
	if d != nil {
		if _, _, err := o.table.file.Replace(d); err != nil {
			return err
		}
	}
	if torn {
		if err := o.setJournalAside(); err != nil {
			return err
		}
	}
	return o.mend()
}

func (o *Outbox) setJournalAside() error {
	if o.opt.Dir == "" {
		return nil
	}
	o.opt.Log.Error("outbox.log is damaged")
	aside, err := disk.SetAside(o.path("outbox.log"), o.opt.Now())
	if aside != "" {
		o.opt.Moved(aside)
	}
	return err
}

// settleIn makes the entries of an earlier process ready for this one. What was claimed
// then may have been sent, and so may everything where nothing is known of claims. A hold
// never lasts longer than it was meant to, whatever happened to the clock. Where nothing
// is to be settled the contents come back as they are.
func (o *Outbox) settleIn(s *contents, salvaged bool) *contents {
	steady := o.opt.Now()
	now := steady.Round(0)
	var c change
	for _, old := range s.queue {
		e := *old
		e.Unsure = e.Unsure || e.Claimed || salvaged && !old.untouched(now)
		e.Claimed = false
		if latest := now.Add(e.Hold); e.Until.After(latest) {
			e.Until = latest
		}
		holds := !e.Later && e.Until.After(now)
		if holds {
			e.Until = steady.Add(e.Until.Sub(now)) // from here on it runs, whatever becomes of the clock
		} else if !e.Later {
			e.Until = time.Time{} // it is over, also for a clock that is set back
		}
		if holds || e.Unsure != old.Unsure || e.Claimed != old.Claimed || !e.Until.Equal(old.Until) {
			c.Put = append(c.Put, &e)
		}
	}
	if len(c.Put) == 0 {
		return s
	}
	return s.after(c)
}

// same reports whether a file holds to the letter what was encoded as a whole.
func same(found change, whole []byte) (bool, error) {
	meant, err := decodeChange(whole)
	if err != nil {
		return false, err
	}
	is, err := (&contents{}).after(found).whole().encode()
	if err != nil {
		return false, err
	}
	// Both have been read back: what writing makes of a letter that is none is no difference.
	want, err := (&contents{}).after(meant).whole().encode()
	return bytes.Equal(is, want), err
}

// draftOf gives the words of an operation back as the draft that they came from, before
// what has been begun since; nil for an operation without words.
func draftOf(s *contents, op desk.Op) *desk.Draft {
	back := op.Draft()
	if _, made := op.Intent.(desk.Create); back == nil || !op.Composed() || made && op.Opens() == nil {
		return nil // what a customer said is nobody's draft, and its ticket never was
	}
	d := back.Before(s.drafts[back.Key()])
	return &d
}

// draftsOf is draftOf for operations in the order in which they were queued: what two of
// them said on one ticket is one draft.
func draftsOf(s *contents, ops []desk.Op) (all []*desk.Draft) {
	for _, op := range slices.Backward(ops) {
		if d := draftOf(s, op); d != nil {
			all = append(all, d)
			s = s.after(change{Drafts: []*desk.Draft{d}})
		}
	}
	return all
}

func isDamage(err error) bool { return errors.Is(err, vault.ErrDamaged) }

func diskError(err error) error {
	if errors.Is(err, vault.ErrDisk) || isDamage(err) {
		return err
	}
	return fmt.Errorf("%w: %w", vault.ErrDisk, err)
}
