package demo

import (
	"errors"
	"fmt"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// theme is what customers write about, in parts that fit each other: every opening goes
// with every branch. Its name is the tag that its tickets carry.
type theme struct {
	name     string
	tags     []string
	group    desk.GroupID
	states   []string // of the order that it is about; none where it is about no order
	class    string   // of the goods in it
	channels []desk.Channel
	urgency  desk.Level
	impact   desk.Level

	subjects []*template
	openings []*template
	details  []*template
	branches []branch
	quicks   []*template // an answer that needs nothing more
	chases   []*template // the customer asks again
	angers   []*template // and is cross
	thanks   []*template
	notes    []*template
	events   []*template
}

// branch is a way in which a conversation goes: what we answer, what the customer says
// to that, how we close it.
type branch struct{ answer, reply, close *template }

// readThemes reads a file of themes: each begins with "# name", then "key: value" lines,
// then sections "[openings]" with items that begin with "- ". In [branches] an item's
// "= " lines are the customer's reply and our close.
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
	if len(t.subjects) == 0 || len(t.openings) == 0 || len(t.branches) == 0 || len(t.quicks) == 0 || len(t.chases) == 0 || len(t.thanks) == 0 {
		return nil, errors.New("a part is missing")
	}
	return t, nil
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
	if name == "branches" {
		return t.readBranches(texts)
	}
	into, ok := map[string]*[]*template{
		"subjects": &t.subjects, "quick": &t.quicks, "openings": &t.openings, "details": &t.details, "chases": &t.chases,
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
		parts := strings.Split(text, "\n= ")
		if len(parts) != 3 {
			return fmt.Errorf("a branch has %d parts of 3: %.40q", len(parts), text)
		}
		var b branch
		for i, into := range []**template{&b.answer, &b.reply, &b.close} {
			tpl, err := readTemplate(strings.TrimSpace(parts[i]))
			if err != nil {
				return err
			}
			*into = tpl
		}
		t.branches = append(t.branches, b)
	}
	return nil
}

// items splits a section into what begins with "- ".
func items(body string) []string {
	var all []string
	for _, item := range strings.Split("\n"+strings.TrimSpace(body), "\n- ")[1:] {
		all = append(all, strings.TrimSpace(item))
	}
	return all
}

// branchOf is the way in which a ticket's conversation goes: always the same for one ticket.
func (t *theme) branchOf(id desk.TicketID) branch {
	return t.branches[int(id.ID[15])%len(t.branches)]
}
