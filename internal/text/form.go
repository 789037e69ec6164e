package text

import (
	"slices"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// Form is a structured text, JSON of an object or a list, as lines that people edit:
//
//	city: Leeds
//	lift.floors: 3
//	tags.1: gift
//
// A value keeps the kind that it has: a number stays one. A text of several lines goes on in lines
// that begin with two spaces. What is new is a text, and in a list what the others there are.
type Form struct {
	was   desk.Untrusted
	root  *member
	lines string
}

// Unfit says why a structured text has no form.
type Unfit string

// Why a text has none.
const (
	FormFits Unfit = ""
	FormMuch Unfit = "much" // more than anybody edits in lines, or too deep
	FormOdd  Unfit = "odd"  // lines would not hold all of it: names with dots or colons, twice the same, signs that are not shown
)

// The most that a form has.
const (
	maxFormLines = 400
	maxFormDepth = 16
)

// Structured reports whether a text is JSON of an object or a list.
func Structured(u desk.Untrusted) bool {
	raw := strings.TrimSpace(u.Raw())
	return raw != "" && (raw[0] == '{' || raw[0] == '[') && isJSON(raw)
}

// FormOf makes the form of a structured text, or says why it has none.
func FormOf(u desk.Untrusted) (*Form, Unfit) {
	root, why := readMember(u.Raw())
	if why != FormFits {
		return nil, why
	}
	f := &Form{was: u, root: root}
	var lines []string
	root.appendLines(&lines, "")
	if len(lines) > maxFormLines {
		return nil, FormMuch
	}
	f.lines = strings.Join(lines, "\n")
	if again, flaw := f.read(f.lines); flaw != nil || Paste(f.lines) != f.lines || !again.equal(root) {
		return nil, FormOdd
	}
	return f, FormFits
}

// Lines are the form as it begins.
func (f *Form) Lines() string { return f.lines }

// Read makes a structured text of lines again, or says what is wrong with the first that cannot be
// read. Without any line it is empty; where nothing is another it is as it was.
func (f *Form) Read(lines string) (desk.Untrusted, *FormFlaw) {
	root, flaw := f.read(lines)
	switch {
	case flaw != nil:
		return desk.Untrusted{}, flaw
	case root.leaf() && root.word == "":
		return desk.Untrusted{}, nil
	case root.equal(f.root):
		return f.was, nil
	}
	return desk.Foreign(string(root.appendJSON(nil))), nil
}

// appendLines adds the lines of a member under its name.
func (m *member) appendLines(lines *[]string, path string) {
	if len(*lines) > maxFormLines {
		return
	}
	switch {
	case m.leaf():
		first, more, goesOn := strings.Cut(m.word, "\n")
		if first != "" {
			first = " " + first
		}
		*lines = append(*lines, path+":"+first)
		if goesOn {
			for _, l := range strings.Split(more, "\n") {
				*lines = append(*lines, goingOn+l)
			}
		}
	case len(m.names) == 0 && path != "":
		*lines = append(*lines, path+":")
	default:
		for i, name := range m.names {
			m.items[i].appendLines(lines, dotted(path, name))
		}
	}
}

// goingOn begins a line that goes on with the one above it.
const goingOn = "  "

func dotted(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// number is the place in a list that a name is; 0 for none.
func number(name string) int {
	n, err := strconv.Atoi(name)
	if err != nil || n < 1 || strconv.Itoa(n) != name {
		return 0
	}
	return n
}

// sortLists puts the members of lists in the order of their numbers, which then count from 1.
func (m *member) sortLists() {
	for _, item := range m.items {
		item.sortLists()
	}
	if m.kind != aList {
		return
	}
	at := make([]int, len(m.names))
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(a, b int) int { return number(m.names[a]) - number(m.names[b]) })
	items, names := make([]*member, len(at)), make([]string, len(at))
	for i, from := range at {
		items[i], names[i] = m.items[from], strconv.Itoa(i+1)
	}
	m.items, m.names = items, names
}
