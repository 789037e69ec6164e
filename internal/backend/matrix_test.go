package backend_test

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// access is what the desk promises of one route: which roles may take it, which scopes a token
// needs for it (any of them), and what comes of it with every object.
type access struct {
	roles  string // "agent lead trainer admin", and "nobody" for who has no token
	scopes string
	asks   []asking
}

// asking is a request about one object, and who may have it. What somebody may not have is
// answered as what is not there.
type asking struct {
	what  string
	of    func(s *stage, who desk.AgentID) (path, body string)
	roles string // of those who may take the route
	want  int
	no    int         // for the others of them; 404 where it is 0
	also  []api.Scope // that the token has besides
}

const (
	all     = "agent lead trainer admin"
	admins  = "admin"
	nobody  = ""
	work    = "work"
	reading = "work read"
	anyone  = "agent lead trainer admin wall nobody"
	every   = "work read people audit intake metrics"
)

// accesses is what there is, route by route. A route that is not in it fails the test: say here
// who may take it before it is served.
func accesses() map[string]access {
	plain := func(path string, want int) []asking {
		return []asking{{"", func(*stage, desk.AgentID) (string, string) { return path, "" }, anyone, want, 0, nil}}
	}
	return map[string]access{
		"GET /v1":          {all, "work read people audit", plain("/v1", 200)},
		"GET /v1/changes":  {all, reading, plain("/v1/changes", 410)}, // no cursor: begin with a snapshot
		"GET /v1/snapshot": {all, reading, plain("/v1/snapshot", 200)},
		"GET /v1/tickets":  {all, reading, plain("/v1/tickets", 200)},
		"GET /v1/setup":    {all, reading, plain("/v1/setup", 200)},
		"PUT /v1/setup": {"lead admin", work, []asking{ // without the tag of what was seen
			{"", func(*stage, desk.AgentID) (string, string) { return "/v1/setup", "{}" }, "lead admin", 428, 0, nil},
		}},
		"GET /v1/floor": {"lead admin", reading, []asking{
			{"", func(*stage, desk.AgentID) (string, string) { return "/v1/floor", "" }, "lead admin", 200, 0, nil},
		}},
		"GET /v1/floor/cases": {"lead admin", reading, []asking{
			{"", func(*stage, desk.AgentID) (string, string) { return "/v1/floor/cases?figure=open", "" }, "lead admin", 200, 0, nil},
		}},
		"GET /v1/floor/curve": {"lead admin", reading, []asking{
			{"", func(*stage, desk.AgentID) (string, string) { return "/v1/floor/curve?figure=arrived&over=day", "" }, "lead admin", 200, 0, nil},
		}},
		"GET /v1/floor/heat": {"lead admin", reading, []asking{
			{"", func(*stage, desk.AgentID) (string, string) { return "/v1/floor/heat", "" }, "lead admin", 200, 0, nil},
		}},
		"GET /v1/report": {"lead admin", reading, []asking{
			{"", func(*stage, desk.AgentID) (string, string) { return "/v1/report", "" }, "lead admin", 200, 0, nil},
		}},
		"GET /v1/views": {all, reading, plain("/v1/views", 200)},
		"GET /v1/hints": {all, reading, plain("/v1/hints", 200)},

		"POST /v1/tickets": {all, "intake", []asking{
			{"", func(*stage, desk.AgentID) (string, string) {
				return "/v1/tickets", `{"from":{"name":"Kim"},"subject":"lamp","text":"hello"}`
			}, all, 201, 0, nil},
		}},
		"POST /v1/tickets/{id}/messages": {all, "intake", []asking{
			{"to a ticket that one brought in", func(s *stage, who desk.AgentID) (string, string) {
				return "/v1/tickets/" + s.brought(who).String() + "/messages", `{"text":"hello"}`
			}, all, 201, 0, nil},
			{"to a ticket that another brought in", func(s *stage, who desk.AgentID) (string, string) {
				return "/v1/tickets/" + s.brought(other(who)).String() + "/messages", `{"text":"hello"}`
			}, nobody, 404, 0, nil},
			{"to a ticket that nobody brought in", func(s *stage, _ desk.AgentID) (string, string) {
				return "/v1/tickets/" + s.near.ID.String() + "/messages", `{"text":"hello"}`
			}, nobody, 404, 0, nil},
			{"to none", func(*stage, desk.AgentID) (string, string) {
				return "/v1/tickets/" + desk.NewTicketID().String() + "/messages", `{"text":"hello"}`
			}, all, 404, 0, nil},
		}},

		"GET /v1/openapi.json": {anyone, every, plain("/v1/openapi.json", 200)},
		"GET /v1/docs":         {anyone, every, plain("/v1/docs", 200)},
		"GET /healthz":         {anyone, every, plain("/healthz", 200)},
		"GET /readyz":          {anyone, every, plain("/readyz", 200)},
		"GET /metrics":         {all, "metrics", plain("/metrics", 200)},

		"GET /v1/tickets/{id}": {all, reading, []asking{
			{"a ticket of one's group", func(s *stage, _ desk.AgentID) (string, string) { return "/v1/tickets/" + s.near.ID.String(), "" }, all, 200, 0, nil},
			{"a ticket of another group", func(s *stage, _ desk.AgentID) (string, string) { return "/v1/tickets/" + s.far.ID.String(), "" }, all, 200, 0, nil},
			{"no ticket", func(*stage, desk.AgentID) (string, string) { return "/v1/tickets/" + desk.NewTicketID().String(), "" }, all, 404, 0, nil},
		}},
		"GET /v1/customers/{id}": {all, reading, []asking{
			{"a customer", func(s *stage, _ desk.AgentID) (string, string) {
				return "/v1/customers/" + s.near.Requester.String(), ""
			}, all, 200, 0, nil},
		}},
		"POST /v1/ops": {all, work, []asking{
			{"in one's own name", func(s *stage, who desk.AgentID) (string, string) { return "/v1/ops", s.follows(who) }, all, 200, 0, nil},
			{"in another's name", func(s *stage, who desk.AgentID) (string, string) { return "/v1/ops", s.follows(other(who)) }, nobody, 403, 0, nil},
			{"in the desk's name", func(s *stage, _ desk.AgentID) (string, string) { return "/v1/ops", s.follows(desk.System) }, nobody, 403, 0, nil},
		}},
		"GET /v1/ops/{id}": {all, reading, []asking{
			{"one's own", func(s *stage, who desk.AgentID) (string, string) { return "/v1/ops/" + s.ops[who].String(), "" }, all, 200, 0, nil},
			{"another's", func(s *stage, who desk.AgentID) (string, string) { return "/v1/ops/" + s.ops[other(who)].String(), "" }, nobody, 404, 0, nil},
		}},
		"POST /v1/presence": {all, work, []asking{
			{"", func(s *stage, _ desk.AgentID) (string, string) {
				return "/v1/presence", asJSON(s.t, api.Announcement{Ticket: s.near.ID, Doing: desk.Viewing})
			}, all, 204, 0, nil},
		}},
		"POST /v1/attachments": {all, "work intake", []asking{
			{"", func(_ *stage, who desk.AgentID) (string, string) {
				return "/v1/attachments", "brought by " + string(who)
			}, all, 201, 0, nil},
		}},
		"GET /v1/attachments/{id}": {all, reading, []asking{
			{"what one brought", func(_ *stage, who desk.AgentID) (string, string) { return fileAt("of " + string(who)), "" }, all, 200, 0, nil},
			{"what another brought", func(_ *stage, who desk.AgentID) (string, string) { return fileAt("of " + string(other(who))), "" }, nobody, 404, 0, nil},
			{"what a message has", func(*stage, desk.AgentID) (string, string) { return fileAt("said"), "" }, all, 200, 0, nil},
		}},
		"GET /v1/people": {admins, "people", plain("/v1/people", 200)},
		"POST /v1/people": {admins, "people", []asking{
			{"", func(*stage, desk.AgentID) (string, string) {
				return "/v1/people", `{"agent":"new","role":"agent"}`
			}, admins, 200, 0, nil},
		}},
		"GET /v1/people/{id}": {all, "work read people", []asking{
			{"oneself", func(_ *stage, who desk.AgentID) (string, string) { return "/v1/people/" + string(who), "" }, all, 200, 0, nil},
			{"somebody else", func(_ *stage, who desk.AgentID) (string, string) { return "/v1/people/" + string(other(who)), "" }, admins, 200, 0, nil},
			{"nobody", func(*stage, desk.AgentID) (string, string) { return "/v1/people/zoe", "" }, nobody, 404, 0, nil},
		}},
		"PATCH /v1/people/{id}": {"lead admin", "people", []asking{
			changes("groups", func(a desk.Agent) string {
				return either(len(a.Groups) > 0, `{"groups":["near"]}`, `{"groups":[]}`)
			}, "lead admin"),
			changes("role", func(a desk.Agent) string {
				return either(a.Role == desk.RoleLead, `{"role":"lead"}`, `{"role":"agent"}`)
			}, admins),
			changes("name", func(a desk.Agent) string {
				return either(a.Name == desk.Foreign("B"), `{"name":"B"}`, `{"name":"C"}`)
			}, admins),
			changes("standing", func(a desk.Agent) string {
				return either(a.Disabled, `{"disabled":true}`, `{"disabled":false}`)
			}, admins),
			changes("groups and its role", func(a desk.Agent) string {
				return either(a.Role == desk.RoleLead, `{"groups":["a"],"role":"lead"}`, `{"groups":["b"],"role":"agent"}`)
			}, admins),
		}},
		"POST /v1/people/{id}/tokens": {admins, "people", []asking{
			{"for oneself", func(_ *stage, who desk.AgentID) (string, string) {
				return "/v1/people/" + string(who) + "/tokens", `{"label":"one","scopes":["people"]}`
			}, admins, 201, 0, nil},
			{"for another", func(*stage, desk.AgentID) (string, string) {
				return "/v1/people/ann/tokens", `{"label":"one","scopes":["people"]}`
			}, admins, 201, 0, nil},
			{"for what it is not for itself", func(*stage, desk.AgentID) (string, string) {
				return "/v1/people/ann/tokens", `{"label":"one"}`
			}, nobody, 403, 0, nil},
			{"for more than it is for itself", func(_ *stage, who desk.AgentID) (string, string) {
				return "/v1/people/" + string(who) + "/tokens", `{"label":"one","scopes":["audit","people","work"]}`
			}, nobody, 403, 0, []api.Scope{api.ScopeWork}},
			{"for all that it is for", func(_ *stage, who desk.AgentID) (string, string) {
				return "/v1/people/" + string(who) + "/tokens", `{"label":"one","scopes":["people","read","work"]}`
			}, admins, 201, 0, []api.Scope{api.ScopeWork}},
		}},
		"DELETE /v1/people/{id}/tokens": {all, "work people", []asking{
			{"of another", func(*stage, desk.AgentID) (string, string) { return "/v1/people/ann/tokens", "" }, admins, 204, 0, nil},
		}},
		"DELETE /v1/people/{id}/tokens/{token}": {all, "work people", []asking{
			{"of oneself", func(s *stage, who desk.AgentID) (string, string) { return s.spare(who), "" }, all, 204, 0, nil},
			{"of another", func(s *stage, _ desk.AgentID) (string, string) { return s.spare("ben"), "" }, admins, 204, 0, nil},
			{"that there is not", func(_ *stage, who desk.AgentID) (string, string) {
				return "/v1/people/" + string(who) + "/tokens/0123456789abcdef", ""
			}, nobody, 404, 0, nil},
		}},
		"POST /v1/people/{id}/keys": {admins, "people", []asking{
			{"for another", func(s *stage, _ desk.AgentID) (string, string) {
				return "/v1/people/ben/keys", asJSON(s.t, api.KeyAsk{Line: someKey})
			}, admins, 201, 0, []api.Scope{api.ScopeWork}},
			{"for work that the token is not for", func(s *stage, _ desk.AgentID) (string, string) {
				return "/v1/people/ben/keys", asJSON(s.t, api.KeyAsk{Line: someKey})
			}, nobody, 403, 0, nil},
		}},
		"DELETE /v1/people/{id}/keys/{key}": {all, "work people", []asking{
			{"of another", func(s *stage, _ desk.AgentID) (string, string) { return "/v1/people/ben/keys/" + s.key("ben"), "" }, admins, 204, 0, nil},
			{"of oneself", func(s *stage, who desk.AgentID) (string, string) {
				return "/v1/people/" + string(who) + "/keys/" + s.key(who), ""
			}, all, 204, 0, nil},
		}},
		"DELETE /v1/session": {all, "work read people audit intake metrics", plain("/v1/session", 204)},
		"GET /v1/audit":      {admins, "audit", plain("/v1/audit", 200)},
	}
}

// changes is a change of ben's account that is not as it is. That somebody may not make it is
// said, for the account itself is there for them.
func changes(part string, from func(desk.Agent) string, roles string) asking {
	return asking{what: "its " + part, of: func(s *stage, _ desk.AgentID) (string, string) {
		one, err := s.store.Person(s.t.Context(), "ben")
		if err != nil {
			s.t.Fatal(err)
		}
		return "/v1/people/ben", from(one.Agent)
	}, roles: roles, want: 200, no: 403}
}

// either is one of two, the one that it is not.
func either(is bool, one, two string) string {
	if is {
		return two
	}
	return one
}

// someKey is a public key.
const someKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f ben@laptop"

// stage is a desk with an account of every role, named like it, and something of everybody's.
type stage struct {
	*bench
	t         *testing.T
	near, far desk.Ticket // of the group that everybody here is in, and of another
	ops       map[desk.AgentID]desk.OpID
	tokens    map[desk.AgentID]map[api.Scope]string
}

func roles() []desk.Role {
	return []desk.Role{desk.RoleAgent, desk.RoleLead, desk.RoleTrainer, desk.RoleAdmin, desk.RoleWall}
}

// other is a colleague of another role.
func other(who desk.AgentID) desk.AgentID {
	if who == "lead" {
		return "agent"
	}
	return "lead"
}

func fileAt(text string) string {
	id := sha256.Sum256([]byte(text))
	return "/v1/attachments/" + hex.EncodeToString(id[:])
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{bench: newBench(t), t: t, ops: map[desk.AgentID]desk.OpID{}, tokens: map[desk.AgentID]map[api.Scope]string{}}
	s.near, s.far = s.ticket(t, "near"), s.ticket(t, "far")
	for _, role := range roles() {
		who := desk.AgentID(role)
		if err := s.store.AddAgent(t.Context(), desk.Agent{ID: who, Role: role, Groups: []desk.GroupID{"near"}}); err != nil {
			t.Fatal(err)
		}
		s.tokens[who] = map[api.Scope]string{}
		if _, _, err := s.store.Keep(t.Context(), who, desk.FileID{}, strings.NewReader("of "+string(who))); err != nil {
			t.Fatal(err)
		}
		op := by(s.near, desk.Follow{})
		op.Actor = who
		s.do(t, op)
		s.ops[who] = op.ID
	}
	if _, _, err := s.store.Keep(t.Context(), "ann", desk.FileID{}, strings.NewReader("said")); err != nil {
		t.Fatal(err)
	}
	s.do(t, by(s.near, desk.Note{Text: desk.Foreign("see"), Attachments: []desk.Attachment{fileOf("said.txt", "said")}}))
	for ticket, group := range map[desk.TicketID]desk.GroupID{s.near.ID: "near", s.far.ID: "far"} {
		op := by(s.thread(t, ticket).Tickets[0], desk.Assign{Group: group})
		s.do(t, op)
	}
	return s
}

// brought is the ticket that somebody brought in; a wall none.
func (s *stage) brought(who desk.AgentID) desk.TicketID {
	s.t.Helper()
	if who == desk.AgentID(desk.RoleWall) {
		return s.near.ID
	}
	p, err := s.store.As(s.t.Context(), who)
	if err != nil {
		s.t.Fatal(err)
	}
	v, err := s.store.TakeTicket(s.t.Context(), p, "one", api.NewTicket{
		From: api.Sender{Name: desk.Foreign("Kim")}, Subject: desk.Foreign("lamp"), Text: desk.Foreign("hello"),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return v.Ticket.ID
}

// follows is an operation in somebody's name.
func (s *stage) follows(who desk.AgentID) string {
	op := by(s.far, desk.Follow{})
	op.Actor = who
	return asJSON(s.t, op)
}

// good is somebody's token for something, and a new one where that was given back or is to be for
// more.
func (s *stage) good(who desk.AgentID, scope api.Scope, also ...api.Scope) string {
	s.t.Helper()
	if len(also) > 0 {
		k, err := s.store.NewToken(s.t.Context(), who, "wide", 0, append([]api.Scope{scope}, also...)...)
		if err != nil {
			s.t.Fatal(err)
		}
		return k.Text
	}
	if _, err := s.store.Authenticate(s.t.Context(), s.tokens[who][scope]); err == nil {
		return s.tokens[who][scope]
	}
	k, err := s.store.NewToken(s.t.Context(), who, "", 0, scope)
	if err != nil {
		s.t.Fatal(err)
	}
	s.tokens[who][scope] = k.Text
	return k.Text
}

// spare is where a fresh token of somebody's lies.
func (s *stage) spare(who desk.AgentID) string {
	s.t.Helper()
	if _, err := s.store.NewToken(s.t.Context(), who, "spare", 0); err != nil {
		s.t.Fatal(err)
	}
	one, err := s.store.Person(s.t.Context(), who)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, k := range one.Tokens {
		if k.Label == "spare" {
			return "/v1/people/" + string(who) + "/tokens/" + k.ID
		}
	}
	s.t.Fatal("there is no spare token")
	return ""
}

// key gives somebody the one key there is here, and returns its id.
func (s *stage) key(who desk.AgentID) string {
	s.t.Helper()
	boss, err := s.store.As(s.t.Context(), desk.System)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, role := range append(roles(), "ben") {
		one, err := s.store.Person(s.t.Context(), desk.AgentID(role))
		if err != nil {
			s.t.Fatal(err)
		}
		for _, k := range one.Keys {
			if err := s.store.DropKey(s.t.Context(), boss, one.Agent.ID, k.ID); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	k, err := s.store.AddKey(s.t.Context(), boss, who, someKey)
	if err != nil {
		s.t.Fatal(err)
	}
	return k.ID
}

// request sends what is asked, with a token or none, and returns the status.
func (s *stage) request(method, path, token, body string) int {
	s.t.Helper()
	ctx, cancel := context.WithCancel(s.t.Context())
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, "http://desk"+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", api.TypeJSON)
	if strings.HasPrefix(path, api.Tickets) && method == http.MethodPost {
		req.Header.Set(api.HeaderIdempotency, desk.NewID().String())
	}
	if path == api.Files {
		sum := sha256.Sum256([]byte(body))
		req.Header.Set("Content-Type", api.TypeFile)
		req.Header.Set(api.HeaderFile, hex.EncodeToString(sum[:]))
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := s.server.Transport("").RoundTrip(req)
	if err != nil {
		s.t.Fatal(err)
	}
	_ = res.Body.Close()
	return res.StatusCode
}

func TestWhoMayDoWhatIsWhatTheMatrixSays(t *testing.T) {
	s := newStage(t)
	known := accesses()
	for _, pattern := range s.server.Patterns() {
		a, there := known[pattern]
		if !there {
			t.Errorf("%s: nobody has said who may take it: give it a row in the matrix", pattern)
		}
		delete(known, pattern)
		method, _, _ := strings.Cut(pattern, " ")
		for _, ask := range a.asks {
			s.holds(method, pattern, a, ask)
		}
	}
	for pattern := range known {
		t.Errorf("%s: there is no such route", pattern)
	}
}

// holds looks what one request is answered for everybody, with every token.
func (s *stage) holds(method, pattern string, a access, ask asking) {
	s.t.Helper()
	has := func(list string, name string) bool { return slices.Contains(strings.Fields(list), name) }
	path, body := ask.of(s, "agent")
	if got := s.request(method, path, "", body); (got == http.StatusUnauthorized) == has(a.roles, "nobody") {
		s.t.Errorf("%s %s: somebody without a token: %d", pattern, ask.what, got)
	}
	for _, role := range roles() {
		for _, scope := range api.Scopes() {
			path, body := ask.of(s, desk.AgentID(role))
			want := http.StatusForbidden
			switch {
			case !has(a.roles, string(role)) || !has(a.scopes, string(scope)) && !slices.ContainsFunc(ask.also, func(s api.Scope) bool { return has(a.scopes, string(s)) }):
			case has(ask.roles, string(role)) || ask.roles == nobody:
				want = ask.want
			default:
				want = cmp.Or(ask.no, http.StatusNotFound)
			}
			if got := s.request(method, path, s.good(desk.AgentID(role), scope, ask.also...), body); got != want {
				s.t.Errorf("%s %s: %s with a token for %s: %d, want %d", pattern, ask.what, role, scope, got, want)
			}
		}
	}
}
