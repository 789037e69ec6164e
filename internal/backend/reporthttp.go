package backend

import (
	"context"
	"errors"
	"net/http"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend/openapi"
	"github.com/heed-desk/heed/internal/metrics"
)

func (s *Server) reportRoutes() []route {
	return []route{
		{pattern: "GET " + api.Report, act: ActWatch, handle: s.report, streams: true, about: openapi.Route{
			Name: "getReport", Topic: topicFloor, Says: "What happened on some days, of the whole desk and by its groups, agents or channels: for leads and admins.",
			More: "It is reckoned from the tickets as they are, and takes the longer the more happened: until it is there, lines say how far that is. " +
				"The numbers are those of the floor. Days are those where the desk is; all spans are in nanoseconds.",
			In: []openapi.Param{
				{In: inQuery, Name: "from", Says: "The first day, as in 2026-03-01. Where it is left out, that six days before the last.", Of: desk.Date("")},
				{In: inQuery, Name: "to", Says: "The last day. Today where it is left out.", Of: desk.Date("")},
				{In: inQuery, Name: "by", Says: "Into what the desk is taken apart: group, channel or agent. The whole desk alone where it is left out.", Of: metrics.ByDesk},
			},
			Answers: []openapi.Result{{
				Status: http.StatusOK, Says: "Lines of JSON; the last has the report. Without that it is not complete.",
				Payload: openapi.Payload{Media: api.TypeNDJSON, Of: metrics.Reckoning{}},
			}},
		}},
	}
}

// report streams how far a report is, and then the report.
func (s *Server) report(w http.ResponseWriter, r *http.Request, p Principal) error {
	q := r.URL.Query()
	ask := ReportAsk{From: desk.Date(q.Get("from")), To: desk.Date(q.Get("to")), By: metrics.By(q.Get("by"))}
	if !knownPart(ask.By) {
		return badRequest("a desk is not taken apart so").At(inQuery, "by")
	}
	err := s.lines(w, r, p, func(ctx context.Context, out *lines) error {
		say := func(so metrics.Reckoning) error {
			line, err := lined(so)
			if err != nil {
				return err
			}
			return out.write(line)
		}
		all, err := s.store.Report(ctx, p, ask, func(far metrics.Counting) error { return say(metrics.Reckoning{Counting: &far}) })
		if err != nil {
			return err
		}
		return say(metrics.Reckoning{Report: &all})
	})
	if errors.Is(err, ErrDays) {
		return badRequest(ErrDays.Error()).At(inQuery, "from")
	}
	return err
}
