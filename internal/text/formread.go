package text

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// FormFlaw is what is wrong with a line of a form.
type FormFlaw struct {
	Line int // from 1; 0 where it is the whole of it
	Code FormCode
	Name string // what it is about, as it was typed
}

// FormCode says what that is.
type FormCode string

// What can be wrong with a line.
const (
	FormNoName   FormCode = "no_name"   // there is no name with a colon behind it
	FormTwice    FormCode = "twice"     // the name stands above already
	FormNoNumber FormCode = "no_number" // it is a number
	FormNoTruth  FormCode = "no_truth"  // it is true or false
	FormParts    FormCode = "parts"     // it has parts, and no value of its own
	FormNoPlace  FormCode = "no_place"  // what is in a list has numbers
	FormTooDeep  FormCode = "too_deep"  // its name has more parts than anybody needs
	FormTooLong  FormCode = "too_long"  // it is more than an attribute may hold, or than anybody edits in lines
)

// entry is what a line says, with those that go on with it.
type entry struct {
	line        int
	name, value string
}

// entriesOf are what lines say, name by name. Lines without anything are let be.
func entriesOf(lines string) (all []entry, flaw *FormFlaw) {
	for i, l := range strings.Split(lines, "\n") {
		more, goesOn := strings.CutPrefix(l, goingOn)
		switch name, value, found := strings.Cut(l, ":"); {
		case goesOn && len(all) > 0:
			all[len(all)-1].value += "\n" + more
		case strings.TrimSpace(l) == "":
		case !found || goesOn || slices.Contains(strings.Split(strings.TrimSpace(name), "."), ""):
			return nil, &FormFlaw{Line: i + 1, Code: FormNoName, Name: l}
		default:
			all = append(all, entry{i + 1, strings.TrimSpace(name), strings.TrimPrefix(value, " ")})
		}
	}
	return all, nil
}

// read makes members of lines.
func (f *Form) read(lines string) (*member, *FormFlaw) {
	if len(lines) > 2*desk.MaxField || strings.Count(lines, "\n") >= maxFormLines {
		return nil, &FormFlaw{Code: FormTooLong}
	}
	all, flaw := entriesOf(lines)
	if flaw != nil {
		return nil, flaw
	}
	if len(all) == 0 {
		if len(f.root.items) == 0 {
			return f.root, nil
		}
		return &member{}, nil
	}
	root := &member{kind: f.root.kind}
	for _, e := range all {
		path := strings.Split(e.name, ".")
		if len(path) > maxFormDepth {
			return nil, &FormFlaw{Line: e.line, Code: FormTooDeep, Name: e.name}
		}
		if code := root.put(f.root, path, e.value); code != "" {
			return nil, &FormFlaw{Line: e.line, Code: code, Name: e.name}
		}
	}
	root.sortLists()
	if len(root.appendJSON(nil)) > desk.MaxField && !root.equal(f.root) {
		return nil, &FormFlaw{Code: FormTooLong}
	}
	return root, nil
}

// put adds a value under a dotted name. Was is what stood there before; nil for nothing.
func (m *member) put(was *member, path []string, value string) FormCode {
	name := path[0]
	if m.kind == aList && number(name) == 0 {
		return FormNoPlace
	}
	before, there := was.under(name), m.under(name)
	if before == nil && was != nil && was.kind == aList {
		before = was.sample()
	}
	if len(path) > 1 {
		if there == nil {
			there = &member{kind: grouped(before, path[1])}
			m.names, m.items = append(m.names, name), append(m.items, there)
		}
		if there.leaf() {
			return FormTwice
		}
		return there.put(before, path[1:], value)
	}
	next, code := single(before, value)
	switch {
	case code != "":
		return code
	case there == nil:
		m.names, m.items = append(m.names, name), append(m.items, next)
	case there.leaf() || next.leaf():
		return FormTwice
	}
	return ""
}

// sample is a member like those of a list, for one that is new; nil where they differ.
func (m *member) sample() *member {
	var like *member
	for _, item := range m.items {
		if like != nil && like.kind != item.kind {
			return nil
		}
		like = item
	}
	if like != nil && like.kind == aText {
		return nil // what is new is one anyway
	}
	return like
}

// grouped is the kind of what has parts: as it was, else a list where the first of them is a number.
func grouped(was *member, part string) memberKind {
	switch {
	case was != nil && !was.leaf():
		return was.kind
	case number(part) > 0:
		return aList
	default:
		return anObject
	}
}

// single reads a value as that which stood there.
func single(was *member, value string) (*member, FormCode) {
	word := strings.TrimSpace(value)
	if was == nil {
		return &member{word: word}, ""
	}
	switch was.kind {
	case anObject, aList:
		if word != "" {
			return nil, FormParts
		}
		return &member{kind: was.kind}, ""
	case aNumber:
		if word == "" || strings.Trim(word[:1], "-0123456789") != "" || !isJSON(word) {
			return nil, FormNoNumber
		}
		return &member{kind: aNumber, word: word}, ""
	case aTruth:
		if word != "true" && word != "false" {
			return nil, FormNoTruth
		}
		return &member{kind: aTruth, word: word}, ""
	case nothing:
		if word == "" {
			return &member{kind: nothing}, ""
		}
	case aText:
		if word == strings.TrimSpace(was.word) {
			word = was.word
		}
	}
	return &member{word: word}, ""
}
