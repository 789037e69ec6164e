package listing

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// entries are those of a thread, and behind them the words that wait and are no entry of it:
// what is held or was refused.
func entries(th desk.Thread) []desk.Message {
	all := slices.Clone(th.Messages)
	for _, p := range th.Pending {
		said := func(m desk.Message) bool { return m.Op == p.Op.ID }
		if p.Op.Composed() && !slices.ContainsFunc(th.Messages, said) {
			all = append(all, unsaid(p.Op))
		}
	}
	return all
}

// unsaid is the entry that an operation would make.
func unsaid(op desk.Op) desk.Message {
	words, public := op.Text()
	m := desk.Message{
		Ticket: op.Ticket, Kind: desk.InternalNote, Author: desk.Author{Agent: op.Actor}, At: op.At, Text: words, Op: op.ID,
		To: op.Recipients, Forward: op.Forwards(), Attachments: op.Attachments(),
	}
	switch {
	case m.Forward != nil:
		m.Kind = desk.Forwarded
	case public:
		m.Kind = desk.FromAgent
	}
	return m
}

// fileNames are what files are called, each on a line of its own.
func fileNames(files []desk.Attachment) []string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = text.Line(f.Name)
	}
	return names
}
