package deskfile

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/near"
	"github.com/heed-desk/heed/internal/tomltree"
)

// The kinds of thing that a file has, by the names of their tables.
const (
	kindCalendar = "calendar"
	kindPolicy   = "policy"
	kindGroup    = "group"
	kindView     = "view"
	kindMacro    = "macro"
	kindReply    = "reply"
)

// kinds are those names, in the order in which they are written and told.
func kinds() []string {
	return []string{kindCalendar, kindPolicy, kindGroup, kindView, kindMacro, kindReply}
}

// Source is a file that was read.
type Source struct {
	Name  string
	Bytes []byte
}

// Wanted is what files say. A part that none of them names is nil; one that is named and has
// nothing is empty. Views and replies that have no id are meant by their names.
type Wanted struct {
	desk.Setup
	Doubts          []*Flaw // what is odd and holds all the same
	macros, replies bool    // which of the two are named
	places          map[thing]place
}

// thing is one of what a file has.
type thing struct{ kind, name string }

type place struct {
	file string
	line int
}

// mostFlaws is how many flaws are told at once.
const mostFlaws = 50

// Read reads files, as one whole. Open reads a file that one of them names, beside that one;
// now says of which years the holidays of a calendar file are taken. What is wrong comes as
// flaws, in the order of the lines; then nothing of it may be used.
func Read(files []Source, open func(beside, name string) ([]byte, error), now time.Time) (Wanted, []*Flaw) {
	r := &reader{open: open, now: now, wanted: Wanted{places: map[thing]place{}}}
	for _, f := range files {
		first, doubts := len(r.flaws), len(r.wanted.Doubts)
		r.read(f)
		slices.SortStableFunc(r.flaws[first:], byLine)
		slices.SortStableFunc(r.wanted.Doubts[doubts:], byLine)
	}
	r.meet()
	return r.wanted, r.flaws
}

type reader struct {
	open   func(beside, name string) ([]byte, error)
	now    time.Time
	file   string
	lines  []string // of that file
	wanted Wanted
	flaws  []*Flaw
}

func byLine(a, b *Flaw) int { return a.Line - b.Line }

func (r *reader) flaw(line int, in string, code Code, near string, pairs ...string) {
	r.flaws = r.told(r.flaws, line, in, code, near, pairs...)
}

// told is a list with one flaw more, unless that is more than anybody reads.
func (r *reader) told(all []*Flaw, line int, in string, code Code, near string, pairs ...string) []*Flaw {
	if len(all) >= mostFlaws {
		return all
	}
	f := &Flaw{File: r.file, Line: line, In: in, Code: code, Near: near, Args: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Args[pairs[i]] = pairs[i+1]
	}
	return append(all, f)
}

func (r *reader) read(f Source) {
	r.file, r.lines = f.Name, strings.Split(string(f.Bytes), "\n")
	root, err := tomltree.Read(f.Bytes)
	var fault *tomltree.Fault
	if errors.As(err, &fault) {
		r.flaw(fault.Line, "", Code(fault.Code), "", "name", fault.Name, "why", fault.Why)
		return
	}
	for _, part := range root.Fields {
		switch {
		case !slices.Contains(kinds(), part.Name):
			r.flaw(part.Line, "", UnknownTable, near.Name(part.Name, kinds()), "name", part.Name)
		case part.Kind != tomltree.List:
			r.flaw(part.Line, "", WrongKind, "", "name", part.Name, "wants", wantsTables)
		default:
			r.part(part.Name, part.Items)
		}
	}
}

// What a field takes, as arguments of WrongKind.
const (
	wantsTables = "tables"
	wantsTable  = "table"
	wantsText   = "text"
	wantsTexts  = "texts"
	wantsTruth  = "truth"
	wantsDay    = "day"
)

// part reads all things of one kind.
func (r *reader) part(kind string, items []*tomltree.Node) {
	w := &r.wanted
	switch kind {
	case kindCalendar:
		w.Calendars = named(w.Calendars)
	case kindPolicy:
		w.Policies = named(w.Policies)
	case kindGroup:
		w.Groups = named(w.Groups)
	case kindView:
		w.Views = named(w.Views)
	case kindMacro, kindReply:
		w.Replies = named(w.Replies)
		w.macros, w.replies = w.macros || kind == kindMacro, w.replies || kind == kindReply
	}
	for _, n := range items {
		if n.Kind != tomltree.Table {
			r.flaw(n.Line, "", WrongKind, "", "name", kind, "wants", wantsTables)
			continue
		}
		i := &item{r: r, kind: kind, node: n}
		switch kind {
		case kindCalendar:
			w.Calendars = append(w.Calendars, i.calendar())
		case kindPolicy:
			w.Policies = append(w.Policies, i.policy())
		case kindGroup:
			w.Groups = append(w.Groups, i.group())
		case kindView:
			w.Views = append(w.Views, i.view())
		default:
			w.Replies = append(w.Replies, i.reply())
		}
		i.done()
	}
}

// named is a list that is there, if it has nothing.
func named[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}

// meet finds what is wrong between things: more of a kind than there may be.
func (r *reader) meet() {
	for _, m := range []struct {
		kind string
		n    int
		most int
	}{
		{kindView, len(r.wanted.Views), desk.MostFilters},
		{kindReply, len(r.wanted.Replies), desk.MostReplies},
		{kindCalendar, len(r.wanted.Calendars), desk.MostCalendars},
		{kindPolicy, len(r.wanted.Policies), desk.MostPolicies},
		{kindGroup, len(r.wanted.Groups), desk.MostGroups},
	} {
		if m.n > m.most {
			r.flaw(1, "", TooMany, "", "name", m.kind, "most", strconv.Itoa(m.most))
		}
	}
}
