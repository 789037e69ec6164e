package cache

import (
	"encoding/binary"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// Status is how a ledger stands on this machine.
type Status struct {
	Dir   string // empty for a ledger in memory
	Files []KeptFile
	// Schema numbers the shape of cache.db, and Epoch how often the keys have been changed since
	// it was made.
	Schema uint32
	Epoch  uint64

	Tickets, Customers int
	Found              int // tickets that the search finds by now

	Waiting   int       // operations that are not at rest
	Attention int       // those of them that wait for the agent
	Drafts    int       // texts that were begun
	Oldest    time.Time // when the oldest operation was made that waits for the desk; zero for none
	Parcels   int       // files that wait with them
	Size      int64     // of those, in bytes

	// Erasing says that somebody was erased whose traces are not all gone yet.
	Erasing bool
	// Rekeying says that a change of keys has not come to its end.
	Rekeying bool
	// Compacted and Verified are when cache.db was last written anew, and looked through; zero
	// for never.
	Compacted, Verified time.Time
}

// KeptFile is a file of a ledger.
type KeptFile struct {
	Name       string
	Size, Free int64 // bytes of it that the disk holds, and those of it that hold nothing
	Mode       fs.FileMode
	Aside      bool // it was set aside: damaged, or no file of ours
}

// What the head of cache.db says of when it was kept in order.
const (
	keyCompacted = "compacted"
	keyVerified  = "verified"
)

// Indexed reports whether the search finds everything that is here.
func (l *Ledger) Indexed() (bool, error) {
	l.search.awaited()
	idx := l.search.idx.Load()
	if err := idx.Load(); err != nil { // it has not been asked for anything yet
		return false, trouble(err)
	}
	tickets := 0
	err := l.view(func(k *look) error {
		counts, err := k.readCounts()
		tickets = int(counts[bitOf(desk.ViewAll)])
		return err
	})
	return idx.Len() >= tickets, trouble(err)
}

// Status tells how the ledger stands.
func (l *Ledger) Status() (Status, error) {
	idx := l.search.idx.Load()
	if err := idx.Load(); err != nil { // it has not been asked for anything yet
		return Status{}, trouble(err)
	}
	s := Status{Dir: l.opt.Dir, Schema: schema, Found: idx.Len(), Drafts: l.out.Drafts(), Rekeying: l.rekeying()}
	if err := l.view(func(k *look) error {
		counts, err := k.readCounts()
		if err != nil {
			return err
		}
		s.Tickets = int(counts[bitOf(desk.ViewAll)])
		s.Customers = k.bucket(partCustomers).Stats().KeyN
		head := k.tx.Bucket([]byte(vault.HeadBucket))
		s.Compacted, s.Verified = timeAt(head, keyCompacted), timeAt(head, keyVerified)
		s.Erasing = k.erasing()
		s.Epoch = l.seals.Load().last.epoch
		return nil
	}); err != nil {
		return s, trouble(err)
	}
	for _, p := range l.out.Pending() {
		s.Waiting++
		switch p.State {
		case desk.OpHeld, desk.OpRefused, desk.OpUnknown:
			s.Attention++
		default:
			if s.Oldest.IsZero() || p.Op.At.Before(s.Oldest) {
				s.Oldest = p.Op.At
			}
		}
	}
	return s, l.files(&s)
}

// files gathers what lies in the folder.
func (l *Ledger) files(s *Status) error {
	if l.opt.Dir == "" {
		return nil
	}
	out, err := Outside(l.opt.Dir)
	if err != nil {
		return err
	}
	s.Files, s.Parcels, s.Size = out.Files, out.Parcels, out.Size
	for i := range s.Files {
		f := &s.Files[i]
		switch f.Name {
		case "cache.db":
			_, f.Free, err = l.file.Room()
		case "outbox.db":
			f.Free, err = l.out.Free()
		}
		if err != nil {
			return trouble(err)
		}
	}
	return nil
}

// Outside is what is seen of a ledger in its folder without opening it: its Files, Parcels and Size.
func Outside(dir string) (Status, error) {
	s := Status{Dir: dir}
	all, err := os.ReadDir(dir)
	if err != nil {
		return s, err
	}
	for _, e := range all {
		if info, err := e.Info(); err == nil && isOurs(e.Name()) { // else it went this moment
			s.Files = append(s.Files, KeptFile{Name: e.Name(), Size: disk.Held(info), Mode: info.Mode(), Aside: strings.Contains(e.Name(), ".corrupt.")})
		}
	}
	parcels, err := os.ReadDir(filepath.Join(dir, "parcels"))
	for _, p := range parcels {
		if info, err := p.Info(); err == nil {
			s.Parcels++
			s.Size += disk.Held(info)
		}
	}
	if os.IsNotExist(err) {
		return s, nil
	}
	return s, err
}

// isOurs reports whether a name is that of a file of a ledger, or of one that was set aside.
func isOurs(name string) bool {
	name, _, _ = strings.Cut(name, ".corrupt.")
	return slices.Contains([]string{"cache.db", "outbox.db", "outbox.log"}, strings.TrimSuffix(name, ".new"))
}

func timeAt(head *bolt.Bucket, key string) time.Time {
	v := head.Get([]byte(key))
	if len(v) != 8 {
		return time.Time{}
	}
	return time.Unix(int64(binary.BigEndian.Uint64(v)), 0).UTC()
}

func putTime(head *bolt.Bucket, key string, at time.Time) error {
	return head.Put([]byte(key), binary.BigEndian.AppendUint64(nil, uint64(at.Unix())))
}

// Compact writes cache.db and both copies of the outbox anew, without what was deleted. Reading
// goes on meanwhile, and so does what is queued; what the desk sends waits.
func (l *Ledger) Compact() error {
	if err := l.out.Forget(); err != nil {
		return trouble(err)
	}
	return trouble(l.compact())
}

// compact writes cache.db anew, and notes when.
func (l *Ledger) compact() error {
	if err := l.writtenAnew(func() error { return l.file.Compact(l.forgetOrders) }); err != nil {
		return err
	}
	return l.stamp(keyCompacted)
}

// writtenAnew stands round what writes cache.db anew.
func (l *Ledger) writtenAnew(write func() error) error {
	l.copying.Lock() // before it keeps anybody out: a swap would wait for the copy, and every reader for the swap
	defer l.copying.Unlock()
	l.anew.Lock()
	defer l.anew.Unlock()
	return write()
}

// Checked notes that somebody has looked through the files and found them whole.
func (l *Ledger) Checked() error { return trouble(l.stamp(keyVerified)) }

// stamp notes in the head of cache.db that something was done now.
func (l *Ledger) stamp(key string) error {
	return l.file.Update(func(tx *bolt.Tx) error {
		return putTime(tx.Bucket([]byte(vault.HeadBucket)), key, l.opt.Now())
	})
}
