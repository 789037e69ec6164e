package powercut_test

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/desk"
)

// seen is what a ledger shows.
type seen struct {
	model
	cursor   string
	salvaged bool // the outbox comes from its second copy: whatever waits may have been sent
}

// look reads everything there is to be read.
func look(l *cache.Ledger) (*seen, error) {
	s := &seen{model: *newModel(), cursor: string(l.Cursor())}
	all, err := l.Outbox()
	if err != nil {
		return nil, err
	}
	numbers := map[desk.TicketID]int{}
	for n := range tickets {
		numbers[ticketID(n)] = n
	}
	for _, p := range all {
		if _, twice := s.ops[p.Op.ID]; twice {
			return nil, fmt.Errorf("%s waits twice", p.Op.ID)
		}
		said, public := p.Op.Text()
		q := queued{words: words{text: said.Raw()}, place: place{numbers[p.Op.Ticket], !public && !said.IsEmpty()}, tried: p.Unsure, sending: p.State == desk.OpSending}
		if p.State == desk.OpHeld || p.State == desk.OpRefused || p.State == desk.OpUnknown {
			q.stopped = p.State
		}
		if q.files, err = whole(l, p.Op.Attachments()); err != nil {
			return nil, fmt.Errorf("a file of %s: %w", p.Op.ID, err)
		}
		s.ops[p.Op.ID] = q
		s.order = append(s.order, p.Op.ID)
	}
	for n := range tickets {
		if err := s.lookAt(l, n); err != nil {
			return nil, fmt.Errorf("ticket %d: %w", n, err)
		}
	}
	return s, s.wander(l)
}

// lookAt reads one ticket.
func (s *seen) lookAt(l *cache.Ledger, n int) error {
	for _, note := range []bool{false, true} {
		d, err := l.Draft(ticketID(n), note)
		if err != nil {
			return err
		}
		if d == nil {
			continue
		}
		files, err := whole(l, d.Attachments)
		if err != nil {
			return fmt.Errorf("a file of the draft: %w", err)
		}
		s.drafts[place{n, note}] = words{d.Text.Raw(), files}
	}
	th, err := l.Thread(ticketID(n), 1000)
	if err == desk.ErrNotFound { //nolint:errorlint // it is promised as it is
		return nil
	}
	if err != nil {
		return err
	}
	if th.Base == 0 {
		return nil
	}
	s.versions[n] = th.Base
	for _, m := range th.Messages {
		if _, waits := s.ops[m.Op]; m.Op.IsZero() || !waits {
			s.threads[n] = append(s.threads[n], m.Text.Raw())
		}
	}
	return nil
}

// wander reads what else there is: nothing is compared, and nothing may fail.
func (s *seen) wander(l *cache.Ledger) error {
	counts, err := l.Counts()
	if err != nil {
		return err
	}
	for _, v := range desk.Views() {
		w, err := l.Window(v, desk.Anchor{}, 0, 500)
		if err != nil {
			return fmt.Errorf("view %s: %w", v, err)
		}
		if w.Total != counts[v] || len(w.Rows) != w.Total {
			return fmt.Errorf("view %s: %d rows, %d in all, %d counted", v, len(w.Rows), w.Total, counts[v])
		}
	}
	for n := range tickets / theirs {
		if _, err := l.Customer(customerID(n)); err != nil && err != desk.ErrNotFound { //nolint:errorlint // it is promised as it is
			return err
		}
	}
	_, err = l.Search(context.Background(), "parcel", 50)
	return err
}

// whole reads files to their end, where it is known that they are what was put there.
func whole(l *cache.Ledger, all []desk.Attachment) (ids []desk.FileID, err error) {
	for _, a := range all {
		r, err := l.File(a.ID)
		if err != nil {
			return nil, err
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			return nil, err
		}
		if err := r.Close(); err != nil {
			return nil, err
		}
		ids = append(ids, a.ID)
	}
	return ids, nil
}

// outbox says where what waits is not what the model says; nothing where it is.
func (s *seen) outbox(m *model) string {
	if !slices.Equal(s.order, m.order) {
		return fmt.Sprintf("%d operations wait instead of %d, or in another order", len(s.order), len(m.order))
	}
	for id, want := range m.ops {
		is := s.ops[id]
		switch {
		case !is.same(want.words) || is.ticket != want.ticket || is.note != want.note:
			return fmt.Sprintf("an operation says %s with %d files instead of %s with %d", short(is.text), len(is.files), short(want.text), len(want.files))
		case is.stopped != want.stopped:
			return fmt.Sprintf("%s is %q instead of %q", short(is.text), is.stopped, want.stopped)
		case is.tried != want.tried && (want.tried || !s.salvaged):
			return fmt.Sprintf("%s may have been sent: %v instead of %v", short(is.text), is.tried, want.tried)
		}
	}
	for at, want := range m.drafts {
		if is := s.drafts[at]; !is.same(want) {
			return fmt.Sprintf("the draft on ticket %d is %s with %d files instead of %s with %d", at.ticket, short(is.text), len(is.files), short(want.text), len(want.files))
		}
	}
	for at, is := range s.drafts {
		if _, there := m.drafts[at]; !there {
			return fmt.Sprintf("there is a draft on ticket %d: %s", at.ticket, short(is.text))
		}
	}
	return ""
}

// records says where the records are not what the model says. Loose ones are being filled in:
// any of them may be missing.
func (s *seen) records(m *model, loose bool) string {
	if want := strconv.Itoa(m.cursor); s.cursor != want && (m.cursor != 0 || s.cursor != "") {
		return fmt.Sprintf("the cursor is %q instead of %q", s.cursor, want)
	}
	for n, want := range m.versions {
		if m.away[n] {
			continue
		}
		is, there := s.versions[n]
		if !there && loose {
			continue
		}
		if is != want || !slices.Equal(s.threads[n], m.threads[n]) {
			return fmt.Sprintf("ticket %d has version %d and %d entries instead of %d and %d", n, is, len(s.threads[n]), want, len(m.threads[n]))
		}
	}
	for _, n := range slices.Sorted(maps.Keys(s.versions)) {
		if _, there := m.versions[n]; !there || m.away[n] {
			return fmt.Sprintf("ticket %d is there", n)
		}
	}
	return ""
}
