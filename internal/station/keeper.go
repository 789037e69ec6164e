package station

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

// keeper is what a station does about what it keeps, as package pipe knows it.
type keeper struct{ s *Station }

// closed is a fault where what is kept could not be opened; nil where it was.
func (k keeper) closed() error {
	if k.s.closed {
		return pipe.ClosedFault()
	}
	return nil
}

// faulty is an error as a fault; nil stays nil.
func faulty(err error) error {
	if err == nil {
		return nil
	}
	return pipe.FaultOf(err)
}

// restPatience is how long one who asks what is kept waits for an index that begins anew with each
// process where little is to be read in: how far it has come that moment is of no use to anybody.
const restPatience = 2 * time.Second

// Holdings implements pipe.Keeper.
func (k keeper) Holdings(ctx context.Context) (pipe.Holdings, error) {
	if err := k.closed(); err != nil {
		return pipe.Holdings{}, err
	}
	if err := k.indexed(ctx, restPatience); err != nil {
		return pipe.Holdings{}, faulty(err)
	}
	return k.holdings()
}

// holdings is what is kept, with the index as far as it has come.
func (k keeper) holdings() (pipe.Holdings, error) {
	s, err := k.s.Ledger.Status()
	if err != nil {
		return pipe.Holdings{}, faulty(err)
	}
	h := pipe.Holdings{
		Memory: !k.s.Kept, Dir: s.Dir, Key: string(k.s.Settings.Key), Epoch: s.Epoch, Tickets: s.Tickets, Customers: s.Customers, Found: s.Found,
		Waiting: s.Waiting, Attention: s.Attention, Oldest: s.Oldest, Drafts: s.Drafts, Parcels: s.Parcels, ParcelSize: s.Size,
		Verified: s.Verified, Compacted: s.Compacted, Erasing: s.Erasing, Rekeying: s.Rekeying,
	}
	if h.Memory {
		h.Key = string(profile.NoKeyYet)
	}
	for _, f := range s.Files {
		h.Files = append(h.Files, keptFile(f))
	}
	return h, nil
}

// Compact implements pipe.Keeper.
func (k keeper) Compact(ctx context.Context) (pipe.Compacted, error) {
	var done pipe.Compacted
	if err := k.closed(); err != nil {
		return done, err
	}
	before, err := k.holdings()
	if err != nil {
		return done, err
	}
	done.Before, done.After = before.Size(), before.Size()
	patient, cancel := context.WithTimeout(ctx, erasePatience)
	defer cancel()
	err = k.s.Ledger.EndErasing(patient)
	switch {
	case errors.Is(err, cache.ErrTracesLeft):
		return done, tracesLeft(err)
	case err != nil:
		return done, faulty(err)
	}
	if err := k.s.Ledger.Compact(); err != nil {
		return done, pipe.Uncompacted(err)
	}
	after, err := k.holdings()
	if err == nil {
		done.After = after.Size()
	}
	return done, err
}

// Snapshot implements pipe.Keeper.
func (k keeper) Snapshot(_ context.Context, dir string) error {
	if err := k.closed(); err != nil {
		return err
	}
	if !k.s.Kept {
		return pipe.NewFault(pipe.NotFound, "keep.nothing")
	}
	return faulty(k.s.Ledger.Snapshot(dir))
}

// Checked implements pipe.Keeper.
func (k keeper) Checked(context.Context) error { return faulty(k.s.Ledger.Checked()) }

// mostPeople is how many customers are named where several may be meant.
const mostPeople = 20

// Whom implements pipe.Keeper.
func (k keeper) Whom(ctx context.Context, typed string) ([]pipe.Person, error) {
	if err := k.closed(); err != nil {
		return nil, err
	}
	ids, err := k.meant(ctx, strings.TrimSpace(typed))
	if err != nil {
		return nil, faulty(err)
	}
	var all []pipe.Person
	for _, id := range ids {
		p, err := k.person(id)
		if err != nil {
			return nil, faulty(err)
		}
		if p != nil {
			all = append(all, *p)
		}
	}
	return all, nil
}

// meant are the customers whom somebody may mean. A number of a ticket and an id name one; what
// else is typed may fit several.
func (k keeper) meant(ctx context.Context, typed string) ([]desk.CustomerID, error) {
	if n, err := strconv.ParseInt(strings.TrimPrefix(typed, "#"), 10, 64); err == nil {
		id, err := k.s.Ledger.Find(n)
		if err == nil {
			th, err := k.s.Ledger.Thread(id, 1)
			return []desk.CustomerID{th.Ticket.Requester}, err
		}
		if !errors.Is(err, desk.ErrNotFound) {
			return nil, err
		}
	}
	var id desk.CustomerID
	if id.UnmarshalText([]byte(typed)) == nil && !id.IsZero() {
		return []desk.CustomerID{id}, nil
	}
	if err := k.indexed(ctx, indexPatience); err != nil {
		return nil, err
	}
	found, err := k.s.Ledger.FindCustomers(ctx, typed, mostPeople)
	var all []desk.CustomerID
	for _, c := range found {
		all = append(all, c.ID)
	}
	return all, err
}

// indexPatience is how long one waits for an index that is still being made.
const indexPatience = 30 * time.Second

// indexed waits until the search finds everybody who is there, but not for ever: whoever is
// not found can still be named by the number of a ticket.
func (k keeper) indexed(ctx context.Context, patience time.Duration) error {
	sub := k.s.Ledger.Subscribe()
	defer sub.Close()
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		done, err := k.s.Ledger.Indexed()
		if err != nil || done {
			return err
		}
		if _, err := sub.Next(wait); err != nil {
			return ctx.Err()
		}
	}
}

// person is a customer of whom something is kept; nil where nothing is.
func (k keeper) person(id desk.CustomerID) (*pipe.Person, error) {
	n, err := k.s.Ledger.TicketsOf(id)
	if err != nil {
		return nil, err
	}
	p := &pipe.Person{ID: id, Tickets: n}
	c, err := k.s.Ledger.Customer(id)
	switch {
	case err == nil:
		p.Name, p.Reached = c.Name, slices.Concat(c.Mails, c.Phones)
	case !errors.Is(err, desk.ErrNotFound):
		return nil, err
	case n == 0:
		return nil, nil
	default:
		rows, err := k.s.Ledger.History(id, 1)
		if err != nil || len(rows) == 0 {
			return nil, err
		}
		p.Name = rows[0].Name
	}
	return p, nil
}

// Foresee implements pipe.Keeper.
func (k keeper) Foresee(_ context.Context, who desk.CustomerID) (out pipe.Foreseen, err error) {
	if err := k.closed(); err != nil {
		return out, err
	}
	is, err := k.s.Ledger.Foresee(who)
	switch {
	case errors.Is(err, desk.ErrNotFound):
		return out, pipe.NewFault(pipe.NotFound, "keep.nobody")
	case err != nil:
		return out, faulty(err)
	}
	out = pipe.Foreseen{Tickets: is.Tickets, Mine: is.Mine, Unsent: k.unsent(&is.Unsent)}
	if th, err := k.s.Ledger.Thread(k.s.courier.Here(), 1); err == nil && th.Ticket.Requester == who {
		out.Shown = th.Ticket.Number // where that cannot be read, nothing of it is shown
	}
	return out, nil
}

// erasePatience is how long one waits for the last traces: their removal writes every file anew,
// and goes on by itself.
const erasePatience = 2 * time.Minute

// Erase implements pipe.Keeper.
func (k keeper) Erase(ctx context.Context, ask pipe.EraseAsk) (pipe.Erased, error) {
	if err := k.closed(); err != nil {
		return pipe.Erased{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, erasePatience)
	defer cancel()
	done, err := k.s.Ledger.Erase(ctx, ask.Who, ask.Force)
	out := pipe.Erased{Tickets: done.Tickets, Unsent: k.unsent(&done.Unsent)}
	var waits *cache.Unsent
	switch {
	case errors.As(err, &waits):
		out.Unsent = k.unsent(waits)
		return out, pipe.NewFault(pipe.Conflict, "keep.erase_unsent")
	case errors.Is(err, cache.ErrOnTheWay):
		return out, pipe.NewFault(pipe.Later, "keep.on_the_way")
	case errors.Is(err, desk.ErrNotFound):
		return out, pipe.NewFault(pipe.NotFound, "keep.nobody")
	case errors.Is(err, cache.ErrTracesLeft):
		return out, tracesLeft(err)
	}
	return out, faulty(err)
}

// tracesLeft says why traces of who was erased are left, and what becomes of them.
func tracesLeft(err error) error {
	f := pipe.NewFault(pipe.Later, "keep.erase_going")
	var p *desk.Problem
	if errors.As(err, &p) && p.Code == desk.DiskFull {
		f.Key = "keep.erase_full"
	}
	f.Cause = err.Error()
	return f
}

// unsent is what waits, with the numbers of its tickets.
func (k keeper) unsent(u *cache.Unsent) pipe.Unsent {
	out := pipe.Unsent{Ops: u.Ops}
	for _, d := range u.Drafts {
		b := pipe.Begun{Opens: d.Opens != nil, Note: d.Note, Text: d.Text}
		if th, err := k.s.Ledger.Thread(d.Ticket, 1); err == nil { // a new ticket has no number yet, and one that may not be shown is not here
			b.Number = th.Ticket.Number
		}
		out.Drafts = append(out.Drafts, b)
	}
	return out
}

// unsent is everything that waits here.
func (s *Station) unsent() (pipe.Unsent, error) {
	u, err := s.Ledger.Unsent()
	if err != nil {
		return pipe.Unsent{}, err
	}
	return keeper{s}.unsent(u), nil
}
