package index

import "github.com/heed-desk/heed/desk"

// Fits reports whether a ticket fits the query by what a list knows of it: its subject,
// its requester's name, its number and its fields. What was said in it does not count.
func (q Query) Fits(e desk.Excerpt) bool {
	if opened := minutes(e.CreatedAt); q.after > 0 && opened < q.after || q.before > 0 && opened >= q.before {
		return false
	}
	urgency, impact := e.Priority.Levels()
	d := Doc{Ticket: desk.Ticket{
		Number: e.Number, Subject: e.Subject, Channel: e.Channel, Status: e.Status, Urgency: urgency, Impact: impact,
		RequesterName: e.Name, Assignee: e.Assignee, Group: e.Group, Tags: e.Tags,
	}}
	var met [maxClauses]bool
	describe(d, func(t term, _ uint32) {
		for i, c := range q.clauses {
			met[i] = met[i] || c.meets(t)
		}
	})
	for i := range q.clauses {
		if !met[i] {
			return false
		}
	}
	return q.standsIn(d)
}

// meets reports whether a term is one of the clause's ways.
func (c clause) meets(t term) bool {
	for _, w := range c.ways {
		if w.term == t {
			return true
		}
	}
	return false
}
