package backend

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

func (s *Server) describe(w http.ResponseWriter, r *http.Request, p Principal) error {
	d := desk.Description{ID: s.store.ID(), Name: s.store.name, Version: s.opts.Version, Epoch: s.store.epoch}
	err := s.store.look(r.Context(), func(q query) (err error) {
		if d.Agent, err = agent(q, p.Agent); err != nil {
			return err
		}
		if d.Mailboxes, err = mailboxes(q); err != nil {
			return err
		}
		if d.About, err = about(q); err != nil {
			return err
		}
		sla, err := one[desk.SLA](q, selectSLA, 1)
		d.SLA = &sla
		return err
	})
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, d)
}

func (s *Server) operate(w http.ResponseWriter, r *http.Request, p Principal) error {
	body, err := read(w, r)
	if err != nil {
		return err
	}
	op, err := desk.ReadOp(body)
	if err != nil {
		return badBody("not an operation, or with a field that nobody knows", err)
	}
	if key := r.Header.Get(api.HeaderIdempotency); key != "" && key != op.ID.String() {
		return api.NewProblem(http.StatusBadRequest, api.BadRequest, api.RetryFixed, "the key is not the operation's id").At(inHeader, api.HeaderIdempotency)
	}
	if epoch := r.Header.Get(api.HeaderEpoch); epoch != "" && epoch != s.store.epoch {
		return desk.ErrGone // who sends it has yet to hear what this desk has lost
	}
	given, err := s.store.given(r.Header)
	if err != nil {
		return err
	}
	v, err := s.store.DoGiven(r.Context(), p, op, given)
	if err != nil {
		problem := *problemOf(err)
		problem.Op = op.ID
		return &problem
	}
	return s.answerVerdict(w, v)
}

// read reads the body of a request as JSON, at most api.MaxBody.
func read(w http.ResponseWriter, r *http.Request) ([]byte, error) { return readUpTo(w, r, api.MaxBody) }

// readUpTo reads the body of a request as JSON, at most so many bytes.
func readUpTo(w http.ResponseWriter, r *http.Request, most int64) ([]byte, error) {
	if !plainJSON(r.Header) {
		return nil, api.NewProblem(http.StatusUnsupportedMediaType, api.BadType, api.RetryFixed, "the body is not "+api.TypeJSON+", in UTF-8 and as it is")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	var long *http.MaxBytesError
	if err != nil && !errors.As(err, &long) {
		return nil, api.NewProblem(http.StatusBadRequest, api.BadRequest, api.RetryLater, "the body did not come through")
	}
	return body, err
}

// plainJSON reports whether a body is what is read here: JSON in UTF-8, not packed.
func plainJSON(h http.Header) bool {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || kind != api.TypeJSON {
		return false
	}
	if set, said := params["charset"]; said && !strings.EqualFold(set, "utf-8") {
		return false
	}
	for _, packed := range h.Values("Content-Encoding") {
		if !strings.EqualFold(strings.TrimSpace(packed), "identity") {
			return false
		}
	}
	return true
}

func (s *Server) lookup(w http.ResponseWriter, r *http.Request, p Principal) error {
	var id desk.OpID
	if err := id.UnmarshalText([]byte(r.PathValue("id"))); err != nil {
		return desk.ErrNotFound
	}
	v, err := s.store.Lookup(r.Context(), p, id)
	if errors.Is(err, desk.ErrNotFound) {
		problem := api.NewProblem(http.StatusNotFound, api.OpUnknown, api.RetryLater, "this operation never arrived")
		problem.Op = id
		return problem
	}
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, v)
}

func (s *Server) changes(w http.ResponseWriter, r *http.Request, p Principal) error {
	page, err := s.store.Changes(r.Context(), p, desk.Cursor(r.URL.Query().Get("after")))
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, page)
}

func (s *Server) tickets(w http.ResponseWriter, r *http.Request, p Principal) error {
	q := r.URL.Query()
	view, limit := desk.ViewID(q.Get("view")), api.MaxPage
	if view == "" {
		view = desk.ViewOpen
	}
	if n, err := strconv.Atoi(q.Get("limit")); err == nil { // the guard has seen that it is one, or none
		limit = n
	}
	list, err := s.store.List(r.Context(), p, view, q.Get("after"), limit)
	switch {
	case errors.Is(err, ErrNoView):
		return badRequest("no such view").At(inQuery, "view")
	case errors.Is(err, ErrNoPlace):
		return badRequest("no list gave this place").At(inQuery, "after")
	case err != nil:
		return err
	}
	return answer(w, http.StatusOK, list)
}

func (s *Server) ticket(w http.ResponseWriter, r *http.Request, p Principal) error {
	var id desk.TicketID
	if err := id.UnmarshalText([]byte(r.PathValue("id"))); err != nil {
		return desk.ErrNotFound
	}
	page, err := s.store.Thread(r.Context(), id)
	if err != nil {
		return err
	}
	seenBy(p.Agent, page.Tickets)
	return answerTagged(w, r, s.store.tagOf(page.Tickets[0].Version), func() error { return answer(w, http.StatusOK, page) })
}

func (s *Server) customer(w http.ResponseWriter, r *http.Request, _ Principal) error {
	var id desk.CustomerID
	if err := id.UnmarshalText([]byte(r.PathValue("id"))); err != nil {
		return desk.ErrNotFound
	}
	c, err := s.store.Customer(r.Context(), id)
	if err != nil {
		return err
	}
	return answerTagged(w, r, s.store.tagOf(c.Version), func() error { return answer(w, http.StatusOK, c) })
}

func (s *Server) views(w http.ResponseWriter, r *http.Request, p Principal) error {
	counts, err := s.store.Counts(r.Context(), p)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, api.Counts{Views: counts})
}

func (s *Server) announce(w http.ResponseWriter, r *http.Request, p Principal) error {
	body, err := read(w, r)
	if err != nil {
		return err
	}
	var a api.Announcement
	if err := desk.ReadStrictly(body, &a); err != nil {
		return badBody("not an announcement", err)
	}
	if a.Ticket.IsZero() {
		return badField("there is no ticket in it", "ticket")
	}
	switch a.Doing {
	case desk.Viewing, desk.Writing, desk.Left:
	default:
		return badField("nobody does that", "doing")
	}
	if err := s.store.Announce(r.Context(), desk.Presence{Agent: p.Agent, Ticket: a.Ticket, Doing: a.Doing}); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
