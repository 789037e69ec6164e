package backend

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"sync"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend/openapi"
	"github.com/heed-desk/heed/internal/metrics"
)

// notes are what the comments in the sources say of the records.
//
//go:generate go test . -run TestWhatTheDocumentSaysOfRecordsIsWhatTheSourcesSay -write
//go:embed notes.json
var notes []byte

// described is the API as it is described, made when it is first asked for.
type described struct {
	once     sync.Once
	document page
	manual   page
	err      error
}

// page is something that is the same for everybody.
type page struct {
	kind, tag string
	policy    string // what a browser may do with it
	text      []byte
}

func newPage(kind, policy string, text []byte) page {
	sum := sha256.Sum256(text)
	return page{kind: kind, policy: policy, text: text, tag: `"` + hex.EncodeToString(sum[:8]) + `"`}
}

func (p page) answer(w http.ResponseWriter, r *http.Request) error {
	h := w.Header()
	h.Set("Cache-Control", "no-cache") // it may be kept, and is asked for again
	h.Set("Content-Security-Policy", p.policy)
	return answerTagged(w, r, p.tag, func() error {
		h.Set("Content-Type", p.kind)
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write(p.text) // who asked is gone: nobody is left to tell
		return nil
	})
}

// bare is the policy of what is no page.
const bare = "default-src 'none'; frame-ancestors 'none'"

func (s *Server) describedOnce() *described {
	d := &s.described
	d.once.Do(func() {
		of, err := s.api()
		if err != nil {
			d.err = err
			return
		}
		doc, err := openapi.Describe(of)
		if err != nil {
			d.err = err
			return
		}
		var text bytes.Buffer
		out := json.NewEncoder(&text)
		out.SetEscapeHTML(false)
		out.SetIndent("", " ")
		if d.err = out.Encode(doc); d.err != nil {
			return
		}
		d.document = newPage(api.TypeJSON, bare, text.Bytes())
		var html []byte
		var policy string
		html, policy, d.err = openapi.Page(doc)
		d.manual = newPage(api.TypePage, policy, html)
	})
	return d
}

func (s *Server) document(w http.ResponseWriter, r *http.Request, _ Principal) error {
	d := s.describedOnce()
	if d.err != nil {
		return d.err
	}
	return d.document.answer(w, r)
}

func (s *Server) manual(w http.ResponseWriter, r *http.Request, _ Principal) error {
	d := s.describedOnce()
	if d.err != nil {
		return d.err
	}
	return d.manual.answer(w, r)
}

// api is everything that the document says.
func (s *Server) api() (openapi.API, error) {
	all := openapi.API{
		Info: openapi.Info{Title: "The desk of heed", Version: api.APIVersion, Description: introduction},
		Problem: openapi.Result{
			Says: "Something is wrong with the request, or with the desk. The code says what, and the class of retry what to do about it.",
			Headers: []openapi.Param{
				{Name: "Retry-After", Says: "How many seconds to wait before the same again.", Of: 0},
				{Name: "RateLimit-Limit", Says: "How many requests this token may make in a minute. It is on every answer to a token.", Of: 0},
				{Name: "RateLimit-Remaining", Says: "How many of them it may make now.", Of: 0},
				{Name: "RateLimit-Reset", Says: "In how many seconds it may make all of them again.", Of: 0},
			},
			Payload: asProblem(api.Problem{}),
		},
		Bearer: "A token of an account of the desk, in the header Authorization: Bearer " + api.TokenPrefix + "...",
		Types:  wireTypes(),
	}
	for _, r := range s.routes() {
		all.Routes = append(all.Routes, r.about)
	}
	return all, json.Unmarshal(notes, &all.Types.Notes)
}

const introduction = `The API of a desk: JSON over HTTP. Every answer has the header ` + "`Heed-Desk`" + `, and ` + "`Heed-Time`" + ` with the desk's clock in Unix milliseconds.

Whatever is an error comes as ` + "`application/problem+json`" + ` (RFC 9457) with a code that does not change, the field of the request that it is about, and a class of retry: the same again later (retry), not before something about it changed (fix), a person must decide (ask), or never, as it was done once (never).

A request may hold nothing that is not described here: an unknown field or query is refused. An answer may come to hold more: pass over what you do not know.`

// wireTypes are what reflection cannot tell of the records.
func wireTypes() openapi.Types {
	return openapi.Types{
		As: map[reflect.Type]openapi.Schema{
			reflect.TypeFor[desk.Untrusted]():  {Type: "string"},
			reflect.TypeFor[desk.OpID]():       id(),
			reflect.TypeFor[desk.TicketID]():   id(),
			reflect.TypeFor[desk.CustomerID](): id(),
			reflect.TypeFor[desk.CannedID]():   id(),
			reflect.TypeFor[desk.FileID]():     {Type: "string", Pattern: "^([0-9a-f]{64})?$"},
			reflect.TypeFor[api.Hash]():        {Type: "string", Pattern: "^([0-9a-f]{64})?$"},
			reflect.TypeFor[desk.AgentID]():    {Type: "string", MaxLength: desk.MaxName},
			reflect.TypeFor[desk.GroupID]():    {Type: "string", MaxLength: desk.MaxName},
		},
		OneOf: map[reflect.Type]openapi.Choice{reflect.TypeFor[desk.Op](): operations()},
		Named: map[reflect.Type]string{
			reflect.TypeFor[desk.Problem](): "Reason", reflect.TypeFor[desk.Code](): "ReasonCode",
			reflect.TypeFor[desk.Untrusted](): "Text", reflect.TypeFor[api.Code](): "ProblemCode", reflect.TypeFor[api.Turned](): "TurnedDown",
			reflect.TypeFor[metrics.Target](): "TargetKept", reflect.TypeFor[metrics.Name](): "Figure", reflect.TypeFor[metrics.Scope](): "Part", reflect.TypeFor[metrics.By](): "PartedBy", reflect.TypeFor[metrics.Part](): "PartOfReport",
		},
		Closed: []reflect.Type{
			reflect.TypeFor[desk.Status](), reflect.TypeFor[desk.Outcome](), reflect.TypeFor[desk.Role](), reflect.TypeFor[desk.Doing](),
			reflect.TypeFor[desk.Level](), reflect.TypeFor[desk.Priority](), reflect.TypeFor[api.Retry](), reflect.TypeFor[api.Scope](), reflect.TypeFor[desk.AddressRole](),
		},
		Some: []reflect.Type{reflect.TypeFor[api.Sender]()},
	}
}

// id is how 128 bits are written.
func id() openapi.Schema { return openapi.Schema{Type: "string", Pattern: "^([0-9a-fA-F]{32})?$"} }

// operations are what an agent may do; what only the desk does itself is not among them.
func operations() openapi.Choice {
	c := openapi.Choice{By: "kind"}
	for _, in := range desk.IntentsOf(desk.RightsOf(desk.RoleAdmin)) {
		v := openapi.Variant{Name: "Op" + reflect.TypeOf(in).Name(), Value: string(in.Kind()), Shape: desk.OpShape(), Field: "intent", Of: in}
		if !(desk.Op{Intent: in}).OfDesk() {
			v.Needs = append(v.Needs, "ticket")
		}
		if slices.ContainsFunc(reflect.VisibleFields(reflect.TypeOf(in)), desk.Needed) {
			v.Needs = append(v.Needs, "intent")
		}
		c.Among = append(c.Among, v)
	}
	return c
}
