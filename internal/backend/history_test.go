package backend

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
)

const (
	colleagues = 8 // who work on one ticket at once
	deedsEach  = 5
)

// wish is what a colleague asks of the desk; a field of -1 only looks.
type wish struct {
	who   int
	field int
	value string
	base  desk.Version
}

// The fields of a wish.
const (
	looks = iota - 1
	ofStatus
	ofAssignee
	fields
)

// granted is what they were told.
type granted struct {
	refused bool
	version desk.Version
	value   [fields]string
}

// course is a ticket as the promise has it: the first who changes a field wins, and whoever
// had not seen that is refused, but for who wanted the same.
type course struct {
	version desk.Version
	value   [fields]string
	at      [fields][colleagues]desk.Version // when each had last changed it
}

func (c course) changedByOthers(w wish) bool {
	for who, at := range c.at[w.field] {
		if who != w.who && at > w.base {
			return true
		}
	}
	return false
}

// after is the course after a wish, and what is to be told.
func (c course) after(w wish) (course, granted) {
	if w.field != looks && c.value[w.field] != w.value {
		if c.changedByOthers(w) {
			return c, granted{refused: true}
		}
		c.version++
		c.value[w.field], c.at[w.field][w.who] = w.value, c.version
		if w.field == ofAssignee && c.value[ofStatus] == string(desk.New) && w.value != "" {
			c.value[ofStatus], c.at[ofStatus][w.who] = string(desk.Open), c.version
		}
	}
	return c, granted{version: c.version, value: c.value}
}

// oneOrder is the model by which a history is held: there is an order of all that was done, in
// which each was told what it should have been.
func oneOrder(first course) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return first },
		Step: func(state, in, out any) (bool, any) {
			next, want := state.(course).after(in.(wish))
			return want == out.(granted), next
		},
	}
}

func TestColleaguesWhoWorkOnOneTicketAtOnceSeeOneOrderOfWhatWasDone(t *testing.T) {
	p := promise.Counting(t, promise.Histories)
	const seed = 2026
	servers := gapServers(t)
	for who := range colleagues {
		if err := servers[0].AddAgent(t.Context(), desk.Agent{ID: colleague(who), Role: desk.RoleAgent}); err != nil {
			t.Fatal(err)
		}
	}
	histories := promise.Size(t, 5, 40, 1000)
	refused, deeds := 0, 0
	for n := range histories {
		k := opensTicket(t, servers[0])
		first := course{version: k.Version, value: [fields]string{string(k.Status), string(k.Assignee)}}
		history := work(t, servers, k, uint64(seed+n))
		p.Run(0)
		for _, o := range history {
			deeds++
			if o.Output.(granted).refused {
				refused++
			}
		}
		if !porcupine.CheckOperations(oneOrder(first), history) {
			p.Violation()
			t.Errorf("seed %d: there is no order in which this was done:\n%v", seed+n, history)
		}
	}
	p.Seeds("%d-%d", seed, seed+histories-1)
	p.Figure("%s, servers: %d; %d deeds by %d colleagues at once, %d refused as another one was first", servers[0].dialect.Name, len(servers), deeds, colleagues, refused)
	if refused == 0 {
		t.Error("nobody met anybody")
	}
}

func colleague(who int) desk.AgentID { return desk.AgentID(fmt.Sprint("agent", who)) }

// work has all colleagues work on a ticket at once and returns what they did.
func work(t *testing.T, servers []*Store, k desk.Ticket, seed uint64) (history []porcupine.Operation) {
	t.Helper()
	var mu sync.Mutex
	var all sync.WaitGroup
	began := time.Now()
	for who := range colleagues {
		s := servers[who%len(servers)]
		all.Go(func() {
			chance := rand.New(rand.NewPCG(seed, uint64(who)))
			base := k.Version
			for range deedsEach {
				w := wish{who: who, field: chance.IntN(fields+1) - 1, base: base}
				switch w.field {
				case ofStatus:
					w.value = []string{string(desk.Open), string(desk.Pending), string(desk.OnHold)}[chance.IntN(3)]
				case ofAssignee:
					w.value = string(colleague([]int{who, chance.IntN(colleagues)}[chance.IntN(2)])) // half of them claim it
				}
				call := time.Since(began)
				out, err := s.grants(t, k.ID, w)
				back := time.Since(began)
				if err != nil {
					t.Error(err)
					return
				}
				if !out.refused && chance.IntN(3) > 0 { // else it goes on by what was seen before
					base = out.version
				}
				mu.Lock()
				history = append(history, porcupine.Operation{ClientId: who, Input: w, Output: out, Call: int64(call), Return: int64(back)})
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return history
}

// grants carries out a wish.
func (s *Store) grants(t *testing.T, id desk.TicketID, w wish) (granted, error) {
	t.Helper()
	if w.field == looks {
		page, err := s.Thread(t.Context(), id)
		if err != nil || len(page.Tickets) != 1 {
			return granted{}, fmt.Errorf("%d tickets, %w", len(page.Tickets), err)
		}
		return toldOf(page.Tickets[0]), nil
	}
	op := desk.Op{ID: desk.NewOpID(), Ticket: id, Base: w.base, Actor: colleague(w.who), At: time.Now(), Intent: desk.SetStatus{Status: desk.Status(w.value)}}
	if w.field == ofAssignee {
		op.Intent = desk.Assign{To: desk.AgentID(w.value)}
	}
	p, err := s.As(t.Context(), op.Actor)
	if err != nil {
		return granted{}, err
	}
	v, err := s.Do(t.Context(), p, op)
	switch {
	case err != nil:
		return granted{}, err
	case v.Outcome == desk.Applied:
		return toldOf(*v.Ticket), nil
	case v.Problem != nil && v.Problem.Code == desk.FieldConflict:
		return granted{refused: true}, nil
	default:
		return granted{}, fmt.Errorf("it was %s: %w", v.Outcome, v.Problem)
	}
}

func toldOf(k desk.Ticket) granted {
	return granted{version: k.Version, value: [fields]string{string(k.Status), string(k.Assignee)}}
}
