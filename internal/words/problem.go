package words

import (
	"errors"
	"strconv"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Problem says why an operation was not carried out: what happened, what it means, what
// to press. It never shows foreign text; a colleague in it has the login name, or the name
// that the session's book knows.
func (b *Book) Problem(p *desk.Problem) string {
	if p == nil {
		return ""
	}
	return b.reason(p.Code, p.Args)
}

// Reason says why an action cannot be taken now; nothing for no reason.
func (b *Book) Reason(r desk.Reason) string {
	if r.None() {
		return ""
	}
	return b.reason(r.Code, r.Args)
}

// Err says what an error means to the person at the keyboard. An error that heed has no
// words for is the disk's: nothing else below a screen can fail.
func (b *Book) Err(err error) string {
	var p *desk.Problem
	if errors.As(err, &p) {
		return b.Problem(p)
	}
	if s, ok := b.lineError(err); ok {
		return s
	}
	return b.T("failure.disk")
}

// Line says why the connection to the desk is down.
func (b *Book) Line(err error) string {
	if err == nil {
		return ""
	}
	if s, ok := b.lineError(err); ok {
		return s
	}
	var p *desk.Problem
	if errors.As(err, &p) && p.Code == desk.DiskFailed {
		return b.T("line.disk_failed")
	}
	if p != nil {
		return b.T("line.disk") // the desk was reached; what it said could not be kept
	}
	return b.T("line.temporary", "why", b.Away(""))
}

func (b *Book) lineError(err error) (string, bool) {
	for _, known := range []struct {
		err error
		key string
	}{
		{desk.ErrNoToken, "line.no_token"},
		{desk.ErrTokenSilent, "line.token_silent"},
		{desk.ErrOtherAccount, "line.other_account"},
		{desk.ErrRevoked, "line.revoked"},
		{desk.ErrUnauthorized, "line.unauthorized"},
		{desk.ErrForbidden, "line.forbidden"},
		{desk.ErrNotFound, "line.not_found"},
		{desk.ErrGone, "line.gone"},
		{desk.ErrAmbiguous, "line.ambiguous"},
		{desk.ErrNotADesk, "line.not_a_desk"},
		{desk.ErrTooMuch, "line.too_much"},
	} {
		if errors.Is(err, known.err) {
			return b.T(known.key), true
		}
	}
	var t *desk.Temporary
	if !errors.As(err, &t) {
		return "", false
	}
	if t.After > 0 {
		return b.T("line.wait", "span", b.Short(t.After)), true
	}
	return b.T("line.temporary", "why", b.Away(t.Why)), true
}

func (b *Book) reason(code desk.Code, args []string) string {
	arg := func(i int) string {
		if i < len(args) {
			return args[i]
		}
		return ""
	}
	key := "problem." + string(code)
	switch code {
	case desk.NewerMessage:
		return b.T(key+newerSide(arg(0)), "who", b.who(arg(0)))
	case desk.FieldConflict, desk.ChangedSince:
		return b.T(key, "field", b.field(arg(0)), "who", b.who(arg(1)), "value", b.value(arg(0), arg(2)))
	case desk.TextTooLong:
		n, _ := strconv.ParseInt(arg(0), 10, 64) // an argument that is no number is nothing to say
		if n <= desk.MaxReply {
			return b.T(key + ".here") // this desk's limit is its own
		}
		return b.T(key, "over", b.Size(n-desk.MaxReply), "most", b.Size(desk.MaxReply))
	case desk.FilterChanged, desk.ReplyChanged:
		return b.T(key, "who", b.who(arg(0)))
	case desk.UnfilledBlank, desk.ReplyNamed:
		return b.T(key, "name", arg(0))
	case desk.TooManyTags, desk.TooManyAtOnce, desk.TooManyFilters, desk.TooManyReplies:
		return b.T(key, "n", arg(0))
	case desk.BadValue:
		return b.T(key, "field", b.field(arg(0)))
	case desk.BadQuery:
		return b.query(key, arg(0), arg(1))
	default:
		if of := key + "." + arg(1); code == desk.BadAddress && b.Has(of) {
			return b.T(of) // of a customer's record: nothing was to be sent
		}
		if special := key + "." + arg(0); b.Has(special) {
			key = special
		}
		if arg(0) == "one_at_a_time" && b.Has(key) {
			return b.T(key, "n", arg(1))
		}
		if b.Has(key) && b.Has("where."+arg(1)) {
			return b.T(key, "where", b.T("where."+arg(1)))
		}
		if b.Has(key) {
			return b.T(key)
		}
		return b.T("problem.other")
	}
}

// query says what a search cannot ask for.
func (b *Book) query(key, field, value string) string {
	if special := key + "." + field; b.Has(special) {
		key = special
	}
	return b.T(key, "field", field, "value", value)
}

func newerSide(side string) string {
	switch desk.Side(side) {
	case "":
		return ""
	case desk.CustomerSide:
		return ".customer"
	default:
		return ".agent"
	}
}

// who is a side in words.
func (b *Book) who(side string) string {
	switch {
	case desk.Side(side) == desk.CustomerSide:
		return b.T("who.customer")
	case desk.AgentID(side) == desk.System, side == "":
		return b.T("who.system")
	default:
		return b.Name(side)
	}
}

func (b *Book) field(field string) string {
	if key := "field." + field; b.Has(key) {
		return b.T(key)
	}
	return b.T("field.intent")
}

// Call says who called whom, and for how long.
func (b *Book) Call(c desk.Call) string {
	key := "call.in"
	if c.Way == desk.CallOut {
		key = "call.out"
	}
	if c.Minutes == 0 {
		return b.T(key + ".no")
	}
	return b.T(key, "span", b.T("call.minutes", "n", c.Minutes))
}

// value is a field's value in words.
func (b *Book) value(field, value string) string {
	key := field + "." + value
	switch {
	case value == "" && desk.Field(field) == desk.FieldAssignee:
		return b.T("value.nobody")
	case value == "":
		return b.T("value.none")
	case desk.Field(field) == desk.FieldAssignee:
		return b.Name(value)
	case b.Has(key):
		return b.T(key)
	case desk.Field(field) == desk.FieldSnooze:
		if at, err := time.Parse(time.RFC3339, value); err == nil {
			at = at.UTC() // a problem does not know where its reader is
			return b.dated("date.day", at) + " " + b.Clock(at) + " UTC"
		}
		return value
	default:
		return value
	}
}

// Size is a number of bytes in words.
func (b *Book) Size(bytes int64) string {
	switch {
	case bytes == 1:
		return b.T("size.byte")
	case bytes < 1<<10:
		return b.T("size.bytes", "n", bytes)
	case bytes < 1<<20:
		return b.T("size.kb", "n", bytes>>10)
	default:
		return b.T("size.mb", "n", bytes>>20)
	}
}
