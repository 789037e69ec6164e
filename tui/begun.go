package tui

import (
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// Words that are typed into a dialog are drafts of the ledger while they are there, as the
// composer's are, and stand in it again when it opens the next time: heed may have been killed in
// between.

const (
	slotBegun = "begun" // what was begun before this session
	slotWords = "words" // the timer after which words are written, and how a write went
)

// jotted is what the root knows of the words in dialogs.
type jotted struct {
	saving screen.Saving
	kept   map[desk.DraftKey]desk.Draft // as the ledger has them, or is about to; nil until they are read
	owed   map[desk.DraftKey]desk.Draft // of those, what no disk has said to have
	over   []over
}

// over is words that a dialog has ended with. They are dropped once what was written for that has
// gone well, and kept where it has not.
type over struct {
	in     desk.Asked
	words  desk.Untrusted
	behind int // so many writes come before that one
}

// inDialog is the words of a dialog that is open.
type inDialog struct {
	in    desk.Asked
	words string // as they were seen last
	rev   int    // theirs, of a dialog that tells it; unseen before
	late  bool   // others stand there by now
	dirty bool
}

const unseen = -1

// drafted is what stands in a dialog now. One that tells its revision may hold a megabyte: it is
// asked for that when it is to be kept, and not at every key.
func (d *dialog) drafted() string {
	if st, ok := d.seat.screen.(screen.Drafting); ok && d.words.late {
		d.words.words, d.words.late = st.Drafted(), false
	}
	return d.words.words
}

func revision(st screen.Drafting) int {
	if r, ok := st.(screen.Revised); ok {
		return r.Revision()
	}
	return unseen
}

func (r *Root) readBegun() {
	ledger := r.ledger
	r.ask(r.own, []screen.Ask{{Slot: slotBegun, Read: func() (any, error) { return ledger.BegunWords() }}})
}

// learnBegun takes what was begun before. A dialog that was quicker gets its words now.
func (r *Root) learnBegun(v any) {
	all, _ := v.([]desk.Draft)
	for _, d := range all {
		if _, newer := r.jotted.kept[d.Key()]; !newer {
			r.jotted.kept[d.Key()] = d
		}
	}
	for _, d := range r.dialogs {
		if st, ok := d.seat.screen.(screen.Drafting); ok && !d.words.in.None() {
			r.giveBack(d, st)
		}
	}
}

// keepDialogs follows every key: words that were typed are written with those just behind.
func (r *Root) keepDialogs() {
	for _, d := range r.dialogs {
		st, ok := d.seat.screen.(screen.Drafting)
		if !ok {
			continue
		}
		if in := st.Drafting(); in != d.words.in {
			r.keepNow(d)
			d.words = inDialog{in: in, rev: unseen}
			if !in.None() {
				r.giveBack(d, st)
			}
		}
		r.seeWords(d, st)
	}
}

// seeWords notes what is written in a dialog.
func (r *Root) seeWords(d *dialog, st screen.Drafting) {
	was := d.words.rev
	d.words.rev = revision(st)
	switch {
	case d.words.in.None():
		return
	case was != unseen && d.words.rev == was:
		return
	case was != unseen:
		d.words.late = true
	default:
		now := st.Drafted()
		if now == d.words.words {
			return
		}
		d.words.words = now
	}
	d.words.dirty = true
	r.after(r.own, r.jotted.saving.Soon().After)
}

// giveBack puts words that were begun back in their dialog, behind what stands there already.
func (r *Root) giveBack(d *dialog, st screen.Drafting) {
	kept, ok := r.begunFor(d, st)
	words, now := text.Editable(kept.Text), st.Drafted()
	if !ok || now == words {
		return
	}
	if now != "" && !strings.Contains(words, now) {
		words = now + "\n\n" + words
	}
	r.do(d.seat, st.Redraft(words))
	d.words.words, d.words.rev, d.words.late = st.Drafted(), revision(st), false
	r.say(r.wordsBack(d, st, *kept.Asked))
	if from := *kept.Asked; from != d.words.in { // from now on they are of what is there by now
		d.words.dirty = true
		r.keepNow(d)
		if from.DraftKey() != d.words.in.DraftKey() {
			r.keepWords(from, desk.Untrusted{})
		}
	}
}

// begunFor are the words that were begun in a dialog, else those that have no other place any more.
func (r *Root) begunFor(d *dialog, st screen.Drafting) (desk.Draft, bool) {
	if kept, ok := r.jotted.kept[d.words.in.DraftKey()]; ok {
		return kept, true
	}
	heir, _ := st.(screen.Heir)
	var last desk.Draft
	for _, kept := range r.jotted.kept {
		if heir != nil && heir.Inherits(*kept.Asked) && !kept.At.Before(last.At) {
			last = kept
		}
	}
	return last, last.Asked != nil
}

// wordsBack says that words are back, and what of it is not as it was when they were begun: whoever
// goes on with them is to know what they take the place of.
func (r *Root) wordsBack(d *dialog, st screen.Drafting, from desk.Asked) screen.Notice {
	stands := ""
	if over, ok := st.(screen.Replacing); ok {
		stands = text.Truncate(text.Line(desk.Foreign(over.Stands())), mostStanding)
	}
	b := r.session.Book
	switch {
	case from.Was == d.words.in.Was && from.DraftKey() == d.words.in.DraftKey():
		return screen.Notice{Text: b.T("root.words_back")}
	case stands == "":
		return screen.Notice{Text: b.T("root.words_back.gone"), Level: screen.Warning}
	default:
		return screen.Notice{Text: b.T("root.words_back.changed", "now", stands), Level: screen.Warning}
	}
}

// mostStanding is how many cells of what words would replace stand in a notice.
const mostStanding = 60

// keepNow writes the words of a dialog without waiting for more.
func (r *Root) keepNow(d *dialog) {
	if d.words.dirty {
		d.words.dirty = false
		r.keepWords(d.words.in, desk.Foreign(d.drafted()))
	}
}

// keepAll is keepNow for every dialog, and for what the disk did not take before.
func (r *Root) keepAll() {
	if r.jotted.saving.Err != nil {
		for _, draft := range r.jotted.owed {
			r.write(r.own, []screen.Write{savesWords(r.ledger, draft)})
		}
	}
	for _, d := range r.dialogs {
		r.keepNow(d)
	}
}

// keepWords writes words that were begun in a dialog; none drop what is kept of it.
func (r *Root) keepWords(in desk.Asked, words desk.Untrusted) {
	draft := in.Draft(words)
	draft.At = r.session.Now()
	if r.jotted.kept[draft.Key()] = draft; draft.Empty() {
		delete(r.jotted.kept, draft.Key())
	}
	r.jotted.owed[draft.Key()] = draft
	r.jotted.saving.Begun()
	r.write(r.own, []screen.Write{savesWords(r.ledger, draft)})
}

func savesWords(ledger Ledger, draft desk.Draft) screen.Write {
	return screen.Write{Slot: slotWords, Run: func() (any, error) { return draft, ledger.SaveDraft(draft) }}
}

// learnWords hears that it is time to write, or how a write went. What the disk does not take is
// tried again.
func (r *Root) learnWords(v any) {
	switch v := v.(type) {
	case time.Time:
		r.jotted.saving.Rang()
		r.keepAll()
	case desk.Draft:
		if now, ok := r.jotted.owed[v.Key()]; ok && now.Text == v.Text {
			delete(r.jotted.owed, v.Key())
		}
		r.jotted.saving.Ended(v, r.session.Now(), r.session.Book)
	case error:
		r.do(r.own, r.jotted.saving.Ended(v, r.session.Now(), r.session.Book))
	}
}

// ended hears that a dialog was closed. Its words stay begun where it was left; where it ended with
// them, they are dropped as soon as what became of them is written.
func (r *Root) ended(d *dialog, c screen.Closed, behind int) {
	if d.words.in.None() {
		return
	}
	if st, ok := d.seat.screen.(screen.Drafting); ok {
		r.seeWords(d, st)
	}
	if c.Slot == "" || d.drafted() == "" {
		r.keepNow(d)
		return
	}
	r.jotted.over = append(r.jotted.over, over{d.words.in, desk.Foreign(d.drafted()), behind})
	if d.words.dirty && len(r.jobs.writes) == behind { // what they are for is written later, if ever
		r.keepWords(d.words.in, desk.Foreign(d.drafted()))
		r.jotted.over[len(r.jotted.over)-1].behind++
	}
}

// overWith follows every write: the words that it was for are no longer begun, if it went well.
func (r *Root) overWith(failed bool) {
	var done []over
	r.jotted.over = slices.DeleteFunc(r.jotted.over, func(o over) bool {
		if o.behind == 0 {
			done = append(done, o)
		}
		return o.behind == 0
	})
	for i := range r.jotted.over {
		r.jotted.over[i].behind--
	}
	for _, o := range done {
		words := desk.Untrusted{}
		if failed {
			words = o.words
		}
		r.keepWords(o.in, words)
	}
}

// unwritten are the writes of words that are on no disk yet, for a session that ends from outside.
func (r *Root) unwritten() (all []screen.Write) {
	for _, d := range r.dialogs {
		if d.words.dirty {
			outcome(func() (any, error) { return d.drafted(), nil }) // of a dialog that panics, what was seen last
			draft := d.words.in.Draft(desk.Foreign(d.words.words))
			draft.At = r.session.Now()
			all = append(all, savesWords(r.ledger, draft))
		}
	}
	return all
}
