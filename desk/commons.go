package desk

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// This file holds what concerns the desk and no ticket: filters that somebody shares with
// everybody, the phrasebook, and breaks. Operations of that kind have no ticket, and Apply has
// nothing to do with them: ApplyCommons does what they say.

// The kinds of those intents.
const (
	KindShareFilter   Kind = "share_filter"
	KindUnshareFilter Kind = "unshare_filter"
	KindTakeBreak     Kind = "take_break"
	KindEndBreak      Kind = "end_break"
)

// ShareFilter makes a filter a view of everybody, or gives one that is shared another name or
// query. The operation's Base is the version of it that the actor saw.
type ShareFilter struct {
	ID    string    `json:"id"`
	Name  Untrusted `json:"name"`
	Query string    `json:"query"`
}

// UnshareFilter ends ShareFilter: whoever has it as a filter of their own keeps that.
type UnshareFilter struct {
	ID string `json:"id"`
}

// TakeBreak says that the actor is away for a while, and that nothing is to be routed to them.
type TakeBreak struct{}

// EndBreak says that the actor is back.
type EndBreak struct{}

func (ShareFilter) isIntent()   {}
func (UnshareFilter) isIntent() {}
func (TakeBreak) isIntent()     {}
func (EndBreak) isIntent()      {}

// Kind implements Intent.
func (ShareFilter) Kind() Kind { return KindShareFilter }

// Kind implements Intent.
func (UnshareFilter) Kind() Kind { return KindUnshareFilter }

// Kind implements Intent.
func (TakeBreak) Kind() Kind { return KindTakeBreak }

// Kind implements Intent.
func (EndBreak) Kind() Kind { return KindEndBreak }

// Lane is what operations go out one after the other on: a ticket, or one thing of the desk's.
// One that is refused stops what follows on its lane and nothing else.
type Lane struct {
	Ticket TicketID
	Thing  string
}

// Lane is the lane of an operation.
func (o Op) Lane() Lane {
	switch in := o.Intent.(type) {
	case ShareFilter:
		return Lane{Thing: string(RecordFilter) + "/" + in.ID}
	case UnshareFilter:
		return Lane{Thing: string(RecordFilter) + "/" + in.ID}
	case PutReply, DropReply:
		return Lane{Thing: string(RecordCanned) + "/" + o.CannedOf().String()}
	case TakeBreak, EndBreak:
		return Lane{Thing: "break"}
	case EditCustomer, MergeCustomer:
		return Lane{Thing: string(RecordCustomer) + "/" + o.Customer().String()}
	default:
		return Lane{Ticket: o.Ticket}
	}
}

// OfDesk reports whether an operation concerns the desk and no ticket.
func (o Op) OfDesk() bool { return o.Lane().Thing != "" }

// Lacks names the field that an operation must have otherwise to be carried out: an id, an intent,
// and a ticket where it is about one, only there. It is empty where nothing is wanting.
func (o Op) Lacks() string {
	switch {
	case o.ID.IsZero():
		return "op_id"
	case o.Intent == nil:
		return partIntent
	case o.Ticket.IsZero() != o.OfDesk():
		return "ticket"
	default:
		return ""
	}
}

// Commons is the part of a desk that an operation of its own is done to.
type Commons struct {
	Filter Filter // the shared filter that it names; the zero Filter where there never was one
	Shared int    // how many filters are shared
	Shelf  Shelf  // the canned reply that it names
	Actor  Agent  // whoever acts
}

// ApplyCommons says what an operation of the desk's own does: the commons after it and whether
// anything changed, or a *Problem. It is the guess on an agent's screen and the verdict of our
// own desk alike. Versions are one higher where something changed.
func ApplyCommons(c Commons, op Op, f Facts) (Commons, bool, error) {
	if op.Base < 0 || op.Base >= maxCount {
		return c, false, Refuse(BadValue, partBase, int64(op.Base))
	}
	if no := op.timely(); no != nil {
		return c, false, no
	}
	after := c
	var p *Problem
	switch in := op.Intent.(type) {
	case ShareFilter:
		p = after.share(in, op, f.Rights)
	case UnshareFilter:
		p = after.unshare(in, op, f)
	case PutReply:
		p = after.putReply(in, op, f.Rights)
	case DropReply:
		p = after.dropReply(in, f.Rights)
	case TakeBreak:
		after.leave(op, f)
	case EndBreak:
		after.comeBack(op, f)
	default:
		p = Refuse(BadValue, partIntent, "")
	}
	if p != nil {
		return c, false, p
	}
	changed := after.Filter != c.Filter || after.Shelf.Differs(c.Shelf) || after.Actor.Version != c.Actor.Version
	return after, changed, nil
}

// share makes the filter what the actor wants it to be.
func (c *Commons) share(in ShareFilter, op Op, r Rights) *Problem {
	if p := c.steered(in.ID, op, r); p != nil {
		return p
	}
	if p := (Filter{ID: in.ID, Name: in.Name, Query: in.Query}).Sound(); p != nil {
		return p
	}
	switch {
	case c.Filter.Name == in.Name && c.Filter.Query == in.Query:
		return nil
	case c.Filter.Query == "" && c.Shared >= MostFilters:
		return Refuse(TooManyFilters, MostFilters)
	}
	next := Filter{
		ID: in.ID, Name: in.Name, Query: in.Query, By: c.Filter.By, Changed: op.Actor, Version: c.Filter.Version + 1,
	}
	if c.Filter.Query == "" {
		c.Shared++
	}
	if next.By == "" {
		next.By = op.Actor
	}
	c.Filter = next
	return nil
}

// unshare leaves who shared it, so that taking this back makes nobody else the one who does.
func (c *Commons) unshare(in UnshareFilter, op Op, f Facts) *Problem {
	if p := c.steered(in.ID, op, f.Rights); p != nil || c.Filter.Query == "" {
		return p
	}
	c.Filter = Filter{ID: in.ID, By: c.Filter.By, Changed: op.Actor, Version: c.Filter.Version + 1, Ended: f.Now.UTC()}
	c.Shared--
	return nil
}

// steered refuses those who do not lead, and a change of what somebody else has changed since
// the actor saw it.
func (c *Commons) steered(id string, op Op, r Rights) *Problem {
	switch {
	case !r.Steer:
		return Refuse(LeadsOnly)
	case !isName(id):
		return Refuse(BadValue, FieldFilter, id)
	case c.Filter.Version > op.Base && c.Filter.Changed != op.Actor:
		return Refuse(FilterChanged, c.Filter.Changed)
	default:
		return nil
	}
}

// Sound refuses what can be no filter for everybody: one without a name, or with a query of no
// or of many words. Whether the query can be read is for those who search to say.
func (f Filter) Sound() *Problem {
	switch {
	case !Addressable(f.Name) || utf8.RuneCountInString(f.Name.raw) > MostFilterName:
		return Refuse(BadValue, partName, "")
	case strings.TrimSpace(f.Query) == "" || len(f.Query) > MaxQuery || !oneLine(Foreign(f.Query)):
		return Refuse(BadValue, FieldFilter, "")
	default:
		return nil
	}
}

// Break is how it stands with an agent's breaks. It is told to nobody but the agent.
type Break struct {
	Since time.Time `json:"since,omitzero"` // of the break that goes on; zero for none
	Ended time.Time `json:"ended,omitzero"` // when the last one did; zero for none yet
}

// longestUnheard is how long ago a break can have begun or ended that is heard of now: who
// was offline longer than that has its moment by the desk's clock.
const longestUnheard = 24 * time.Hour

func (c *Commons) leave(op Op, f Facts) {
	if c.Actor.Away {
		return
	}
	was := c.Actor.times()
	c.Actor.Away = true
	c.Actor.Break = &Break{Since: moment(op, f, was.Ended), Ended: was.Ended}
	c.Actor.Version++
}

func (c *Commons) comeBack(op Op, f Facts) {
	if !c.Actor.Away {
		return
	}
	c.Actor.Away = false
	c.Actor.Break = &Break{Ended: moment(op, f, c.Actor.times().Since)}
	c.Actor.Version++
}

func (a Agent) times() Break {
	if a.Break == nil {
		return Break{}
	}
	return *a.Break
}

// moment is when the actor did it: by what they say, not before what was and not ahead of the
// desk. They say it by the desk's clock as far as they have measured it, so that a wrong clock
// of theirs changes nothing once they have been in contact. Nothing is ordered by it.
func moment(op Op, f Facts, earliest time.Time) time.Time {
	at := op.At
	if at.IsZero() || at.After(f.Now) || at.Before(f.Now.Add(-longestUnheard)) {
		at = f.Now
	}
	if at.Before(earliest) {
		at = earliest
	}
	return at.UTC()
}

// For is the record of an agent as somebody may see it: when breaks were is nobody's business
// but one's own.
func (a Agent) For(who AgentID) Agent {
	if a.ID != who {
		a.Break = nil
	}
	return a
}

// Routable reports whether the desk may give a ticket to an agent by itself: nobody who is on
// a break, or whose account is disabled. A person may still give them one.
func (a Agent) Routable() bool { return a.Works() && !a.Away }

// RoutableOf are those of some colleagues to whom the desk may give a ticket by itself, in
// the order given.
func RoutableOf(all []Agent) []Agent {
	return slices.DeleteFunc(slices.Clone(all), func(a Agent) bool { return !a.Routable() })
}

// OnBreak tells how it stands with one's own break; none where Since is zero.
func (m Me) OnBreak() (since time.Time, on bool) { return m.Break.Since, m.Away }

// SinceBreak is how long ago one's last break ended at now; false where none is known, or one
// goes on. It is shown to oneself alone.
func (m Me) SinceBreak(now time.Time) (time.Duration, bool) {
	if m.Away || m.Break.Ended.IsZero() {
		return 0, false
	}
	return max(now.Sub(m.Break.Ended), 0), true
}

// Leads reports whether somebody may change what belongs to everybody.
func (m Me) Leads() bool { return RightsOf(m.Role).Steer }
