package backend_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend/openapi"
)

// least is the least that a schema takes: what it requires and nothing else. Each place in which something
// is required is told, from the outside to the inside.
func (p *prober) least(s *openapi.Schema, name string, at []string, places *[][]string) any {
	if refers := s.RefersTo(); refers != "" {
		s = p.doc.Components.Schemas[refers]
	}
	switch {
	case s.Const != nil:
		return s.Const
	case len(s.Enum) > 0:
		return s.Enum[0]
	case len(s.OneOf) > 0:
		return p.least(s.OneOf[0], name, at, places)
	}
	switch s.Type {
	case "object":
		all := map[string]any{}
		if s.MinProperties > len(s.Required) {
			some := slices.Sorted(maps.Keys(s.Properties))[0]
			all[some] = p.least(s.Properties[some], some, append(slices.Clone(at), some), &[][]string{})
		}
		for _, field := range s.Required {
			in := append(slices.Clone(at), field)
			*places = append(*places, in)
			all[field] = p.least(s.Properties[field], field, in, places)
		}
		return all
	case "array":
		return []any{}
	case "integer", "number":
		return 1
	case "boolean":
		return true
	default:
		return p.fits(s, name)
	}
}

// fits is a text for a field.
func (p *prober) fits(s *openapi.Schema, name string) string {
	switch {
	case s.Format == "date-time":
		return time.Now().UTC().Add(time.Hour).Format(time.RFC3339)
	case name == "op_id":
		return desk.NewOpID().String()
	case name == "ticket":
		return p.ticket.ID.String()
	case name == "actor":
		return "root"
	case s.Pattern != "":
		return p.ticket.Requester.String()
	default:
		return "kim@example.com"
	}
}

// posts sends a body by a way of the document, as who may do everything, and returns what is wrong
// with the body.
func (p *prober) posts(w way, body any) (status int, field string) {
	p.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	path := strings.NewReplacer("{id}", p.ticket.ID.String()).Replace(w.path)
	r := httptest.NewRequestWithContext(p.t.Context(), w.method, path, bytes.NewReader(text))
	r.Header.Set("Authorization", "Bearer "+p.tokens[len(p.tokens)-1])
	r.Header.Set("Content-Type", api.TypeJSON)
	for _, q := range w.op.Parameters {
		switch {
		case q.Required && q.Name == api.HeaderIdempotency:
			r.Header.Set(q.Name, desk.NewID().String())
		case q.Required && q.Name == "If-Match":
			r.Header.Set(q.Name, `"`+p.setup(p.t).Tag()+`"`)
		}
	}
	a := httptest.NewRecorder()
	p.server.Handler().ServeHTTP(a, r)
	var why api.Problem
	if a.Code == http.StatusBadRequest {
		if err := json.Unmarshal(a.Body.Bytes(), &why); err != nil {
			p.t.Fatal(err)
		}
	}
	return a.Code, why.Field
}

// without is a body in which nothing stands in a place.
func without(body any, at []string) any {
	all, is := body.(map[string]any)
	if !is {
		return body
	}
	all = maps.Clone(all)
	if len(at) == 1 {
		delete(all, at[0])
	} else {
		all[at[0]] = without(all[at[0]], at[1:])
	}
	return all
}

func TestWhatTheDocumentRequiresIsEnoughAndNothingOfItMayBeLeftOut(t *testing.T) {
	p := newProber(t)
	bodies := 0
	for _, w := range p.ways {
		if w.op.Body == nil || content(w.op.Body.Content) == nil {
			continue
		}
		s := content(w.op.Body.Content)
		if name := s.RefersTo(); name != "" {
			s = p.doc.Components.Schemas[name]
		}
		all := []*openapi.Schema{s}
		if len(s.OneOf) > 0 {
			all = s.OneOf
		}
		for _, one := range all {
			bodies++
			var places [][]string
			least := p.least(one, "", nil, &places)
			what := w.method + " " + w.path + " " + one.RefersTo()
			for _, at := range places {
				if status, field := p.posts(w, without(least, at)); status != http.StatusBadRequest || !strings.HasPrefix(field+".", strings.Join(at, ".")+".") {
					t.Errorf("%s without %v: %d about %q", what, at, status, field)
				}
			}
			if status, field := p.posts(w, least); slices.Contains([]int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusInternalServerError}, status) {
				text, _ := json.Marshal(least)
				t.Errorf("%s with no more than %s: %d about %q", what, text, status, field)
			}
		}
	}
	if bodies < 30 {
		t.Errorf("only %d bodies were tried", bodies)
	}
}
