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
	Tickets   = "/v1/tickets"      // GET ?view=&after=&limit=: TicketList
	Ticket    = "/v1/tickets/"     // GET: desk.Page of one ticket with its thread
	Customer  = "/v1/customers/"   // GET: desk.Customer
	Views     = "/v1/views"        // GET: Counts
	Files     = "/v1/attachments"  // POST: the bytes of a file, answered by Uploaded
	File      = "/v1/attachments/" // GET: the bytes of a file
	Hints     = "/v1/hints"        // GET: server-sent events
	Presences = "/v1/presence"     // POST: Announcement
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
)

// TokenPrefix begins every agent's token, so that a leaked one is recognised.
const TokenPrefix = "heed_agent_"
