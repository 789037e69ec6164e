package backend

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"strconv"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// Imported says what an import brought.
type Imported struct {
	Tickets, Customers, Replies, Agents, Mailboxes int // new

	Filled int // customers that were there, of whom more is known now
	Known  int // records that were there already, left as they were
	Full   int // customers whose record holds as much as one may: what else was said of them is left out
}

// The size of one transaction of an import, and of one run of a thread.
const (
	importBatch   = 1000      // records
	importRun     = 100       // entries
	importRunSize = 256 << 10 // bytes, but for one entry
)

// Import takes records in as they are: what happened, happened elsewhere. Tickets are
// settled (archive.Settle), as those are that were read from an archive. Records whose
// id the desk knows are left as they are, but that gaps of a customer's are filled;
// importing twice changes nothing. A record that seq gives with an error ends it; what
// came before stays.
func (s *Store) Import(ctx context.Context, seq iter.Seq2[archive.Record, error]) (Imported, error) {
	var all Imported
	batch := make([]archive.Record, 0, importBatch)
	for r, err := range seq {
		if err != nil {
			return all, errors.Join(s.takeIn(ctx, batch, &all), err)
		}
		if batch = append(batch, r); len(batch) == importBatch {
			if err := s.takeIn(ctx, batch, &all); err != nil {
				return all, err
			}
			batch = batch[:0]
		}
	}
	return all, s.takeIn(ctx, batch, &all)
}

func (s *Store) takeIn(ctx context.Context, batch []archive.Record, all *Imported) error {
	if len(batch) == 0 {
		return nil
	}
	sum := *all
	err := s.change(ctx, func(t *tx) error {
		in := &importing{tx: t, sum: &sum}
		if err := t.alive(); err != nil {
			return err
		}
		if err := t.row(`SELECT seq, number FROM desk`).Scan(&in.seq, &in.number); err != nil {
			return err
		}
		for _, r := range batch {
			if err := in.record(r); err != nil {
				return err
			}
		}
		t.hints = []desk.Hint{{Seq: in.seq, Reset: true}}
		t.did("import", "", "", strconv.Itoa(len(batch))+" records")
		return t.exec(`UPDATE desk SET seq = $1, number = $2`, in.seq, in.number)
	})
	if err == nil {
		*all = sum
	}
	return err
}

// importing is one transaction of an import. Every record gets a change number of its own,
// so that pages of the feed stay small.
type importing struct {
	*tx
	sum    *Imported
	seq    int64
	number int64
}

func (in *importing) record(r archive.Record) error {
	switch {
	case r.Ticket != nil:
		return in.ticket(r.Ticket)
	case r.Customer != nil:
		return in.customer(*r.Customer)
	case r.Reply != nil:
		return in.reply(*r.Reply)
	case r.Agent != nil:
		return in.agent(*r.Agent)
	case r.Mailbox != nil:
		return in.mailbox(*r.Mailbox)
	default:
		return nil
	}
}

func (in *importing) known(text string, key any) (bool, error) {
	var n int
	err := in.row(text, key).Scan(&n)
	return n > 0, err
}

func (in *importing) reply(c desk.Canned) error {
	known, err := in.known(`SELECT count(*) FROM canned WHERE id = $1`, c.ID.ID[:])
	if err != nil || known {
		in.sum.Known += int(flag(known))
		return err
	}
	in.seq++
	in.sum.Replies++
	c.Version = max(c.Version, 1)
	return in.saveCanned(c, in.seq)
}

func (in *importing) ticket(k *archive.Ticket) error {
	known, err := in.known(`SELECT count(*) FROM tickets WHERE id = $1`, k.ID.ID[:])
	if err == nil && !known { // who and what was erased does not come back
		known, err = isGone(in, desk.RecordTicket, k.ID.ID)
	}
	if err == nil && !known {
		known, err = isGone(in, desk.RecordCustomer, k.Requester.ID)
	}
	if err != nil || known {
		in.sum.Known += int(flag(known))
		return err
	}
	t := k.Ticket
	t.Version = max(t.Version, 1)
	if t.Number, err = in.numberFor(t.Number); err != nil {
		return err
	}
	if err := in.requester(k, t); err != nil {
		return err
	}
	if c, err := nowOf(in, t.Requester); err == nil && (c.ID != t.Requester || t.RequesterName.IsEmpty()) {
		t.Requester, t.RequesterName, t.Tier = c.ID, c.Name, cmp.Or(c.Tier, t.Tier)
	}
	sla, err := in.promised()
	if err != nil {
		return err
	}
	t.Clocks = sla.ClocksOf(t, k.Messages)
	in.seq++
	state, err := json.Marshal(t)
	if err != nil {
		return err
	}
	at, err := in.saveTicket(0, t, string(state), in.seq)
	if err != nil {
		return err
	}
	in.sum.Tickets++
	in.slept = in.slept || !t.SnoozedUntil.IsZero()
	return in.thread(at, k.Messages)
}

// numberFor keeps the number that a ticket had elsewhere, if nobody has it here.
func (in *importing) numberFor(wish int64) (int64, error) {
	if wish > 0 && wish <= desk.MaxNumber {
		taken, err := in.known(`SELECT count(*) FROM tickets WHERE number = $1`, wish)
		if err != nil {
			return 0, err
		}
		if !taken {
			in.number = max(in.number, wish+1)
			return wish, nil
		}
	}
	in.number++
	return in.number - 1, nil
}

// thread writes a thread in runs. Those after the first get change numbers of their own.
func (in *importing) thread(at int64, messages []desk.Message) error {
	if err := in.uses(at, messages); err != nil {
		return err
	}
	for first := true; len(messages) > 0; first = false {
		r, n, err := runOf(messages, importRun, importRunSize)
		if err != nil {
			return err
		}
		if !first {
			in.seq++
		}
		if err := in.saveRun(at, r, in.seq); err != nil {
			return err
		}
		messages = messages[n:]
	}
	return nil
}
