package demo

import (
	"errors"
	"fmt"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// theme is what customers write about, in parts that fit each other. Its name is the tag
// that its tickets carry.
type theme struct {
	name     string
	tags     []string
	group    desk.GroupID
	states   []string // of the order that it is about; none where it is about no order
	class    string   // of the goods in it
	abroad   bool     // only customers abroad write about it
	channels []desk.Channel
	urgency  desk.Level
	impact   desk.Level

	subjects []*template
	openings []opening
	details  []*template
	branches []branch
	quicks   []*template // an answer that needs nothing more
	chases   []*template // the customer asks again
	angers   []*template // and is cross
	thanks   []*template
	notes    []*template
	events   []*template
}

// opening is what a customer may begin with. One that has no branch of its own goes with
// every branch and every quick answer of the theme.
type opening struct {
	class   string // of the goods that it can be about, where not all of the theme's will do
	subject *template
	text    *template
	own     *branch
	quick   *template // an answer that needs nothing more; nil where there is none
}

// branch is a way in which a conversation goes: what we answer, what the customer says
// to that, how we close it.
type branch struct{ answer, reply, close *template }

// readThemes reads a file of themes: each begins with "# name", then "key: value" lines,
// then sections "[openings]" with items that begin with "- ". In [branches] an item's
// "= " lines are the customer's reply and our close. In [openings] they are a branch of
// the opening's own, and a "! " line is its quick answer; it begins with
// its subject and " :: ", and before that, in brackets, may stand the class of the goods.
func (s *shop) readThemes(text string) error {
	for _, chunk := range strings.Split("\n"+text, "\n# ")[1:] {
		t, err := readTheme(chunk)
		if err != nil {
			name, _, _ := strings.Cut(chunk, "\n")
			return fmt.Errorf("theme %s: %w", name, err)
		}
		s.themes = append(s.themes, t)
	}
	return nil
}

func readTheme(chunk string) (*theme, error) {
	parts := strings.Split(chunk, "\n[")
	lines := strings.Split(parts[0], "\n")
	t := &theme{name: strings.TrimSpace(lines[0])}
	for _, line := range lines[1:] {
		key, value, _ := strings.Cut(line, ":")
		if err := t.field(key, strings.TrimSpace(value)); err != nil {
			return nil, err
		}
	}
	t.tags = append(t.tags, t.name)
	for _, part := range parts[1:] {
		name, body, _ := strings.Cut(part, "]")
		if err := t.section(name, items(body)); err != nil {
			return nil, fmt.Errorf("[%s]: %w", name, err)
		}
	}
	if len(t.subjects) == 0 || len(t.openings) == 0 || t.dangling() || len(t.chases) == 0 || len(t.thanks) == 0 {
		return nil, errors.New("a part is missing")
	}
	return t, nil
}

// dangling reports whether an opening leads nowhere.
func (t *theme) dangling() bool {
	for _, o := range t.openings {
		if o.own == nil && len(t.branches) == 0 {
			return true
		}
	}
	return false
}

func (t *theme) field(key, value string) error {
	switch key {
	case "":
	case "tags":
		t.tags = strings.Fields(value)
	case "group":
		t.group = desk.GroupID(value)
	case "order":
		t.states = cut(value, ",")
	case "class":
		t.class = value
	case "abroad":
		t.abroad = value == "yes"
	case "via":
		for _, c := range strings.Fields(value) {
			t.channels = append(t.channels, desk.Channel(c))
		}
	case "priority":
		p, ok := desk.ParsePriority(value)
		if !ok {
			return fmt.Errorf("priority %q", value)
		}
		t.urgency, t.impact = p.Levels()
	default:
		return fmt.Errorf("%q", key)
	}
	return nil
}

func (t *theme) section(name string, texts []string) error {
	switch name {
	case "branches":
		return t.readBranches(texts)
	case "openings":
		return t.readOpenings(texts)
	}
	into, ok := map[string]*[]*template{
		"subjects": &t.subjects, "quick": &t.quicks, "details": &t.details, "chases": &t.chases,
		"angers": &t.angers, "thanks": &t.thanks, "notes": &t.notes, "events": &t.events,
	}[name]
	if !ok {
		return errors.New("no such section")
	}
	for _, text := range texts {
		tpl, err := readTemplate(text)
		if err != nil {
			return err
		}
		*into = append(*into, tpl)
	}
	return nil
}

func (t *theme) readBranches(texts []string) error {
	for _, text := range texts {
		b, err := readBranch(strings.Split(text, "\n= "))
		if err != nil {
			return err
		}
		t.branches = append(t.branches, *b)
	}
	return nil
}

func (t *theme) readOpenings(texts []string) error {
	for _, text := range texts {
		text, quick, _ := strings.Cut(text, "\n! ")
		parts := strings.Split(text, "\n= ")
		subject, first, ok := strings.Cut(parts[0], " :: ")
		if !ok {
			return fmt.Errorf("no subject: %.40q", text)
		}
		var o opening
		var err error
		if class, rest, ok := strings.Cut(strings.TrimPrefix(subject, "("), ") "); ok && subject[0] == '(' {
			o.class, subject = class, rest
		}
		if o.subject, err = readTemplate(subject); err != nil {
			return err
		}
		if o.text, err = readTemplate(first); err != nil {
			return err
		}
		if quick != "" {
			if o.quick, err = readTemplate(quick); err != nil {
				return err
			}
		}
		if len(parts) > 1 {
			if o.own, err = readBranch(parts[1:]); err != nil {
				return err
			}
		}
		t.openings = append(t.openings, o)
	}
	return nil
}

func readBranch(parts []string) (*branch, error) {
	if len(parts) != 3 {
		return nil, fmt.Errorf("a branch has %d parts of 3: %.40q", len(parts), parts[0])
	}
	var b branch
	for i, into := range []**template{&b.answer, &b.reply, &b.close} {
		tpl, err := readTemplate(strings.TrimSpace(parts[i]))
		if err != nil {
			return nil, err
		}
		*into = tpl
	}
	return &b, nil
}

// items splits a section into what begins with "- ".
func items(body string) []string {
	var all []string
	for _, item := range strings.Split("\n"+strings.TrimSpace(body), "\n- ")[1:] {
		all = append(all, strings.TrimSpace(item))
	}
	return all
}

// branchOf is the way in which a conversation goes that began so: always the same for one ticket.
func (t *theme) branchOf(o opening, id desk.TicketID) branch {
	if o.own != nil {
		return *o.own
	}
	return t.branches[int(id.ID[15])%len(t.branches)]
}

// opening is the opening of a number; any number will do.
func (t *theme) opening(n int) opening { return t.openings[n%len(t.openings)] }

// classOf is the class of the goods that an opening can be about.
func (t *theme) classOf(o opening) string {
	if o.class != "" {
		return o.class
	}
	return t.class
}

// suits reports whether a person could write about the theme.
func (t *theme) suits(p *person) bool { return !t.abroad || p.abroad() }

// quickOf is an answer to an opening that needs nothing more; nil where there is none.
func (t *theme) quickOf(o opening, id desk.TicketID) *template {
	if o.quick != nil || o.own != nil || len(t.quicks) == 0 {
		return o.quick
	}
	return t.quicks[int(id.ID[14])%len(t.quicks)]
}
