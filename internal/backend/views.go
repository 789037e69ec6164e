package backend

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// Errors of a list.
var (
	ErrNoView  = errors.New("no such view")
	ErrNoPlace = errors.New("no list gave this place")
)

// where is the condition under which a ticket stands in a view, the same as
// desk.ViewID.Has: $1 is now, $2 who looks. "done = 0" is said also where the status says
// it: by it, and the order, the index on (done, due) is found, and old tickets are never read.
func where(v desk.ViewID, me desk.Agent) (string, error) {
	const anytime, anyone = `CAST($1 AS BIGINT) = $1`, `CAST($2 AS TEXT) = $2` // they say what a placeholder is that nothing asks for
	awake := ` AND (snoozed IS NULL OR snoozed <= $1 OR done > 0)`
	switch v {
	case desk.ViewAll:
		return anytime + ` AND ` + anyone, nil
	case desk.ViewSnoozed:
		return anyone + ` AND done = 0 AND snoozed > $1`, nil
	case desk.ViewMine:
		return `done = 0 AND assignee = $2` + awake, nil
	case desk.ViewUnassigned:
		return anyone + ` AND done = 0 AND assignee = ''` + awake, nil
	case desk.ViewGroups:
		return anyone + ` AND done = 0 AND team IN (` + teams(me) + `)` + awake, nil
	case desk.ViewFollowing:
		return `done = 0 AND row IN (SELECT ticket FROM followers WHERE agent = $2)` + awake, nil
	case desk.ViewOpen:
		return anyone + ` AND done = 0 AND status IN ('new', 'open', 'on_hold')` + awake, nil
	case desk.ViewPending:
		return anyone + ` AND done = 0 AND status = 'pending'` + awake, nil
	case desk.ViewSolved:
		return anytime + ` AND ` + anyone + ` AND done = 1`, nil
	default:
		return "", ErrNoView
	}
}

// teams writes the groups of an agent for an IN. What is no name is left out, so that
// nothing here needs an escape.
func teams(me desk.Agent) string {
	names := []string{"NULL"} // which equals nothing: an IN of nothing is not in every database
	for _, g := range me.Groups {
		if g.Valid() {
			names = append(names, "'"+string(g)+"'")
		}
	}
	return strings.Join(names, ",")
}

// order is the column by which a view is ordered, ascending, the same as desk.ViewID.Order.
func order(v desk.ViewID) string {
	switch v {
	case desk.ViewSnoozed:
		return `snoozed`
	case desk.ViewSolved:
		return `-coalesce(solved, 0)`
	case desk.ViewAll:
		return `-updated`
	default:
		return `due`
	}
}

// counting is the query for how many tickets stand in each of desk.Views: what waits is read once
// for all of them, what is over is counted in an index.
func counting(me desk.Agent) (string, error) {
	var columns []string
	for _, v := range desk.Views() {
		cond, err := where(v, me)
		if err != nil {
			return "", err
		}
		if v == desk.ViewAll || v == desk.ViewSolved {
			columns = append(columns, `(SELECT count(*) FROM tickets WHERE `+cond+`)`)
		} else {
			columns = append(columns, `count(CASE WHEN `+cond+` THEN 1 END)`)
		}
	}
	return `SELECT ` + strings.Join(columns, ", ") + ` FROM tickets WHERE done = 0`, nil
}

// Counts returns how many tickets stand in each view of an agent.
func (s *Store) Counts(ctx context.Context, p Principal) (map[desk.ViewID]int, error) {
	views := desk.Views()
	counts := make([]int, len(views))
	into := make([]any, len(views))
	for i := range counts {
		into[i] = &counts[i]
	}
	err := s.look(ctx, func(q query) error {
		me, err := agent(q, p.Agent)
		if err != nil {
			return err
		}
		text, err := counting(me)
		if err != nil {
			return err
		}
		return q.row(text, s.now().UnixMilli(), string(me.ID)).Scan(into...)
	})
	all := map[desk.ViewID]int{}
	for i, v := range views {
		all[v] = counts[i]
	}
	return all, err
}

// listing is the query for a piece of a view: behind the order $3 and the number $4, $5 rows. That
// the order is $3 at least is said by itself: a database goes to that place of its index by it.
func listing(v desk.ViewID, me desk.Agent) (string, error) {
	cond, err := where(v, me)
	by := order(v)
	return `SELECT json FROM tickets WHERE ` + cond + ` AND ` + by + ` >= $3 AND (` + by + ` > $3 OR number > $4)` +
		` ORDER BY ` + by + `, number LIMIT $5`, err
}

// List returns up to limit rows of a view behind a place that an earlier list gave; the
// empty place is the top. ErrNoView, ErrNoPlace.
func (s *Store) List(ctx context.Context, p Principal, v desk.ViewID, after string, limit int) (api.TicketList, error) {
	from, number := int64(-1<<62), int64(0)
	if after != "" {
		if _, err := fmt.Sscanf(after, "%d.%d", &from, &number); err != nil {
			return api.TicketList{}, ErrNoPlace
		}
	}
	limit = min(max(limit, 1), api.MaxPage)
	list := api.TicketList{Tickets: []desk.Excerpt{}}
	err := s.look(ctx, func(q query) error {
		me, err := agent(q, p.Agent)
		if err != nil {
			return err
		}
		text, err := listing(v, me)
		if err != nil {
			return err
		}
		tickets, err := decoded[desk.Ticket](q, text, s.now().UnixMilli(), string(me.ID), from, number, limit)
		for _, k := range tickets {
			list.Tickets = append(list.Tickets, k.Excerpt())
		}
		return err
	})
	if n := len(list.Tickets); n == limit {
		last := list.Tickets[n-1]
		list.Next = strconv.FormatInt(v.Order(last), 10) + "." + strconv.FormatInt(last.Number, 10)
	}
	return list, err
}

// Thread returns a ticket, as the desk itself sees it, with all entries of its thread;
// desk.ErrNotFound.
func (s *Store) Thread(ctx context.Context, id desk.TicketID) (desk.Page, error) {
	var page desk.Page
	err := s.look(ctx, func(q query) error {
		var at int64
		var state string
		err := found(q.row(`SELECT row, json FROM tickets WHERE id = $1`, id.ID[:]).Scan(&at, &state))
		if err != nil {
			return err
		}
		page.Tickets = make([]desk.Ticket, 1)
		if err := parse(state, &page.Tickets[0]); err != nil {
			return err
		}
		page.Messages, err = between(q, at, 1, page.Tickets[0].LastMessage)
		return err
	})
	return page, err
}

// Excerpts are what rows of a list need of tickets, of those that are there.
func (s *Store) Excerpts(ctx context.Context, ids []desk.TicketID) ([]desk.Excerpt, error) {
	var all []desk.Excerpt
	err := s.look(ctx, func(q query) error {
		for _, id := range ids {
			tickets, err := decoded[desk.Ticket](q, `SELECT json FROM tickets WHERE id = $1`, id.ID[:])
			if err != nil {
				return err
			}
			for _, k := range tickets {
				all = append(all, k.Excerpt())
			}
		}
		return nil
	})
	return all, err
}
