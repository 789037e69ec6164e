package listing

import (
	"bytes"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/text"
)

// JSON writes one object a line. Its members are listed in docs/pipes.md: they are added
// to, never changed. Members without a value are left out. Every control, C1 too, is an
// escape, so that the lines may be looked at on a terminal.
type JSON struct{ w io.Writer }

// NewJSON makes a writer of JSON lines.
func NewJSON(w io.Writer) *JSON { return &JSON{w: w} }

// object is one JSON object in the making.
type object struct{ b bytes.Buffer }

func (o *object) put(name string, value []byte) {
	if o.b.Len() == 0 {
		o.b.WriteByte('{')
	} else {
		o.b.WriteByte(',')
	}
	o.b.Write(text.JSON(desk.Foreign(name)))
	o.b.WriteByte(':')
	o.b.Write(value)
}

func (o *object) foreign(name string, u desk.Untrusted) {
	if !u.IsEmpty() {
		o.put(name, text.JSON(u))
	}
}

// str puts a code or a name. It too may have come from another desk, so it is escaped alike.
func (o *object) str(name, s string) { o.foreign(name, desk.Foreign(s)) }

func (o *object) num(name string, n int64) { o.put(name, strconv.AppendInt(nil, n, 10)) }

func (o *object) some(name string, n int64) {
	if n != 0 {
		o.num(name, n)
	}
}

func (o *object) flag(name string, set bool) {
	if set {
		o.put(name, []byte("true"))
	}
}

func (o *object) time(name string, t time.Time) {
	if !t.IsZero() {
		o.str(name, t.UTC().Format(time.RFC3339Nano))
	}
}

func (o *object) list(name string, items []string) {
	if len(items) == 0 {
		return
	}
	var b []byte
	for i, s := range items {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, text.JSON(desk.Foreign(s))...)
	}
	o.put(name, append(append([]byte{'['}, b...), ']'))
}

// attributes puts what an import brought of which heed has no word.
func (o *object) attributes(all map[string]desk.Untrusted) {
	var in object
	for _, name := range slices.Sorted(maps.Keys(all)) {
		in.foreign(name, all[name])
	}
	if in.b.Len() > 0 {
		o.put("attributes", append(in.b.Bytes(), '}'))
	}
}

func (o *object) line(w io.Writer) error {
	if o.b.Len() == 0 {
		o.b.WriteByte('{')
	}
	o.b.WriteString("}\n")
	_, err := w.Write(o.b.Bytes())
	return err
}

func excerpt(o *object, e desk.Excerpt) {
	o.some("number", e.Number)
	o.str("id", e.ID.String())
	o.foreign("subject", e.Subject)
	o.str("status", string(e.Status))
	o.str("priority", e.Priority.String())
	o.str("channel", string(e.Channel))
	o.foreign("customer", e.Name)
	o.str("tier", string(e.Tier))
	o.str("assignee", string(e.Assignee))
	o.str("group", string(e.Group))
	o.list("tags", e.Tags)
	o.time("created_at", e.CreatedAt)
	o.time("updated_at", e.UpdatedAt)
	o.time("waiting_since", e.WaitingSince)
	if !e.Status.Done() {
		o.time("due", e.Due)
		o.str("promise", string(e.Promise))
	}
	o.time("snoozed_until", e.SnoozedUntil)
	o.time("solved_at", e.SolvedAt)
	o.some("rating", int64(e.Rating))
}

func marks(o *object, m desk.Marks) {
	o.some("waiting_ops", int64(m.Waiting))
	o.some("held_ops", int64(m.Held))
	o.some("refused_ops", int64(m.Refused))
	o.flag("draft", m.Draft)
	o.flag("unread", m.Unread)
	o.flag("followed", m.Followed)
}

// Queue writes a ticket a line.
func (j *JSON) Queue(rows pipe.Rows) error {
	for _, r := range rows.Rows {
		var o object
		excerpt(&o, r.Excerpt)
		marks(&o, r.Marks)
		o.some("seen", int64(r.Seen))
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	return nil
}

// Thread writes the ticket, then an entry of its thread a line.
func (j *JSON) Thread(th desk.Thread) error {
	names, links := make([]string, 0, len(th.Ticket.Followers)), make([]string, 0, len(th.Ticket.Links))
	for _, who := range th.Ticket.Followers {
		names = append(names, string(who))
	}
	for _, l := range th.Ticket.Links {
		links = append(links, strconv.FormatInt(l.Number, 10))
	}
	var o object
	excerpt(&o, th.Ticket.Excerpt())
	o.attributes(th.Ticket.Attributes)
	o.list("followers", names)
	o.list("linked", links)
	o.num("messages", int64(len(th.Messages)+th.Earlier))
	o.some("seen", int64(th.Seen))
	if err := o.line(j.w); err != nil {
		return err
	}
	states := map[desk.OpID]desk.OpState{}
	for _, p := range th.Pending {
		states[p.Op.ID] = p.State
	}
	for _, m := range entries(th) {
		if err := j.message(th.Ticket.Number, m, states[m.Op]); err != nil {
			return err
		}
	}
	return nil
}

func (j *JSON) message(number int64, m desk.Message, state desk.OpState) error {
	var o object
	o.some("ticket", number)
	o.some("message", int64(m.ID))
	o.str("kind", string(m.Kind))
	o.str("agent", string(m.Author.Agent))
	o.foreign("name", m.Author.Name)
	o.time("at", m.At)
	o.foreign("text", m.Text)
	if m.Change != nil {
		o.str("field", m.Change.Field)
		o.str("from", m.Change.From)
		o.str("to", m.Change.To)
	}
	if m.Call != nil {
		o.str("way", string(m.Call.Way))
		o.num("minutes", int64(m.Call.Minutes))
	}
	o.list("attached", fileNames(m.Attachments))
	o.list("sent_to", addresses(m.To, desk.AddressTo))
	o.list("cc", addresses(m.To, desk.AddressCc))
	o.list("bcc", addresses(m.To, desk.AddressBcc))
	o.list("sent_from", addresses(m.To, desk.AddressFrom))
	if m.Forward != nil {
		o.num("went_along", int64(len(m.Forward.Messages)))
	}
	o.str("state", string(state))
	return o.line(j.w)
}

// addresses are those of one role, each on a line of its own.
func addresses(all []desk.Address, role desk.AddressRole) []string {
	var lines []string
	for _, a := range desk.AddressesIn(all, role) {
		lines = append(lines, text.Line(a.Value))
	}
	return lines
}

// Search writes a ticket that was found a line, with the words around what was looked for.
func (j *JSON) Search(found desk.Found) error {
	for _, h := range found.Hits {
		var o object
		excerpt(&o, h.Excerpt)
		marks(&o, h.Marks)
		o.foreign("snippet", h.Snippet.Text)
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	return nil
}

// Written writes a change a line.
func (j *JSON) Written(number int64, all []pipe.Written) error {
	for _, w := range all {
		var o object
		o.some("number", number)
		o.str("op", w.Op.String())
		o.str("kind", string(w.Kind))
		o.str("state", string(w.State))
		problem(&o, w.Problem)
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	return nil
}

func problem(o *object, p *desk.Problem) {
	if p != nil {
		o.str("problem", string(p.Code))
		o.list("problem_args", p.Args)
	}
}

// Outbox writes an operation a line.
func (j *JSON) Outbox(ops []desk.PendingOp) error {
	for _, p := range ops {
		var o object
		o.str("op", p.Op.ID.String())
		o.some("number", p.Number)
		o.foreign("subject", p.Subject)
		o.str("kind", string(p.Op.Intent.Kind()))
		if value := p.Op.Value(); value != "" {
			o.str("value", value)
		}
		o.str("state", string(p.State))
		o.time("at", p.Op.At)
		o.some("tries", int64(p.Tries))
		words, _ := p.Op.Text()
		o.foreign("text", words)
		o.list("attached", fileNames(p.Op.Attachments()))
		problem(&o, p.Problem)
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	return nil
}

// Synced writes one line.
func (j *JSON) Synced(s pipe.Synced) error {
	var o object
	o.str("link", string(s.Link))
	o.num("waiting", int64(s.Waiting))
	o.num("stopped", int64(s.Stopped))
	o.num("tickets", int64(s.Tickets))
	if s.Dropped > 0 {
		o.num("dropped", int64(s.Dropped))
	}
	return o.line(j.w)
}

// dropped adds how many things were not sent and are gone, to what tells of that.
func dropped(o *object, f *pipe.Fault) {
	if n, err := strconv.ParseInt(f.Args["n"], 10, 64); err == nil && f.Key == pipe.MissedKey {
		o.num("dropped", n)
	}
}

// Remark writes as one line what a person should hear of a command that worked.
func (j *JSON) Remark(f *pipe.Fault, sentence string) error {
	var o object
	o.str("remark", f.Key)
	o.str("sentence", sentence)
	dropped(&o, f)
	return o.line(j.w)
}

// Fault writes what went wrong as one line: a code for programs and a sentence for people.
func (j *JSON) Fault(f *pipe.Fault, sentence string) error {
	var o object
	o.str("error", f.Key)
	o.num("exit", int64(f.Exit))
	o.str("sentence", sentence)
	o.str("why", string(f.Why))
	dropped(&o, f)
	problem(&o, f.Problem)
	return o.line(j.w)
}
