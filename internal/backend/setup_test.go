package backend_test

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// setup is what leads have decided of the bench's desk.
func (b *bench) setup(t testing.TB) desk.Setup {
	t.Helper()
	all, err := b.store.Setup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// configure makes the setup another one, as lea.
func (b *bench) configure(t testing.TB, change func(*desk.Setup)) desk.Setup {
	t.Helper()
	now := b.setup(t)
	tag := now.Tag()
	change(&now)
	after, err := b.store.Configure(t.Context(), backend.Principal{Agent: "lea", Role: desk.RoleLead}, tag, now)
	if err != nil {
		t.Fatal(err)
	}
	return after
}

func TestASetupReachesEveryCacheByTheFeed(t *testing.T) {
	b := newBench(t)
	b.lea(t)
	m := b.fill(t)
	after := b.configure(t, func(s *desk.Setup) {
		s.Groups = append(s.Groups, desk.Group{ID: "bench", Members: []desk.AgentID{"ann", "lea"}})
		s.Views = append(s.Views, desk.Filter{Name: desk.Foreign("Refunds"), Query: "tag:refund"})
		s.Replies = append(s.Replies, desk.Canned{Name: "sorry", Title: "Sorry", Text: "Sorry."}, desk.Canned{Name: "done", Title: "done", Then: desk.Macro{Status: desk.Solved}})
	})
	m.follow(t, b)
	if len(after.Views) != 1 || after.Views[0].ID == "" || len(after.Replies) != 2 || after.Replies[0].ID.IsZero() {
		t.Fatalf("%+v", after)
	}
	if f := m.filters[after.Views[0].ID]; !f.Shared() || f.By != "lea" || f.Version != 1 {
		t.Errorf("the view came as %+v", f)
	}
	for _, r := range after.Replies {
		if c := m.canned[r.ID]; c.Name != r.Name || c.Version != 1 {
			t.Errorf("the reply came as %+v", c)
		}
	}
	if a := m.agents["ann"]; !slices.Equal(a.Groups, []desk.GroupID{"bench"}) {
		t.Errorf("ann came with %v", a.Groups)
	}
	gone := after.Replies[0].ID
	after = b.configure(t, func(s *desk.Setup) {
		s.Groups, s.Views, s.Replies = nil, nil, s.Replies[1:]
	})
	m.follow(t, b)
	view := maps.Values(m.filters)
	if _, there := m.canned[gone]; there || slices.ContainsFunc(slices.Collect(view), desk.Filter.Shared) || len(m.agents["ann"].Groups) > 0 || len(after.Replies) != 1 {
		t.Errorf("what went is there: %+v %+v", m.canned, m.filters)
	}
	if fresh := b.fill(t); len(fresh.canned) != len(m.canned) {
		t.Errorf("who comes anew has %d replies, who followed %d", len(fresh.canned), len(m.canned))
	}
}

func TestASetupChangesWholeOrNotAtAll(t *testing.T) {
	b := newBench(t)
	lea := b.lea(t)
	now := b.setup(t)
	want := now
	want.Views = []desk.Filter{{Name: desk.Foreign("Refunds"), Query: "tag:refund"}}
	want.Groups = []desk.Group{{ID: "bench", Members: []desk.AgentID{"nobody"}}}
	var why *desk.Problem
	if _, err := b.store.Configure(t.Context(), lea, now.Tag(), want); !errors.As(err, &why) || !slices.Equal(why.Args, []string{"member", "nobody", ""}) {
		t.Errorf("somebody who is not here is put into a group: %v", err)
	}
	want.Groups = nil
	if _, err := b.store.Configure(t.Context(), b.ann, now.Tag(), want); !errors.Is(err, desk.ErrForbidden) {
		t.Errorf("an agent decides: %v", err)
	}
	if _, err := b.store.Configure(t.Context(), lea, "another", want); !errors.Is(err, backend.ErrChanged) {
		t.Errorf("what was not seen is changed: %v", err)
	}
	for name, bad := range map[string]desk.Canned{
		"no name": {Title: "x", Text: "x"}, "no words": {Name: "x", Title: "x"}, "a bad tag": {Name: "x", Title: "x", Text: "x", Tags: []string{"A B"}},
		"to new": {Name: "x", Title: "x", Then: desk.Macro{Status: desk.New}}, "two lines": {Name: "x\ny", Title: "x", Text: "x"},
	} {
		want.Replies = []desk.Canned{bad}
		if _, err := b.store.Configure(t.Context(), lea, now.Tag(), want); !errors.As(err, &why) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after := b.setup(t); after.Tag() != now.Tag() {
		t.Errorf("something was changed: %+v", after)
	}
}

func TestWhoChangesASetupSaysWhichTheySaw(t *testing.T) {
	b := newBench(t)
	b.lea(t)
	lea := b.lineAs(t, "lea")
	now, err := lea.Setup(t.Context())
	if err != nil || now.Tag() != b.setup(t).Tag() {
		t.Fatalf("%v %v", now, err)
	}
	want := now
	want.Replies = []desk.Canned{{Name: "sorry", Title: "Sorry", Text: "Sorry."}}
	after, err := lea.Configure(t.Context(), now.Tag(), want)
	if err != nil || len(after.Replies) != 1 {
		t.Fatalf("%+v %v", after, err)
	}
	if _, err := lea.Configure(t.Context(), now.Tag(), want); !errors.Is(err, desk.ErrGone) {
		t.Errorf("it is changed twice: %v", err)
	}
	want.Replies[0].Name = "x\ny"
	var why *desk.Problem
	if _, err := lea.Configure(t.Context(), after.Tag(), want); !errors.As(err, &why) || why.Code != desk.BadValue {
		t.Errorf("%v", err)
	}
	if _, err := b.line.Configure(t.Context(), after.Tag(), want); !errors.Is(err, desk.ErrForbidden) {
		t.Errorf("an agent decides: %v", err)
	}
	carry := b.server.Transport("lea")
	for name, c := range map[string]struct {
		match, body string
		want        int
	}{
		"no tag":        {"", "{}", http.StatusPreconditionRequired},
		"any tag":       {"*", "{}", http.StatusPreconditionRequired},
		"unknown field": {`"` + after.Tag() + `"`, `{"colour":"red"}`, http.StatusBadRequest},
		"no JSON":       {`"` + after.Tag() + `"`, `[`, http.StatusBadRequest},
		"too large":     {`"` + after.Tag() + `"`, `{"replies":[` + strings.Repeat(" ", api.MaxSetup) + `]}`, http.StatusRequestEntityTooLarge},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://desk"+api.Setup, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", api.TypeJSON)
		if c.match != "" {
			r.Header.Set("If-Match", c.match)
		}
		res, err := carry.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		if res.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", name, res.StatusCode, c.want)
		}
		_ = res.Body.Close()
	}
}

func TestWhatADeskSaysOfItselfHasANameThatEveryPageTells(t *testing.T) {
	b := newBench(t)
	lea := b.lea(t)
	said, err := b.line.Describe(t.Context())
	if err != nil || said.About == "" {
		t.Fatal(said.About, err)
	}
	m := b.fill(t)
	page, err := b.line.Changes(t.Context(), m.cursor)
	if err != nil || page.About != said.About {
		t.Errorf("the page says %q, the desk %q, %v", page.About, said.About, err)
	}
	if err := b.promise(t, lea, within(time.Hour)); err != nil {
		t.Fatal(err)
	}
	page, err = b.line.Changes(t.Context(), m.cursor)
	again, err2 := b.line.Describe(t.Context())
	if err := errors.Join(err, err2); err != nil || page.About == said.About || page.About != again.About {
		t.Errorf("then the page says %q, the desk %q, %v", page.About, again.About, err)
	}
}

func TestWhoeverChangesASetupStandsInTheAuditTrail(t *testing.T) {
	b := newBench(t)
	b.lea(t)
	from := len(b.trail(t))
	after := b.configure(t, func(s *desk.Setup) {
		s.Policies, s.Calendars = nil, nil
		s.Groups = []desk.Group{{ID: "bench", Members: []desk.AgentID{"ann"}}}
		s.Views = []desk.Filter{{ID: "v1", Name: desk.Foreign("Refunds"), Query: "tag:refund"}}
		s.Replies = []desk.Canned{{Name: "sorry", Title: "Sorry", Text: "Sorry."}}
	})
	b.configure(t, func(s *desk.Setup) { s.Views, s.Replies = nil, nil })
	var got []string
	for _, d := range b.trail(t)[from:] {
		if d.Actor != "lea" {
			t.Errorf("%s was done by %s", d.Act, d.Actor)
		}
		got = append(got, d.Act+" "+d.Object)
	}
	reply := "reply " + after.Replies[0].ID.String()
	want := []string{"sla.put ", "user.groups user ann", "view.put view v1", "reply.put " + reply, "view.drop view v1", "reply.drop " + reply}
	if !slices.Equal(got, want) {
		t.Errorf("it says %q", got)
	}
}
