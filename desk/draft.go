package desk

import "slices"

// DraftKey names a draft: on each ticket there may be one for the customer, one for colleagues
// and one of what is to be sent on.
type DraftKey struct {
	Ticket  TicketID
	Note    bool
	Forward bool // never with Note
}

// Key names the draft.
func (d Draft) Key() DraftKey {
	return DraftKey{Ticket: d.Ticket, Note: d.Note && d.Forward == nil, Forward: d.Forward != nil}
}

// DraftKey names the draft that the words of an operation come from.
func (o Op) DraftKey() DraftKey {
	_, public := o.Text()
	if in := o.Phrase(); in != nil {
		return in.ID.DraftKey()
	}
	forward := o.Forwards() != nil
	return DraftKey{Ticket: o.Ticket, Note: !public && !forward, Forward: forward}
}

// Empty is the draft of that name without a word: saving it drops what is there.
func (k DraftKey) Empty() *Draft {
	d := &Draft{Ticket: k.Ticket, Note: k.Note}
	if k.Forward {
		d.Forward = &Quoted{}
	}
	return d
}

// Draft is the words of an operation as the draft that they came from; nil for one without
// words of its own.
func (o Op) Draft() *Draft {
	words, _ := o.Text()
	if words.IsEmpty() && o.Phrase() == nil {
		return nil
	}
	d := &Draft{
		Ticket: o.DraftKey().Ticket, Note: o.DraftKey().Note, Phrase: o.Phrase(), Text: words, Caret: words.Len(), Seen: o.Seen, Opens: o.Opens(),
		To: slices.Clone(o.Recipients), Forward: o.Forwards(), Attachments: slices.Clone(o.Attachments()), At: o.At,
	}
	switch in := o.Intent.(type) {
	case Reply:
		d.Canned = slices.Clone(in.Canned)
	case Create:
		d.Canned = slices.Clone(in.Canned)
	default:
	}
	return d
}

// Before is the draft with one behind it that was begun in its place: the words of both, a
// blank line apart, and with them all that goes along, to everybody whom either was to go to.
// The draft stays as it is where nothing was begun.
func (d Draft) Before(begun *Draft) Draft {
	if begun == nil {
		return d
	}
	if d.Text.IsEmpty() {
		d.Caret = begun.Caret
	}
	if d.Phrase == nil {
		d.Phrase = begun.Phrase
	}
	if d.Phrase == nil || d.Text != begun.Text { // the same reply, written on
		d.Text = Join("\n\n", d.Text, begun.Text)
	}
	d.Canned = Together(d.Canned, begun.Canned)
	d.Attachments = Together(d.Attachments, begun.Attachments)
	d.To = AddressedTogether(d.To, begun.To)
	if d.Opens == nil {
		d.Opens = begun.Opens
	}
	if d.Asked == nil {
		d.Asked = begun.Asked
	}
	switch {
	case d.Forward == nil:
		d.Forward = begun.Forward
	case begun.Forward != nil:
		along := d.Forward.With(*begun.Forward)
		d.Forward = &along
	}
	if begun.Seen > 0 && (d.Seen == 0 || begun.Seen < d.Seen) {
		d.Seen = begun.Seen // to what came since one of the two, it is no answer
	}
	if begun.At.After(d.At) {
		d.At = begun.At
	}
	return d
}

// Together is all of both, each once and in their order; neither is changed.
func Together[T comparable](first, more []T) []T {
	all := slices.Clone(first)
	for _, one := range more {
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}
