package desk

import "slices"

// Draft is the words of an operation as the draft that they came from; nil for one without
// words of its own.
func (o Op) Draft() *Draft {
	words, public := o.Text()
	if words.IsEmpty() {
		return nil
	}
	d := &Draft{
		Ticket: o.Ticket, Note: !public && o.Forwards() == nil, Text: words, Caret: words.Len(), Seen: o.Seen, Opens: o.Opens(),
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
