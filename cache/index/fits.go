package index

import (
	"cmp"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// Fits reports whether a ticket fits the query by what a list knows of it: its subject,
// its requester's name, its number and its fields. What was said in it does not count.
func (q Query) Fits(e desk.Excerpt) bool {
	if opened := minutes(e.CreatedAt); q.after > 0 && opened < q.after || q.before > 0 && opened >= q.before {
		return false
	}
	if !q.fieldsFit(e) {
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

// fieldsFit asks what is known without reading words: most tickets that do not fit stop here.
func (q Query) fieldsFit(e desk.Excerpt) bool {
	for _, c := range q.clauses {
		if !c.filter || strings.HasPrefix(c.ways[0].text, "from:") {
			continue
		}
		met := false
		(&describer{emit: func(t term, _ uint32) { met = met || c.meets(t) }}).fields(e)
		if !met {
			return false
		}
	}
	return true
}

// fields emits the fields of a row that are codes.
func (w *describer) fields(e desk.Excerpt) {
	for _, tag := range e.Tags {
		w.field("tag", tag)
	}
	w.field("status", string(e.Status))
	w.field("channel", string(e.Channel))
	w.field("priority", e.Priority.String())
	w.field("assignee", cmp.Or(string(e.Assignee), "none"))
	w.field("group", string(e.Group))
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
