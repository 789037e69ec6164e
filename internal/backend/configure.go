package backend

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/near"
)

// ErrChanged says that a setup is not as whoever changes it has seen it.
var ErrChanged = errors.New("it was changed meanwhile")

// Configure makes the setup of the desk another one, for a lead who has seen the one with a
// tag, all of it or nothing. It returns the setup as it stands then: what is new has an id.
// Errors are desk.ErrForbidden, ErrChanged, and a *desk.Problem where that is no setup.
func (s *Store) Configure(ctx context.Context, p Principal, seen string, want desk.Setup) (after desk.Setup, err error) {
	return s.configure(ctx, p, seen, want, nil)
}

// Rehearse is Configure that leaves the desk as it is: it fails as that would, and returns what
// would stand then.
func (s *Store) Rehearse(ctx context.Context, p Principal, seen string, want desk.Setup) (desk.Setup, error) {
	after, err := s.configure(ctx, p, seen, want, errRehearsed)
	if errors.Is(err, errRehearsed) {
		err = nil
	}
	return after, err
}

// errRehearsed takes back what was done, which went well.
var errRehearsed = errors.New("it was a rehearsal")

// configure is Configure that ends with an error of the caller's where all went well.
func (s *Store) configure(ctx context.Context, p Principal, seen string, want desk.Setup, end error) (after desk.Setup, err error) {
	if want, err = want.Checked(); err != nil {
		return after, err
	}
	err = s.change(ctx, func(t *tx) error {
		if err := t.may(p, ActSteer, Object{}); err != nil {
			return err
		}
		now, err := setup(t)
		if err != nil {
			return err
		}
		if now.Tag() != seen {
			return ErrChanged
		}
		c := &configuring{tx: t, who: p.Agent}
		if err := c.all(now, want); err != nil {
			return err
		}
		if c.seq > 0 {
			t.hints = []desk.Hint{{Seq: c.seq, Reset: true}}
		}
		if after, err = setup(t); err != nil {
			return err
		}
		return end
	})
	return after, err
}

// configuring is one transaction that changes a setup. Every record gets a change number of
// its own, so that pages of the feed stay small.
type configuring struct {
	*tx
	who desk.AgentID
	seq int64 // the last one; 0 while nothing was changed
}

// move takes the next change number for something that is changed, and notes that it is.
func (c *configuring) move(act, object, before, after string) (err error) {
	c.did(act, object, before, after)
	c.seq, err = c.next()
	return err
}

func (c *configuring) all(now, want desk.Setup) error {
	for _, part := range []func(now, want desk.Setup) error{c.sla, c.groups, c.views, c.replies} {
		if err := part(now, want); err != nil {
			return err
		}
	}
	return nil
}

func (c *configuring) sla(now, want desk.Setup) error {
	if same(now.SLA(), want.SLA()) {
		return nil
	}
	if err := c.move("sla.put", "", desk.Setup{Policies: now.Policies, Calendars: now.Calendars}.Tag(), desk.Setup{Policies: want.Policies, Calendars: want.Calendars}.Tag()); err != nil {
		return err
	}
	if err := c.savePromises(want.SLA()); err != nil {
		return err
	}
	return c.reckonAnew(want.SLA())
}

// groups puts people into the groups that they are named in, and out of the others.
func (c *configuring) groups(now, want desk.Setup) error {
	in := map[desk.AgentID][]desk.GroupID{}
	for _, g := range want.Groups {
		for _, who := range g.Members {
			in[who] = append(in[who], g.ID)
		}
	}
	for _, g := range now.Groups {
		for _, who := range g.Members {
			in[who] = append(in[who], "")
		}
	}
	all := slices.Sorted(maps.Keys(in))
	if err := c.known(all); err != nil {
		return err
	}
	for _, who := range all {
		a, err := agent(c, who)
		if err != nil {
			return err
		}
		groups := slices.DeleteFunc(in[who], func(g desk.GroupID) bool { return g == "" })
		if sameGroups(a.Groups, groups) {
			continue
		}
		was := a
		a.Groups = groups
		a.Version++
		if err := c.move("user.groups", "user "+string(who), standing(was), standing(a)); err != nil {
			return err
		}
		if err := c.saveAgent(a, c.seq); err != nil {
			return err
		}
	}
	return nil
}

// known refuses members who have no account: each by name, and with the name that is nearest or none.
func (c *configuring) known(members []desk.AgentID) error {
	accounts, err := column[string](c, `SELECT id FROM agents ORDER BY id`)
	if err != nil {
		return err
	}
	args := []any{"member"}
	for _, who := range members {
		if _, there := slices.BinarySearch(accounts, string(who)); !there {
			args = append(args, who, near.Name(string(who), accounts))
		}
	}
	if len(args) > 1 {
		return desk.Refuse(desk.BadValue, args...)
	}
	return nil
}

// sameGroups reports whether two lists name the same groups, in whatever order.
func sameGroups(a, b []desk.GroupID) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

func (c *configuring) views(now, want desk.Setup) error {
	for _, v := range now.Views {
		if !slices.ContainsFunc(want.Views, func(w desk.Filter) bool { return w.ID == v.ID }) {
			if err := c.view(desk.Filter{ID: v.ID, Ended: c.now}); err != nil {
				return err
			}
		}
	}
	for _, w := range want.Views {
		was := slices.IndexFunc(now.Views, func(v desk.Filter) bool { return v.ID == w.ID })
		if w.ID == "" {
			w.ID = desk.NewFilterID()
		} else if was >= 0 && now.Views[was].Name == w.Name && now.Views[was].Query == w.Query {
			continue
		}
		if err := c.view(desk.Filter{ID: w.ID, Name: w.Name, Query: w.Query}); err != nil {
			return err
		}
	}
	return nil
}

// view writes a shared filter, or that it is none any more.
func (c *configuring) view(f desk.Filter) error {
	was, err := one[desk.Filter](c, selectFilter, f.ID)
	if err != nil && !errors.Is(err, desk.ErrNotFound) {
		return err
	}
	f.By, f.Changed, f.Version = cmp.Or(was.By, c.who), c.who, was.Version+1
	act := "view.put"
	if !f.Ended.IsZero() {
		act = "view.drop"
	}
	if err := c.move(act, "view "+f.ID, version(was.Version), version(f.Version)); err != nil {
		return err
	}
	return c.saveFilter(f, c.seq)
}

func (c *configuring) replies(now, want desk.Setup) error {
	before := map[desk.CannedID]desk.Canned{}
	for _, r := range now.Replies {
		before[r.ID] = r
	}
	names := map[string]bool{}
	for _, r := range want.Replies {
		r = r.Words()
		was, there := before[r.ID]
		delete(before, r.ID)
		if there && same(was, r) {
			names[r.Name] = true
			continue
		}
		if p := r.Sound(); p != nil {
			return p
		}
		if names[r.Name] {
			return desk.Refuse(desk.BadValue, "reply", r.Name)
		}
		names[r.Name] = true
		if !there { // never the id of one that is gone: machines would take it for that
			r.ID = desk.CannedID{ID: desk.NewID()}
		}
		if err := c.reply(r); err != nil {
			return err
		}
	}
	for _, r := range now.Replies {
		if _, gone := before[r.ID]; gone {
			if err := c.dropReply(r.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// reply writes a canned reply; how often it was used stays.
func (c *configuring) reply(r desk.Canned) error {
	was, err := one[desk.Canned](c, selectCanned, r.ID.ID[:])
	if err != nil && !errors.Is(err, desk.ErrNotFound) {
		return err
	}
	r.Version, r.Uses, r.Changed = was.Version+1, was.Uses, c.who
	if err := c.move("reply.put", "reply "+r.ID.String(), version(was.Version), version(r.Version)); err != nil {
		return err
	}
	return c.saveCanned(r, c.seq)
}

// dropReply deletes a canned reply, and says so to every machine.
func (c *configuring) dropReply(id desk.CannedID) error {
	was, err := one[desk.Canned](c, selectCanned, id.ID[:])
	if err != nil {
		return err
	}
	if err := c.move("reply.drop", "reply "+id.String(), version(was.Version), ""); err != nil {
		return err
	}
	return c.dropCanned(id, c.seq)
}

// same reports whether two records are written down the same.
func same(a, b any) bool {
	one, err := json.Marshal(a)
	other, err2 := json.Marshal(b)
	return err == nil && err2 == nil && string(one) == string(other)
}
