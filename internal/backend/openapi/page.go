package openapi

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
)

var (
	//go:embed page.html
	pageText string
	//go:embed page.css
	pageStyle string
)

// Page writes a document as a page for people, in HTML, with nothing in it from elsewhere and
// nothing that runs. The policy is what a browser is to be told with it: that nothing else may.
func Page(d *Document) (html []byte, policy string, err error) {
	t, err := template.New("page").Funcs(template.FuncMap{
		"style": func() template.CSS { return template.CSS(pageStyle) }, //nolint:gosec // it is our own
		"ways":  func(topic string) []way { return waysOf(d, topic) },
		"says":  says, "kind": kind, "properties": properties, "example": example,
		"answerOf": func(ref string) string { return strings.TrimPrefix(ref, answersAt) },
	}).Parse(pageText)
	if err != nil {
		return nil, "", err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, d); err != nil {
		return nil, "", err
	}
	_, rest, _ := strings.Cut(b.String(), "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	return b.Bytes(), fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		base64.StdEncoding.EncodeToString(sum[:])), nil
}

// way is a route as the page has it.
type way struct {
	Method, Path string
	Op           *Operation
	Open         bool
}

// waysOf are the routes under a heading, by their paths.
func waysOf(d *Document, topic string) []way {
	var all []way
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(d.Paths[path])) {
			o := d.Paths[path][method]
			if slices.Contains(o.Tags, topic) {
				all = append(all, way{strings.ToUpper(method), path, o, o.Security != nil && len(o.Security) == 0})
			}
		}
	}
	return all
}

// answersAt is where an answer lies to which several routes refer.
const answersAt = "#/components/responses/"

// property is one of an object.
type property struct {
	Name     string
	Schema   *Schema
	Required bool
}

// properties are those of an object in the order in which they are written.
func properties(s *Schema) []property {
	var all []property
	for _, name := range s.order {
		all = append(all, property{name, s.Properties[name], slices.Contains(s.Required, name)})
	}
	return all
}

// kind says in short what a schema is, with the way to a record.
func kind(s *Schema) template.HTML {
	escape := template.HTMLEscapeString
	var text string
	switch {
	case s == nil || s.Type == "" && s.Ref == "" && len(s.OneOf) == 0:
		text = "anything"
	case s.Ref != "":
		name := escape(s.RefersTo())
		text = `<a href="#r-` + name + `">` + name + `</a>`
	case len(s.OneOf) > 0:
		var all []string
		for _, one := range s.OneOf {
			all = append(all, string(kind(one)))
		}
		text = "one of " + strings.Join(all, ", ")
	case s.Type == "array":
		text = "list of " + string(kind(s.Items))
	case s.Type == "object":
		text = "object"
		if of, ok := s.Others.(*Schema); ok {
			text = "object of " + string(kind(of))
		}
	case s.Const != nil:
		text = "<code>" + escape(fmt.Sprint(s.Const)) + "</code>"
	case s.Format != "" && s.Type == "string":
		text = escape(s.Format)
	default:
		text = escape(s.Type)
	}
	if s != nil && s.Minimum != nil && s.Maximum != nil {
		text += fmt.Sprintf(" from %d to %d", *s.Minimum, *s.Maximum)
	}
	if s != nil && s.Default != nil {
		text += ", <code>" + escape(fmt.Sprint(s.Default)) + "</code> where it is left out"
	}
	return template.HTML(text) //nolint:gosec // every part of it is escaped
}

// says writes a description: its paragraphs, its lists, and what stands in backticks.
func says(text string) template.HTML {
	var b strings.Builder
	for _, p := range strings.Split(text, "\n\n") {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		if strings.HasPrefix(p, "- ") {
			b.WriteString("<ul>")
			for _, line := range strings.Split(p, "\n") {
				b.WriteString("<li>" + marked(strings.TrimPrefix(line, "- ")) + "</li>")
			}
			b.WriteString("</ul>")
			continue
		}
		b.WriteString("<p>" + marked(p) + "</p>")
	}
	return template.HTML(b.String()) //nolint:gosec // every part of it is escaped
}

func marked(text string) string {
	parts := strings.Split(template.HTMLEscapeString(text), "`")
	for i := 1; i+1 < len(parts); i += 2 {
		parts[i] = "<code>" + parts[i] + "</code>"
	}
	return strings.Join(parts, "")
}

// example is a value as it is sent; empty for none.
func example(v any) (string, error) {
	if v == nil {
		return "", nil
	}
	b, err := json.MarshalIndent(v, "", "  ")
	return string(b), err
}
