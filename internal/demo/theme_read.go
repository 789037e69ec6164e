package demo

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// readThemes reads a file of themes: each begins with "# name", then "key: value" lines,
// then sections "[openings]" with items that begin with "- ". In [branches] an item's
// "= " lines are the customer's reply and our close. In [openings] they are a branch of
// the opening's own, a "! " line is its quick answer, a "+ " line its thanks, and "~" says
// that the customer's reply leaves nothing open; it begins with its subject and " :: ", and
// before that, in brackets, may stand the class of the goods.
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
	t := &theme{name: strings.TrimSpace(lines[0]), after: 48 * time.Hour}
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
	if len(t.subjects) == 0 || len(t.openings) == 0 || t.dangling() || len(t.chases) == 0 || len(t.thanks) == 0 || len(t.holds) == 0 {
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
	case "home":
		t.home = value == "yes"
	case "via":
		for _, c := range strings.Fields(value) {
			t.channels = append(t.channels, desk.Channel(c))
		}
	case "alone":
		t.alone = value == "yes"
	case "after":
		var err error
		if t.after, err = readSpan(value); err != nil {
			return err
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
		"subjects": &t.subjects, "quick": &t.quicks, "details": &t.details, "holds": &t.holds, "chases": &t.chases,
		"angers": &t.angers, "thanks": &t.thanks, "notes": &t.notes, "events": &t.events,
	}[name]
	if !ok {
		return errors.New("no such section")
	}
	all, err := readTemplates(texts)
	*into = append(*into, all...)
	return err
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
		o, err := readOpening(text)
		if err != nil {
			return fmt.Errorf("%.40q: %w", text, err)
		}
		o.nth = len(t.openings)
		t.openings = append(t.openings, *o)
	}
	return nil
}

func readOpening(text string) (*opening, error) {
	parts := map[byte][]string{}
	o, first := &opening{}, ""
	for i, line := range strings.Split(text, "\n") {
		switch {
		case i == 0:
			first = line
		case line == "~":
			o.settled = true
		case len(line) > 2 && strings.IndexByte("=!+", line[0]) >= 0 && line[1] == ' ':
			parts[line[0]] = append(parts[line[0]], line[2:])
		default:
			return nil, fmt.Errorf("a line of nobody: %q", line)
		}
	}
	subject, said, ok := strings.Cut(first, " :: ")
	if !ok || len(parts['!']) > 1 {
		return nil, errors.New("no subject, or more than one quick answer")
	}
	if class, rest, ok := strings.Cut(strings.TrimPrefix(subject, "("), ") "); ok && subject[0] == '(' {
		o.class, subject = class, rest
	}
	all, err := readTemplates(append([]string{subject, said}, append(parts['!'], parts['+']...)...))
	if err != nil {
		return nil, err
	}
	o.subject, o.text, all = all[0], all[1], all[2:]
	if len(parts['!']) > 0 {
		o.quick, all = all[0], all[1:]
	}
	o.thanks = all
	if len(parts['=']) > 0 {
		o.own, err = readBranch(parts['='])
	}
	return o, err
}

func readTemplates(texts []string) ([]*template, error) {
	var all []*template
	for _, text := range texts {
		t, err := readTemplate(text)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
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
