package backend

import (
	"net/http"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// Forget erases the customer whom a request names as who, and answers with an Erased. It asks
// for no token: it is for a socket that only the owner of the desk's folder can open.
func (s *Server) Forget() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var who desk.CustomerID
		if err := who.UnmarshalText([]byte(r.FormValue("who"))); err != nil {
			fail(w, api.NewProblem(http.StatusBadRequest, api.BadRequest, api.RetryFixed, "that is no customer"))
			return
		}
		err := unhurried(w) // the database's files are written anew
		var done Erased
		if err == nil {
			done, err = s.store.Erase(r.Context(), who)
		}
		if err == nil {
			err = answer(w, http.StatusOK, done)
		}
		if err != nil {
			fail(w, problemOf(err))
		}
	})
}
