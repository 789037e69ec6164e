package ledgertest

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

func (s *subject) undo() {
	s.tickets(3)
	op := reply(1)
	s.must(s.SaveDraft(desk.Draft{Ticket: ticketID(1), Text: desk.Foreign("It is")}))
	s.must(s.Submit(op, time.Hour))
	if d := must1[*desk.Draft](s)(s.Draft(ticketID(1), false)); d != nil {
		s.Error("a sent reply is still a draft")
	}
	th := must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	if th.Pending[0].State != desk.OpHolding || th.Pending[0].Until.IsZero() {
		s.Errorf("%+v", th.Pending[0])
	}
	back := must1[desk.Op](s)(s.Cancel(op.ID))
	if back.ID != op.ID {
		s.Error("another operation came back")
	}
	if d := must1[*desk.Draft](s)(s.Draft(ticketID(1), false)); d == nil || d.Text != desk.Foreign(onItsWay) {
		s.Error("the words did not come back")
	}
	th = must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	if th.Ticket.Status != desk.Open || len(th.Messages) != 1 || th.Draft == nil || s.count(desk.ViewPending) != 0 {
		s.Error("something of it stayed")
	}
	if _, err := s.Cancel(op.ID); code(err) != desk.TooLateToUndo {
		s.Error(err)
	}
}

// The words of a call come back to who took it back, and are no draft of a note.
func (s *subject) undoCall() {
	s.tickets(1)
	op := does(1, desk.LogCall{Way: desk.CallIn, Minutes: 12, Text: desk.Foreign("she has it")})
	begun := desk.Draft{Ticket: ticketID(1), Note: true, Text: desk.Foreign("ask")}
	s.must(s.SaveDraft(begun))
	s.must(s.Submit(op, time.Hour))
	if words, _ := must1[desk.Op](s)(s.Cancel(op.ID)).Text(); words != desk.Foreign("she has it") {
		s.Error("the words did not come back")
	}
	if d := must1[*desk.Draft](s)(s.Draft(ticketID(1), true)); d == nil || d.Text != begun.Text {
		s.Error("the note that was begun is another")
	}
}

func (s *subject) many() {
	s.tickets(10)
	var ops []desk.Op
	var ids []desk.OpID
	for n := 1; n <= 5; n++ {
		op := does(n, desk.Assign{To: Ana})
		ops, ids = append(ops, op), append(ids, op.ID)
	}
	stranger := does(6, desk.Assign{To: Ana})
	stranger.Actor = "bo"
	if err := s.SubmitAll(append(slices.Clone(ops), stranger), time.Hour); code(err) != desk.NotAllowed || s.count(desk.ViewMine) != 0 {
		s.Errorf("%v, and %d of them are done", err, s.count(desk.ViewMine))
	}
	s.must(s.SubmitAll(ops, time.Hour))
	s.must(s.SubmitAll(ops, time.Hour)) // the same again changes nothing
	if s.count(desk.ViewMine) != 5 || len(must1[[]desk.PendingOp](s)(s.Outbox())) != 5 {
		s.Errorf("%d are claimed", s.count(desk.ViewMine))
	}
	s.must(s.Rules(ops[0].ID, carriedOut(s, ticket(1), ops[0])))
	back := does(1, desk.Assign{})
	if _, _, err := s.CancelAll(ids, map[desk.OpID]desk.Op{ids[0]: stranger}); code(err) != desk.NotAllowed || s.count(desk.ViewMine) != 5 {
		s.Errorf("%v, and %d are claimed", err, s.count(desk.ViewMine))
	}
	taken, put, err := s.CancelAll(ids, map[desk.OpID]desk.Op{ids[0]: back, ids[1]: does(2, desk.Assign{})})
	s.must(err)
	if len(taken) != 4 || len(put) != 1 || put[0].ID != back.ID || s.count(desk.ViewMine) != 0 || len(must1[[]desk.PendingOp](s)(s.Outbox())) != 1 {
		s.Errorf("%d taken back, %d set back, %d still claimed", len(taken), len(put), s.count(desk.ViewMine))
	}
	if again, _, err := s.CancelAll(ids, nil); len(again) != 0 || err != nil {
		s.Errorf("%d taken back twice, %v", len(again), err)
	}
}

func (s *subject) verdict() {
	s.tickets(3)
	op := reply(1)
	s.must(s.Submit(op, 0))
	before := must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	v := carriedOut(s, ticket(1), op)
	s.must(s.Rules(op.ID, v))
	s.must(s.Rules(op.ID, v)) // heard twice is once
	after := must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	if after.Ticket.Status != before.Ticket.Status || after.Ticket.Assignee != before.Ticket.Assignee || len(after.Messages) != len(before.Messages) {
		s.Errorf("%d entries, %s became %d, %s", len(before.Messages), before.Ticket.Status, len(after.Messages), after.Ticket.Status)
	}
	if len(after.Pending) != 0 || after.Base != 2 || after.Seen != after.Ticket.LastMessage {
		s.Errorf("it still waits, or stands on %d, seen %d", after.Base, after.Seen)
	}
	if out := must1[[]desk.PendingOp](s)(s.Outbox()); len(out) != 0 {
		s.Errorf("%d in the outbox", len(out))
	}
}

// early has the effect of an operation come with a page before its verdict.
func (s *subject) early() {
	s.tickets(3)
	op := reply(1)
	s.must(s.Submit(op, 0))
	v := carriedOut(s, ticket(1), op)
	s.must(s.Says(desk.Page{Tickets: []desk.Ticket{*v.Ticket}, Messages: v.Messages, Next: "2"}))
	th := must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	if !said(th, onItsWay) {
		s.Error("the reply does not stand there once")
	}
	s.must(s.Rules(op.ID, v))
	th = must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	if !said(th, onItsWay) || len(th.Pending) != 0 {
		s.Error("after the verdict it does not stand there once")
	}
}

func (s *subject) held() {
	s.tickets(3)
	first, second := reply(1), does(1, desk.Note{Text: desk.Foreign("Called the depot.")})
	s.must(s.Submit(first, 0))
	s.must(s.Submit(second, 0))
	t := ticket(1)
	t.Version, t.LastMessage, t.Voices[0].Last = 2, 2, 2
	came := asked(1)
	came.ID, came.Text = 2, desk.Foreign("And where is the shade?")
	s.must(s.Rules(first.ID, desk.Verdict{
		Op: first.ID, Outcome: desk.Held, Problem: desk.Refuse(desk.NewerMessage, desk.CustomerSide, 2), Ticket: &t, Messages: []desk.Message{came},
	}))
	th := must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	if len(th.Pending) != 2 || th.Pending[0].State != desk.OpHeld || len(th.Pending[0].Came) != 1 || th.Pending[1].State != desk.OpParked {
		s.Fatalf("%+v", th.Pending)
	}
	if !said(th, onItsWay) || !said(th, "And where is the shade?") || th.Ticket.Status != desk.Open {
		s.Error("words are missing, or it counts as sent")
	}
	if r := must1[[]desk.Row](s)(s.Rows(desk.ViewOpen, []desk.TicketID{ticketID(1)})); len(r) != 1 || r[0].Marks.Held != 1 || r[0].Marks.Waiting != 1 {
		s.Errorf("%+v", r)
	}
	anyway := first
	anyway.ID, anyway.Base, anyway.Seen = desk.NewOpID(), th.Base, th.Seen
	anyway.Intent = desk.Reply{Text: desk.Foreign(onItsWay), Anyway: true}
	s.must(s.Again(first.ID, anyway))
	th = must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	if len(th.Pending) != 2 || th.Pending[0].Op.ID != anyway.ID || th.Ticket.Status != desk.Pending || th.Pending[1].State != desk.OpWaiting {
		s.Errorf("sent anyway: %+v", th.Pending)
	}
}

func (s *subject) refused() {
	s.tickets(3)
	op := reply(1)
	s.must(s.Submit(op, 0))
	s.must(s.Rules(op.ID, desk.Verdict{Op: op.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.TicketClosed)}))
	th := must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	if th.Pending[0].State != desk.OpRefused || th.Pending[0].Problem.Code != desk.TicketClosed || !said(th, onItsWay) {
		s.Errorf("%+v", th.Pending[0])
	}
	if r := must1[[]desk.Row](s)(s.Rows(desk.ViewOpen, []desk.TicketID{ticketID(1)})); len(r) != 1 || r[0].Marks.Refused != 1 {
		s.Errorf("%+v", r)
	}
	s.must(s.Discard(op.ID))
	th = must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	if len(th.Pending) != 0 || len(th.Messages) != 1 {
		s.Error("what was put away is still there")
	}
}

func (s *subject) drafts() {
	s.tickets(3)
	s.must(s.SaveDraft(desk.Draft{Ticket: ticketID(1), Text: desk.Foreign("Dear"), Caret: 4, Seen: 1, At: noon()}))
	s.must(s.SaveDraft(desk.Draft{Ticket: ticketID(1), Note: true, Text: desk.Foreign("ask the depot"), At: noon()}))
	d := must1[*desk.Draft](s)(s.Draft(ticketID(1), false))
	if d == nil || d.Text != desk.Foreign("Dear") || d.Caret != 4 || d.Seen != 1 {
		s.Fatalf("%+v", d)
	}
	if r := must1[[]desk.Row](s)(s.Rows(desk.ViewOpen, []desk.TicketID{ticketID(0), ticketID(1)})); r[0].Marks.Draft || !r[1].Marks.Draft {
		s.Error("the list does not show which has a draft")
	}
	s.must(s.Submit(does(1, desk.Note{Text: desk.Foreign("ask the depot")}), 0))
	if d := must1[*desk.Draft](s)(s.Draft(ticketID(1), true)); d != nil {
		s.Error("a sent note is still a draft")
	}
	s.must(s.SaveDraft(desk.Draft{Ticket: ticketID(1)}))
	if d := must1[*desk.Draft](s)(s.Draft(ticketID(1), false)); d != nil {
		s.Error("an emptied draft is still there")
	}
	if err := s.SaveDraft(desk.Draft{Note: true, Text: desk.Foreign("rings twice"), At: noon()}); err == nil {
		s.Error("words on no ticket are kept where nobody finds them")
	}
}
