package cache

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// lengthened flips a bit in the length of what stands behind a key, wherever in a file of pages
// that key stands, and reports whether it does.
func lengthened(b, key []byte, bit int) (found bool) {
	const head, element, leaf = 16, 16, 2
	for at := 0; at+pageSize <= len(b); at += pageSize {
		page := b[at:]
		if binary.LittleEndian.Uint16(page[8:]) != leaf {
			continue
		}
		for n := range int(binary.LittleEndian.Uint16(page[10:])) {
			e := page[head+element*n:]
			pos, size := binary.LittleEndian.Uint32(e[4:]), binary.LittleEndian.Uint32(e[8:])
			if int(size) == len(key) && bytes.HasPrefix(e[pos:], key) {
				e[12+bit/8] ^= 1 << (bit % 8)
				found = true
			}
		}
	}
	return found
}

func TestABitInTheLengthOfTheWayToATicketHidesItFromNobodyUntold(t *testing.T) {
	t.Parallel()
	l := filled(t, options(t), 60)
	waitIndexed(t, l, 60)
	must(t, l.Close())
	was := imageOf(t, l.opt.Dir)
	id := ticketID(46)
	for of, way := range map[string]struct {
		key  []byte
		find func(*Ledger) error
	}{
		"number": {numberKey(1046), func(l *Ledger) error { _, err := l.Find(1046); return err }},
		"id":     {id.ID[:], func(l *Ledger) error { _, err := l.Thread(id, 9); return err }},
	} {
		for bit := range 12 {
			opt := l.opt
			opt.Dir = t.TempDir()
			was.lay(t, opt.Dir)
			path := filepath.Join(opt.Dir, "cache.db")
			b, err := os.ReadFile(path)
			must(t, err)
			if !lengthened(b, way.key, bit) {
				t.Fatal("it stands nowhere by its", of)
			}
			must(t, os.WriteFile(path, b, 0o600))
			if f, err := verified(t.Context(), opt); err != nil || f.Whole() {
				t.Errorf("%s, bit %d: looking through the files finds nothing: %v", of, bit, err)
			}
			l := opened(t, opt)
			if err := way.find(l); !errors.Is(err, desk.ErrNotFound) || len(l.Repairs()) != 1 {
				t.Errorf("%s, bit %d: %v, and what is told is %v", of, bit, err, l.Repairs())
			}
			must(t, l.Close())
		}
	}
}

func TestATicketWhoseRecordIsGoneIsNotShownWithoutWhatTheAgentDid(t *testing.T) {
	t.Parallel()
	l := filled(t, options(t), 60)
	waitIndexed(t, l, 60)
	must(t, l.Submit(op(3, reply("It is on its way.")), 0))
	must(t, l.update(func(w *batch) error {
		n, _, err := w.local(ticketID(3))
		must(t, err)
		return w.bucket(partTickets).Delete(n.key())
	}))
	l = reopened(t, l)
	if r := l.Repairs(); len(r) != 1 || r[0].File != "cache.db" || l.Cursor() != "" {
		t.Errorf("what is told is %v, the cursor is %q", r, l.Cursor())
	}
	fill(t, l, 60)
	if th := got2(l.Thread(ticketID(3), 9)); th.Ticket.Status != desk.Pending || len(th.Pending) != 1 {
		t.Error("what waits is not laid on")
	}
}
