package backend

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// ErrNoView reports a view that no desk has.
var ErrNoView = errors.New("no such view")

// where is the condition under which a ticket stands in a view, the same as
// desk.ViewID.Has: $1 is now, $2 who looks. "done = 0" is said also where the status says
// it: by it, and the order, the index on (done, due) is found, and old tickets are never read.
func where(v desk.ViewID, me desk.Agent) (string, error) {
	awake := ` AND (snoozed IS NULL OR snoozed <= $1 OR done > 0)`
	switch v {
	case desk.ViewAll:
		return `$1 = $1 AND $2 = $2`, nil
	case desk.ViewSnoozed:
		return `$2 = $2 AND done = 0 AND snoozed > $1`, nil
	case desk.ViewMine:
		return `done = 0 AND assignee = $2` + awake, nil
	case desk.ViewUnassigned:
		return `$2 = $2 AND done = 0 AND assignee = ''` + awake, nil
	case desk.ViewGroups:
		return `$2 = $2 AND done = 0 AND team IN (` + teams(me) + `)` + awake, nil
	case desk.ViewFollowing:
		return `done = 0 AND row IN (SELECT ticket FROM followers WHERE agent = $2)` + awake, nil
	case desk.ViewOpen:
		return `$2 = $2 AND done = 0 AND status IN ('new', 'open', 'on_hold')` + awake, nil
	case desk.ViewPending:
		return `$2 = $2 AND done = 0 AND status = 'pending'` + awake, nil
	case desk.ViewSolved:
		return `$2 = $2 AND done = 1` + awake, nil
	default:
		return "", ErrNoView
	}
}

// teams writes the groups of an agent for an IN. What is no name is left out, so that
// nothing here needs an escape.
func teams(me desk.Agent) string {
	names := make([]string, 0, len(me.Groups))
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

// Counts returns how many tickets stand in each view of an agent.
func (s *Store) Counts(ctx context.Context, p Principal) (map[desk.ViewID]int, error) {
	counts := map[desk.ViewID]int{}
	now := s.now().UnixMilli()
	err := s.look(ctx, func(q query) error {
		me, err := agent(q, p.Agent)
		if err != nil {
			return err
		}
		for _, v := range desk.Views() {
			cond, err := where(v, me)
			if err != nil {
				return err
			}
			var n int
			if err := q.row(`SELECT count(*) FROM tickets WHERE `+cond, now, string(me.ID)).Scan(&n); err != nil {
				return err
			}
			counts[v] = n
		}
		return nil
	})
	return counts, err
}

// listing is the query for a piece of a view: behind the order $3 and the number $4, $5 rows.
func listing(v desk.ViewID, me desk.Agent) (string, error) {
	cond, err := where(v, me)
	by := order(v)
	return `SELECT json FROM tickets WHERE ` + cond + ` AND (` + by + ` > $3 OR ` + by + ` = $3 AND number > $4)` +
		` ORDER BY ` + by + `, number LIMIT $5`, err
}

// List returns up to limit rows of a view behind a place that an earlier list gave; the
// empty place is the top. ErrNoView.
func (s *Store) List(ctx context.Context, p Principal, v desk.ViewID, after string, limit int) (api.TicketList, error) {
	from, number := int64(-1<<62), int64(0)
	if after != "" {
		if _, err := fmt.Sscanf(after, "%d.%d", &from, &number); err != nil {
			return api.TicketList{}, ErrNoView
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
		if err := json.Unmarshal([]byte(state), &page.Tickets[0]); err != nil {
			return err
		}
		page.Messages, err = between(q, at, 1, page.Tickets[0].LastMessage)
		return err
	})
	return page, err
}
