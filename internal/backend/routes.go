package backend

import (
	"net/http"
	"strings"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend/openapi"
)

// route is one way in. Every route says what it lets somebody do, to which the guard holds it,
// and what it takes and answers, of which the document is made.
type route struct {
	pattern string
	act     Action
	handle  func(w http.ResponseWriter, r *http.Request, p Principal) error
	about   openapi.Route // its method and path are those of the pattern
	streams bool          // it takes as long as whoever asks takes
}

// within is how long a request may take; 0 for what takes as long as it takes.
func (r route) within() time.Duration {
	switch {
	case r.streams:
		return 0
	case r.about.Method == http.MethodGet:
		return api.QueryTimeout
	default:
		return api.TurnTimeout
	}
}

func (s *Server) routes() []route {
	var all []route
	for _, some := range [][]route{s.deskRoutes(), s.setupRoutes(), s.ticketRoutes(), s.intakeRoutes(), s.syncRoutes(), s.fileRoutes(), s.floorRoutes(), s.reportRoutes(), s.staffRoutes(), s.openRoutes()} {
		for _, r := range some {
			r.about.Method, r.about.Path, _ = strings.Cut(r.pattern, " ")
			r.about.Open = allow(Principal{}, r.act, Object{})
			all = append(all, r)
		}
	}
	return all
}

// The headings of the document.
const (
	topicDesk    = "Desk"
	topicTickets = "Tickets"
	topicIntake  = "Taking in"
	topicSync    = "Following"
	topicFiles   = "Files"
	topicAPI     = "The API itself"
)

func (s *Server) deskRoutes() []route {
	return []route{
		{pattern: "GET " + api.Root, act: ActDescribe, handle: s.describe, about: openapi.Route{
			Name: "describe", Topic: topicDesk, Says: "Which desk this is, who one is to it, and what it promises.",
			Answers: tells("The desk.", desk.Description{}),
		}},
		{pattern: "GET " + api.Views, act: ActRead, handle: s.views, about: openapi.Route{
			Name: "countViews", Topic: topicDesk, Says: "How many tickets stand in each view of the one who asks.",
			Answers: tells("The counts.", api.Counts{}),
		}},
		{pattern: "POST " + api.Presences, act: ActAnnounce, handle: s.announce, about: openapi.Route{
			Name: "announce", Topic: topicDesk, Says: "Tell colleagues that one looks at a ticket, or writes in it.",
			More:    "It is a hint, forgotten after " + desk.PresenceHolds.String() + ": say it again every " + desk.PresenceEvery.String() + ".",
			Takes:   openapi.Payload{Media: api.TypeJSON, Of: api.Announcement{}, Says: "Where one is. Who says it is in the token."},
			Answers: []openapi.Result{{Status: http.StatusNoContent, Says: "Whoever listens has been told."}},
		}},
		{pattern: "GET " + api.Customer + "{id}", act: ActRead, handle: s.customer, about: openapi.Route{
			Name: "getCustomer", Topic: topicDesk, Says: "One customer's record.",
			In:      []openapi.Param{inThePath("id", "The customer.", desk.CustomerID{}), ifNoneMatch()},
			Answers: tellsTagged("The record.", desk.Customer{}),
		}},
	}
}

func (s *Server) setupRoutes() []route {
	stands := openapi.Result{
		Status: http.StatusOK, Says: "The setup as it stands now.", Payload: asJSON(desk.Setup{}),
		Headers: []openapi.Param{{In: inHeader, Name: "ETag", Says: "The name of this setup.", Of: ""}},
	}
	return []route{
		{pattern: "GET " + api.Setup, act: ActRead, handle: s.setup, about: openapi.Route{
			Name: "getSetup", Topic: topicDesk, Says: "What leads have decided: calendars, policies, groups, views, replies.",
			Answers: []openapi.Result{stands},
		}},
		{pattern: "PUT " + api.Setup, act: ActSteer, handle: s.configure, about: openapi.Route{
			Name: "putSetup", Topic: topicDesk, Says: "Make the setup another one, all of it or nothing.",
			More: "For leads and admins. Whatever changes by it comes by the feed.",
			In: []openapi.Param{
				{In: inHeader, Name: "If-Match", Required: true, Says: "The ETag of the setup that was seen. Another one does nothing and answers 412; without one, nothing is done and 428 answered.", Of: ""},
				{In: inQuery, Name: "dry", Says: "Change nothing, and answer as if it had.", Of: false},
			},
			Takes: openapi.Payload{Media: api.TypeJSON, Of: desk.Setup{}, Says: "The whole setup. A view or reply without an id is new."},
			Answers: []openapi.Result{
				stands,
				{Status: http.StatusPreconditionFailed, Says: "Somebody changed it meanwhile.", Payload: asProblem(api.Problem{})},
				{Status: http.StatusUnprocessableEntity, Says: "That is no setup for this desk, and the reason says why.", Payload: asProblem(api.Problem{})},
			},
		}},
	}
}

func (s *Server) ticketRoutes() []route {
	return []route{
		{pattern: "GET " + api.Tickets, act: ActRead, handle: s.tickets, about: openapi.Route{
			Name: "listTickets", Topic: topicTickets, Says: "A piece of a view, in its order.",
			In: []openapi.Param{
				{In: inQuery, Name: "view", Says: "The view.", Of: desk.ViewOpen, Default: desk.ViewOpen},
				{In: inQuery, Name: "after", Says: "Where to go on: the next of the piece before. The top where it is left out.", Of: ""},
				{In: inQuery, Name: "limit", Says: "How many tickets at most.", Of: 0, Min: 1, Max: api.MaxPage, Default: api.MaxPage},
			},
			Answers: tells("The piece.", api.TicketList{}),
		}},
		{pattern: "GET " + api.Ticket + "{id}", act: ActRead, handle: s.ticket, about: openapi.Route{
			Name: "getTicket", Topic: topicTickets, Says: "One ticket with its whole thread.",
			In:      []openapi.Param{inThePath("id", "The ticket.", desk.TicketID{}), ifNoneMatch()},
			Answers: tellsTagged("A page that holds the ticket and the entries of its thread, the oldest first.", desk.Page{}),
		}},
		{pattern: "POST " + api.Ops, act: ActOperate, handle: s.operate, about: openapi.Route{
			Name: "operate", Topic: topicTickets, Says: "Do something: claim a ticket, answer it, note, solve.",
			More: "An operation is made once, with an id of 128 random bits, and says which version of the ticket and which message whoever " +
				"made it had seen. It may be sent as often as it takes to hear a verdict: the same operation again gets the same verdict, and " +
				"another one under the same id is refused. Nobody can act for anybody else.",
			In: []openapi.Param{
				{In: inHeader, Name: api.HeaderIdempotency, Says: "The operation's id once more, for proxies and transports. Where it is sent it must be the same.", Of: desk.OpID{}},
				ifMatch(),
				{In: inHeader, Name: api.HeaderEpoch, Says: "The epoch of the desk that is meant. Another desk does nothing and answers 410.", Of: ""},
			},
			Takes: openapi.Payload{Media: api.TypeJSON, Of: desk.Op{}, Says: "The operation."},
			Answers: []openapi.Result{
				{Status: http.StatusOK, Says: "It happened, now or when it was first sent.", Headers: []openapi.Param{etag()}, Payload: asJSON(desk.Verdict{})},
				{Status: http.StatusConflict, Says: "Held: somebody wrote meanwhile, and their messages are in the verdict. A person should decide.", Payload: asProblem(api.Turned{})},
				{Status: http.StatusPreconditionFailed, Says: "Refused: somebody changed the same field meanwhile; or, without a verdict, the ticket is not of the version that If-Match asks for.", Payload: asProblem(api.Turned{})},
				{Status: http.StatusUnprocessableEntity, Says: "Refused: it will not happen, and the problem says why.", Payload: asProblem(api.Turned{})},
			},
		}},
		{pattern: "GET " + api.Op + "{id}", act: ActLookup, handle: s.lookup, about: openapi.Route{
			Name: "getVerdict", Topic: topicTickets, Says: "What became of an operation of one's own.",
			In:      []openapi.Param{inThePath("id", "The operation.", desk.OpID{})},
			Answers: tells("The verdict, as it was first given.", desk.Verdict{}),
		}},
	}
}

func (s *Server) intakeRoutes() []route {
	key := openapi.Param{
		In: inHeader, Name: api.HeaderIdempotency, Required: true, Of: "",
		Says: "A key of your own for this matter: the id of the form, of the mail. The same again under the same key is answered the same and does nothing, and something else is refused.",
	}
	file := desk.FileID{0x9f, 0x86, 0xd0, 0x81}
	taken := func(says string) []openapi.Result {
		where := openapi.Param{Name: "Location", Says: "The ticket.", Of: ""}
		return []openapi.Result{
			{Status: http.StatusCreated, Says: says, Headers: []openapi.Param{where, etag()}, Payload: asJSON(api.TakenIn{})},
			{Status: http.StatusUnprocessableEntity, Says: "It was not taken in, and nothing is kept of it: mend it and send it again. `payload_differs` says that something else came under this key.", Payload: asProblem(api.Problem{})},
		}
	}
	return []route{
		{pattern: "POST " + api.Tickets, act: ActIntake, handle: s.takeTicket, about: openapi.Route{
			Name: "takeTicket", Topic: topicIntake, Says: "Open a ticket for a customer, from a form or another program.",
			In: []openapi.Param{key}, Answers: taken("The ticket is there."),
			Takes: openapi.Payload{Media: api.TypeJSON, Of: api.NewTicket{}, Says: "What the customer wrote.", Some: api.NewTicket{
				From: api.Sender{Mail: desk.Foreign("kim@example.com"), Name: desk.Foreign("Kim Lee")}, Subject: desk.Foreign("The lamp flickers"),
				Text: desk.Foreign("Since Monday. What can I do?"), Tags: []string{"lamps"},
			}},
		}},
		{pattern: "POST " + api.Ticket + "{id}" + api.Messages, act: ActIntake, handle: s.takeMessage, about: openapi.Route{
			Name: "takeMessage", Topic: topicIntake, Says: "Add a word of the customer's to a ticket.",
			More: "With a token that is for intake and not for work: to a ticket that the account brought in.",
			In:   []openapi.Param{inThePath("id", "The ticket.", desk.TicketID{}), key, ifMatch()}, Answers: taken("The message is there. A ticket that was solved is open again."),
			Takes: openapi.Payload{Media: api.TypeJSON, Of: api.NewMessage{}, Says: "What they wrote.", Some: api.NewMessage{
				Text: desk.Foreign("Here is a picture."), Attachments: []desk.Attachment{{ID: file, Name: desk.Foreign("lamp.jpg"), Type: "image/jpeg", Size: 81920}},
			}},
		}},
	}
}

func (s *Server) syncRoutes() []route {
	return []route{
		{pattern: "GET " + api.Changes, act: ActSync, handle: s.changes, about: openapi.Route{
			Name: "listChanges", Topic: topicSync, Says: "What changed after a place in the feed, the oldest first.",
			More:    "Records come whole, as they stand now. A place that is no longer good, or none, is answered with 410: take a snapshot.",
			In:      []openapi.Param{{In: inQuery, Name: "after", Says: "Where to go on: the next of the page before, or of a snapshot.", Of: desk.Cursor("")}},
			Answers: tells("A page of changes. Where more is set there is more already.", desk.Page{}),
		}},
		{pattern: "GET " + api.Snapshot, act: ActSync, handle: s.snapshot, streams: true, about: openapi.Route{
			Name: "takeSnapshot", Topic: topicSync, Says: "Everything that one may see, and where the feed goes on.",
			Answers: []openapi.Result{{
				Status: http.StatusOK, Says: "Lines of JSON: a begin, pages, an end. Without its end it is not complete.",
				Payload: openapi.Payload{Media: api.TypeNDJSON, Of: api.Line{}},
			}},
		}},
		{pattern: "GET " + api.Hints, act: ActListen, handle: s.hints, streams: true, about: openapi.Route{
			Name: "listen", Topic: topicSync, Says: "Hear where something moves, as server-sent events.",
			More: "The data of each event is a hint: it says where something moved, never what it is, and may get lost. A comment comes at " +
				"least every " + api.Heartbeat.String() + ". The event `reset` asks to look at the feed.",
			In: []openapi.Param{{In: inHeader, Name: "Last-Event-ID", Says: "The last event that was heard.", Of: ""}},
			Answers: []openapi.Result{{
				Status: http.StatusOK, Says: "The stream, until somebody ends it.", Payload: openapi.Payload{Media: api.TypeEvents, Of: desk.Hint{}},
			}},
		}},
	}
}

func (s *Server) fileRoutes() []route {
	return []route{
		{pattern: "POST " + api.Files, act: ActUpload, handle: s.upload, streams: true, about: openapi.Route{
			Name: "upload", Topic: topicFiles, Says: "Bring a file along that a message is to have.",
			More:    "A file is named by the SHA-256 of its bytes. What no message has within a day is dropped.",
			In:      []openapi.Param{{In: inHeader, Name: api.HeaderFile, Says: "What the bytes must have: it is refused where they do not.", Of: desk.FileID{}}},
			Takes:   openapi.Payload{Media: api.TypeFile, Says: "The bytes, 25 MB at most."},
			Answers: []openapi.Result{{Status: http.StatusCreated, Says: "The desk has it.", Payload: asJSON(api.Uploaded{})}},
		}},
		{pattern: "GET " + api.File + "{id}", act: ActFetch, handle: s.download, streams: true, about: openapi.Route{
			Name: "download", Topic: topicFiles, Says: "The bytes of a file that a message has, or that one brought oneself.",
			In: []openapi.Param{inThePath("id", "The file.", desk.FileID{})},
			Answers: []openapi.Result{{
				Status: http.StatusOK, Says: "The bytes, to be saved, whatever they are.", Payload: openapi.Payload{Media: api.TypeFile},
			}},
		}},
	}
}

func (s *Server) openRoutes() []route {
	return []route{
		{pattern: "GET " + api.Document, act: ActProbe, handle: s.document, about: openapi.Route{
			Name: "getDocument", Topic: topicAPI, Says: "This document.",
			In:      []openapi.Param{ifNoneMatch()},
			Answers: tellsTagged("OpenAPI "+openapi.Version+".", map[string]any{}),
		}},
		{pattern: "GET " + api.Manual, act: ActProbe, handle: s.manual, about: openapi.Route{
			Name: "getManual", Topic: topicAPI, Says: "This document as a page for people.",
			In:      []openapi.Param{ifNoneMatch()},
			Answers: tagged([]openapi.Result{{Status: http.StatusOK, Says: "HTML, with nothing in it from elsewhere.", Payload: openapi.Payload{Media: api.TypePage}}}),
		}},
		{pattern: "GET " + api.Alive, act: ActProbe, handle: s.alive, about: openapi.Route{
			Name: "getHealth", Topic: topicAPI, Says: "Whether the process answers.",
			Answers: tells("It does.", api.Health{}),
		}},
		{pattern: "GET " + api.Readiness, act: ActProbe, handle: s.ready, about: openapi.Route{
			Name: "getReadiness", Topic: topicAPI, Says: "Whether requests can be answered: the desk can be read, is of this program's layout, and has room for what comes.",
			Answers: append(tells("They can.", api.Health{}), openapi.Result{
				Status: http.StatusServiceUnavailable, Says: "They cannot, for now.", Payload: asProblem(api.Problem{}),
			}, openapi.Result{
				Status: http.StatusInsufficientStorage, Says: "The disk is full: what reads is answered, what writes is not.", Payload: asProblem(api.Problem{}),
			}),
		}},
		{pattern: "GET " + api.Metrics, act: ActMeasure, handle: s.measure, about: openapi.Route{
			Name: "getMetrics", Topic: topicAPI, Says: "How the server does, in the format of Prometheus.",
			More:    "Nobody needs a token on the machine itself, where no proxy handed the request on. There is no name in it and nothing that anybody wrote.",
			Answers: []openapi.Result{{Status: http.StatusOK, Says: "The figures.", Payload: openapi.Payload{Media: api.TypeMetrics}}},
		}},
	}
}

// methods are the methods that each path takes.
func methods(routes []route) map[string]string {
	all := map[string]string{}
	for _, r := range routes {
		method, path := r.about.Method, r.about.Path
		if method == http.MethodGet {
			method = "GET, HEAD"
		}
		if all[path] != "" {
			method = all[path] + ", " + method
		}
		all[path] = method
	}
	return all
}
