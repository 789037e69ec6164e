package client

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// event is one server-sent event.
type event struct {
	name string
	data []byte
}

var errEventTooLong = errors.New("an event is too long")

// readEvents reads server-sent events until the stream fails; io.EOF where it ended. A
// comment is a heartbeat and says nothing. An event that the stream breaks off in is not
// one.
func readEvents(r io.Reader, got func(event)) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 4096), api.MaxEvent)
	lines.Split(splitLines)
	var e event
	for lines.Scan() {
		line := lines.Bytes()
		if len(line) == 0 {
			if len(e.data) > 0 {
				got(e)
			}
			e = event{}
			continue
		}
		field, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimPrefix(value, []byte(" "))
		switch string(field) {
		case "event":
			e.name = string(value)
		case "data":
			if len(e.data)+len(value) > api.MaxEvent {
				return errEventTooLong
			}
			if len(e.data) > 0 {
				e.data = append(e.data, '\n')
			}
			e.data = append(e.data, value...)
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return io.EOF
}

// splitLines cuts at LF, CRLF and lone CR, as server-sent events may. A last line that
// nothing ends is dropped.
func splitLines(b []byte, atEOF bool) (advance int, token []byte, err error) {
	i := bytes.IndexAny(b, "\r\n")
	switch {
	case i < 0:
		if atEOF {
			return len(b), nil, nil
		}
		return 0, nil, nil
	case b[i] == '\n':
		return i + 1, b[:i], nil
	case i+1 < len(b) && b[i+1] == '\n':
		return i + 2, b[:i], nil
	case i+1 < len(b) || atEOF:
		return i + 1, b[:i], nil
	default:
		return 0, nil, nil // the next byte says whether it is CRLF
	}
}

// hint reads an event as a hint; one of a kind that nobody knows is none.
func (e event) hint() (desk.Hint, bool) {
	switch e.name {
	case api.EventChange, api.EventPresence, api.EventReset:
	default:
		return desk.Hint{}, false
	}
	var h desk.Hint
	if err := json.Unmarshal(e.data, &h); err != nil {
		return desk.Hint{}, false
	}
	if e.name == api.EventPresence && h.Presence == nil {
		return desk.Hint{}, false
	}
	h.Reset = h.Reset || e.name == api.EventReset
	return h, true
}
