package cache

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// sight is everything that a screen could read out of a ledger, by what it is.
type sight map[string]string

func (s sight) put(v any, name string, args ...any) error {
	b, err := json.Marshal(v)
	// How far somebody has read is a mark, and no word: it is not sealed, so that it costs
	// nothing to draw, and a flipped bit in it shows something as new that is not.
	s[fmt.Sprintf(name, args...)] = strings.ReplaceAll(string(b), `"Unread":true`, `"Unread":false`)
	return err
}

// look reads everything. An error is one that a screen would have to tell of; what is not
// there is no error.
func lookAtAll(l *Ledger) (sight, error) {
	s := sight{}
	for _, read := range []func(*Ledger) error{s.lists, s.threads, s.people, s.rest, indexed, s.found, s.outbox} {
		if err := read(l); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (s sight) lists(l *Ledger) error {
	counts, err := l.Counts()
	if err != nil {
		return err
	}
	views := desk.Views()
	for _, by := range desk.Sorts()[1:] {
		views = append(views, desk.ViewAll.By(by))
	}
	for _, view := range views {
		w, err := l.Window(view, desk.Anchor{}, 0, 2*shiftTickets)
		if err != nil {
			return fmt.Errorf("%s: %w", view, err)
		}
		if err := s.rows(w.Rows, "row/%s", view); err != nil {
			return err
		}
		ordered := slices.IsSortedFunc(w.Rows, func(a, b desk.Row) int { return cmp.Compare(a.Order, b.Order) })
		if err := errors.Join(s.put(ordered, "order/%s", view), s.put(counts[view], "count/%s", view)); err != nil {
			return err
		}
	}
	return nil
}

func (s sight) rows(rows []desk.Row, name string, args ...any) error {
	for _, r := range rows {
		said, id := r.Excerpt, "/"+r.ID.String()
		r.Excerpt = desk.Excerpt{}
		if err := errors.Join(s.put(said, name+id, args...), s.put(r, "with/"+name+id, args...)); err != nil {
			return err
		}
	}
	return nil
}

func (s sight) threads(l *Ledger) error {
	for n := range shiftTickets {
		th, err := l.Thread(ticketID(n), 50)
		if errors.Is(err, desk.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		for _, m := range th.Messages {
			name := fmt.Sprint(m.ID)
			if !m.Op.IsZero() {
				name = m.Op.String() // what waits has no number of its own yet
				m.ID, m.At = 0, m.At.Truncate(0)
			}
			if err := s.put(m, "said/%03d/%s", n, name); err != nil {
				return err
			}
		}
		if err := errors.Join(s.put(th.Ticket, "ticket/%03d", n), s.put(th.Draft, "draft/%03d", n), s.put(len(th.Pending), "waits/%03d", n)); err != nil {
			return err
		}
		if id, err := l.Find(int64(1000 + n)); err == nil {
			s[fmt.Sprintf("number/%03d", n)] = id.String()
		} else if !errors.Is(err, desk.ErrNotFound) {
			return err
		}
	}
	return nil
}

func (s sight) people(l *Ledger) error {
	for n := range 50 {
		c, err := l.Customer(customerID(n))
		if errors.Is(err, desk.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		rows, err := l.History(customerID(n), 20)
		if err != nil {
			return err
		}
		if err := errors.Join(s.put(c, "customer/%03d", n), s.rows(rows, "history/%03d", n)); err != nil {
			return err
		}
	}
	agents, err := l.Agents()
	for _, a := range agents {
		err = errors.Join(err, s.put(a, "agent/%s", a.ID))
	}
	return err
}

func (s sight) rest(l *Ledger) error {
	canned, err := l.Canned()
	for _, c := range canned {
		err = errors.Join(err, s.put(c, "canned/%s", c.ID))
	}
	filters, ferr := l.Filters()
	for _, f := range filters {
		err = errors.Join(err, s.put(f, "filter/%s", f.ID))
	}
	worked, werr := l.Worked(noon().AddDate(0, 0, -7))
	for _, w := range worked {
		err = errors.Join(err, s.put(w.Ticket, "worked/%s", w.Ticket.ID))
	}
	deeds, derr := l.Deeds()
	for _, d := range deeds {
		err = errors.Join(err, s.put(d, "deed/%s", d.Op))
	}
	_, rerr := l.Reminders()
	_, aerr := l.Addresses()
	return errors.Join(err, ferr, werr, derr, rerr, aerr)
}

func (s sight) found(l *Ledger) error {
	ctx, done := context.WithCancel(context.Background())
	defer done()
	for _, query := range []string{"late", "gift", "casey 7", "depot", `"we are looking"`} {
		f, err := l.Search(ctx, query, 200)
		if err != nil {
			return err
		}
		for _, h := range f.Hits {
			if err := s.put(h.Excerpt, "hit/%s/%s", query, h.ID); err != nil {
				return err
			}
		}
	}
	all, err := l.FindCustomers(ctx, "Casey", 100)
	for _, c := range all {
		if _, gone := l.Customer(c.ID); errors.Is(gone, desk.ErrNotFound) {
			continue // the tickets still tell the name, as it was when they came
		}
		err = errors.Join(err, s.put(c.Name, "typed/%s", c.ID))
	}
	return err
}

// outbox reads what waits: the words of the agent, which are nowhere else.
func (s sight) outbox(l *Ledger) error {
	all, err := l.Outbox()
	if err != nil {
		return err
	}
	for i, p := range all {
		words, _ := p.Op.Text()
		said := "goes out"
		if p.State == desk.OpRefused || p.State == desk.OpHeld || p.State == desk.OpUnknown {
			said = string(p.State) + " " + p.Problem.Error()
		}
		if err := s.put([]any{words, p.Op, said}, "out/%02d/%s", i, p.Op.ID); err != nil {
			return err
		}
	}
	for n := range shiftTickets {
		for _, note := range []bool{false, true} {
			d, err := l.Draft(ticketID(n), note)
			if err != nil {
				return err
			}
			if d == nil {
				continue
			}
			if err := s.put(d, "begun/%03d/%v", n, note); err != nil {
				return err
			}
			for _, a := range d.Attachments {
				s.file(l, a)
			}
		}
	}
	for _, p := range all {
		for _, a := range p.Op.Attachments() {
			s.file(l, a)
		}
	}
	return nil
}

// file reads what is attached: only what ended as it should is a file.
func (s sight) file(l *Ledger, a desk.Attachment) {
	r, err := l.File(a.ID)
	if err != nil {
		return
	}
	defer func() { _ = r.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(sum, r); err == nil {
		s["file/"+a.ID.String()] = hex.EncodeToString(sum.Sum(nil))
	}
}

// own reports whether what is called so is in no other place than the outbox.
func own(name string) bool {
	return strings.HasPrefix(name, "out/") || strings.HasPrefix(name, "begun/")
}

// marks tell whether what is shown is what is true, in less room.
type marks map[string]uint32

func (s sight) marks() marks {
	all := marks{}
	for name, v := range s {
		all[name] = crc32.ChecksumIEEE([]byte(v))
	}
	return all
}

// differences are what is shown and is true by none of the truths, and what is true by the
// first of them and is not shown.
func differences(is sight, truths ...marks) (wrong, absent []string) {
	for name, v := range is {
		mark := crc32.ChecksumIEEE([]byte(v))
		if !slices.ContainsFunc(truths, func(t marks) bool { return t[name] == mark }) {
			wrong = append(wrong, fmt.Sprintf("%s says %.400s", name, v))
		}
	}
	for name := range truths[0] {
		if _, ok := is[name]; !ok {
			absent = append(absent, name)
		}
	}
	slices.Sort(wrong)
	slices.Sort(absent)
	return wrong, absent
}

// most are the first few of a list.
func most(all []string) []string { return all[:min(len(all), 4)] }
