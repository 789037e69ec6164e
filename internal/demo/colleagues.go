package demo

import (
	"context"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// This file is what colleagues do.

// beat says where everybody is.
func (l *life) beat(ctx context.Context) error {
	l.agenda.enter(time.Now().Add(betweenBeats), l.beat)
	for i := range l.at {
		if l.at[i].away {
			continue
		}
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

// most is how many things that are due may begin at once.
const most = 2

// work lets colleagues who are not busy claim, answer or note as often as is due.
func (l *life) work(ctx context.Context) error {
	l.acts = min(l.acts+1, 4*l.pace)
	for range most {
		if l.acts < 1 {
			return nil
		}
		if began, err := l.act(ctx); !began || err != nil {
			return err
		}
	}
	return nil
}

// act lets a colleague who is not busy begin something; it reports whether one did.
func (l *life) act(ctx context.Context) (bool, error) {
	free, err := l.free(ctx)
	if err != nil || len(free) == 0 {
		return false, err
	}
	i := free[l.rng.IntN(len(free))]
	if err := l.glance(ctx); err != nil {
		return false, err
	}
	for _, k := range l.kindsFor() {
		if began, err := l.begin(ctx, i, k); began || err != nil {
			return began, err
		}
	}
	return false, nil
}

// kindsFor are the things that a colleague may do next, what is wanted most first. They
// take what is more than there was at first, and leave the owner some to claim.
func (l *life) kindsFor() []kind {
	claim, take := kind{l.canClaim, l.claim}, kind{l.canTake, l.answer}
	answer, note := kind{l.canAnswer, l.answer}, kind{l.canNote, l.remark}
	tidy := kind{l.canClose, l.tidy}
	more := l.rows.free > l.first.free
	switch r := l.rng.IntN(20); {
	case r == 0 && (!l.swamped() || l.rng.IntN(2) == 0):
		return []kind{note, answer, take}
	case r < 3 && more:
		return []kind{claim, answer}
	case r < 5 || r < 9 && l.crowded():
		return []kind{tidy, take, answer, note}
	case more:
		return []kind{take, answer, note}
	case l.rows.free*3 > l.first.free*2:
		return []kind{answer, take, note}
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
func (l *life) begin(ctx context.Context, i int, k kind) (bool, error) {
	var fit, chats []desk.Excerpt
	for _, row := range l.rows.open {
		if l.typing[row.ID] > 0 || !k.will(row, l.at[i].agent) || l.taken(row.ID) {
			continue
		}
		fit = append(fit, row)
		if row.Channel == desk.Chat {
			chats = append(chats, row)
		}
	}
	if len(fit) == 0 {
		return false, nil
	}
	if len(chats) > 0 && l.rng.IntN(3) > 0 { // who chats sits there and waits
		fit = chats
	}
	row := fit[l.rng.IntN(min(len(fit), 6))] // what is due first comes first, more or less
	l.at[i].busy = true
	l.acts--
	l.after(6*time.Second/l.hurry(), 16*time.Second/l.hurry(), func(ctx context.Context) error { return k.then(ctx, i) })
	return true, l.move(ctx, i, row.ID, desk.Viewing)
}

// taken reports whether a colleague is in the middle of something there.
func (l *life) taken(id desk.TicketID) bool {
	return slices.ContainsFunc(l.at, func(w whereabouts) bool { return w.busy && w.ticket == id })
}

func (l *life) canClaim(row desk.Excerpt, _ desk.AgentID) bool { return row.Assignee == "" }

func (l *life) canTake(row desk.Excerpt, _ desk.AgentID) bool {
	return row.Assignee == "" && !row.WaitingSince.IsZero()
}

func (l *life) canClose(row desk.Excerpt, who desk.AgentID) bool {
	return l.thankful[row.ID] && l.canAnswer(row, who)
}

// inquiry is how long it takes to find out what a colleague did not know.
const inquiry = 40 * time.Minute

func (l *life) canAnswer(row desk.Excerpt, who desk.AgentID) bool {
	if row.Status == desk.OnHold {
		return row.Assignee == who && time.Since(row.UpdatedAt) > inquiry && l.speechless[row.ID] < 2
	}
	return row.Assignee == who && !row.WaitingSince.IsZero()
}

func (l *life) canNote(row desk.Excerpt, who desk.AgentID) bool {
	return row.Assignee == who || row.Assignee == "" || row.Assignee == l.house.owner && row.ID.ID[4]%3 == 0
}

// done lets a colleague go on to something else.
func (l *life) done(i int) { l.at[i].busy = false }

// small is what a change of status or a merge counts less than an act.
const small = 0.5

// tried counts an act that came to nothing as one that is still due.
func (l *life) tried(outcome desk.Outcome) {
	if outcome != desk.Applied {
		l.acts++
	}
}
