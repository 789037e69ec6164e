package backend_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/format"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend/openapi"
)

// generator writes a client in Go out of a document and nothing else.
type generator struct {
	doc *openapi.Document
	bytes.Buffer
}

// camel is a name of the document as Go writes it: op_id is OpID.
func camel(name string) string {
	var b strings.Builder
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == '-' || r == '/' || r == '.' }) {
		if part == "id" {
			part = "ID"
		}
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

func (g *generator) line(format string, args ...any) { fmt.Fprintf(g, format+"\n", args...) }

// typeOf is the type in Go of a schema.
func typeOf(s *openapi.Schema) string {
	switch {
	case s.RefersTo() != "":
		return s.RefersTo()
	case s.Type == "array":
		return "[]" + typeOf(s.Items)
	case s.Type == "string" && s.Format == "date-time":
		return "time.Time"
	case s.Type == "string":
		return "string"
	case s.Type == "integer":
		return "int64"
	case s.Type == "boolean":
		return "bool"
	default:
		return "any"
	}
}

func (g *generator) schema(name string, s *openapi.Schema) {
	if s.Type != "object" || len(s.Properties) == 0 {
		g.line("type %s %s", name, typeOf(s))
		return
	}
	var made []string
	g.line("type %s struct {", name)
	for _, p := range slices.Sorted(maps.Keys(s.Properties)) {
		of, tag := s.Properties[p], p
		if !slices.Contains(s.Required, p) {
			tag += ",omitzero"
		}
		g.line("%s %s `json:%q`", camel(p), typeOf(of), tag)
		if of.Const != nil {
			made = append(made, fmt.Sprintf("%s: %q", camel(p), of.Const))
		}
	}
	g.line("}")
	if len(made) > 0 {
		g.line("func New%s() %s { return %s{%s} }", name, name, name, strings.Join(made, ", "))
	}
}

// content is the schema of a body as JSON.
func content(all map[string]openapi.Content) *openapi.Schema {
	for media, c := range all {
		if media == "application/json" {
			return c.Schema
		}
	}
	return nil
}

func (g *generator) operation(method, path string, o *openapi.Operation) {
	var answer *openapi.Schema
	for _, status := range []string{"200", "201"} {
		if a := o.Answers[status]; a != nil && answer == nil {
			answer = content(a.Content)
		}
	}
	if answer == nil || typeOf(answer) == "any" {
		return // it answers no record
	}
	name := camel(o.ID)
	g.line("type %sParams struct {", name)
	for _, p := range o.Parameters {
		g.line("%s %s", camel(p.Name), typeOf(p.Schema))
	}
	g.line("}")
	takes, body := "", "nil"
	if o.Body != nil {
		s := content(o.Body.Content)
		if s == nil {
			return
		}
		takes, body = ", body "+typeOf(s), "body"
	}
	g.line("func (c *Client) %s(p %sParams%s) (answer %s, err error) {", name, name, takes, typeOf(answer))
	g.line("path, q, h := %q, url.Values{}, http.Header{}", path)
	for _, p := range o.Parameters {
		value := fmt.Sprintf("fmt.Sprint(p.%s)", camel(p.Name))
		switch p.In {
		case "path":
			g.line("path = strings.Replace(path, %q, url.PathEscape(%s), 1)", "{"+p.Name+"}", value)
		default:
			g.line("if v := %s; v != \"\" && v != \"0\" { map[string]map[string][]string{\"query\": q, \"header\": h}[%q][%q] = []string{v} }", value, p.In, p.Name)
		}
	}
	g.line("err = c.do(%q, path, q, h, %s, &answer)\nreturn answer, err\n}", method, body)
}

// write writes the client.
func (g *generator) write() {
	g.WriteString(`package main

import ("bytes"; "encoding/json"; "fmt"; "net/http"; "net/url"; "os"; "strings"; "time"; "crypto/rand"; "encoding/hex")

type Client struct { Base, Token string }

func (p Problem) Error() string { return fmt.Sprintf("%d %s", p.Status, p.Code) }

func (c *Client) do(method, path string, q url.Values, h http.Header, body, answer any) error {
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil { return err }
		h.Set("Content-Type", "application/json")
	}
	r, err := http.NewRequest(method, c.Base+path+"?"+q.Encode(), bytes.NewReader(text))
	if err != nil { return err }
	r.Header = h
	r.Header.Set("Authorization", "Bearer "+c.Token)
	res, err := http.DefaultClient.Do(r)
	if err != nil { return err }
	defer res.Body.Close()
	if strings.HasPrefix(res.Header.Get("Content-Type"), "application/problem+json") {
		var p Problem
		if err := json.NewDecoder(res.Body).Decode(&p); err != nil { return err }
		return p
	}
	return json.NewDecoder(res.Body).Decode(answer)
}
`)
	for _, name := range slices.Sorted(maps.Keys(g.doc.Components.Schemas)) {
		g.schema(name, g.doc.Components.Schemas[name])
	}
	for _, path := range slices.Sorted(maps.Keys(g.doc.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(g.doc.Paths[path])) {
			g.operation(strings.ToUpper(method), path, g.doc.Paths[path][method])
		}
	}
}

// story is what somebody writes who has such a client.
const story = `
func main() {
	c := &Client{os.Args[1], os.Args[2]}
	id := make([]byte, 16)
	fresh := func() OpID { rand.Read(id); return OpID(hex.EncodeToString(id)) }
	me, err := c.Describe(DescribeParams{})
	list, err2 := c.ListTickets(ListTicketsParams{View: "unassigned", Limit: 1})
	if err != nil || err2 != nil || len(list.Tickets) != 1 { fmt.Println(err, err2, list); os.Exit(1) }
	claim := NewOpAssign()
	claim.OpID, claim.Ticket, claim.Base, claim.Actor, claim.At = fresh(), list.Tickets[0].ID, list.Tickets[0].Version, me.Agent.ID, time.Now()
	claim.Intent.To = me.Agent.ID
	v, err := c.Operate(OperateParams{}, claim)
	if err != nil || v.Outcome != "applied" { fmt.Println("claim:", err, v); os.Exit(1) }
	page, err := c.GetTicket(GetTicketParams{ID: claim.Ticket})
	if err != nil || len(page.Messages) == 0 { fmt.Println(err, page); os.Exit(1) }
	reply := NewOpReply()
	reply.OpID, reply.Ticket, reply.Base, reply.Actor, reply.At = fresh(), claim.Ticket, page.Tickets[0].Version, me.Agent.ID, time.Now()
	reply.SeenThrough = page.Tickets[0].LastMessage
	reply.Intent.Text = "Hello " + page.Tickets[0].RequesterName + ", we look into it."
	v, err = c.Operate(OperateParams{IdempotencyKey: reply.OpID}, reply)
	if err != nil || v.Outcome != "applied" { fmt.Println("reply:", err, v); os.Exit(1) }
	reply.Intent.Text = "something else"
	_, err = c.Operate(OperateParams{}, reply)
	p, ok := err.(Problem)
	if !ok || p.Code != "payload_differs" || p.Retry != "fix" { fmt.Println("again:", err); os.Exit(1) }
	fmt.Print("answered ", v.Ticket.Status)
}
`

func TestAClientMadeOfTheDocumentClaimsATicketAndAnswersIt(t *testing.T) {
	b := newBench(t)
	k := b.ticket(t, "hello")
	s := httptest.NewServer(b.server.Handler())
	defer s.Close()
	res, err := http.Get(s.URL + api.Document)
	if err != nil {
		t.Fatal(err)
	}
	g := &generator{doc: &openapi.Document{}}
	if err := json.NewDecoder(res.Body).Decode(g.doc); err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	g.write()
	g.WriteString(story)
	source, err := format.Source(g.Bytes())
	if err != nil {
		t.Fatalf("%v\n%s", err, g.String())
	}
	file := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(file, source, 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), "go", "run", file, s.URL, b.token(t, "ann", 0))
	run.Dir = filepath.Dir(file)
	run.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	if out, err := run.CombinedOutput(); err != nil || string(out) != "answered pending" {
		t.Fatalf("%v: %s", err, out)
	}
	page := b.thread(t, k.ID)
	last := page.Messages[len(page.Messages)-1]
	for _, m := range page.Messages {
		if m.Kind == desk.FromAgent {
			last = m
		}
	}
	if page.Tickets[0].Assignee != "ann" || page.Tickets[0].Status != desk.Pending || last.Kind != desk.FromAgent || !strings.Contains(last.Text.Raw(), "we look into it") {
		t.Errorf("%s %s %+v", page.Tickets[0].Assignee, page.Tickets[0].Status, last)
	}
}
