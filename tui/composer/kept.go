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
	texts  [2]string // the drafts as the composer left them: the reply's, the note's
	found  []found   // what came to them from elsewhere, in the order in which it was found
	handed bool      // the outbox has the text

	forward bool // it is the draft of what is sent on that is kept
}

// found are words that were on disk and not in the text.
type found struct {
	words  string
	canned []desk.CannedID
	files  []desk.Attachment
	to     []desk.Address // whom they were to go to
	behind bool           // they go behind the text, not before it
}

// shelved is what came to a draft from elsewhere, and the draft where it was written.
type shelved struct {
	found []found
	saved *desk.Draft
}

func mode(note bool) int {
	if note {
		return 1
	}
	return 0
}

// took notes a draft that the text begins with.
func (k *kept) took(d *desk.Draft) { k.texts[mode(d.Note)] = text.Editable(d.Text) }

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
	now, was := "", k.texts[mode(note)]
	if d != nil {
		now = text.Editable(d.Text)
	}
	k.texts[mode(note)] = now
	if now == "" || now == was {
		return nil
	}
	words := now
	if was != "" {
		words = strings.TrimSuffix(words, "\n\n"+was)
	}
	k.found = append(k.found, found{words: words, canned: d.Canned, to: d.To, files: d.Attachments})
	return nil
}

// all is what was found so far.
func (k *kept) all() []found { return slices.Clone(k.found) }

// save writes a draft, with what came meanwhile and is not among the first known that its
// text has.
func (k *kept) save(d desk.Draft, known int) (any, error) {
	if err := k.look(d.Note); err != nil {
		return nil, err
	}
	d = with(d, k.found[known:])
	if err := k.writes.SaveDraft(d); err != nil {
		return nil, err
	}
	k.took(&d)
	return shelved{found: k.all(), saved: &d}, nil
}

// hand gives the outbox an operation with a text that has the first known of what was
// found. It does not where there is more: the draft that leaves with it has those words.
func (k *kept) hand(op desk.Op, note bool, hold time.Duration, later bool, known int) (any, error) {
	if err := k.look(note); err != nil {
		return nil, err
	}
	if len(k.found) > known {
		return shelved{found: k.all()}, nil
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

// turn writes a draft in the other mode than the one it had. The text that had been begun
// in that mode goes behind it.
func (k *kept) turn(d desk.Draft, known int) (any, error) {
	if err := k.look(!d.Note); err != nil {
		return nil, err
	}
	other, err := k.reads.Draft(k.id, d.Note)
	if err != nil {
		return nil, err
	}
	more := k.all()
	if other != nil && text.Editable(other.Text) != k.texts[mode(d.Note)] {
		more = append(more, found{words: text.Editable(other.Text), canned: other.Canned, files: other.Attachments, behind: true})
	}
	d = with(d, more[known:])
	if err := k.writes.SaveDraft(d); err != nil {
		return nil, err
	}
	if err := k.writes.SaveDraft(desk.Draft{Ticket: k.id, Note: !d.Note}); err != nil {
		return nil, err // the words are in both modes, and in none too few
	}
	k.took(&d)
	k.texts[mode(!d.Note)], k.found = "", more
	return shelved{found: k.all(), saved: &d}, nil
}

// with puts what was found to a draft.
func with(d desk.Draft, more []found) desk.Draft {
	body := text.Editable(d.Text)
	for _, f := range more {
		before, _ := f.around(body)
		if !f.behind {
			d.Caret += len(before)
		}
		body, d.Canned = f.join(body, d.Canned)
		d.Attachments = joined(d.Attachments, f.files)
		if len(d.To) == 0 {
			d.To = f.to
		}
	}
	d.Text = desk.Foreign(body)
	return d
}

// around are the pieces that a text gets before and behind it.
func (f found) around(body string) (before, behind string) {
	gap := "\n\n"
	if body == "" {
		gap = ""
	}
	if f.behind {
		return "", gap + f.words
	}
	return f.words + gap, ""
}

func (f found) join(body string, canned []desk.CannedID) (string, []desk.CannedID) {
	before, behind := f.around(body)
	all := slices.Clone(canned)
	for _, id := range f.canned {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return before + body + behind, all
}
