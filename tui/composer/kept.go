package composer

import (
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// kept is what a composer knows of the drafts on disk. Words come to them from elsewhere
// too, by an undo or an operation that is to be edited again, and none of them may be
// written over. After the beginning only writes touch it, which run one after the other.
type kept struct {
	reads  Reads
	writes Writes
	id     desk.TicketID
	drafts [2]desk.Draft // as the composer left them: the reply's, the note's
	found  []found       // what came to them from elsewhere, in the order in which it was found
	handed bool          // the outbox has the text

	forward bool // it is the draft of what is sent on that is kept
}

// found is what a draft on disk said and the text did not.
type found struct {
	desk.Draft
	behind bool // it goes behind the text, not before it
}

// keptDraft is what came to a draft from elsewhere; and the draft where it was written, with
// the revision of the text that it is.
type keptDraft struct {
	found    []found
	saved    *desk.Draft
	revision int
}

func mode(note bool) int {
	if note {
		return 1
	}
	return 0
}

// took notes a draft that is what the composer has.
func (k *kept) took(d *desk.Draft) { k.drafts[mode(d.Note)] = *d }

// read reads the draft of a mode.
func (k *kept) read(note bool) (*desk.Draft, error) {
	if k.forward {
		return k.reads.Forwarding(k.id)
	}
	return k.reads.Draft(k.id, note)
}

// look finds what came to a draft from elsewhere. What is taken back stands before what
// was there.
func (k *kept) look(note bool) error {
	d, err := k.read(note)
	if err != nil {
		return err
	}
	was := k.drafts[mode(note)]
	if d == nil {
		d = &desk.Draft{Ticket: k.id, Note: note}
	}
	k.drafts[mode(note)] = *d
	if more, ok := beyond(*d, was); ok {
		k.found = append(k.found, found{Draft: more})
	}
	return nil
}

// beyond is what a draft says that it did not when the composer left it; not ok for nothing.
// What is taken back stands before what was there.
func beyond(now, was desk.Draft) (more desk.Draft, ok bool) {
	more = now
	words, before := text.Editable(now.Text), text.Editable(was.Text)
	switch {
	case words == before:
		words = ""
	case before != "":
		words = strings.TrimSuffix(words, "\n\n"+before)
	}
	more.Text = desk.Foreign(words)
	more.Canned = without(now.Canned, was.Canned)
	more.Attachments = without(now.Attachments, was.Attachments)
	if len(without(now.To, was.To)) == 0 {
		more.To = nil
	}
	if was.Forward != nil && now.Forward != nil && now.Forward.Same(*was.Forward) {
		more.Forward = nil
	}
	return more, !more.Empty() || len(more.Canned) > 0 || more.Forward != nil
}

// without are those of all that are not among some.
func without[T comparable](all, some []T) []T {
	return slices.DeleteFunc(slices.Clone(all), func(one T) bool { return slices.Contains(some, one) })
}

// all is what was found so far.
func (k *kept) all() []found { return slices.Clone(k.found) }

// save writes a draft, with what came meanwhile and is not among the first known that its
// text has.
func (k *kept) save(d desk.Draft, known, revision int) (any, error) {
	if err := k.look(d.Note); err != nil {
		return nil, err
	}
	d = with(d, k.found[known:])
	if err := k.writes.SaveDraft(d); err != nil {
		return nil, err
	}
	k.took(&d)
	return keptDraft{found: k.all(), saved: &d, revision: revision}, nil
}

// hand gives the outbox an operation with a text that has the first known of what was
// found. It does not where there is more: the draft that leaves with it has those words.
func (k *kept) hand(op desk.Op, note bool, hold time.Duration, later bool, known int) (any, error) {
	if err := k.look(note); err != nil {
		return nil, err
	}
	if len(k.found) > known {
		return keptDraft{found: k.all()}, nil
	}
	submit := k.writes.Submit
	if later {
		submit = k.writes.Later
	}
	if err := submit(op, hold); err != nil {
		return nil, err
	}
	k.handed = true
	done := queued{op: op.ID, hold: hold, at: op.At, later: later}
	if in, ok := op.Intent.(desk.Note); ok {
		done.named = in.Mentions
	}
	return done, nil
}

// turn writes a draft in the other mode than the one it had. What had been begun in that
// mode goes behind it.
func (k *kept) turn(d desk.Draft, known, revision int) (any, error) {
	if err := k.look(!d.Note); err != nil {
		return nil, err
	}
	other, err := k.reads.Draft(k.id, d.Note)
	if err != nil {
		return nil, err
	}
	all := k.all()
	if other != nil {
		if more, ok := beyond(*other, k.drafts[mode(d.Note)]); ok {
			all = append(all, found{Draft: more, behind: true})
		}
	}
	d = with(d, all[known:])
	if err := k.writes.SaveDraft(d); err != nil {
		return nil, err
	}
	left := desk.Draft{Ticket: k.id, Note: !d.Note}
	if err := k.writes.SaveDraft(left); err != nil {
		return nil, err // the words are in both modes, and in none too few
	}
	k.took(&d)
	k.took(&left)
	k.found = all
	return keptDraft{found: k.all(), saved: &d, revision: revision}, nil
}

// with puts what was found to a draft.
func with(d desk.Draft, more []found) desk.Draft {
	for _, f := range more {
		d = f.join(d)
	}
	return d
}

// join puts it to a draft, whose caret stays where it is in its words.
func (f found) join(d desk.Draft) desk.Draft {
	f.Text, d.Text = desk.Foreign(text.Editable(f.Text)), desk.Foreign(text.Editable(d.Text))
	if f.behind {
		return d.Before(&f.Draft)
	}
	both := f.Before(&d)
	both.Ticket, both.Note, both.Opens = d.Ticket, d.Note, d.Opens
	both.Caret = d.Caret + both.Text.Len() - d.Text.Len()
	both.Seen, both.At = d.Seen, d.At
	return both
}
