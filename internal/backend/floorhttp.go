package backend

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

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
			In:      append([]openapi.Param{{In: inQuery, Name: "figure", Required: true, Says: "The figure.", Of: metrics.Open}}, inPart()...),
			Answers: tells("The cases: of what stands the most urgent first, of what happened the newest.", metrics.Cases{}),
		}},
		{pattern: "GET " + api.Curve, act: ActWatch, handle: s.watchCurve, about: openapi.Route{
			Name: "getFloorCurve", Topic: topicFloor, Says: "A figure of what happened, step by step, with the same of a week before.",
			More: "There are curves of: " + drawn() + ". Without points while the floor is counted, or where it is not.",
			In: append([]openapi.Param{
				{In: inQuery, Name: "figure", Required: true, Says: "The figure.", Of: metrics.Open},
				{In: inQuery, Name: "over", Required: true, Says: "Over what: the last hour in steps of five minutes, the day by the hour, the seven days up to today.", Of: metrics.OverDay},
			}, inPart()...),
			Answers: tells("The curve.", metrics.Curve{}),
		}},
		{pattern: "GET " + api.Heat, act: ActWatch, handle: s.watchHeat, about: openapi.Route{
			Name: "getFloorHeat", Topic: topicFloor, Says: "How many tickets arrived by weekday and hour, in the two weeks before today.",
			In:      inPart(),
			Answers: tells("The numbers, from Monday on; without days while the floor is counted.", metrics.Heat{}),
		}},
	}
}

// inPart says of which part of the desk.
func inPart() []openapi.Param {
	return []openapi.Param{
		{In: inQuery, Name: "by", Says: "Into what the desk is taken apart: group, channel or agent. The whole desk where it is left out.", Of: metrics.ByDesk},
		{In: inQuery, Name: "part", Says: "Which group, channel or agent; left out for what belongs to none.", Of: ""},
	}
}

// drawn names the figures that there are curves of.
func drawn() string {
	var all []string
	for _, n := range metrics.Drawn() {
		all = append(all, "`"+string(n)+"`")
	}
	return strings.Join(all, ", ")
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
	figure := metrics.Name(q.Get("figure"))
	if !knownFigure(figure) {
		return badRequest("no such figure").At(inQuery, "figure")
	}
	of, err := askedPart(q)
	if err != nil {
		return err
	}
	all, err := s.store.FloorCases(p, figure, of)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, all)
}

func (s *Server) watchCurve(w http.ResponseWriter, r *http.Request, p Principal) error {
	q := r.URL.Query()
	figure, over := metrics.Name(q.Get("figure")), metrics.Span(q.Get("over"))
	switch {
	case !slices.Contains(metrics.Drawn(), figure):
		return badRequest("there is no curve of that").At(inQuery, "figure")
	case !slices.Contains(metrics.Spans(), over):
		return badRequest("no such span").At(inQuery, "over")
	}
	of, err := askedPart(q)
	if err != nil {
		return err
	}
	all, err := s.store.FloorCurve(p, figure, of, over)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, all)
}

func (s *Server) watchHeat(w http.ResponseWriter, r *http.Request, p Principal) error {
	of, err := askedPart(r.URL.Query())
	if err != nil {
		return err
	}
	all, err := s.store.FloorHeat(p, of)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, all)
}

// askedPart is of which part of the desk somebody asks.
func askedPart(q url.Values) (metrics.Scope, error) {
	of := metrics.Scope{By: metrics.By(q.Get("by")), Name: q.Get("part")}
	if !knownPart(of.By) {
		return of, badRequest("a desk is not taken apart so").At(inQuery, "by")
	}
	return of, nil
}

func knownFigure(n metrics.Name) bool { return slices.Contains(metrics.Figures(), n) }
func knownPart(by metrics.By) bool {
	return by == metrics.ByDesk || slices.Contains(metrics.Parts(), by)
}
