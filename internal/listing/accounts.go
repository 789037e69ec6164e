package listing

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Scopes are what a token is for, in one line.
func Scopes(all []api.Scope) string {
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = text.Line(desk.Foreign(string(s)))
	}
	return strings.Join(names, ", ")
}

func groups(all []desk.GroupID) []string {
	names := make([]string, len(all))
	for i, g := range all {
		names[i] = string(g)
	}
	return names
}

// lastUsed is when any of some tokens last let somebody in.
func lastUsed(all []api.Token) (last time.Time) {
	for _, k := range all {
		if k.Used.After(last) {
			last = k.Used
		}
	}
	return last
}

// line is text from a desk, as it may stand in a row.
func line(s string) string { return text.Line(desk.Foreign(s)) }

// Accounts writes the accounts of a desk, one a line.
func (t *Text) Accounts(all []api.Person) error {
	tab := &table{columns: []column{{}, {most: 24}, {}, {}, {}, {}}}
	for _, p := range all {
		standing := cell{t.Book.N("user.tokens", len(p.Tokens)), dim}
		if p.Agent.Disabled {
			standing = cell{t.Book.T("user.disabled"), late}
		}
		tab.add(cell{line(string(p.Agent.ID)), strong}, cell{text.Line(p.Agent.Name), bare}, cell{line(string(p.Agent.Role)), bare},
			standing, cell{t.used(lastUsed(p.Tokens)), dim}, cell{line(strings.Join(groups(p.Agent.Groups), ", ")), dim})
	}
	return tab.write(t.Out, t.Out, t.Width)
}

func (t *Text) used(at time.Time) string {
	if at.IsZero() {
		return t.Book.T("user.unused")
	}
	return t.Book.T("user.used", "when", t.Book.Moment(at.In(t.Zone), t.Now.In(t.Zone)))
}

// Account writes one account with its tokens and keys.
func (t *Text) Account(p api.Person) error {
	if err := t.Accounts([]api.Person{p}); err != nil {
		return err
	}
	tab := &table{columns: []column{{}, {}, {}, {}, {}}}
	for _, k := range p.Tokens {
		until := t.Book.T("user.for_ever")
		if !k.Expires.IsZero() {
			until = t.Book.T("user.until", "day", t.Book.Day(k.Expires.In(t.Zone)))
		}
		how := dim
		if !k.Expires.IsZero() && k.Expires.Before(t.Now) {
			until, how = t.Book.T("user.over"), late
		}
		tab.add(cell{ownIndent + line(k.ID), bare}, cell{line(k.Label), strong}, cell{Scopes(k.Scopes), bare}, cell{until, how}, cell{t.used(k.Used), dim})
	}
	for _, k := range p.Keys {
		tab.add(cell{ownIndent + line(k.ID), bare}, cell{line(k.Type), strong}, cell{line(k.Fingerprint), dim}, cell{}, cell{})
	}
	return tab.write(t.Out, t.Out, t.Width)
}

// Deed writes a line of the audit trail.
func (t *Text) Deed(d api.Deed) error {
	what := d.After
	if d.Before != "" {
		what = d.Before + " → " + d.After
	}
	parts := []string{
		d.At.In(t.Zone).Format("2006-01-02 15:04:05"), strconv.FormatInt(d.Number, 10), line(string(d.Actor)), line(d.Act), line(d.Object), line(what),
	}
	return t.print(strings.TrimRight(strings.Join(parts, "  "), " ") + "\n")
}

// Accounts writes an account a line.
func (j *JSON) Accounts(all []api.Person) error {
	for _, p := range all {
		if err := j.login(p); err != nil {
			return err
		}
	}
	return nil
}

func (j *JSON) login(p api.Person) error {
	var o object
	o.str("login", string(p.Agent.ID))
	o.foreign("name", p.Agent.Name)
	o.str("role", string(p.Agent.Role))
	o.list("groups", groups(p.Agent.Groups))
	o.flag("disabled", p.Agent.Disabled)
	o.some("tokens", int64(len(p.Tokens)))
	o.some("keys", int64(len(p.Keys)))
	o.time("used_at", lastUsed(p.Tokens))
	return o.line(j.w)
}

// Account writes an account, and then a line for each of its tokens and keys.
func (j *JSON) Account(p api.Person) error {
	if err := j.login(p); err != nil {
		return err
	}
	for _, k := range p.Tokens {
		var o object
		o.str("login", string(p.Agent.ID))
		o.token(k)
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	for _, k := range p.Keys {
		var o object
		o.str("login", string(p.Agent.ID))
		o.str("key_id", k.ID)
		o.str("type", k.Type)
		o.str("fingerprint", k.Fingerprint)
		o.time("created_at", k.Added)
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	return nil
}

func (o *object) token(k api.Token) {
	o.str("token_id", k.ID)
	o.str("label", k.Label)
	scopes := make([]string, len(k.Scopes))
	for i, s := range k.Scopes {
		scopes[i] = string(s)
	}
	o.list("scopes", scopes)
	o.time("created_at", k.Created)
	o.time("expires_at", k.Expires)
	o.time("used_at", k.Used)
}

// Given writes a token that was just given, with its text.
func (j *JSON) Given(login string, k api.GivenToken) error {
	var o object
	o.str("login", login)
	o.str("token", k.Text)
	o.token(k.Token)
	return o.line(j.w)
}

// Deed writes a line of the audit trail.
func (j *JSON) Deed(d api.Deed) error {
	var o object
	o.num("number", d.Number)
	o.time("at", d.At)
	o.str("actor", string(d.Actor))
	o.str("via", d.Via)
	o.str("token_id", d.Token)
	o.str("act", d.Act)
	o.str("object", d.Object)
	o.str("op", d.Op.String())
	o.str("digest", d.Digest.String())
	o.str("before", d.Before)
	o.str("after", d.After)
	o.str("hash", d.Hash.String())
	return o.line(j.w)
}
