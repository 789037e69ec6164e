package demo

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// story is a ticket written by hand.
type story struct {
	name    string
	subject *template
	who     string
	via     desk.Channel
	theme   string
	tags    []string
	status  desk.Status
	owner   string // me, tom, ines, priya or nobody
	due     time.Duration
	hasDue  bool
	age     time.Duration // of the last entry
	urgency desk.Level
	impact  desk.Level
	snooze  time.Duration
	rating  *desk.Rating
	remind  *desk.Reminder // the owner wants it; its moment is by how long it is until then
	in      time.Duration
	orders  []wish
	beats   []beat
	next    []beat // what is said when the story goes on
}

// wish is an order that a story needs.
type wish struct {
	state string
	age   time.Duration
	wares []ware
}

// beat is an entry of a story's thread.
type beat struct {
	kind   desk.MessageKind
	who    string // the agent: me, tom, ines, priya
	gap    time.Duration
	text   *template
	change *desk.FieldChange
}

// readStories reads a file of stories: each begins with "# name", then "key: value"
// lines, then entries that begin with "> who +gap".
func (s *shop) readStories(text string) error {
	for _, chunk := range strings.Split("\n"+text, "\n# ")[1:] {
		st, err := s.readStory(chunk)
		if err != nil {
			name, _, _ := strings.Cut(chunk, "\n")
			return fmt.Errorf("story %s: %w", name, err)
		}
		s.stories = append(s.stories, st)
	}
	return nil
}

func (s *shop) readStory(chunk string) (*story, error) {
	head, body, ok := strings.Cut(chunk, "\n>")
	if !ok {
		return nil, errors.New("nobody says anything")
	}
	lines := strings.Split(head, "\n")
	st := &story{name: strings.TrimSpace(lines[0])}
	for _, line := range lines[1:] {
		key, value, ok := strings.Cut(line, ":")
		if strings.TrimSpace(line) == "" {
			continue
		}
		if !ok {
			return nil, fmt.Errorf("%q", line)
		}
		if err := s.storyField(st, key, strings.TrimSpace(value)); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	for _, part := range strings.Split(body, "\n>") {
		if err := st.readBeat(part); err != nil {
			return nil, err
		}
	}
	return st, st.check(s)
}

func (st *story) check(s *shop) error {
	switch {
	case st.subject == nil:
		return errors.New("no subject")
	case s.person(st.who) == nil:
		return fmt.Errorf("nobody is called %q", st.who)
	case !st.status.Valid():
		return fmt.Errorf("status %q", st.status)
	case st.owner == "":
		return errors.New("whose is it?")
	case len(st.orders) == 0 && st.wantsOrder():
		return errors.New("it speaks of an order and has none")
	}
	return nil
}

func (st *story) wantsOrder() bool {
	needs := st.subject.needs
	for _, b := range slices.Concat(st.beats, st.next) {
		needs |= b.text.needs
	}
	return needs&needOrder != 0
}

func (s *shop) storyField(st *story, key, value string) (err error) {
	switch key {
	case "subject":
		st.subject, err = readTemplate(value)
	case "who":
		st.who = value
	case "via":
		st.via = desk.Channel(value)
	case "theme":
		st.theme = value
	case "tags":
		st.tags = strings.Fields(value)
	case "state":
		err = st.readState(strings.Fields(value))
	case "order":
		var w wish
		w, err = s.readWish(value)
		st.orders = append(st.orders, w)
	case "rated":
		score, comment, _ := strings.Cut(value, " ")
		var n int
		n, err = strconv.Atoi(score)
		st.rating = &desk.Rating{Score: n, Comment: desk.Foreign(comment)}
	case "remind":
		in, words, _ := strings.Cut(value, " ")
		st.in, err = readSpan(in)
		st.remind = &desk.Reminder{Text: desk.Foreign(words)}
	default:
		err = errors.New("no such field")
	}
	return err
}

func (st *story) readState(words []string) error {
	for _, w := range words {
		key, value, _ := strings.Cut(w, "=")
		var err error
		switch key {
		case "due":
			st.due, err = readSpan(value)
			st.hasDue = true
		case "age":
			st.age, err = readSpan(value)
		case "snooze":
			st.snooze, err = readSpan(value)
		case "me", "tom", "ines", "priya", "nobody":
			st.owner = key
		case "low":
			st.urgency = desk.Low
		case "high":
			st.urgency = desk.High
		case "urgent":
			st.urgency, st.impact = desk.High, desk.High
		default:
			st.status = desk.Status(key)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// readWish reads "returned 26d Ropewalk table lamp, brass + Beacon dimmable bulb, warm".
func (s *shop) readWish(value string) (wish, error) {
	for _, state := range []string{preparing, onItsWay, delivered, returned, refunded, cancelled, atBench} {
		rest, ok := strings.CutPrefix(value, state+" ")
		if !ok {
			continue
		}
		age, labels, _ := strings.Cut(rest, " ")
		w := wish{state: state}
		var err error
		if w.age, err = readSpan(age); err != nil {
			return w, err
		}
		for _, label := range cut(labels, "+") {
			item, err := s.ware(label)
			if err != nil {
				return w, err
			}
			w.wares = append(w.wares, item)
		}
		return w, nil
	}
	return wish{}, fmt.Errorf("%q", value)
}

// readBeat reads "> customer +2h" and its text; ">>" is what is said when it goes on.
func (st *story) readBeat(part string) error {
	first, text, _ := strings.Cut(part, "\n")
	first, later := strings.CutPrefix(first, ">")
	words := strings.Fields(first)
	if len(words) == 0 {
		return errors.New("an entry of nobody")
	}
	b := beat{gap: -1}
	for _, w := range words {
		switch w {
		case "customer":
			b.kind = desk.FromCustomer
		case "note":
			b.kind = desk.InternalNote
		case "event":
			b.kind = desk.Happening
		case "me", "tom", "ines", "priya":
			b.who = w
			if b.kind == "" {
				b.kind = desk.FromAgent
			}
		default:
			var err error
			if b.gap, err = readSpan(strings.TrimPrefix(w, "+")); err != nil {
				return err
			}
		}
	}
	var err error
	if b.text, err = readTemplate(strings.TrimSpace(text)); err != nil {
		return err
	}
	if later {
		st.next = append(st.next, b)
	} else {
		st.beats = append(st.beats, b)
	}
	return nil
}

// readSpan reads "12m", "-6m", "3h", "2d", "1d4h".
func readSpan(s string) (time.Duration, error) {
	days, rest, ok := strings.Cut(s, "d")
	if !ok {
		return time.ParseDuration(s)
	}
	n, err := strconv.Atoi(days)
	if err != nil || rest == "" {
		return time.Duration(n) * 24 * time.Hour, err
	}
	more, err := time.ParseDuration(rest)
	return time.Duration(n)*24*time.Hour + more, err
}
