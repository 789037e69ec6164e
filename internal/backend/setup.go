package backend

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Setup is what leads have decided of the desk, in an order that stays.
func (s *Store) Setup(ctx context.Context) (desk.Setup, error) {
	var all desk.Setup
	err := s.look(ctx, func(q query) (err error) { all, err = setup(q); return err })
	return all, err
}

func setup(q query) (desk.Setup, error) {
	all := desk.Setup{Calendars: []desk.Calendar{}, Policies: []desk.Policy{}, Groups: []desk.Group{}, Views: []desk.Filter{}, Replies: []desk.Canned{}}
	sla, err := one[desk.SLA](q, selectSLA, 1)
	if err != nil && !errors.Is(err, desk.ErrNotFound) {
		return all, err
	}
	all.Calendars, all.Policies = append(all.Calendars, sla.Calendars...), append(all.Policies, sla.Policies...)
	people, err := decoded[desk.Agent](q, `SELECT json FROM agents ORDER BY id`)
	if err != nil {
		return all, err
	}
	all.Groups = append(all.Groups, groupsOf(people)...)
	filters, err := decoded[desk.Filter](q, `SELECT json FROM filters WHERE ended IS NULL ORDER BY id`)
	if err != nil {
		return all, err
	}
	for _, f := range filters {
		if f.Shared() {
			all.Views = append(all.Views, desk.Filter{ID: f.ID, Name: f.Name, Query: f.Query})
		}
	}
	replies, err := decoded[desk.Canned](q, `SELECT json FROM canned ORDER BY id`)
	for _, c := range replies {
		all.Replies = append(all.Replies, c.Words())
	}
	return all, err
}

// groupsOf are the groups that somebody is in, by name.
func groupsOf(people []desk.Agent) []desk.Group {
	in := map[desk.GroupID][]desk.AgentID{}
	for _, a := range people { // by login name
		for _, g := range a.Groups {
			if g.Valid() && !slices.Contains(in[g], a.ID) {
				in[g] = append(in[g], a.ID)
			}
		}
	}
	all := make([]desk.Group, 0, len(in))
	for id, members := range in {
		all = append(all, desk.Group{ID: id, Members: members})
	}
	slices.SortFunc(all, func(a, b desk.Group) int { return cmp.Compare(a.ID, b.ID) })
	return all
}
