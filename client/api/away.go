package api

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"

	"github.com/heed-desk/heed/desk"
)

// mostSaid is more than a problem has, in bytes.
const mostSaid = 4 << 10

// AwayOf is in what way a desk cannot answer that says so with a status from 500 on, or asks to wait:
// by its problem, where what is in the answer is one.
func AwayOf(status int, kind string, body io.Reader) desk.Away {
	if status == http.StatusTooManyRequests {
		return desk.AwayBusy
	}
	var p Problem
	if is, _, err := mime.ParseMediaType(kind); err == nil && is == TypeProblem {
		_ = json.NewDecoder(io.LimitReader(body, mostSaid)).Decode(&p) // what is none says nothing
	}
	switch p.Code {
	case DiskFull:
		return desk.AwayFull
	case NoDatabase:
		return desk.AwayStore
	default:
		return desk.AwayTrouble
	}
}
