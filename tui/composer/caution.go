package composer

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// caution is the quiet line about whom a text goes to: that somebody wrote meanwhile, that no
// address is known, that the customer does not want to hear from us so, that a host looks like
// another, who is new; empty for nothing.
func (s *Screen) caution() string {
	if !s.begun || s.note {
		return ""
	}
	var said []string
	if s.crossed() {
		said = append(said, s.Book.T("composer.crossed", "name", s.wrote()))
	}
	if s.head == nil && s.toNobody() {
		said = append(said, s.Book.T("address.nobody"))
	}
	all := s.recipients()
	if s.forward == nil && s.facts.Customer.WantsNo(s.channel()) {
		said = append(said, s.Book.T("address.refused", "name", s.customerName(), "channel", s.channelName(s.channel())))
	}
	var fresh []string
	for _, a := range all {
		if text.MixesScripts(a.Value) {
			said = append(said, s.Book.T("address.mixed", "address", text.Address(a.Value)))
		}
		if s.whom.changed && s.forward == nil && sendable(a) && s.isNew(a) {
			fresh = append(fresh, text.Address(a.Value))
		}
	}
	switch len(fresh) {
	case 0:
	case 1:
		said = append(said, s.Book.T("address.new_one", "address", fresh[0]))
	default:
		said = append(said, s.Book.T("address.new_many", "n", len(fresh)))
	}
	if s.forward == nil && s.opens == nil && len(s.whom.all) > 0 && !s.toAll() && s.channel().Copies() {
		said = append(said, s.Book.N("address.others", len(s.whom.all)))
	}
	return strings.Join(said, " · ")
}

// unwanted reports whether the customer does not want to be written to so, and has not asked for it
// either: whoever wrote by this channel and waits for an answer gets one.
func (s *Screen) unwanted() bool {
	if !s.begun || s.note || s.forward != nil || !s.facts.Customer.WantsNo(s.channel()) {
		return false
	}
	return s.opens != nil || s.facts.Ticket.WaitingSince.IsZero()
}

func (s *Screen) channelName(c desk.Channel) string {
	if s.Book.Has("channel." + string(c)) {
		return s.Book.T("channel." + string(c))
	}
	return text.Line(desk.Foreign(string(c)))
}
