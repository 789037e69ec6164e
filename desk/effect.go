package desk

import (
	"slices"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"
)

// This file holds the single changes that intents are made of.

// happened records an event of the operation.
func (a *application) happened(e Event) {
	e.Ticket, e.Op, e.By, e.At = a.t.ID, a.op.ID, a.by, a.facts.Now
	a.events = append(a.events, e)
}

// changed records a change of a field, which stands in the thread as an entry of its own.
func (a *application) changed(kind EventKind, field Field, from, to string) {
	m := a.entry(Happening, a.facts.Author, Untrusted{})
	m.Change = &FieldChange{Field: string(field), From: from, To: to}
	a.happened(Event{Kind: kind, From: from, To: to, Message: m})
}

// speak adds a text to the thread.
func (a *application) speak(kind MessageKind, author Author, text Untrusted) *Message {
	m := a.entry(kind, author, text)
	if kind.Spoken() {
		a.t.Voices = Raised(a.t.Voices, a.by, m.ID)
	}
	return m
}

func (a *application) entry(kind MessageKind, author Author, text Untrusted) *Message {
	a.t.LastMessage++
	return &Message{
		ID: a.t.LastMessage, Ticket: a.t.ID, Kind: kind, Author: author, At: a.facts.Now,
		Text: text, Channel: a.t.Channel, Op: a.op.ID,
	}
}

// unchanged refuses a change of a field that somebody else has changed since the
// actor looked, unless both want the same.
func (a *application) unchanged(f Field, current, wanted string) *Problem {
	by, version := a.t.Touched[f].not(a.by)
	if version <= a.base || current == wanted {
		return nil
	}
	return Refuse(FieldConflict, f, by, current)
}

func (a *application) touch(f Field) {
	if a.t.Touched == nil {
		a.t.Touched = map[Field]Touch{}
	}
	touch := Touch{Version: a.t.Version + 1, By: a.by}
	touch.Other, touch.Others = a.t.Touched[f].not(a.by)
	a.t.Touched[f] = touch
}

// become moves the ticket to a status.
func (a *application) become(s Status) {
	if a.t.Status == s {
		return
	}
	from := a.t.Status
	a.t.Status = s
	a.touch(FieldStatus)
	switch {
	case s.Done() && !from.Done():
		a.t.SolvedAt = a.facts.Now
		a.t.WaitingSince = time.Time{}
		a.wake()
	case !s.Done():
		a.t.SolvedAt = time.Time{}
	}
	a.changed(StatusChanged, FieldStatus, string(from), string(s))
}

func (a *application) giveTo(agent AgentID) {
	if a.t.Assignee == agent {
		return
	}
	from := a.t.Assignee
	a.t.Assignee = agent
	a.touch(FieldAssignee)
	a.changed(Assigned, FieldAssignee, string(from), string(agent))
}

// regroup moves the ticket to another group; an empty one leaves it where it is.
func (a *application) regroup(group GroupID) *Problem {
	if group == "" || group == a.t.Group {
		return nil
	}
	if !group.Valid() {
		return Refuse(BadValue, FieldGroup, group)
	}
	if p := a.unchanged(FieldGroup, string(a.t.Group), string(group)); p != nil {
		return p
	}
	a.moveTo(group)
	return nil
}

// moveTo gives the ticket to a group, or to none.
func (a *application) moveTo(group GroupID) {
	from := a.t.Group
	a.t.Group = group
	a.touch(FieldGroup)
	a.changed(Regrouped, FieldGroup, string(from), string(group))
}

func (a *application) wake() {
	if a.t.SnoozedUntil.IsZero() {
		return
	}
	from := instant(a.t.SnoozedUntil)
	a.t.SnoozedUntil = time.Time{}
	a.touch(FieldSnooze)
	a.changed(Woken, FieldSnooze, from, "")
}

func checkText(u Untrusted) *Problem {
	if !hasWord(u.raw) {
		return Refuse(EmptyText)
	}
	if len(u.raw) > MaxReply {
		return Refuse(TextTooLong, len(u.raw))
	}
	return nil
}

// hasWord reports whether anything that can be seen stands in s.
func hasWord(s string) bool {
	for _, r := range s {
		if unicode.IsGraphic(r) && !unicode.IsSpace(r) {
			return true
		}
	}
	return false
}

// ValidTag reports whether s is a tag: lower-case letters, digits and - _ . : /, at most MaxTag of them.
func ValidTag(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > MaxTag {
		return false
	}
	for _, r := range s {
		switch {
		case unicode.IsDigit(r), unicode.IsLetter(r) && unicode.ToLower(r) == r:
		case r == '-' || r == '_' || r == '.' || r == ':' || r == '/':
		default:
			return false
		}
	}
	return true
}

// checkTags refuses what cannot be added to the tags that are there.
func checkTags(have, more []string) *Problem {
	if len(more) > MaxTags {
		return Refuse(TooManyTags, MaxTags)
	}
	for _, tag := range more {
		if !ValidTag(tag) {
			return Refuse(BadTag, tag)
		}
	}
	if all := mergeTags(have, more); len(all) > max(MaxTags, len(have)) {
		return Refuse(TooManyTags, MaxTags)
	}
	return nil
}

func mergeTags(have, more []string) []string {
	all := append(slices.Clone(have), more...)
	slices.Sort(all)
	return slices.Compact(all)
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
