package text

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// member is a value of a structured text, in the order in which it is written.
type member struct {
	kind  memberKind
	word  string   // of a single value, without its quotes
	names []string // of an object; of a list the numbers, from 1
	items []*member
}

type memberKind int

const (
	aText memberKind = iota
	aNumber
	aTruth
	nothing
	anObject
	aList
)

// leaf reports whether it is a single value.
func (m *member) leaf() bool { return m.kind != anObject && m.kind != aList }

// under is the member of a name; nil for none.
func (m *member) under(name string) *member {
	if m == nil {
		return nil
	}
	if i := slices.Index(m.names, name); i >= 0 {
		return m.items[i]
	}
	return nil
}

func (m *member) equal(o *member) bool {
	return m.kind == o.kind && m.word == o.word && slices.Equal(m.names, o.names) && slices.EqualFunc(m.items, o.items, (*member).equal)
}

func isJSON(raw string) bool { return json.Valid([]byte(raw)) }

// readMember takes a structured text apart.
func readMember(raw string) (*member, Unfit) {
	if !utf8.ValidString(raw) || !isJSON(raw) {
		return nil, FormOdd
	}
	d := json.NewDecoder(strings.NewReader(raw))
	d.UseNumber() // a long number stays as it was written
	return nextMember(d, 0)
}

func nextMember(d *json.Decoder, depth int) (*member, Unfit) {
	token, err := d.Token()
	if err != nil {
		return nil, FormOdd
	}
	switch v := token.(type) {
	case json.Delim:
		if depth >= maxFormDepth {
			return nil, FormMuch
		}
		return container(d, v, depth)
	case string:
		if strings.ContainsRune(v, utf8.RuneError) { // half a letter reads as that
			return nil, FormOdd
		}
		return &member{kind: aText, word: v}, FormFits
	case json.Number:
		return &member{kind: aNumber, word: v.String()}, FormFits
	case bool:
		return &member{kind: aTruth, word: strconv.FormatBool(v)}, FormFits
	default:
		return &member{kind: nothing}, FormFits
	}
}

// container takes an object or a list apart, which has begun.
func container(d *json.Decoder, begun json.Delim, depth int) (*member, Unfit) {
	m := &member{kind: aList}
	if begun == '{' {
		m.kind = anObject
	}
	seen := map[string]bool{}
	for n := 1; d.More(); n++ {
		name := strconv.Itoa(n)
		if m.kind == anObject {
			key, err := d.Token()
			if err != nil {
				return nil, FormOdd
			}
			name, _ = key.(string)
		}
		if seen[name] {
			return nil, FormOdd
		}
		seen[name] = true
		item, why := nextMember(d, depth+1)
		if why != FormFits {
			return nil, why
		}
		m.names, m.items = append(m.names, name), append(m.items, item)
	}
	if _, err := d.Token(); err != nil {
		return nil, FormOdd
	}
	return m, FormFits
}

// appendJSON writes it again.
func (m *member) appendJSON(out []byte) []byte {
	switch m.kind {
	case aText:
		return appendQuoted(out, m.word)
	case nothing:
		return append(out, "null"...)
	case aNumber, aTruth:
		return append(out, m.word...)
	case anObject:
		out = append(out, '{')
	case aList:
		out = append(out, '[')
	}
	for i, item := range m.items {
		if i > 0 {
			out = append(out, ',')
		}
		if m.kind == anObject {
			out = append(appendQuoted(out, m.names[i]), ':')
		}
		out = item.appendJSON(out)
	}
	if m.kind == anObject {
		return append(out, '}')
	}
	return append(out, ']')
}

// appendQuoted writes a text as JSON has it, with < and > as they are.
func appendQuoted(out []byte, s string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return append(out, `""`...) // a text can always be written
	}
	return append(out, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}
