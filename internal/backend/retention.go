package backend

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// Retention is how long a desk keeps what is over, in days since anything happened to it; 0 is
// for ever. What is open is never touched.
type Retention struct {
	Tickets int `json:"tickets,omitempty"` // that are solved or closed
	Spam    int `json:"spam,omitempty"`    // tickets that are marked as spam, and done
	// Customers go with the last of their tickets.
	Customers bool `json:"customers,omitempty"`
}

// mostKept is the longest that can be asked for, in days.
const mostKept = 36_500

// ErrRetention says that nothing is kept so long, or so short.
var ErrRetention = errors.New("what is over is kept for 1 to 36500 days, or 0 for ever")

const selectRetention = `SELECT json FROM retention WHERE one = $1`

// Sound refuses days that are too many, or none. ErrRetention.
func (r Retention) Sound() error {
	return only(min(r.Tickets, r.Spam) < 0 || max(r.Tickets, r.Spam) > mostKept, ErrRetention)
}

// SetRetention decides how long what is over is kept. What is due goes within the hour.
// ErrRetention.
func (s *Store) SetRetention(ctx context.Context, r Retention) error {
	if err := r.Sound(); err != nil {
		return err
	}
	return s.change(ctx, func(t *tx) error {
		k, err := keeps(t)
		if err != nil {
			return err
		}
		t.did("desk.retention", "", fmt.Sprintf("%+v", k.Retention), fmt.Sprintf("%+v", r))
		k.Retention = r
		return t.keep(k)
	})
}

// Retention is how long what is over is kept.
func (src *Source) Retention(ctx context.Context) (r Retention, err error) {
	err = src.store.look(ctx, func(q query) error {
		var there int
		if err := q.row(src.store.dialect.HasTable, "retention").Scan(&there); err != nil || there == 0 {
			return err // an earlier heed kept everything
		}
		r, err = retention(q)
		return err
	})
	return r, err
}

func retention(q query) (Retention, error) {
	k, err := keeps(q)
	return k.Retention, err
}

const retainBatch = 50 // tickets looked at in one transaction

// Retain removes what the desk keeps no longer, and returns how many tickets went. Where it
// fails, what was removed before stays removed. Of customers who went, then or when they were
// erased before, no word is left in the database's files.
func (s *Store) Retain(ctx context.Context) (n int, err error) {
	n, err = s.passes(ctx)
	return n, errors.Join(err, s.scour(ctx))
}

func (s *Store) passes(ctx context.Context) (n int, err error) {
	var r Retention
	if err := s.look(ctx, func(q query) (err error) { r, err = retention(q); return err }); err != nil || r.Tickets == 0 && r.Spam == 0 {
		return 0, err
	}
	var known *mentions
	if r.Customers {
		if known, err = s.mentions(ctx, r); err != nil {
			return 0, err
		}
	}
	words, err := s.vocabularyOfOver(ctx, r)
	for p := (passing{more: true}); p.more && err == nil && ctx.Err() == nil; {
		p, err = s.pass(ctx, passing{after: p.after, known: known, words: words})
		n += p.gone
	}
	return n, err
}

// pass removes what is no longer kept of the tickets behind a place, in one transaction, and
// drops the files that no message has after that. What did not happen is not told.
func (s *Store) pass(ctx context.Context, p passing) (passing, error) {
	s.files.Lock()
	defer s.files.Unlock()
	if err := s.change(ctx, func(t *tx) error {
		p.tx = t
		if err := p.pass(); err != nil || p.erased == 0 {
			return err
		}
		return t.owesScouring()
	}); err != nil {
		return passing{}, err
	}
	if len(p.stale) == 0 {
		return p, nil
	}
	_, err := s.files.sweep(ctx, p.stale, nil, time.Time{})
	return p, err
}

// before is until when anything must have happened to a ticket, and to spam, for it to stay.
func (r Retention) before(now time.Time) (tickets, spam int64) {
	before := func(days int) int64 {
		if days == 0 {
			return 0
		}
		return now.AddDate(0, 0, -days).UnixMilli()
	}
	return before(r.Tickets), before(cmp.Or(r.Spam, r.Tickets))
}

// passing is one transaction that removes what is no longer kept.
type passing struct {
	*tx
	after int64 // the place of the last ticket that was looked at
	known *mentions
	words vocabulary
	more  bool
	gone  int
	// erased are the customers who went with their last ticket.
	erased int
	stale  []desk.FileID
}

func (p *passing) pass() error {
	r, err := retention(p)
	if err != nil || r.Tickets == 0 && r.Spam == 0 || r.Customers && p.known == nil {
		return err // what was decided just now is done the next time
	}
	if r.Customers {
		if err := p.known.catchUp(p.tx); err != nil {
			return err
		}
	}
	tickets, spam := r.before(p.now)
	all, err := laid(p, `SELECT row, number, id FROM tickets WHERE `+over+` AND row > $3 ORDER BY row LIMIT $4`, tickets, spam, p.after, retainBatch)
	if err != nil {
		return err
	}
	p.more = len(all) == retainBatch
	for _, l := range all {
		p.after = l.at
		if err := p.drop(l, r); err != nil {
			return err
		}
	}
	return nil
}

// drop removes a ticket that is over, unless somebody still needs it.
func (p *passing) drop(l lies, r Retention) error {
	at, err := p.ticket(l.id)
	if err != nil {
		return err
	}
	needed, err := p.needed(at.ticket)
	if err != nil || needed {
		return err
	}
	who := at.ticket.Requester
	goes := false
	if r.Customers {
		if goes, err = p.lastOf(who); err != nil || goes && !p.known.known(who) {
			return err // something has just changed about them: both go the next time
		}
	}
	c, err := p.met(who)
	if err != nil {
		return err
	}
	seq, err := p.next()
	if err != nil {
		return err
	}
	p.did("retention.remove", "ticket "+l.id.String(), "", "")
	files, err := p.remove(l, seq, p.words.on(at.ticket, c))
	p.gone, p.stale = p.gone+1, append(p.stale, files...)
	if err != nil || !goes {
		return err
	}
	rows := p.known.where(who)
	_, files, err = p.eraseWhole(p.known.records[p.known.of[who]], p.words, func(desk.Customer) ([]int64, error) { return rows, nil })
	p.erased, p.stale = p.erased+1, append(p.stale, files...)
	return err
}

// lastOf reports whether somebody has one ticket, under whatever record of theirs.
func (p *passing) lastOf(who desk.CustomerID) (bool, error) {
	if who.IsZero() {
		return false, nil
	}
	records := p.known.records[p.known.of[who]]
	if len(records) == 0 {
		records = []desk.CustomerID{who}
	}
	sum := 0
	for _, one := range records {
		var n int
		if err := p.row(`SELECT count(*) FROM tickets WHERE requester = $1`, one.ID[:]).Scan(&n); err != nil {
			return false, err
		}
		sum += n
	}
	return sum == 1, nil
}

// needed reports whether a ticket that is over is part of what is not: it was taken in by one
// that is open, or somebody wants to be reminded of it.
func (p *passing) needed(k desk.Ticket) (bool, error) {
	if !k.Status.Done() || len(k.Reminders) > 0 {
		return true, nil
	}
	for range mostMerged {
		if k.MergedInto.IsZero() {
			return !k.Status.Done(), nil
		}
		into, err := p.ticket(k.MergedInto)
		if err != nil || into.at == 0 {
			return false, err
		}
		k = into.ticket
	}
	return true, nil
}

// Keeps decides how long what is over is kept, as a request says in JSON. It asks for no
// token: it is for a socket that only the owner of the desk's folder can open.
func (s *Server) Keeps() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var to Retention
		err := json.Unmarshal([]byte(r.FormValue("keep")), &to)
		if err != nil || to.Sound() != nil {
			err = api.NewProblem(http.StatusBadRequest, api.BadRequest, api.RetryFixed, ErrRetention.Error())
		}
		if err == nil {
			err = s.store.SetRetention(r.Context(), to)
		}
		if err == nil {
			err = answer(w, http.StatusOK, to)
		}
		if err != nil {
			fail(w, problemOf(err))
		}
	})
}
