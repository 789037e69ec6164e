package deskfile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/near"
	"github.com/heed-desk/heed/internal/tomltree"
)

// item is one thing of a file, or a table within it, as it is read.
type item struct {
	r     *reader
	kind  string
	name  string // as the file names it; empty while it does not
	node  *tomltree.Node
	known []string // the fields that it may have, as they were asked for
}

// called is what the thing is called in a sentence.
func (i *item) called() string {
	if i.name == "" {
		return i.kind
	}
	return i.kind + " " + strconv.Quote(desk.Plain(i.name))
}

func (i *item) flaw(line int, code Code, near string, pairs ...string) {
	i.r.flaw(line, i.called(), code, near, pairs...)
}

// field is the value of a field; nil for none.
func (i *item) field(name string) *tomltree.Node {
	i.known = append(i.known, name)
	return i.node.Field(name)
}

// done says of the fields that nobody asked for that there are none such.
func (i *item) done() {
	for _, f := range i.node.Fields {
		if !slices.Contains(i.known, f.Name) {
			i.flaw(f.Line, UnknownField, near.Name(f.Name, i.known), "name", f.Name)
		}
	}
}

func (i *item) wrong(n *tomltree.Node, field, wants string) {
	i.flaw(n.Line, WrongKind, "", "name", field, "wants", wants)
}

// text is a field of words; empty, and nil, where there is none.
func (i *item) text(field string) (string, *tomltree.Node) {
	n := i.field(field)
	if n == nil {
		return "", nil
	}
	if n.Kind != tomltree.Text {
		i.wrong(n, field, wantsText)
		return "", nil
	}
	return n.Word, n
}

// line is a field of one line of at most so many letters.
func (i *item) line(field string, most int) string {
	s, n := i.text(field)
	if n != nil && (!desk.Addressable(desk.Foreign(s)) || len([]rune(s)) > most) {
		i.flaw(n.Line, BadLine, "", "name", field, "most", strconv.Itoa(most))
		return ""
	}
	return s
}

// wanted says that a field is missing where it is.
func (i *item) wants(field string) {
	if i.node.Field(field) == nil {
		i.flaw(i.node.Line, Missing, "", "name", field)
	}
}

// id is the name by which a thing is known: it is taken once.
func (i *item) id(field string, valid func(string) bool) string {
	s, n := i.text(field)
	i.wants(field)
	if n == nil {
		return ""
	}
	i.name = s
	if !valid(s) {
		i.flaw(n.Line, BadName, "", "name", field, "value", s)
		return s
	}
	i.take(s, n.Line)
	return s
}

// take notes where a thing stands; it may stand in one place only.
func (i *item) take(name string, line int) {
	kind := i.kind
	if kind == kindMacro {
		kind = kindReply
	}
	key := thing{kind, name}
	if was, twice := i.r.wanted.places[key]; twice {
		i.flaw(line, Double, "", "name", name, "file", was.file, "line", strconv.Itoa(was.line))
		return
	}
	i.r.wanted.places[key] = place{i.r.file, line}
}

// word is a text in a list, with its line.
type word struct {
	text string
	line int
}

// texts are the words of a list.
func (i *item) texts(field string) []word {
	n := i.field(field)
	if n == nil {
		return nil
	}
	if n.Kind != tomltree.List {
		i.wrong(n, field, wantsTexts)
		return nil
	}
	var all []word
	for _, w := range n.Items {
		if w.Kind != tomltree.Text {
			i.wrong(w, field, wantsTexts)
			continue
		}
		all = append(all, word{w.Word, w.Line})
	}
	return all
}

// oneOf is a list of words of which each is one of those that there are.
func oneOf[T ~string](i *item, field string, all []T) []T {
	var values []string
	for _, v := range all {
		values = append(values, string(v))
	}
	var got []T
	for _, w := range i.texts(field) {
		if !slices.Contains(values, w.text) {
			i.flaw(w.line, BadValue, near.Name(w.text, values), "name", field, "value", w.text, "values", strings.Join(values, ", "))
			continue
		}
		got = append(got, T(w.text))
	}
	return got
}

// tags are the tags of a list, as tickets have them.
func (i *item) tags(field string) []string {
	var all []string
	for _, w := range i.texts(field) {
		if !desk.ValidTag(w.text) {
			i.flaw(w.line, BadTag, "", "name", field, "value", w.text)
			continue
		}
		all = append(all, w.text)
	}
	if len(all) > desk.MaxTags {
		i.flaw(i.node.Field(field).Line, TooMany, "", "name", field, "most", strconv.Itoa(desk.MaxTags))
	}
	return all
}

// names are the names of a list: letters of a login name.
func names[T ~string](i *item, field string, valid func(T) bool) []T {
	var all []T
	for _, w := range i.texts(field) {
		if !valid(T(w.text)) {
			i.flaw(w.line, BadName, "", "name", field, "value", w.text)
			continue
		}
		all = append(all, T(w.text))
	}
	return all
}

// truth is a field that is true or false; false where there is none.
func (i *item) truth(field string) bool {
	n := i.field(field)
	if n == nil {
		return false
	}
	if n.Kind != tomltree.Truth {
		i.wrong(n, field, wantsTruth)
	}
	return n.Word == "true"
}

// table is a table within the thing; nil for none.
func (i *item) table(field string) *item {
	n := i.field(field)
	if n == nil {
		return nil
	}
	if n.Kind != tomltree.Table {
		i.wrong(n, field, wantsTable)
		return nil
	}
	return &item{r: i.r, kind: i.kind, name: i.name, node: n}
}
