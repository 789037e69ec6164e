package backend

import (
	"context"
	"net/http"
	"strconv"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// asked reads the body of a request as JSON with no field that v does not have.
func asked(w http.ResponseWriter, r *http.Request, v any) error {
	body, err := read(w, r)
	if err != nil {
		return err
	}
	if err := desk.ReadStrictly(body, v); err != nil {
		return badBody("not what this path takes", err)
	}
	return nil
}

// whose is the account that a path names; desk.ErrNotFound.
func whose(r *http.Request) (desk.AgentID, error) {
	id := desk.AgentID(r.PathValue("id"))
	if !id.Valid() {
		return "", desk.ErrNotFound
	}
	return id, nil
}

func (s *Server) people(w http.ResponseWriter, r *http.Request, _ Principal) error {
	ctx, done := context.WithTimeout(r.Context(), api.QueryTimeout)
	defer done()
	list, err := s.store.People(ctx, desk.AgentID(r.URL.Query().Get("after")))
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, list)
}

func (s *Server) person(w http.ResponseWriter, r *http.Request, p Principal) error {
	id, err := whose(r)
	if err != nil || !allow(p, ActPerson, Object{Owner: id}) {
		return desk.ErrNotFound
	}
	ctx, done := context.WithTimeout(r.Context(), api.QueryTimeout)
	defer done()
	one, err := s.store.Person(ctx, id)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, one)
}

func (s *Server) enrol(w http.ResponseWriter, r *http.Request, p Principal) error {
	var e api.Enrolment
	if err := asked(w, r, &e); err != nil {
		return err
	}
	a, err := s.store.Enrol(r.Context(), p, e)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, a)
}

func (s *Server) amend(w http.ResponseWriter, r *http.Request, p Principal) error {
	var with api.Amendment
	id, err := whose(r)
	if err != nil {
		return err
	}
	if err := asked(w, r, &with); err != nil {
		return err
	}
	a, err := s.store.Amend(r.Context(), p, id, with)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, a)
}

func (s *Server) giveToken(w http.ResponseWriter, r *http.Request, p Principal) error {
	var ask api.TokenAsk
	id, err := whose(r)
	if err != nil {
		return err
	}
	if err := asked(w, r, &ask); err != nil {
		return err
	}
	k, err := s.store.GiveToken(r.Context(), p, id, ask)
	if err != nil {
		return err
	}
	return answer(w, http.StatusCreated, k)
}

// revoke takes one token back, or all of an account.
func (s *Server) revoke(w http.ResponseWriter, r *http.Request, p Principal) error {
	id, err := whose(r)
	if err == nil {
		err = s.store.Revoke(r.Context(), p, id, TokenID(r.PathValue("token")))
	}
	return done(w, err)
}

// logOut takes back the token with which it is asked.
func (s *Server) logOut(w http.ResponseWriter, r *http.Request, p Principal) error {
	if p.Token == "" {
		return desk.ErrNotFound // whoever comes by the desk's folder has none
	}
	return done(w, s.store.Leave(r.Context(), p))
}

func (s *Server) addKey(w http.ResponseWriter, r *http.Request, p Principal) error {
	var ask api.KeyAsk
	id, err := whose(r)
	if err != nil {
		return err
	}
	if err := asked(w, r, &ask); err != nil {
		return err
	}
	k, err := s.store.AddKey(r.Context(), p, id, ask.Line)
	if err != nil {
		return err
	}
	return answer(w, http.StatusCreated, k)
}

func (s *Server) dropKey(w http.ResponseWriter, r *http.Request, p Principal) error {
	id, err := whose(r)
	if err == nil {
		err = s.store.DropKey(r.Context(), p, id, r.PathValue("key"))
	}
	return done(w, err)
}

// done answers that it is so now.
func done(w http.ResponseWriter, err error) error {
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// audit streams the audit trail, a line for each deed.
func (s *Server) audit(w http.ResponseWriter, r *http.Request, p Principal) error {
	after := int64(0)
	if text := r.URL.Query().Get("after"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 {
			return badRequest("after is the number of a line").At(inQuery, "after")
		}
		after = n
	}
	return s.lines(w, r, p, func(ctx context.Context, out *lines) error {
		return s.store.Audit(ctx, after, func(page []api.Deed) error {
			var whole []byte
			for _, d := range page {
				line, err := lined(d)
				if err != nil {
					return err
				}
				whole = append(whole, line...)
			}
			return out.write(whole)
		})
	})
}
