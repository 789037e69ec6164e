package backend

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// vocabulary is which words on tickets are the desk's own: what stays of a tag or a group in the
// events of a ticket that is removed. What one customer's tickets alone have may be a word about
// that customer.
type vocabulary struct {
	tags   map[string]wearers // that tickets have; also groups
	groups map[string]bool    // that the desk has, and its accounts
}

// wearers are whose tickets have a tag.
type wearers struct {
	one     desk.CustomerID
	several bool // or nobody's
}

const (
	// marked are the events that name a tag or a group, or whom a ticket was escalated to.
	marked = `kind IN ('tagged', 'untagged', 'group', 'escalated')`
	// withTags are the tickets that have a tag or a group.
	withTags = `json LIKE '%"tags":["%' OR team <> ''`
)

// vocabulary reads which words are the desk's own, as they would be without some customers.
func (s *Store) vocabulary(ctx context.Context, without ...desk.CustomerID) (v vocabulary, err error) {
	v.tags = map[string]wearers{}
	return v, s.look(ctx, func(q query) error {
		if v.groups, err = ownNames(q); err != nil {
			return err
		}
		read := tagLists{}
		return each(q, func(row scanner) error {
			var line, group string
			var who []byte
			if err := row.Scan(&line, &group, &who); err != nil {
				return err
			}
			var id desk.CustomerID
			if copy(id.ID[:], who) != len(id.ID) {
				return &unread{errShortID}
			}
			if slices.Contains(without, id) {
				return nil
			}
			tags, err := read.of(line)
			for _, tag := range append(slices.Clip(tags), group) {
				v.wear(tag, id)
			}
			return err
		}, `SELECT json, team, requester FROM tickets WHERE `+withTags)
	})
}

var errShortID = errors.New("an id is cut short")

// tagLists reads the tags of tickets that are many, and of whose lists few are unlike: each is
// parsed once, and no ticket as a whole.
type tagLists map[string][]string

// of are the tags of a ticket as it is stored. In a text of somebody the mark that it looks for cannot
// stand, as JSON has a backslash before each quote of theirs.
func (read tagLists) of(ticket string) (tags []string, err error) {
	_, rest, is := strings.Cut(ticket, `"tags":[`)
	if !is {
		return nil, nil
	}
	end := 0
	for quoted := false; end < len(rest) && (quoted || rest[end] != ']'); end++ {
		switch rest[end] {
		case '\\':
			end++
		case '"':
			quoted = !quoted
		}
	}
	list := "[" + rest[:min(end+1, len(rest))]
	tags, known := read[list]
	if !known {
		err = parse(list, &tags)
		read[strings.Clone(list)] = tags
	}
	return tags, err
}

// vocabularyOfOver is vocabulary where a ticket that is kept no longer has a word to lose, and
// nothing else: all tickets are read for it.
func (s *Store) vocabularyOfOver(ctx context.Context, r Retention) (v vocabulary, err error) {
	tickets, spam := r.before(s.now())
	var some []string
	err = s.look(ctx, func(q query) (err error) {
		some, err = column[string](q, `SELECT kind FROM tickets JOIN events ON events.ticket = tickets.row WHERE `+over+` AND `+marked+` LIMIT 1`, tickets, spam)
		return err
	})
	if err != nil || len(some) == 0 {
		return v, err
	}
	return s.vocabulary(ctx)
}

func (v vocabulary) wear(tag string, who desk.CustomerID) {
	was, worn := v.tags[tag]
	v.tags[tag] = wearers{one: who, several: was.several || who.IsZero() || worn && was.one != who}
}

// stays reports whether a word in an event on a ticket of somebody is the desk's own.
func (v vocabulary) stays(kind desk.EventKind, word string, of desk.CustomerID, by bywords) bool {
	switch {
	case word == "", word == desk.TagSpam:
		return true
	case kind == desk.Regrouped || kind == desk.Escalated:
		return v.groups[word]
	default:
		w, worn := v.tags[word]
		return worn && (w.several || w.one != of) && !by.any(word)
	}
}

// on is stays for what happened to a ticket of a customer.
func (v vocabulary) on(k desk.Ticket, c desk.Customer) func(kind desk.EventKind, word string) bool {
	known := bywordsOf(c, k.RequesterName)
	return func(kind desk.EventKind, word string) bool { return v.stays(kind, word, k.Requester, known) }
}

// naming are the tickets that have all of a customer's name in a tag or a group.
func (v vocabulary) naming(q query, c desk.Customer) (all []int64, err error) {
	known := bywordsOf(c)
	for tag := range v.tags {
		if !known.whole(tag) {
			continue
		}
		some, err := column[int64](q, `SELECT number FROM tickets WHERE json LIKE $1 ESCAPE '\'`, `%"`+strings.Trim(holding(tag), "%")+`"%`)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// ownNames are the groups that the desk has, and the names of its accounts.
func ownNames(q query) (map[string]bool, error) {
	all := map[string]bool{}
	people, err := decoded[desk.Agent](q, `SELECT json FROM agents`)
	if err != nil {
		return nil, err
	}
	for _, a := range people {
		all[string(a.ID)] = true
		for _, g := range a.Groups {
			all[string(g)] = true
		}
	}
	named, err := groupsNamed(q)
	for _, g := range named {
		all[string(g)] = true
	}
	return all, err
}

// groupsNamed are the groups that the desk's addresses are for, and its promises.
func groupsNamed(q query) (all []desk.GroupID, err error) {
	boxes, err := mailboxes(q)
	if err != nil {
		return nil, err
	}
	for _, m := range boxes {
		all = append(all, m.Groups...)
	}
	sla, err := one[desk.SLA](q, selectSLA, 1)
	if errors.Is(err, desk.ErrNotFound) {
		err = nil
	}
	for _, p := range sla.Policies {
		all = append(all, p.For.Groups...)
	}
	return all, err
}

// hasGroup reports whether the desk has a group: somebody is in it, or what was decided of the
// desk names it.
func hasGroup(q query, g desk.GroupID) (bool, error) {
	people, err := decoded[desk.Agent](q, `SELECT json FROM agents WHERE json LIKE $1 ESCAPE '\'`, holding(string(g)))
	if err != nil || slices.ContainsFunc(people, func(a desk.Agent) bool { return slices.Contains(a.Groups, g) }) {
		return err == nil, err
	}
	named, err := groupsNamed(q)
	return slices.Contains(named, g), err
}

// groupIn is the group that an operation gives a ticket to; empty for none.
func groupIn(in desk.Intent) desk.GroupID {
	switch in := in.(type) {
	case desk.Create:
		return in.Group
	case desk.Assign:
		return in.Group
	case desk.SetGroup:
		return in.Group
	case desk.Escalate:
		return in.Group
	case desk.HandOver:
		return in.Group
	case desk.HandBack:
		return in.Group
	default:
		return ""
	}
}

// sorts refuses a group that the desk does not have: a group is no place for notes, as its name
// stays in what is kept for the figures. A ticket goes back to one that it was in. The name is
// not repeated: what was refused is kept too. The desk's own operations go where they say; what comes in
// by a form is one of an account's, whoever its actor is.
func (t *tx) sorts(r row, op desk.Op) error {
	g := groupIn(op.Intent)
	_, creates := op.Intent.(desk.Create)
	own := op.Actor == desk.System && t.by.Agent == desk.System
	if g == "" || !g.Valid() || g == r.ticket.Group || own || r.at == 0 && !creates {
		return nil
	}
	has, err := hasGroup(t, g)
	if err != nil || has {
		return err
	}
	var been int
	if err := t.row(`SELECT count(*) FROM events WHERE ticket = $1 AND kind = $2 AND before = $3`, r.at, string(desk.Regrouped), string(g)).Scan(&been); err != nil {
		return err
	}
	return only(been == 0, desk.Refuse(desk.BadValue, desk.FieldGroup))
}

// forgetMarks takes out of what happened to a ticket the tags and groups that are not the desk's
// own words.
func (t *tx) forgetMarks(ticket int64, stays func(kind desk.EventKind, word string) bool) error {
	type mark struct {
		number        int64
		kind          desk.EventKind
		before, after string
	}
	var all []mark
	if err := each(t, func(row scanner) error {
		var m mark
		err := row.Scan(&m.number, &m.kind, &m.before, &m.after)
		if !stays(m.kind, m.before) || !stays(m.kind, m.after) {
			all = append(all, m)
		}
		return err
	}, `SELECT number, kind, before, after FROM events WHERE ticket = $1 AND `+marked, ticket); err != nil {
		return err
	}
	for _, m := range all {
		for _, word := range []*string{&m.before, &m.after} {
			if !stays(m.kind, *word) {
				*word = ""
			}
		}
		if err := t.exec(`UPDATE events SET before = $1, after = $2 WHERE number = $3`, m.before, m.after, m.number); err != nil {
			return err
		}
	}
	return nil
}
