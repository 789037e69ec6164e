package backend

import (
	"net/http"
	"slices"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/internal/backend/openapi"
	"github.com/heed-desk/heed/internal/metrics"
)

const topicFloor = "The floor"

// floorRoutes are how the desk is watched as a whole.
func (s *Server) floorRoutes() []route {
	return []route{
		{pattern: "GET " + api.Floor, act: ActWatch, handle: s.watch, about: openapi.Route{
			Name: "getFloor", Topic: topicFloor, Says: "How the desk stands, and what happened today: for leads and admins.",
			More: "The figures are kept once somebody has asked for them, and counted first: until then the answer says how far that is. " +
				"The event `floor` of the hints says when they are others, at most once in " + api.FloorEvery.String() + ". " +
				"There is no text and no name of a customer in it. All spans are in nanoseconds.",
			Answers: tells("The floor, or how far it is counted.", metrics.Look{}),
		}},
		{pattern: "GET " + api.Behind, act: ActWatch, handle: s.watchCases, about: openapi.Route{
			Name: "listFloorCases", Topic: topicFloor, Says: "The tickets behind a figure of the floor.",
			In: []openapi.Param{
				{In: inQuery, Name: "figure", Required: true, Says: "The figure.", Of: metrics.Open},
				{In: inQuery, Name: "by", Says: "Into what the desk is taken apart: group, channel or agent. The whole desk where it is left out.", Of: metrics.ByDesk},
				{In: inQuery, Name: "part", Says: "Which group, channel or agent; left out for what belongs to none.", Of: ""},
			},
			Answers: tells("The cases: of what stands the most urgent first, of what happened the newest.", metrics.Cases{}),
		}},
	}
}

func (s *Server) watch(w http.ResponseWriter, _ *http.Request, p Principal) error {
	all, err := s.store.Floor(p)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, all)
}

func (s *Server) watchCases(w http.ResponseWriter, r *http.Request, p Principal) error {
	q := r.URL.Query()
	figure, of := metrics.Name(q.Get("figure")), metrics.Scope{By: metrics.By(q.Get("by")), Name: q.Get("part")}
	switch {
	case !knownFigure(figure):
		return badRequest("no such figure").At(inQuery, "figure")
	case !knownPart(of.By):
		return badRequest("a desk is not taken apart so").At(inQuery, "by")
	}
	all, err := s.store.FloorCases(p, figure, of)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, all)
}

func knownFigure(n metrics.Name) bool { return slices.Contains(metrics.Figures(), n) }
func knownPart(by metrics.By) bool {
	return by == metrics.ByDesk || slices.Contains(metrics.Parts(), by)
}
