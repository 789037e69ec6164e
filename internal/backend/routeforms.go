package backend

import (
	"net/http"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/internal/backend/openapi"
)

func asJSON(of any) openapi.Payload    { return openapi.Payload{Media: api.TypeJSON, Of: of} }
func asProblem(of any) openapi.Payload { return openapi.Payload{Media: api.TypeProblem, Of: of} }

// tells is the answer of a route that has one.
func tells(says string, of any) []openapi.Result {
	return []openapi.Result{{Status: http.StatusOK, Says: says, Payload: asJSON(of)}}
}

// tellsTagged is the same for a record that has a version.
func tellsTagged(says string, of any) []openapi.Result {
	return tagged(tells(says, of))
}

// tagged are the answers of a route of which the first has an entity tag.
func tagged(all []openapi.Result) []openapi.Result {
	all[0].Headers = []openapi.Param{etag()}
	return append(all, openapi.Result{Status: http.StatusNotModified, Says: "It is of the version that one has.", Headers: []openapi.Param{etag()}})
}

func etag() openapi.Param {
	return openapi.Param{In: inHeader, Name: "ETag", Says: "The version of the record, for If-Match and If-None-Match.", Of: ""}
}

func ifNoneMatch() openapi.Param {
	return openapi.Param{In: inHeader, Name: "If-None-Match", Says: "The ETags that one has: the record is sent where it is of none of them.", Of: ""}
}

func ifMatch() openapi.Param {
	return openapi.Param{In: inHeader, Name: "If-Match", Says: "ETags of the ticket, or of the customer where it is about one: nothing is done, and 412 answered, where it is of none of them. Left out, the operation's own base and seen_through decide.", Of: ""}
}

func inThePath(name, says string, of any) openapi.Param {
	return openapi.Param{In: inPath, Name: name, Says: says, Of: of}
}
