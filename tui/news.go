package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/opening"
	"github.com/heed-desk/heed/tui/palette"
	"github.com/heed-desk/heed/tui/screen"
)

// changed says where the ledger moved. The command that waits for it is armed anew each
// time; a session that is slow only finds more places in it.
type changed struct{ changes []desk.Change }

// outboxState is what the header says of the outbox.
type outboxState struct {
	waiting   int // on their way
	attention int // held, refused or unknown
}

const (
	slotOutbox = "outbox"
	slotLink   = "link"
	slotUndo   = "undo"
	slotMend   = "mend"
	slotNames  = "names"
	slotDeeds  = "deeds"

	slotRemarks = "remarks"
	slotUnsent  = "unsent"
	slotMarks   = "marks"
)

// listen waits for news off the loop.
func (r *Root) listen() {
	if r.opts.News == nil {
		return
	}
	news, ctx := r.opts.News, r.ctx
	r.run(func() tea.Msg {
		changes, err := news.Next(ctx)
		if err != nil {
			return nil // it was closed: the session is at its end
		}
		return changed{changes}
	})
}

// moved tells every live screen where the ledger moved.
func (r *Root) moved(c changed) {
	for _, change := range c.changes {
		r.heedOwn(change)
		r.asked.cameNews(change)
		r.mind(change)
		r.mindFollowed(change)
		for _, st := range r.live() {
			r.do(st, st.screen.Heed(change))
		}
	}
	r.readMine()
	r.readFollowed()
	r.listen()
}

// live are the screens that have been started, in the order in which they were made.
func (r *Root) live() []*seat {
	var all []*seat
	for _, st := range r.seats {
		if st.screen != nil && !st.fresh {
			all = append(all, st)
		}
	}
	slices.SortFunc(all, func(a, b *seat) int { return a.id - b.id })
	return all
}

func (r *Root) heedOwn(c desk.Change) {
	switch c.Kind {
	case desk.ChangedOutbox:
		r.readOutbox()
		r.readRemarks()
		r.readReminders() // of what was done here; also of a ticket that had none
	case desk.ChangedLink:
		r.readLink()
		r.readRemarks()
	case desk.ChangedAgents:
		r.session.Me = r.ledger.Me()
		r.readNames()
	case desk.ChangedAll:
		r.session.Me = r.ledger.Me()
		r.readOutbox()
		r.readLink()
		r.readNames()
		r.readRemarks()
		r.readReminders()
	case desk.ChangedTicket:
		r.mindReminders(c.Ticket)
	case desk.ChangedCustomer, desk.ChangedCanned, desk.ChangedPresence, desk.ChangedSearch:
	}
}

func (r *Root) readOutbox() {
	r.ask(r.own, []screen.Ask{{Slot: slotOutbox, Read: func() (any, error) {
		ops, err := r.ledger.Outbox()
		if err != nil {
			return nil, err
		}
		return countOps(ops), nil
	}}})
}

func (r *Root) readLink() {
	r.ask(r.own, []screen.Ask{{Slot: slotLink, Read: func() (any, error) { return r.ledger.Link(), nil }}})
}

func (r *Root) readRemarks() {
	if r.opts.Remarks == nil {
		return
	}
	r.ask(r.own, []screen.Ask{{Slot: slotRemarks, Read: func() (any, error) { return r.opts.Remarks(), nil }}})
}

// remark says what has not been said yet, all of it at once.
func (r *Root) remark(all []screen.Notice) {
	var fresh []screen.Notice
	for _, n := range all {
		if !r.remarked[n.Text] {
			r.remarked[n.Text] = true
			fresh = append(fresh, n)
			r.say(n)
		}
	}
	if len(fresh) > 1 {
		r.said.notices[len(r.said.notices)-1].together = fresh
	}
}

func countOps(ops []desk.PendingOp) outboxState {
	var s outboxState
	for _, op := range ops {
		switch op.State {
		case desk.OpHeld, desk.OpRefused, desk.OpUnknown:
			s.attention++
		case desk.OpHolding, desk.OpWaiting, desk.OpSending, desk.OpParked:
			s.waiting++
		}
	}
	return s
}

// learnOwn takes the answers to the root's own questions.
func (r *Root) learnOwn(slot string, v any) {
	switch slot {
	case slotOutbox:
		if s, ok := v.(outboxState); ok {
			r.learnOutbox(s)
		}
	case slotRemindersDue:
		r.reminds.waits = false
		r.readReminders()
	case slotReminders:
		if all, ok := v.([]desk.DueReminder); ok {
			r.learnReminders(all)
		}
	case slotFollowed:
		if f, ok := v.(followed); ok {
			r.learnFollowed(f)
		}
	case slotMine:
		if m, ok := v.(minded); ok {
			r.learnMine(m)
		}
	case slotLink:
		if l, ok := v.(desk.Link); ok {
			r.linked(l)
		}
	case slotUnsent:
		if n, ok := v.(int); ok {
			r.weigh(n)
		}
	case slotMarks:
		r.jobs.enough = true
	case slotRemarks:
		if all, ok := v.([]screen.Notice); ok {
			r.remark(all)
		}
	case slotBegun:
		r.learnBegun(v)
	case slotQuits:
		r.quitsNow()
	case slotWords:
		r.learnWords(v)
	case slotDeeds:
		r.learnDeeds(v)
	case slotNames:
		if names, ok := v.(map[desk.AgentID]string); ok {
			r.learnNames(names)
		}
	case slotBreak:
		r.paused(v)
	case slotKept:
		r.learnKept(v)
	case slotUndo:
		r.session.Me = r.ledger.Me()
		r.undone(v)
	case slotMend:
		if m, ok := v.(mending); ok {
			r.lay(&dialog{seat: r.seat("", r.acts.Mend(m.words, m.target)), opener: r.own, asked: !m.words.Late})
		}
	case slotJump:
		r.found(v)
	case opening.Slot:
		if b, ok := v.(opening.Begun); ok {
			r.push(screen.Go{To: screen.Compose, Ticket: b.Ticket, Who: b.Opens.Requester, Opens: &b.Opens})
		}
	case act.SlotNumber:
		if n, ok := v.(int64); ok {
			r.jump(n)
		}
	case palette.Slot:
		switch v := v.(type) {
		case keymaps.Action:
			r.chosen(v)
		case int64:
			r.jump(v)
		}
	default:
		if out, ok := r.acts.Learn(slot, v); ok {
			r.do(r.own, out)
		}
	}
}
