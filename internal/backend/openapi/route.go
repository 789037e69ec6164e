package openapi

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Route is one way in, as whoever writes its handler describes it.
type Route struct {
	Method, Path string // the path in braces where something stands for itself: /tickets/{id}

	Name  string // unique, as a program would call it: listTickets
	Topic string // the heading under which it stands
	Says  string // one sentence
	More  string // what else there is to know; may be empty
	Open  bool   // nobody needs a token

	In      []Param
	Takes   Payload // nothing where its Media is empty
	Answers []Result
}

// Param is a part of a request beside its body.
type Param struct {
	In, Name string // path, query or header; as it is written
	Says     string
	Required bool
	Of       any // a value of the type that it has
	Min, Max int64
	Default  any
}

// Payload is what a body holds.
type Payload struct {
	Media string
	Of    any // a value of the type that it has; bytes where it is nil
	Says  string
	Some  any // an example
}

// Result is one answer to a request.
type Result struct {
	Status  int
	Says    string
	Headers []Param
	Payload
}

// pathParams finds what a path has in braces.
var pathParams = regexp.MustCompile(`\{(\w+)\}`)

// lacks says what a route does not say of itself.
func (r Route) lacks() error {
	named := pathParams.FindAllStringSubmatch(r.Path, -1)
	var path []string
	for _, p := range r.In {
		if p.Says == "" || p.Of == nil {
			return r.errorf("its %s %q has no description or no type", p.In, p.Name)
		}
		if p.In == "path" {
			path = append(path, p.Name)
		}
	}
	for i, p := range named {
		if i >= len(path) || path[i] != p[1] {
			return r.errorf("its path has {%s}, of which it says nothing", p[1])
		}
	}
	switch {
	case r.Name == "" || r.Says == "" || r.Topic == "":
		return r.errorf("it has no name, no topic or no description")
	case len(path) != len(named):
		return r.errorf("it describes more than its path has")
	case r.Takes.Media == "" && slices.Contains([]string{http.MethodPost, http.MethodPut, http.MethodPatch}, r.Method):
		return r.errorf("it does not say what it takes")
	case len(r.Answers) == 0:
		return r.errorf("it does not say what it answers")
	}
	for _, a := range r.Answers {
		switch {
		case a.Says == "":
			return r.errorf("it does not say what %d means", a.Status)
		case a.Media == "" && a.Status != http.StatusNoContent && a.Status != http.StatusNotModified:
			return r.errorf("it does not say what %d holds", a.Status)
		}
	}
	return nil
}

func (r Route) errorf(format string, args ...any) error {
	return fmt.Errorf("%s %s: %s", r.Method, r.Path, fmt.Sprintf(format, args...))
}

// API is what there is to describe.
type API struct {
	Info    Info
	Routes  []Route
	Types   Types
	Problem Result // what comes back where something is wrong, whatever the route
	Bearer  string // how one comes to a token, and how it is shown
}

// Describe writes the document. It fails where a route lacks a description or a type, two have
// one name, or a type cannot be described.
func Describe(a API) (*Document, error) {
	m := newMaker(a.Types)
	d := &Document{OpenAPI: Version, Info: a.Info, Paths: map[string]map[string]*Operation{}, Security: []map[string][]string{{"token": {}}}}
	names := map[string]bool{}
	for _, r := range a.Routes {
		if err := r.lacks(); err != nil {
			return nil, err
		}
		if names[r.Name] {
			return nil, r.errorf("another one is called %s too", r.Name)
		}
		names[r.Name] = true
		if !slices.Contains(d.Tags, Tag{r.Topic}) {
			d.Tags = append(d.Tags, Tag{r.Topic})
		}
		if d.Paths[r.Path] == nil {
			d.Paths[r.Path] = map[string]*Operation{}
		}
		d.Paths[r.Path][strings.ToLower(r.Method)] = m.operation(r)
	}
	d.Components = Components{
		Answers:  map[string]*Answer{"Problem": m.answer(a.Problem)},
		Security: map[string]Scheme{"token": {Type: "http", Scheme: "bearer", Description: a.Bearer}},
	}
	if m.err != nil {
		return nil, m.err
	}
	m.close(d)
	d.Components.Schemas = maps.Clone(m.made)
	return d, nil
}

func (m *maker) operation(r Route) *Operation {
	o := &Operation{ID: r.Name, Summary: r.Says, Description: r.More, Tags: []string{r.Topic}, Answers: map[string]*Answer{
		"default": {Ref: answersAt + "Problem"},
	}}
	if r.Open {
		o.Security = []map[string][]string{}
	}
	for _, p := range r.In {
		o.Parameters = append(o.Parameters, &Parameter{
			Name: p.Name, In: p.In, Description: p.Says, Required: p.Required || p.In == "path", Schema: m.param(p),
		})
	}
	if r.Takes.Media != "" {
		o.Body = &Body{Description: r.Takes.Says, Required: true, Content: m.content(r.Takes)}
	}
	for _, a := range r.Answers {
		o.Answers[strconv.Itoa(a.Status)] = m.answer(a)
	}
	return o
}

func (m *maker) answer(r Result) *Answer {
	a := &Answer{Description: r.Says, Content: m.content(r.Payload)}
	for _, h := range r.Headers {
		if a.Headers == nil {
			a.Headers = map[string]*Header{}
		}
		a.Headers[h.Name] = &Header{Description: h.Says, Schema: m.param(h)}
	}
	return a
}

func (m *maker) content(p Payload) map[string]Content {
	if p.Media == "" {
		return nil
	}
	c := Content{Schema: &Schema{Type: "string", Format: "binary"}, Example: p.Some}
	if p.Of != nil {
		c.Schema = m.of(p.Of)
	}
	return map[string]Content{p.Media: c}
}

// param is the schema of a parameter: that of its type, narrowed.
func (m *maker) param(p Param) *Schema {
	s := m.of(p.Of)
	if p.Min == 0 && p.Max == 0 && p.Default == nil {
		return s
	}
	narrow := *s
	if p.Min != 0 || p.Max != 0 {
		narrow.Minimum, narrow.Maximum = &p.Min, &p.Max
	}
	narrow.Default = p.Default
	return &narrow
}
