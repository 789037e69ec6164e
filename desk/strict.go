package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

var (
	errTwice   = errors.New("a name stands twice in one object")
	errNotUTF8 = errors.New("not UTF-8")
)

// Unambiguous refuses what two readers of JSON would read differently: bytes that are no
// letters, and a name that stands twice in one object. What is no JSON at all it may pass.
func Unambiguous(b []byte) error {
	if !utf8.Valid(b) {
		return errNotUTF8
	}
	return once(json.NewDecoder(bytes.NewReader(b)))
}

// level is an object or a list that is being read.
type level struct {
	names  map[string]bool // nil in a list
	inside bool            // a name was read, its value comes next
}

func once(d *json.Decoder) error {
	var open []level
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var in *level
		if n := len(open); n > 0 {
			in = &open[n-1]
		}
		name, isName := tok.(string)
		delim, isDelim := tok.(json.Delim)
		closing := isDelim && (delim == '}' || delim == ']')
		switch {
		case closing:
			open = open[:len(open)-1]
			continue
		case in != nil && in.names != nil && !in.inside:
			name = strings.ToLower(name) // a reader that looks less closely takes both for one
			if !isName || in.names[name] {
				return errTwice
			}
			in.names[name], in.inside = true, true
			continue
		case in != nil:
			in.inside = false
		}
		switch {
		case isDelim && delim == '{':
			open = append(open, level{names: map[string]bool{}})
		case isDelim:
			open = append(open, level{})
		}
	}
}
