package backend

import (
	"context"
	"net/http"

	"github.com/heed-desk/heed/desk"
)

// As is the API for an agent whom the caller vouches for: requests need no token. It is
// for a socket that only the owner of the desk's folder can open.
func (s *Server) As(agent desk.AgentID) http.Handler {
	api := s.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		api.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), inProcess{}, agent)))
	})
}
