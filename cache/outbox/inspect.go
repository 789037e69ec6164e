package outbox

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/journal"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// Copy is what was found in one of the two copies of an outbox.
type Copy struct {
	Ops, Drafts int
	Stopped     int       // operations that need the agent
	Oldest      time.Time // when the oldest of the others was made; zero for none
	Records     int       // sealed ones
	Faults      []string  // what is wrong with it
	Unread      error     // why it could not be looked through; nil where it was
}

// Inspect looks through both copies of an outbox that nobody has open, and writes nothing. One
// that cannot be read keeps nobody from the other.
func Inspect(dir string, account desk.AgentID, keys ...seal.StoreKey) (file, log Copy) {
	inFile, seq, err := inspectFile(&file, filepath.Join(dir, "outbox.db"), account, keys)
	file.Unread = err
	c, err := journal.Inspect(filepath.Join(dir, "outbox.log"), keys...)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		log.Faults = append(log.Faults, "it is not there")
		return file, log
	case err != nil:
		log.Unread = err
		return file, log
	case c.Foreign:
		log.Faults = append(log.Faults, "it does not open: its beginning is damaged, or the key is another")
	case c.Damaged:
		log.Faults = append(log.Faults, "a frame is damaged or missing")
	}
	log.Records = len(c.Frames)
	steps, err := decode(c.Frames)
	if err != nil {
		log.Faults = append(log.Faults, err.Error())
	}
	inLog := &contents{}
	for _, st := range steps {
		if st.seq <= seq || len(file.Faults) > 0 || file.Unread != nil { // what only the journal has was never acknowledged
			inLog = inLog.after(st.change)
		}
	}
	log.count(inLog)
	if len(file.Faults)+len(log.Faults) == 0 && file.Unread == nil {
		file.Faults = differences(inFile, inLog)
	}
	return file, log
}

// count counts what is in a copy.
func (c *Copy) count(s *contents) {
	c.Ops, c.Drafts = len(s.queue), len(s.drafts)
	for _, e := range s.queue {
		switch {
		case e.stopped():
			c.Stopped++
		case c.Oldest.IsZero() || e.Op.At.Before(c.Oldest):
			c.Oldest = e.Op.At
		}
	}
}

// Opens reports whether the journal of an outbox is there and one of these keys opens it.
func Opens(dir string, keys ...seal.StoreKey) bool {
	c, err := journal.Inspect(filepath.Join(dir, "outbox.log"), keys...)
	return err == nil && !c.Foreign
}

// inspectFile reads outbox.db.
func inspectFile(c *Copy, path string, account desk.AgentID, keys []seal.StoreKey) (s *contents, seq uint64, err error) {
	s = &contents{}
	faults, err := vault.Inspect(path, func(tx *bolt.Tx) error {
		head := vault.Head{Schema: schema, Oldest: oldest, Key: keys[0], Older: keys[1:], Account: string(account)}
		if err := head.Read(tx); err != nil {
			return err
		}
		t := &table{}
		t.bind(head.Under, head.ID)
		found, last, err := t.readIn(tx)
		seq, s = last, s.after(found)
		c.Records = len(found.Put) + len(found.Drafts) + len(found.Filters) + len(found.Keys)
		return err
	})
	c.count(s)
	c.Faults = faults
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		c.Faults = append(c.Faults, "it is not there")
		return s, seq, nil
	case showsDamage(err), isDamage(err), vault.IsHeadDamage(err):
		c.Faults = append(c.Faults, err.Error())
		return s, seq, nil
	}
	return s, seq, err
}

// differences says where two copies are not of one mind. How far an operation was tried stands
// in the file alone.
func differences(file, log *contents) (faults []string) {
	for _, e := range file.queue {
		there := log.find(e.Op.ID)
		if there == nil || sameWords(there.Op, e.Op) != nil || there.Stopped != e.Stopped {
			faults = append(faults, fmt.Sprintf("operation %s is another one in outbox.log", e.Op.ID))
		}
	}
	for _, e := range log.queue {
		if file.find(e.Op.ID) == nil {
			faults = append(faults, fmt.Sprintf("operation %s stands in outbox.log alone", e.Op.ID))
		}
	}
	for key, d := range file.drafts {
		if there := log.drafts[key]; there == nil || !sameDraft(*there, *d) {
			faults = append(faults, fmt.Sprintf("a draft on ticket %s is another one in outbox.log", key.Ticket))
		}
	}
	if len(log.drafts) != len(file.drafts) {
		faults = append(faults, fmt.Sprintf("%d drafts, and %d in outbox.log", len(file.drafts), len(log.drafts)))
	}
	return faults
}
