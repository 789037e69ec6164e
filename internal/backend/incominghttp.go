package backend

import (
	"errors"
	"net/http"
	"strings"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// maxKey is the most letters of a key.
const maxKey = 200

// keyIn is the key under which something comes in. Without one it could not be sent again, and
// everything that is sent is, some day.
func keyIn(r *http.Request) (string, error) {
	key := r.Header.Get(api.HeaderIdempotency)
	if key == "" || len(key) > maxKey || strings.ContainsFunc(key, func(c rune) bool { return c <= ' ' || c >= 0x7f }) {
		return "", badRequest("a key of its own has to come along, of 1 to 200 letters, digits and marks").At(inHeader, api.HeaderIdempotency)
	}
	return key, nil
}

func (s *Server) takeTicket(w http.ResponseWriter, r *http.Request, p Principal) error {
	key, err := keyIn(r)
	if err != nil {
		return err
	}
	var in api.NewTicket
	if err := asked(w, r, &in); err != nil {
		return err
	}
	if err := checkSender(in.From); err != nil {
		return err
	}
	switch {
	case !in.Urgency.Valid():
		return badField("one of -1, 0 and 1", "urgency")
	case !in.Impact.Valid():
		return badField("one of -1, 0 and 1", "impact")
	}
	v, err := s.store.TakeTicket(r.Context(), p, key, in)
	return s.answerTaken(w, v, err)
}

func (s *Server) takeMessage(w http.ResponseWriter, r *http.Request, p Principal) error {
	var to desk.TicketID
	if err := to.UnmarshalText([]byte(r.PathValue("id"))); err != nil || to.IsZero() {
		return desk.ErrNotFound
	}
	key, err := keyIn(r)
	if err != nil {
		return err
	}
	given, err := s.store.given(r.Header)
	if err != nil {
		return err
	}
	var in api.NewMessage
	if err := asked(w, r, &in); err != nil {
		return err
	}
	if in.Name.Len() > desk.MaxField {
		return badField("the name is too long", "name")
	}
	v, err := s.store.TakeMessage(r.Context(), p, key, to, given, in)
	return s.answerTaken(w, v, err)
}

// checkSender refuses a customer of whom there is nothing, or whom nobody could answer.
func checkSender(from api.Sender) error {
	switch {
	case from.Mail.IsEmpty() && from.Phone.IsEmpty() && !from.Name.Shows():
		return badField("nobody is named", "from")
	case !from.Mail.IsEmpty() && wrong(desk.MailFlaw(from.Mail)):
		return badField("no mail address", "from.mail")
	case !from.Phone.IsEmpty() && wrong(desk.NumberFlaw(from.Phone)):
		return badField("no phone number", "from.phone")
	case from.Name.Len() > desk.MaxField:
		return badField("the name is too long", "from.name")
	}
	return nil
}

// wrong reports whether something is, but for a host that only this desk knows.
func wrong(f desk.Flaw) bool { return f != desk.NoFlaw && f != desk.FlawNoDot }

// answerTaken says what became of what came in, and no more of the ticket than what names it.
func (s *Server) answerTaken(w http.ResponseWriter, v desk.Verdict, err error) error {
	var why *desk.Problem
	if errors.As(err, &why) {
		return untaken(v.Op, why)
	}
	if err != nil {
		return err
	}
	if v.Outcome == desk.Applied && (v.Ticket == nil || len(v.Messages) == 0) {
		p := api.NewProblem(http.StatusUnprocessableEntity, api.Erased, api.RetryNever, "it came in once, and was erased since").At(inHeader, api.HeaderIdempotency)
		p.Op = v.Op
		return p
	}
	if v.Outcome != desk.Applied {
		return untaken(v.Op, v.Problem)
	}
	w.Header().Set("Location", api.Ticket+v.Ticket.ID.String())
	w.Header().Set("ETag", s.store.tagOf(v.Ticket.Version))
	return answer(w, http.StatusCreated, api.TakenIn{
		Op: v.Op, Ticket: v.Ticket.ID, Number: v.Ticket.Number, Message: v.Messages[0].ID,
	})
}

// untaken is why something was not taken in.
func untaken(op desk.OpID, why *desk.Problem) *api.Problem {
	p := turned(http.StatusUnprocessableEntity, desk.Verdict{Op: op, Problem: why})
	switch {
	case why == nil:
	case why.Code == desk.NoSuchTicket:
		return problemOf(desk.ErrNotFound)
	case why.Code == desk.PayloadDiffers:
		return p.At(inHeader, api.HeaderIdempotency)
	}
	return p
}
