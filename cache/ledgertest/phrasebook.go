package ledgertest

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

func sorry() desk.Canned {
	return desk.Canned{ID: desk.CannedID{ID: desk.DeriveID("sorry")}, Version: 1, Name: "sorry", Title: "Sorry", Text: "Sorry."}
}

// says fails unless the phrasebook has one reply, with that text; none where that is empty.
func (s *subject) says(text string) {
	s.Helper()
	all := must1[[]desk.Canned](s)(s.Canned())
	if text == "" && len(all) > 0 || text != "" && (len(all) != 1 || all[0].Text != text) {
		s.Errorf("the phrasebook is %+v, want %q", all, text)
	}
}

// writing writes, changes and takes away a reply of everybody's, as a lead.
func (s *subject) writing() {
	put := func(c desk.Canned, over string) desk.Op { return ofDesk(0, desk.PutOf(c, over)) }
	s.must(s.Submit(put(sorry(), ""), 0))
	s.says("") // she does not lead, and the desk will say so
	s.must(s.Says(desk.Page{Agents: []desk.Agent{{ID: Ana, Version: 1, Role: desk.RoleLead}}, Canned: []desk.Canned{sorry()}, Next: "2"}))
	s.says("Sorry.")
	silent := sorry()
	silent.Name = ""
	if err := s.Submit(put(silent, sorry().Tag()), 0); code(err) != desk.BadValue {
		s.Errorf("one without a name is queued: %v", err)
	}

	more := sorry()
	more.Text = "So sorry."
	draft := put(more, sorry().Tag()).Draft()
	s.must(s.SaveDraft(*draft))
	if all := must1[[]desk.Draft](s)(s.BegunReplies()); len(all) != 1 || all[0].Phrase.ID != more.ID || all[0].Text != draft.Text {
		s.Errorf("begun are %+v", all)
	}
	op := put(more, sorry().Tag())
	s.must(s.Submit(op, time.Hour))
	s.says("So sorry.")
	if all := must1[[]desk.Draft](s)(s.BegunReplies()); len(all) != 0 {
		s.Errorf("handed over, and yet begun: %+v", all)
	}
	must1[desk.Op](s)(s.Cancel(op.ID))
	s.says("Sorry.")
	if d := must1[*desk.Draft](s)(s.Draft(more.ID.DraftKey().Ticket, true)); d == nil || d.Text != draft.Text || d.Phrase.Over != sorry().Tag() {
		s.Errorf("taken back it is %+v", d)
	}
	op = put(more, sorry().Tag())
	s.must(s.Submit(op, 0))
	theirs := sorry()
	theirs.Text, theirs.Version = "Theirs.", 2
	s.must(s.Rules(op.ID, desk.Verdict{Op: op.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.ReplyChanged, "tom"), Canned: &theirs}))
	s.says("Theirs.")
	s.must(s.Discard(op.ID))

	gone := ofDesk(0, desk.DropReply{ID: more.ID, Over: theirs.Tag()})
	s.must(s.Submit(gone, 0))
	s.says("")
	s.must(s.Rules(gone.ID, desk.Verdict{Op: gone.ID, Outcome: desk.Applied}))
	s.says("")
	s.must(s.Says(desk.Page{Canned: []desk.Canned{theirs}, Next: "3"}))
	s.says("") // late news of it
}
