package act

import (
	"cmp"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// amongAgents chooses among what the colleagues make of it.
func (a *Acts) amongAgents(t Target, title, hint string, options func([]desk.Agent) []option) *Choose {
	c := a.choose(t, title, hint, nil, nil)
	ledger := a.Ledger
	c.loose = true
	c.load = func() (any, error) { return ledger.Agents() }
	c.laid = func(v any) []option {
		agents, _ := v.([]desk.Agent)
		return options(agents)
	}
	return c
}

// assignDialog chooses the colleague who gets a ticket.
func (a *Acts) assignDialog(t Target) *Choose {
	return a.amongAgents(t, "choose.assign", "choose.type_a_name", func(agents []desk.Agent) []option {
		var options []option
		for _, one := range a.working(agents) {
			options = append(options, option{
				label: a.called(one), hint: a.about(one), intent: desk.Assign{To: one.ID}, current: one.ID == t.Assignee,
			})
		}
		if t.Assignee != "" {
			options = append(options, option{label: a.Book.T("choose.nobody"), hint: a.Book.T("choose.nobody.hint"), intent: desk.Assign{}})
		}
		return options
	})
}

// working are the colleagues who can take a ticket: the agent first, then by their names.
func (a *Acts) working(agents []desk.Agent) []desk.Agent {
	all := slices.DeleteFunc(slices.Clone(agents), func(one desk.Agent) bool { return !one.Works() })
	slices.SortStableFunc(all, func(x, y desk.Agent) int {
		if mine := x.ID == a.Me.ID; mine != (y.ID == a.Me.ID) {
			return map[bool]int{true: -1, false: 1}[mine]
		}
		return cmp.Compare(strings.ToLower(text.Line(x.Name)), strings.ToLower(text.Line(y.Name)))
	})
	return all
}

func (a *Acts) called(one desk.Agent) string {
	name := cmp.Or(text.Line(one.Name), text.Line(desk.Foreign(string(one.ID))))
	if one.ID == a.Me.ID {
		return a.Book.T("choose.you", "name", name)
	}
	return name
}

// about tells a colleague from another of the same name: the login, and the groups. Before
// them stands that they are on a break.
func (a *Acts) about(one desk.Agent) string {
	words := []string{text.Line(desk.Foreign(string(one.ID)))}
	if one.Away {
		return a.Book.T("break.on") + " · " + words[0] // in little room it matters more than the groups
	}
	for _, g := range one.Groups {
		words = append(words, text.Line(desk.Foreign(string(g))))
	}
	return strings.Join(words, " · ")
}

// groupDialog chooses the group of a ticket among those that colleagues are in.
func (a *Acts) groupDialog(t Target) *Choose {
	return a.amongAgents(t, "choose.group", "choose.type_to_find", func(agents []desk.Agent) []option {
		var options []option
		for _, g := range groupsOf(agents) {
			options = append(options, option{
				label: text.Line(desk.Foreign(string(g.id))), hint: a.Book.N("choose.colleagues", g.members),
				intent: desk.SetGroup{Group: g.id}, current: g.id == t.Group,
			})
		}
		if t.Group != "" {
			options = append(options, option{label: a.Book.T("choose.no_group"), intent: desk.SetGroup{}})
		}
		return options
	})
}

// grouped is a group with how many colleagues are in it.
type grouped struct {
	id      desk.GroupID
	members int
}

func groupsOf(agents []desk.Agent) []grouped {
	count := map[desk.GroupID]int{}
	for _, one := range agents {
		for _, g := range one.Groups {
			if !one.Disabled && g.Valid() {
				count[g]++
			}
		}
	}
	all := make([]grouped, 0, len(count))
	for id, n := range count {
		all = append(all, grouped{id, n})
	}
	slices.SortFunc(all, func(x, y grouped) int { return cmp.Compare(x.id, y.id) })
	return all
}

// escalateDialog chooses who leads and takes over: people first, then groups. The reason is
// asked for next.
func (a *Acts) escalateDialog(t Target) *Choose {
	c := a.amongAgents(t, "choose.escalate", "choose.type_a_name", func(agents []desk.Agent) []option {
		var options []option
		for _, one := range a.working(agents) {
			if (one.Role == desk.RoleLead || one.Role == desk.RoleAdmin) && one.ID != a.Me.ID {
				options = append(options, option{
					label: a.called(one), hint: a.leading(one), intent: desk.Escalate{To: one.ID}, then: slotTell,
				})
			}
		}
		for _, g := range groupsOf(agents) {
			options = append(options, option{
				label: text.Line(desk.Foreign(string(g.id))), hint: a.Book.T("choose.a_group"), intent: desk.Escalate{Group: g.id}, then: slotTell,
			})
		}
		return options
	})
	c.quiet = a.Book.T("choose.no_lead")
	return c
}

// leading is the role of somebody who leads, and that they are on a break where they are.
func (a *Acts) leading(one desk.Agent) string {
	role := a.Book.T("role." + string(one.Role))
	if one.Away {
		return role + " · " + a.Book.T("break.on")
	}
	return role
}

// FollowedBy reports whether an agent follows the ticket.
func (t Target) FollowedBy(me desk.AgentID) bool {
	return t.Followed || slices.Contains(t.Followers, me)
}
