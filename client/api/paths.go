// Package api holds the shapes of heed's own desk API that its server and its client
// share: paths, headers, the body of an error, the lines of a snapshot, the fields of
// the hint stream and the limits. Records go over the wire as package desk writes them.
package api

// The paths. Those that end in a slash take an id.
const (
	Root      = "/v1"              // GET: desk.Description
	Ops       = "/v1/ops"          // POST: one desk.Op, answered by its desk.Verdict
	Op        = "/v1/ops/"         // GET: the recorded desk.Verdict
	Changes   = "/v1/changes"      // GET ?after=cursor: desk.Page
	Snapshot  = "/v1/snapshot"     // GET: NDJSON of Line
	Tickets   = "/v1/tickets"      // GET ?view=&after=&limit=: TicketList. POST: NewTicket, answered by TakenIn
	Ticket    = "/v1/tickets/"     // GET: desk.Page of one ticket with its thread
	Messages  = "/messages"        // POST behind a ticket: NewMessage, answered by TakenIn
	Customer  = "/v1/customers/"   // GET: desk.Customer
	Views     = "/v1/views"        // GET: Counts
	Floor     = "/v1/floor"        // GET: metrics.Look
	Behind    = "/v1/floor/cases"  // GET ?figure=&by=&part=: metrics.Cases
	Curve     = "/v1/floor/curve"  // GET ?figure=&over=&by=&part=: metrics.Curve
	Heat      = "/v1/floor/heat"   // GET ?by=&part=: metrics.Heat
	Report    = "/v1/report"       // GET ?from=&to=&by=: NDJSON of metrics.Reckoning
	Setup     = "/v1/setup"        // GET: desk.Setup; PUT: another one, in the place of that which If-Match names
	Files     = "/v1/attachments"  // POST: the bytes of a file, answered by Uploaded
	File      = "/v1/attachments/" // GET: the bytes of a file
	Hints     = "/v1/hints"        // GET: server-sent events
	Staff     = "/v1/people"       // GET ?after=: People; POST: Enrolment
	Colleague = "/v1/people/"      // GET: Person; PATCH: Amendment; below it tokens and keys
	Session   = "/v1/session"      // DELETE: the token that asks is good no longer
	Audit     = "/v1/audit"        // GET ?after=number: NDJSON of Deed
	Presences = "/v1/presence"     // POST: Announcement
	Document  = "/v1/openapi.json" // GET: what the API is, as an OpenAPI document
	Manual    = "/v1/docs"         // GET: the same as a page for people
	Alive     = "/healthz"         // GET: Health, where the process answers
	Readiness = "/readyz"          // GET: Health, where requests can be answered
	Metrics   = "/metrics"         // GET: figures for Prometheus
)

// Headers beside those of HTTP.
const (
	// HeaderDesk is on every answer of a desk; what lacks it is not one. Its value is APIVersion.
	HeaderDesk = "Heed-Desk"
	// HeaderTime is the desk's clock in Unix milliseconds when it began to answer.
	HeaderTime = "Heed-Time"
	// HeaderIdempotency repeats an operation's id, so that a transport may send it again
	// over a fresh connection where the old one turned out to be dead.
	HeaderIdempotency = "Idempotency-Key"
	// HeaderEpoch is the epoch of the desk that an operation is meant for: another one, such
	// as the same desk restored from a copy, does nothing and answers that the cursor is gone.
	HeaderEpoch = "Heed-Epoch"
	// HeaderFile is the SHA-256 that the bytes of an upload must have.
	HeaderFile = "Heed-File"
)

// APIVersion is the version that this package speaks.
const APIVersion = "1"

// The media types.
const (
	TypeJSON    = "application/json"
	TypeProblem = "application/problem+json"
	TypeNDJSON  = "application/x-ndjson"
	TypeEvents  = "text/event-stream"
	TypeFile    = "application/octet-stream"
	TypeMetrics = "text/plain; version=0.0.4; charset=utf-8"
	TypePage    = "text/html; charset=utf-8"
)

// What tokens begin with, so that a leaked one is recognised.
const (
	TokenPrefix   = "heed_agent_"
	MachinePrefix = "heed_machine_" // one with which no person works: see ForMachines
)
