package desk

import "slices"

// Macro is what a reply does to its ticket besides saying something. The zero Macro is
// nothing.
type Macro struct {
	Status   Status   `json:"status,omitempty"`
	Priority string   `json:"priority,omitempty"` // as Priority.String says it
	Tags     []string `json:"tags,omitempty"`
	Mine     bool     `json:"mine,omitzero"` // whoever sends it has the ticket from then on
}

// IsZero reports whether the macro does nothing.
func (m Macro) IsZero() bool {
	return m.Status == "" && m.Priority == "" && len(m.Tags) == 0 && !m.Mine
}

// With is the macro and then another one: what both set is as the other one says.
func (m Macro) With(more Macro) Macro {
	if more.Status != "" {
		m.Status = more.Status
	}
	if more.Priority != "" {
		m.Priority = more.Priority
	}
	m.Tags = mergeTags(slices.Clone(m.Tags), more.Tags)
	m.Mine = m.Mine || more.Mine
	return m
}

// Valid reports whether the macro can be carried out on some ticket.
func (m Macro) Valid() bool {
	_, ranked := ParsePriority(m.Priority)
	return (m.Status == "" || m.Status.Valid() && m.Status != New) && (m.Priority == "" || ranked) && checkTags(nil, m.Tags) == nil
}

// carryOut does what a reply says besides its words. What somebody else has changed since
// the agent saw it stays as they left it: the words are not held back for it.
func (a *application) carryOut(m Macro) *Problem {
	if p := a.tag(m.Tags); p != nil {
		return p
	}
	if p, ok := ParsePriority(m.Priority); ok && m.Priority != "" && a.unchanged(FieldPriority, a.t.Priority().String(), m.Priority) == nil {
		urgency, impact := p.Levels()
		if problem := a.setPriority(SetPriority{Urgency: urgency, Impact: impact}); problem != nil {
			return problem
		}
	}
	if m.Mine && a.t.Assignee != a.op.Actor && a.unchanged(FieldAssignee, string(a.t.Assignee), string(a.op.Actor)) == nil {
		a.giveTo(a.op.Actor)
	}
	return nil
}
