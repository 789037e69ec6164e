package backend_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/backend/openapi"
)

// prober makes requests of a desk's document, out of any bytes: as the document says, and not
// quite so.
type prober struct {
	*bench
	t      testing.TB
	server *backend.Server
	doc    *openapi.Document
	ways   []way
	ticket desk.Ticket
	tokens []string
	dice   []byte
	strict *openapi3.T // answers are held to it, where it is there
}

// way is a route as the document has it.
type way struct {
	method, path string
	op           *openapi.Operation
}

func newProber(t testing.TB) *prober {
	t.Helper()
	p := &prober{bench: newBench(t), t: t, doc: &openapi.Document{}}
	p.server = backend.New(p.store, backend.Options{Version: "test", Rate: backend.Unpaced})
	t.Cleanup(p.server.Close)
	p.ticket = p.bench.ticket(t, "hello")
	w := httptest.NewRecorder()
	p.server.Handler().ServeHTTP(w, httptest.NewRequestWithContext(context.Background(), http.MethodGet, api.Document, nil))
	if err := json.Unmarshal(w.Body.Bytes(), p.doc); err != nil || w.Code != http.StatusOK {
		t.Fatal(w.Code, err)
	}
	for _, path := range slices.Sorted(maps.Keys(p.doc.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(p.doc.Paths[path])) {
			p.ways = append(p.ways, way{strings.ToUpper(method), path, p.doc.Paths[path][method]})
		}
	}
	p.enrol()
	return p
}

// enrol gives everybody their accounts and tokens, also after a request has taken them away.
func (p *prober) enrol() {
	p.tokens = []string{""}
	for _, a := range []desk.Agent{{ID: "ann", Role: desk.RoleAgent}, {ID: "lead", Role: desk.RoleLead}, {ID: "root", Role: desk.RoleAdmin}} {
		a.Name = desk.Foreign(string(a.ID))
		if err := p.store.AddAgent(context.Background(), a); err != nil {
			p.t.Fatal(err)
		}
		k, err := p.store.NewToken(context.Background(), a.ID, "", 0, api.Scopes()...)
		if err != nil {
			p.t.Fatal(err)
		}
		p.tokens = append(p.tokens, k.Text)
	}
}

// roll is the next of the bytes, below n.
func (p *prober) roll(n int) int {
	if len(p.dice) == 0 {
		return 0
	}
	b := p.dice[0]
	p.dice = p.dice[1:]
	return int(b) % n
}

// word is a text: of those that mean something here, or what the bytes have.
func (p *prober) word() string {
	known := []string{
		"", p.ticket.ID.String(), p.ticket.Requester.String(), desk.NewOpID().String(), "ann", "mine", "assign", "open", "kim@example.com", "work",
		"\x00", "\u202e", strings.Repeat("long", 300), "*", `"x"`, "1", "-1", "2026-03-01T09:00:00Z", "9999999999999999999", "'; DROP TABLE desk; --",
	}
	if i := p.roll(len(known) + 4); i < len(known) {
		return known[i]
	}
	n := min(p.roll(40), len(p.dice))
	text := string(p.dice[:n])
	p.dice = p.dice[n:]
	return text
}

// value is what a schema describes, or now and then something else.
func (p *prober) value(s *openapi.Schema, depth int) any {
	if name := s.RefersTo(); name != "" {
		s = p.doc.Components.Schemas[name]
	}
	if depth > 6 || p.roll(24) == 23 {
		return []any{nil, true, -1, 1e300, p.word(), []any{nil}, map[string]any{"mood": 1}}[p.roll(7)]
	}
	switch {
	case len(s.OneOf) > 0:
		return p.value(s.OneOf[p.roll(len(s.OneOf))], depth+1)
	case s.Const != nil:
		return s.Const
	case len(s.Enum) > 0:
		return s.Enum[p.roll(len(s.Enum))]
	}
	switch s.Type {
	case "object":
		return p.object(s, depth)
	case "array":
		all := []any{}
		for range max(s.MinItems, p.roll(3)) {
			all = append(all, p.value(s.Items, depth+1))
		}
		return all
	case "integer":
		return []int64{0, 1, -1, 2, 7, 1 << 40, 1<<63 - 1}[p.roll(7)]
	case "boolean":
		return p.roll(2) == 1
	case "string":
		return p.text(s)
	default:
		return p.word()
	}
}

func (p *prober) text(s *openapi.Schema) string {
	switch {
	case p.roll(8) == 7:
		return p.word()
	case s.Format == "date-time":
		return time.Now().UTC().Format(time.RFC3339)
	case strings.Contains(s.Pattern, "{32}"):
		return []string{desk.NewOpID().String(), p.ticket.ID.String(), p.ticket.Requester.String()}[p.roll(3)]
	case strings.Contains(s.Pattern, "{64}"):
		return strings.Repeat("ab", 32)
	default:
		return p.word()
	}
}

func (p *prober) object(s *openapi.Schema, depth int) any {
	o := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		switch {
		case name == "actor":
			o[name] = []string{"ann", "lead", "root"}[p.roll(3)]
		case slices.Contains(s.Required, name) && p.roll(16) != 15 || p.roll(2) == 1:
			o[name] = p.value(s.Properties[name], depth+1)
		}
	}
	if p.roll(24) == 23 {
		o[p.word()] = p.word()
	}
	return o
}

// request is one of a route.
func (p *prober) request(ctx context.Context, w way) *http.Request {
	path, q, header := w.path, url.Values{}, http.Header{}
	for _, param := range w.op.Parameters {
		text := p.text(param.Schema)
		switch {
		case param.In == "path":
			path = strings.Replace(path, "{"+param.Name+"}", url.PathEscape(text), 1)
		case !param.Required && p.roll(2) == 0:
		case param.In == "query":
			q.Set(param.Name, text)
		case !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r >= 0x7f }):
			header.Set(param.Name, text)
		}
	}
	if p.roll(16) == 15 {
		q.Set(p.word(), p.word())
	}
	body, kind := p.body(w, header)
	target := path
	if len(q) > 0 {
		target += "?" + q.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, w.method, "http://desk"+target, bytes.NewReader(body))
	if err != nil {
		return nil // what no client could send
	}
	r.RequestURI = target
	maps.Copy(r.Header, header)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	if token := p.tokens[p.roll(len(p.tokens))]; token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return r
}

func (p *prober) body(w way, header http.Header) (body []byte, kind string) {
	if w.op.Body == nil {
		return nil, ""
	}
	for kind, c := range w.op.Body.Content {
		if kind == api.TypeFile {
			body := []byte(p.word())
			if sum := sha256.Sum256(body); p.roll(4) != 3 {
				header.Set(api.HeaderFile, hex.EncodeToString(sum[:]))
			}
			return body, kind
		}
		body, err := json.Marshal(p.value(c.Schema, 0))
		if err != nil {
			p.t.Fatal(err)
		}
		if len(body) > 0 && p.roll(24) == 23 {
			body = body[:len(body)-1-p.roll(len(body))]
		}
		return body, kind
	}
	return nil, ""
}

// probe makes one request and looks at the answer. It returns the route and the status.
func (p *prober) probe(dice []byte) (string, int) {
	p.dice = dice
	w := p.ways[p.roll(len(p.ways))]
	ctx, leave := context.WithTimeout(context.Background(), time.Minute)
	defer leave()
	r := p.request(ctx, w)
	if r == nil {
		return "", 0
	}
	sent, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(sent))
	out := httptest.NewRecorder()
	var to http.ResponseWriter = out
	if w.path == api.Hints {
		to = leaver{out, leave} // it ends only when somebody leaves
	}
	func() {
		defer func() {
			if v := recover(); v != nil && v != http.ErrAbortHandler { //nolint:errorlint // it is panicked with as it is
				panic(v)
			}
		}()
		p.server.Handler().ServeHTTP(to, r)
	}()
	name := w.method + " " + w.path
	var problem api.Problem
	switch {
	case out.Code == http.StatusInternalServerError:
		p.t.Errorf("%s %s: %d %s\n%s", r.Method, r.RequestURI, out.Code, out.Body, sent)
	case out.Code >= 400:
		if err := json.Unmarshal(out.Body.Bytes(), &problem); err != nil || problem.Code == "" || problem.Retry == "" || problem.Status != out.Code || out.Header().Get("Content-Type") != api.TypeProblem {
			p.t.Errorf("%s %s: %d and no problem: %s", r.Method, r.RequestURI, out.Code, out.Body)
		}
	}
	if out.Code == http.StatusUnauthorized {
		p.enrol()
	}
	if p.strict != nil {
		p.holds(w, out)
	}
	return name, out.Code
}

// leaver leaves with the first of what comes.
type leaver struct {
	*httptest.ResponseRecorder
	leave context.CancelFunc
}

func (l leaver) Flush() {
	l.ResponseRecorder.Flush()
	l.leave()
}

// holds holds an answer to what the document says of it.
func (p *prober) holds(w way, out *httptest.ResponseRecorder) {
	p.t.Helper()
	answers := p.strict.Paths.Find(w.path).GetOperation(w.method).Responses
	said := answers.Status(out.Code)
	if said == nil {
		said = answers.Default()
	}
	kind := out.Header().Get("Content-Type")
	if said == nil || out.Code < 400 && answers.Status(out.Code) == nil {
		p.t.Errorf("%s %s answers %d, of which nothing is said", w.method, w.path, out.Code)
		return
	}
	c := said.Value.Content[kind]
	if c == nil {
		if kind != "" {
			p.t.Errorf("%s %s answers %d with %s, of which nothing is said", w.method, w.path, out.Code, kind)
		}
		return
	}
	if kind != api.TypeJSON && kind != api.TypeProblem {
		return
	}
	var v any
	if err := json.Unmarshal(out.Body.Bytes(), &v); err != nil {
		p.t.Error(err)
	}
	if err := c.Schema.Value.VisitJSON(v, openapi3.EnableJSONSchema2020(), openapi3.VisitAsResponse()); err != nil {
		p.t.Errorf("%s %s answers %d with what it does not say: %v", w.method, w.path, out.Code, err)
	}
}

// FuzzEveryRouteAnswersWhateverIsAsked asks a desk, by its own document, for anything: it answers
// what was asked or says what is wrong with it, and is never in trouble.
func FuzzEveryRouteAnswersWhateverIsAsked(f *testing.F) {
	p := newProber(f)
	for i := range p.ways {
		f.Add([]byte{byte(i), 1, 1, 1, 1, 1, 1, 1})
		f.Add([]byte{byte(i), 1, 0, 3, 0, 5, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
	}
	f.Fuzz(func(t *testing.T, dice []byte) {
		p.t = t
		p.probe(dice)
	})
}

func TestEveryRouteAnswersAsItsDocumentSaysWhateverIsAsked(t *testing.T) {
	p := newProber(t)
	text, err := json.Marshal(p.doc)
	if err != nil {
		t.Fatal(err)
	}
	if p.strict, err = openapi3.NewLoader().LoadFromData(text); err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(7, 7))
	served := map[string]bool{}
	for i := range 20 * len(p.ways) {
		dice := make([]byte, 200)
		for j := range dice {
			dice[j] = byte(rng.UintN(256))
		}
		dice[0] = byte(i % len(p.ways))
		if route, status := p.probe(dice); status >= 200 && status < 300 {
			served[route] = true
		}
	}
	t.Logf("%d of %d routes were got through", len(served), len(p.ways))
	if len(served) < len(p.ways)/3 {
		t.Errorf("of %d routes only %d were got through: %v", len(p.ways), len(served), slices.Sorted(maps.Keys(served)))
	}
}
