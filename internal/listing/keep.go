package listing

import (
	"errors"
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/text"
)

// Holdings writes what is kept on this computer: the files and what is in them, and below them
// how they are sealed and kept in order. Dir is the folder as a person would write it.
func (t *Text) Holdings(dir string, h pipe.Holdings) error {
	if h.Memory {
		return t.print(t.Book.T("keep.memory") + "\n")
	}
	if h.Sealed {
		return t.outside(dir, h)
	}
	tab := &table{columns: []column{{}, {right: true}, {}}}
	for _, f := range h.Files {
		tab.add(cell{clean(f.Name), strong}, cell{t.Book.FileSize(f.Size), bare}, cell{t.holds(f, h), dim})
	}
	if h.Parcels > 0 {
		tab.add(cell{"parcels", strong}, cell{t.Book.FileSize(h.ParcelSize), bare}, cell{t.Book.N("keep.holds.parcels", h.Parcels), dim})
	}
	facts := &table{columns: []column{{}, {}}}
	fact := func(name, value string) { facts.add(cell{t.Book.T("keep.label." + name), dim}, cell{value, bare}) }
	fact("folder", clean(dir))
	fact("key", t.sealedBy(h))
	if h.ReadOnly {
		fact("disk", t.Book.T("keep.disk.read"))
	}
	fact("search", t.searched(h))
	fact("waiting", t.waits(h))
	fact("verified", t.when(h.Verified))
	fact("compacted", t.when(h.Compacted))
	if h.Erasing {
		fact("erasing", t.Book.T("keep.erasing.is"))
	}
	if h.Rekeying {
		fact("rekeying", t.Book.T("keep.rekeying.is"))
	}
	if err := tab.write(t.Out, t.Out, t.Width); err != nil {
		return err
	}
	if err := t.print("\n"); err != nil {
		return err
	}
	return facts.write(t.Out, t.Out, t.Width)
}

// outside writes what is seen of a profile without its key.
func (t *Text) outside(dir string, h pipe.Holdings) error {
	tab := &table{columns: []column{{}, {right: true}, {}}}
	for _, f := range h.Files {
		tab.add(cell{clean(f.Name), strong}, cell{t.Book.FileSize(f.Size), bare}, cell{f.Mode.String(), dim})
	}
	facts := &table{columns: []column{{}, {}}}
	fact := func(name, value string) { facts.add(cell{t.Book.T("keep.label." + name), dim}, cell{value, bare}) }
	fact("folder", clean(dir))
	fact("key", t.sealedBy(h))
	fact("open", t.Book.T("keep.open."+string(h.Open), "pid", h.PID))
	fact("inside", t.Book.T("keep.inside.sealed"))
	return errors.Join(tab.write(t.Out, t.Out, t.Width), t.print("\n"), facts.write(t.Out, t.Out, t.Width))
}

// holds says what is in a file.
func (t *Text) holds(f pipe.KeptFile, h pipe.Holdings) string {
	switch {
	case f.Aside:
		return t.Book.T("keep.holds.aside")
	case f.Name == "cache.db":
		return t.Book.N("keep.holds.tickets", h.Tickets) + ", " + t.Book.N("keep.holds.customers", h.Customers)
	case f.Name == "outbox.db":
		return t.Book.T("keep.holds.outbox")
	case f.Name == "outbox.log":
		return t.Book.T("keep.holds.copy")
	default:
		return ""
	}
}

// searched says how much the search finds.
func (t *Text) searched(h pipe.Holdings) string {
	key := "keep.searched"
	switch {
	case h.ReadOnly:
		key = "keep.indexed"
	case h.Found < h.Tickets:
		key = "keep.searching"
	}
	return t.Book.T(key, "n", h.Found, "total", h.Tickets)
}

// sealedBy says where the key lives, and how often it was changed.
func (t *Text) sealedBy(h pipe.Holdings) string {
	said := t.Book.T("keep.key." + h.Key)
	if h.Epoch > 0 {
		said += ", " + t.Book.N("keep.epoch", int(h.Epoch))
	}
	return said
}

// waits says what the desk does not have yet.
func (t *Text) waits(h pipe.Holdings) string {
	var said []string
	if n := h.Waiting - h.Attention; n > 0 {
		since := t.Book.Moment(h.Oldest.In(t.Zone), t.Now.In(t.Zone))
		said = append(said, t.Book.N("keep.ops", n, "since", since))
	}
	if h.Attention > 0 {
		said = append(said, t.Book.N("keep.attention", h.Attention))
	}
	if h.Drafts > 0 {
		said = append(said, t.Book.N("keep.drafts", h.Drafts))
	}
	if len(said) == 0 {
		return t.Book.T("keep.nothing_waits")
	}
	return strings.Join(said, ", ")
}

func (t *Text) when(at time.Time) string {
	if at.IsZero() {
		return t.Book.T("keep.never")
	}
	return t.Book.Moment(at.In(t.Zone), t.Now.In(t.Zone))
}

// Waiting writes what waits in the outbox and, apart from it, what was begun and waits for whoever
// wrote it.
func (t *Text) Waiting(u pipe.Unsent) error {
	if u.None() {
		return t.print(t.Book.T("listing.outbox_empty") + "\n")
	}
	if len(u.Drafts) == 0 {
		return t.Outbox(u.Ops)
	}
	if len(u.Ops) > 0 {
		if err := errors.Join(t.Outbox(u.Ops), t.print("\n")); err != nil {
			return err
		}
	}
	if err := t.print(t.Book.N("listing.begun", len(u.Drafts)) + "\n"); err != nil {
		return err
	}
	return t.Unsent(pipe.Unsent{Drafts: u.Drafts})
}

// Unsent writes what waits and would be lost.
func (t *Text) Unsent(u pipe.Unsent) error {
	if len(u.Ops) > 0 {
		if err := t.Outbox(u.Ops); err != nil {
			return err
		}
	}
	tab := &table{columns: []column{{right: true}, {}, {}}}
	for _, d := range u.Drafts {
		tab.add(cell{number(d.Number), strong}, cell{t.begun(d), bare}, cell{text.Line(d.Text), bare})
	}
	return tab.write(t.Out, t.Out, t.Width)
}

func (t *Text) begun(d pipe.Begun) string {
	switch {
	case d.Note:
		return t.Book.T("keep.begun.note")
	case d.Opens:
		return t.Book.T("keep.begun.ticket")
	default:
		return t.Book.T("keep.begun.reply")
	}
}

// People writes the customers whom somebody may mean, with the id that names each.
func (t *Text) People(all []pipe.Person) error {
	tab := &table{columns: []column{{}, {most: 24}, {right: true}, {}}}
	for _, p := range all {
		tab.add(cell{p.ID.String(), dim}, cell{text.Line(p.Name), strong}, cell{t.Book.N("keep.holds.tickets", p.Tickets), bare}, cell{Reached(p), bare})
	}
	return tab.write(t.Out, t.Out, t.Width)
}

// Reached is by what a person can be reached, on one line.
func Reached(p pipe.Person) string {
	var all []string
	for _, u := range p.Reached {
		all = append(all, text.Line(u))
	}
	return strings.Join(all, ", ")
}

// Looked is what was found in one file.
type Looked struct {
	File    string   // empty where it is not known which
	Records int      // that were opened; where it is sealed, the entries of the file, its own among them
	Faults  []string // for programs, and whoever mends heed
	Sealed  bool     // it was not opened
	Unread  string   // why it was not looked through; empty where it was
	Apart   bool     // it is sound, and behind another passphrase
}

// is what became of the look at a file, as programs read it.
func (l *Looked) is() string {
	switch {
	case len(l.Faults) > 0:
		return "damaged"
	case l.Apart:
		return "apart"
	case l.Unread != "":
		return "unread"
	case l.Sealed:
		return "sealed"
	default:
		return "whole"
	}
}

// Looked writes what was found in each file.
func (t *Text) Looked(all []Looked) error {
	tab := &table{columns: []column{{}, {}, {}}}
	for _, l := range all {
		name := l.File
		if name == "" {
			name = t.Book.T("keep.some_file")
		}
		switch is := l.is(); is {
		case "damaged":
			tab.add(cell{name, strong}, cell{t.Book.T("keep.damaged"), late}, cell{t.Book.N("keep.places", len(l.Faults)), bare})
		case "apart", "unread":
			tab.add(cell{name, strong}, cell{t.Book.T("keep." + is), late}, cell{"", bare})
		case "sealed":
			tab.add(cell{name, strong}, cell{t.Book.T("keep.unopened"), dim}, cell{t.Book.N("keep.entries", l.Records), dim})
		default:
			tab.add(cell{name, strong}, cell{t.Book.T("keep.whole"), dim}, cell{t.Book.N("keep.records", l.Records), dim})
		}
	}
	return tab.write(t.Out, t.Out, t.Width)
}
