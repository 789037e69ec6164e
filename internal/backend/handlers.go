package backend

import (
	"bytes"
	"context"
	"encoding/json"
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
	ctx, done := context.WithTimeout(r.Context(), api.QueryTimeout)
	defer done()
	d := desk.Description{ID: s.store.ID(), Name: s.store.name, Version: s.opts.Version, Epoch: s.store.epoch}
	err := s.store.look(ctx, func(q query) (err error) {
		if d.Agent, err = agent(q, p.Agent); err != nil {
			return err
		}
		d.Mailboxes, err = mailboxes(q)
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
		return api.NewProblem(http.StatusBadRequest, api.BadRequest, api.RetryFixed, "not an operation, or with a field that nobody knows")
	}
	v, err := s.store.Do(r.Context(), p, op)
	if err != nil {
		problem := *problemOf(err)
		problem.Op = op.ID
		return &problem
	}
	return answer(w, statusOf(v), v)
}

// read reads the body of a request as JSON, at most api.MaxBody.
func read(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if !plainJSON(r.Header) {
		return nil, api.NewProblem(http.StatusUnsupportedMediaType, api.BadType, api.RetryFixed, "the body is not "+api.TypeJSON+", in UTF-8 and as it is")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, api.MaxBody))
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
	ctx, done := context.WithTimeout(r.Context(), api.QueryTimeout)
	defer done()
	v, err := s.store.Lookup(ctx, p, id)
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
	ctx, done := context.WithTimeout(r.Context(), api.QueryTimeout)
	defer done()
	page, err := s.store.Changes(ctx, p, desk.Cursor(r.URL.Query().Get("after")))
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, page)
}

func (s *Server) tickets(w http.ResponseWriter, r *http.Request, p Principal) error {
	ctx, done := context.WithTimeout(r.Context(), api.QueryTimeout)
	defer done()
	q := r.URL.Query()
	view, limit := desk.ViewID(q.Get("view")), api.MaxPage
	if view == "" {
		view = desk.ViewOpen
	}
	if text := q.Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return ErrNoView
		}
		limit = n
	}
	list, err := s.store.List(ctx, p, view, q.Get("after"), limit)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, list)
}

func (s *Server) ticket(w http.ResponseWriter, r *http.Request, p Principal) error {
	var id desk.TicketID
	if err := id.UnmarshalText([]byte(r.PathValue("id"))); err != nil {
		return desk.ErrNotFound
	}
	ctx, done := context.WithTimeout(r.Context(), api.QueryTimeout)
	defer done()
	page, err := s.store.Thread(ctx, id)
	if err != nil {
		return err
	}
	seenBy(p.Agent, page.Tickets)
	return answer(w, http.StatusOK, page)
}

func (s *Server) customer(w http.ResponseWriter, r *http.Request, _ Principal) error {
	var id desk.CustomerID
	if err := id.UnmarshalText([]byte(r.PathValue("id"))); err != nil {
		return desk.ErrNotFound
	}
	ctx, done := context.WithTimeout(r.Context(), api.QueryTimeout)
	defer done()
	c, err := s.store.Customer(ctx, id)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, c)
}

func (s *Server) views(w http.ResponseWriter, r *http.Request, p Principal) error {
	ctx, done := context.WithTimeout(r.Context(), api.QueryTimeout)
	defer done()
	counts, err := s.store.Counts(ctx, p)
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
	if err := strictly(body, &a); err != nil || a.Ticket.IsZero() {
		return api.NewProblem(http.StatusBadRequest, api.BadRequest, api.RetryFixed, "not an announcement")
	}
	switch a.Doing {
	case desk.Viewing, desk.Writing, desk.Left:
	default:
		return api.NewProblem(http.StatusBadRequest, api.BadRequest, api.RetryFixed, "nobody does that")
	}
	s.store.hub.announce(desk.Presence{Agent: p.Agent, Ticket: a.Ticket, Doing: a.Doing}, s.store.now())
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// strictly reads JSON with no field that v does not have.
func strictly(b []byte, v any) error {
	if err := desk.Unambiguous(b); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return ErrBadOp
	}
	return nil
}
