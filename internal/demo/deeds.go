package demo

import (
	"context"
	"time"

	"github.com/heed-desk/heed/desk"
)

// This file is how colleagues claim, answer, note and put away.

func (l *life) claim(ctx context.Context, i int) error {
	defer l.done(i)
	m, err := l.matter(ctx, l.at[i].ticket)
	if m == nil || err != nil || m.ticket.Assignee != "" {
		l.tried(desk.Refused)
		return err
	}
	return l.perform(ctx, i, m, desk.Assign{To: l.at[i].agent})
}

// perform does what a colleague has made up their mind to do.
func (l *life) perform(ctx context.Context, i int, m *matter, in desk.Intent) error {
	outcome, err := l.do(ctx, desk.Op{
		Ticket: m.ticket.ID, Base: m.ticket.Version, Seen: m.ticket.LastMessage, Actor: l.at[i].agent, Intent: in,
	})
	l.tried(outcome)
	if _, ok := in.(desk.SetStatus); ok && outcome == desk.Applied {
		l.acts += small
	}
	return err
}

// answer shows that they write, and answers when they have.
func (l *life) answer(ctx context.Context, i int) error {
	if err := l.move(ctx, i, l.at[i].ticket, desk.Writing); err != nil {
		l.done(i)
		return err
	}
	l.after(16*time.Second/l.hurry(), 40*time.Second/l.hurry(), func(ctx context.Context) error { return l.send(ctx, i) })
	return nil
}

func (l *life) send(ctx context.Context, i int) error {
	id := l.at[i].ticket
	if l.typing[id] > 0 { // let them finish
		l.after(3*time.Second, 6*time.Second, func(ctx context.Context) error { return l.send(ctx, i) })
		return nil
	}
	defer l.done(i)
	m, err := l.matter(ctx, id)
	if m == nil || err != nil {
		l.tried(desk.Refused)
		return err
	}
	l.at[i].doing = desk.Viewing
	in := m.answer(l.at[i].agent)
	if in == nil {
		l.speechless[id]++
		l.tried(desk.Refused)
	} else if err := l.perform(ctx, i, m, in); err != nil {
		return err
	}
	return l.announce(ctx, i)
}

// tidy puts away a ticket whose customer has thanked them, and answers where there is more.
func (l *life) tidy(ctx context.Context, i int) error {
	m, err := l.matter(ctx, l.at[i].ticket)
	if err == nil && m != nil && m.content() && !m.promised() {
		return l.send(ctx, i)
	}
	if err != nil {
		l.done(i)
		return err
	}
	return l.answer(ctx, i)
}

// close is how a colleague puts a ticket away whose customer has thanked them: now and
// then with a word to the others.
func (m *matter) close() desk.Intent {
	if t := m.one(m.life.shop.manners["note done"]); t != nil && m.notes() == 0 && m.life.rng.IntN(4) > 0 && (!m.life.swamped() || m.life.rng.IntN(3) > 0) {
		m.life.note(m.ticket.ID, t)
		return desk.Note{Text: desk.Foreign(t.fill(&m.scene)), Then: desk.Solved}
	}
	return desk.SetStatus{Status: desk.Solved}
}

// remark leaves a note for colleagues.
func (l *life) remark(ctx context.Context, i int) error {
	defer l.done(i)
	m, err := l.matter(ctx, l.at[i].ticket)
	if m == nil || err != nil {
		l.tried(desk.Refused)
		return err
	}
	t := m.one(l.shop.manners["note"])
	if m.theme != nil && m.play != nil && m.play.story == nil {
		if own := m.one(m.theme.notes); own != nil {
			t = own
		}
	}
	if t == nil || m.notes() > 1 {
		l.tried(desk.Refused)
		return nil
	}
	l.note(m.ticket.ID, t)
	text := desk.Foreign(t.fill(&m.scene))
	if m.heard(text) {
		l.tried(desk.Refused)
		return nil
	}
	return l.perform(ctx, i, m, desk.Note{Text: text})
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
	if l.at[i].away {
		return nil // it is for whoever is there to see
	}
	if m.ticket.Assignee != "" && m.ticket.Assignee != l.at[i].agent {
		return nil // somebody works on it
	}
	outcome, err := l.do(ctx, desk.Op{
		Ticket: second, Base: m.ticket.Version, Seen: m.ticket.LastMessage, Actor: l.at[i].agent,
		Intent: desk.Merge{Into: first.ID, IntoNumber: first.Number},
	})
	if outcome == desk.Applied {
		l.acts -= 1 - small
	}
	return err
}

// answer is what a colleague does about a ticket on which somebody waits; nil where they
// have nothing to say.
func (m *matter) answer(who desk.AgentID) desk.Intent {
	held := m.ticket.Status == desk.OnHold
	switch content := m.content(); {
	case content && !m.promised():
		return m.close()
	case content && !held: // kind words do not keep a promise
		return desk.SetStatus{Status: desk.OnHold}
	}
	if t, then := m.ours(who); t != nil {
		text := m.spoken(t, who)
		m.life.note(m.ticket.ID, t)
		if !m.heard(text) {
			return desk.Reply{Text: text, Then: then}
		}
	}
	if held || m.ticket.Assignee == "" {
		return nil
	}
	return desk.SetStatus{Status: desk.OnHold} // it needs somebody who knows more
}
