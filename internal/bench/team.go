package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// team are the accounts that work at a desk that is served, each over a line of its own.
type team struct {
	server *server
	ground *ground
	tokens []string
	lines  []*client.Line
}

func newTeam(s *server, g *ground, tokens []string) (*team, error) {
	t := &team{server: s, ground: g, tokens: tokens}
	for _, token := range tokens {
		line, err := client.New(client.Options{URL: s.url, Token: token})
		if err != nil {
			return nil, err
		}
		t.lines = append(t.lines, line)
	}
	return t, nil
}

func (t *team) leave() error {
	var err error
	for _, l := range t.lines {
		err = errors.Join(err, l.Close())
	}
	return err
}

// ask asks the desk with the token of an account, as any program may, and reads the answer into
// what is given, or to its end.
func (t *team) ask(ctx context.Context, who int, path string, q url.Values, into any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, t.server.url+path+"?"+q.Encode(), nil)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+t.tokens[who])
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }() // it has been read
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", path, res.Status)
	}
	return json.NewDecoder(res.Body).Decode(into)
}

// list is all that stands in a view, and the places of its pages.
func (t *team) list(ctx context.Context, who int, v desk.ViewID) (all []desk.Excerpt, places []string, err error) {
	for after := ""; ; {
		places = append(places, after)
		var page api.TicketList
		if err := t.ask(ctx, who, api.Tickets, url.Values{"view": {string(v)}, "after": {after}}, &page); err != nil {
			return nil, nil, err
		}
		all = append(all, page.Tickets...)
		if after = page.Next; after == "" {
			return all, places, nil
		}
	}
}

// spent is the processor time that a desk has used.
type spent struct{ server, database time.Duration }

func (t *team) used() (s spent, err error) {
	if s.server, err = processorTime(t.server.pid()); err != nil || t.ground.cluster == nil {
		return s, err
	}
	pids, err := family(t.ground.cluster.Pid())
	for _, pid := range pids {
		if used, err := processorTime(pid); err == nil { // one that has ended meanwhile did little
			s.database += used
		}
	}
	return s, err
}
