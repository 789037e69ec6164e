package archive

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// fields are the fields of one object of a line. What is taken leaves; what is left in
// the end is what heed has no word for. The first flaw stands.
type fields struct {
	at   string // where the object stands: "", "customer.", "messages.3."
	raw  map[string]json.RawMessage
	flaw *BadLine
	// turned are the colleagues who get another login than the file has for them, of the whole line.
	turned *[]Turned
}

func readFields(at string, b []byte) *fields {
	f := &fields{at: at}
	if err := json.Unmarshal(b, &f.raw); err != nil || f.raw == nil {
		flaw := NotAnObject
		if at == "" {
			flaw = NotJSON
		}
		f.flaw = &BadLine{Flaw: flaw, Field: strings.TrimSuffix(at, "."), Opens: begun(b)}
	}
	return f
}

func (f *fields) fail(name string, flaw Flaw) {
	if f.flaw == nil {
		f.flaw = &BadLine{Flaw: flaw, Field: f.at + name}
	}
}

// take returns the first of the names that is there and not null; all of them leave.
func (f *fields) take(names ...string) (raw json.RawMessage, name string) {
	for _, n := range names {
		v, ok := f.raw[n]
		if !ok {
			continue
		}
		delete(f.raw, n)
		if raw == nil && !bytes.Equal(v, []byte("null")) {
			raw, name = v, n
		}
	}
	return raw, name
}

// has reports whether the field is there.
func (f *fields) has(name string) bool {
	_, ok := f.raw[name]
	return ok
}

// text takes a text; a number or a truth is taken as it is written.
func (f *fields) text(names ...string) string {
	raw, name := f.take(names...)
	if raw == nil {
		return ""
	}
	s, ok := scalar(raw)
	if !ok {
		f.fail(name, NotText)
	}
	return s
}

// name takes the name of a group or a channel. What can be none stays, and becomes an attribute.
func (f *fields) name(field string) string {
	s, ok := scalar(f.raw[field])
	if name, fits := nameOf(s); ok && fits && string(f.raw[field]) != "null" {
		delete(f.raw, field)
		return name
	}
	if ok && s != "" {
		return ""
	}
	return f.text(field) // nothing, or what is no text
}

// foreign takes a text of one line: a name, a subject.
func (f *fields) foreign(names ...string) desk.Untrusted {
	s := f.text(names...)
	if len(s) > desk.MaxField {
		f.fail(names[0], LongField)
	}
	return desk.Foreign(s)
}

// prose takes a text of many lines.
func (f *fields) prose(names ...string) desk.Untrusted { return desk.Foreign(f.text(names...)) }

// texts takes a list of texts, or one text.
func (f *fields) texts(names ...string) []string {
	raw, name := f.take(names...)
	if raw == nil {
		return nil
	}
	if s, ok := scalar(raw); ok {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	var all []string
	for _, item := range f.items(raw, name) {
		s, ok := scalar(item)
		if !ok {
			f.fail(name, NotText)
			return nil
		}
		all = append(all, s)
	}
	return all
}

// addresses takes a list of addresses, or one, without the spaces around them.
func (f *fields) addresses(name string) []desk.Untrusted {
	var all []desk.Untrusted
	for _, s := range f.texts(name) {
		a := desk.Foreign(strings.TrimSpace(s))
		switch {
		case a.IsEmpty():
			continue
		case a.Len() > desk.MaxField:
			f.fail(name, LongField)
		case !desk.Addressable(a):
			f.fail(name, BadAddress)
		}
		all = append(all, a)
	}
	return all
}

// list takes a list of anything.
func (f *fields) list(names ...string) []json.RawMessage {
	raw, name := f.take(names...)
	if raw == nil {
		return nil
	}
	return f.items(raw, name)
}

func (f *fields) items(raw json.RawMessage, name string) []json.RawMessage {
	var items []json.RawMessage
	if json.Unmarshal(raw, &items) != nil {
		f.fail(name, NotAList)
	}
	return items
}

// object takes an object; nil where there is none.
func (f *fields) object(name string) *fields {
	raw, _ := f.take(name)
	if raw == nil {
		return nil
	}
	return f.inner(name, raw)
}

// inner reads an object that stands inside; its flaws are this one's.
func (f *fields) inner(name string, raw json.RawMessage) *fields {
	in := readFields(f.at+name+".", raw)
	in.turned = f.turned
	f.adopt(in)
	return in
}

// adopt takes over the flaw of an inner object.
func (f *fields) adopt(in *fields) {
	if f.flaw == nil {
		f.flaw = in.flaw
	}
}

// integer takes a whole number from least to desk.MaxNumber; 0 where there is none.
func (f *fields) integer(name string, least int64) int64 {
	raw, _ := f.take(name)
	if raw == nil {
		return 0
	}
	s, _ := scalar(raw)
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange):
		f.fail(name, NotNumber)
	case err != nil, n < least, n > desk.MaxNumber:
		f.fail(name, OutOfRange)
	}
	return n
}

// instant takes a time: unix seconds, with a fraction or not, or RFC 3339.
func (f *fields) instant(names ...string) time.Time {
	raw, name := f.take(names...)
	if raw == nil {
		return time.Time{}
	}
	s, _ := scalar(raw)
	t, ok := readTime(s)
	switch {
	case !ok:
		f.fail(name, NotATime)
	case t.Unix() < earliest || t.Unix() > latest:
		f.fail(name, FarTime)
	}
	return t
}

// rest returns what was not taken, as texts: JSON inside stays JSON, compact.
func (f *fields) rest(prefix string, into map[string]desk.Untrusted) map[string]desk.Untrusted {
	for name, raw := range f.raw {
		if bytes.Equal(raw, []byte("null")) {
			continue
		}
		if into == nil {
			into = map[string]desk.Untrusted{}
		}
		into[prefix+name] = desk.Foreign(compact(raw))
	}
	return into
}

// scalar returns a text, or a number or a truth as it is written.
func scalar(raw json.RawMessage) (string, bool) {
	if len(raw) == 0 || raw[0] == '{' || raw[0] == '[' {
		return "", false
	}
	if raw[0] != '"' {
		return string(raw), true
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return "", false
	}
	return s, true
}

// compact returns a value as a text: what is in quotes without them, the rest as compact JSON.
func compact(raw json.RawMessage) string {
	if s, ok := scalar(raw); ok {
		return s
	}
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return string(raw)
	}
	return b.String()
}

// earliest and latest bound when something may have happened: the years 1900 to 2199. What
// is worked out from such times, and moved by any of them, can still be written again.
const (
	earliest = -2208988800
	latest   = 7258118399
)

// readTime reads a time. A number of seconds that no calendar has counts as the farthest one.
func readTime(s string) (time.Time, bool) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC(), true
	}
	whole, fraction, _ := strings.Cut(s, ".")
	sec, err := strconv.ParseInt(whole, 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return time.Time{}, false
	}
	sec = min(max(sec, earliest-1), latest+1)
	if fraction == "" {
		return time.Unix(sec, 0).UTC(), true
	}
	nano, err := strconv.ParseUint((fraction + "000000000")[:9], 10, 32)
	if err != nil || sec < 0 {
		return time.Time{}, false
	}
	return time.Unix(sec, int64(nano)).UTC(), true
}

// begun reports whether a line is the beginning of a piece of JSON that goes on below it.
func begun(line []byte) bool {
	line = bytes.TrimLeft(line, " \t\xef\xbb\xbf")
	if len(line) == 0 || line[0] != '{' && line[0] != '[' {
		return false
	}
	var whole json.RawMessage
	return errors.Is(json.NewDecoder(bytes.NewReader(line)).Decode(&whole), io.ErrUnexpectedEOF)
}

// Turned is a colleague who gets another login than a file has for them.
type Turned struct {
	From string
	To   desk.AgentID
}

// login is the login of a colleague whom the line names; it is noted where it is another one.
func (f *fields) login(name string) desk.AgentID {
	to := AgentIDOf(name)
	if from := strings.TrimSpace(name); from != string(to) && f.turned != nil {
		*f.turned = append(*f.turned, Turned{From: from, To: to})
	}
	return to
}
