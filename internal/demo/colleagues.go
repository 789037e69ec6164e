package demo

import (
	"context"
	"time"

	"github.com/heed-desk/heed/desk"
)

// This file is what colleagues do.

// beat says where everybody is.
func (l *life) beat(ctx context.Context) error {
	l.agenda.enter(time.Now().Add(betweenBeats), l.beat)
	for i := range l.at {
		if l.at[i].ticket.IsZero() {
			if err := l.settleDown(ctx, i); err != nil {
				return err
			}
		}
		if err := l.announce(ctx, i); err != nil {
			return err
		}
	}
	return nil
}

// settleDown puts a colleague on a ticket: mostly their own, now and then one of the owner's.
func (l *life) settleDown(ctx context.Context, i int) error {
	rows, err := l.desk.List(ctx, desk.ViewOpen, rowsLooked)
	if err != nil {
		return err
	}
	whose := l.at[i].agent
	if l.rng.IntN(3) == 0 {
		whose = l.house.owner
	}
	var own []desk.Excerpt
	for _, row := range rows {
		if row.Assignee == whose {
			own = append(own, row)
		}
	}
	if len(own) > 0 {
		l.at[i].ticket, l.at[i].doing = own[l.rng.IntN(len(own))].ID, desk.Viewing
	}
	return nil
}

func (l *life) announce(ctx context.Context, i int) error {
	w := l.at[i]
	if w.ticket.IsZero() {
		return nil
	}
	return l.desk.Announce(ctx, desk.Presence{Agent: w.agent, Ticket: w.ticket, Doing: w.doing})
}

// move takes a colleague to a ticket, and away from where they were.
func (l *life) move(ctx context.Context, i int, to desk.TicketID, doing desk.Doing) error {
	if was := l.at[i].ticket; !was.IsZero() && was != to {
		left := desk.Presence{Agent: l.at[i].agent, Ticket: was, Doing: desk.Left}
		if err := l.desk.Announce(ctx, left); err != nil {
			return err
		}
	}
	l.at[i].ticket, l.at[i].doing = to, doing
	return l.announce(ctx, i)
}

// act lets a colleague who is not busy claim, answer or note.
func (l *life) act(ctx context.Context) error {
	var free []int
	for i, w := range l.at {
		if !w.busy {
			free = append(free, i)
		}
	}
	if len(free) == 0 {
		l.after(2*time.Second, 6*time.Second, l.act) // a moment later, so that it still happens
		return nil
	}
	i := free[l.rng.IntN(len(free))]
	rows, err := l.desk.List(ctx, desk.ViewOpen, rowsLooked)
	if err != nil {
		return err
	}
	for _, k := range l.kindsFor(rows) {
		began, err := l.begin(ctx, i, rows, k)
		if began || err != nil {
			return err
		}
	}
	return nil
}

// kindsFor are the things that a colleague may do next, what is wanted most first. They
// claim what is more than there was at first, and leave the owner some to claim.
func (l *life) kindsFor(rows []desk.Excerpt) []kind {
	free := 0
	for _, row := range rows {
		if row.Assignee == "" {
			free++
		}
	}
	if l.free == 0 {
		l.free = max(free, 1)
	}
	claim, answer, note := kind{l.canClaim, l.claim}, kind{l.canAnswer, l.answer}, kind{l.canNote, l.remark}
	switch r := l.rng.IntN(20); {
	case r < 2:
		return []kind{note, answer}
	case free > l.free && r < 11:
		return []kind{claim, answer, note}
	case free*2 > l.free && r == 19:
		return []kind{claim, answer, note}
	case free > l.free:
		return []kind{answer, claim, note}
	default:
		return []kind{answer, note}
	}
}

// kind is a sort of thing that a colleague does: on which rows, and what.
type kind struct {
	will func(row desk.Excerpt, who desk.AgentID) bool
	then func(ctx context.Context, i int) error
}

// begin takes a colleague to one of the rows that will do, lets them look, and then act.
// It reports whether there was one.
func (l *life) begin(ctx context.Context, i int, rows []desk.Excerpt, k kind) (bool, error) {
	var fit []desk.Excerpt
	for _, row := range rows {
		if k.will(row, l.at[i].agent) {
			fit = append(fit, row)
		}
	}
	if len(fit) == 0 {
		return false, nil
	}
	row := fit[l.rng.IntN(min(len(fit), 6))] // what is due first comes first, more or less
	l.at[i].busy = true
	l.after(3*time.Second, 8*time.Second, func(ctx context.Context) error { return k.then(ctx, i) })
	return true, l.move(ctx, i, row.ID, desk.Viewing)
}

func (l *life) canClaim(row desk.Excerpt, _ desk.AgentID) bool { return row.Assignee == "" }

func (l *life) canAnswer(row desk.Excerpt, who desk.AgentID) bool {
	return row.Assignee == who && !row.WaitingSince.IsZero() && row.Status != desk.OnHold
}

func (l *life) canNote(row desk.Excerpt, who desk.AgentID) bool {
	return row.Assignee == who || row.Assignee == "" || row.Assignee == l.house.owner && row.ID.ID[4]%3 == 0
}

// done lets a colleague go on to something else.
func (l *life) done(i int) { l.at[i].busy = false }

func (l *life) claim(ctx context.Context, i int) error {
	defer l.done(i)
	m, err := l.matter(ctx, l.at[i].ticket)
	if m == nil || err != nil || m.ticket.Assignee != "" {
		return err
	}
	_, err = l.do(ctx, desk.Op{
		Ticket: m.ticket.ID, Base: m.ticket.Version, Seen: m.ticket.LastMessage, Actor: l.at[i].agent,
		Intent: desk.Assign{To: l.at[i].agent},
	})
	return err
}

// answer shows that they write, and answers when they have.
func (l *life) answer(ctx context.Context, i int) error {
	if err := l.move(ctx, i, l.at[i].ticket, desk.Writing); err != nil {
		l.done(i)
		return err
	}
	l.after(8*time.Second, 20*time.Second, func(ctx context.Context) error { return l.send(ctx, i) })
	return nil
}

func (l *life) send(ctx context.Context, i int) error {
	defer l.done(i)
	m, err := l.matter(ctx, l.at[i].ticket)
	if m == nil || err != nil {
		return err
	}
	l.at[i].doing = desk.Viewing
	op := desk.Op{
		Ticket: m.ticket.ID, Base: m.ticket.Version, Seen: m.ticket.LastMessage, Actor: l.at[i].agent,
		Intent: desk.SetStatus{Status: desk.Solved},
	}
	switch {
	case m.content() && m.promised(): // kind words do not keep a promise
		op.Intent = desk.SetStatus{Status: desk.OnHold}
	case !m.content():
		op.Intent = desk.SetStatus{Status: desk.OnHold} // it needs somebody who knows more
		if t, then := m.ours(l.at[i].agent); t != nil {
			text := m.spoken(t, l.at[i].agent)
			l.note(m.ticket.ID, t)
			if m.heard(text) {
				return l.announce(ctx, i)
			}
			op.Intent = desk.Reply{Text: text, Then: then}
		}
	}
	if _, err := l.do(ctx, op); err != nil {
		return err
	}
	return l.announce(ctx, i)
}

// remark leaves a note for colleagues.
func (l *life) remark(ctx context.Context, i int) error {
	defer l.done(i)
	m, err := l.matter(ctx, l.at[i].ticket)
	if m == nil || err != nil {
		return err
	}
	t := m.one(l.shop.manners["note"])
	if m.theme != nil && m.play != nil && m.play.story == nil {
		if own := m.one(m.theme.notes); own != nil {
			t = own
		}
	}
	if t == nil || m.notes() > 1 {
		return nil
	}
	l.note(m.ticket.ID, t)
	text := desk.Foreign(t.fill(&m.scene))
	if m.heard(text) {
		return nil
	}
	_, err = l.do(ctx, desk.Op{
		Ticket: m.ticket.ID, Base: m.ticket.Version, Seen: m.ticket.LastMessage, Actor: l.at[i].agent,
		Intent: desk.Note{Text: text},
	})
	return err
}

// notes counts the notes of a thread.
func (m *matter) notes() int {
	n := 0
	for _, e := range m.thread {
		if e.Kind == desk.InternalNote {
			n++
		}
	}
	return n
}

// join merges a second ticket about the same matter into the first.
func (l *life) join(ctx context.Context, second desk.TicketID, first desk.Excerpt) error {
	m, err := l.matter(ctx, second)
	if m == nil || err != nil || m.ticket.Status.Done() {
		return err
	}
	i := l.rng.IntN(len(l.at))
	if m.ticket.Assignee != "" && m.ticket.Assignee != l.at[i].agent {
		return nil // somebody works on it
	}
	_, err = l.do(ctx, desk.Op{
		Ticket: second, Base: m.ticket.Version, Seen: m.ticket.LastMessage, Actor: l.at[i].agent,
		Intent: desk.Merge{Into: first.ID, IntoNumber: first.Number},
	})
	return err
}
