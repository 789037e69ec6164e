package listing

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/text"
)

// Holdings writes what is kept as one object.
func (j *JSON) Holdings(h pipe.Holdings) error {
	var o object
	if h.Sealed {
		return j.outside(h)
	}
	o.flag("memory", h.Memory)
	o.str("dir", h.Dir)
	o.str("key", h.Key)
	o.num("epoch", int64(h.Epoch))
	o.num("tickets", int64(h.Tickets))
	o.num("customers", int64(h.Customers))
	o.num("searched", int64(h.Found))
	o.flag("indexing", h.Found < h.Tickets && !h.ReadOnly)
	o.flag("read_only", h.ReadOnly)
	o.num("waiting", int64(h.Waiting))
	o.num("stopped", int64(h.Attention))
	o.time("oldest", h.Oldest)
	o.num("drafts", int64(h.Drafts))
	o.some("files_waiting", int64(h.Parcels))
	o.sizes(h)
	o.time("verified", h.Verified)
	o.time("compacted", h.Compacted)
	o.flag("erasing", h.Erasing)
	o.flag("rekeying", h.Rekeying)
	return o.line(j.w)
}

// sizes puts how many bytes all of it takes, and each file.
func (o *object) sizes(h pipe.Holdings) {
	o.num("size", h.Size())
	for _, f := range h.Files {
		if !f.Aside {
			o.num("size_"+strings.ReplaceAll(f.Name, ".", "_"), f.Size)
		}
	}
}

// outside writes what is seen of a profile without its key.
func (j *JSON) outside(h pipe.Holdings) error {
	var o object
	o.flag("sealed", true)
	o.str("dir", h.Dir)
	o.str("key", h.Key)
	o.str("open", string(h.Open))
	o.some("pid", int64(h.PID))
	o.some("files_waiting", int64(h.Parcels))
	o.sizes(h)
	return o.line(j.w)
}

// Looked writes an object a file.
func (j *JSON) Looked(all []Looked) error {
	for _, l := range all {
		var o object
		o.str("file", l.File)
		has := "records"
		if l.Sealed {
			has = "entries"
		}
		o.str("state", l.is())
		o.num(has, int64(l.Records))
		o.list("faults", l.Faults)
		if l.Unread != "" {
			o.str("why", l.Unread)
		}
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	return nil
}

// Unsent writes an object for each thing that waits and would be lost.
func (j *JSON) Unsent(u pipe.Unsent) error {
	if err := j.Outbox(u.Ops); err != nil {
		return err
	}
	for _, d := range u.Drafts {
		var o object
		o.some("number", d.Number)
		kind := desk.KindReply
		if d.Note {
			kind = desk.KindNote
		}
		o.str("kind", string(kind))
		o.str("state", "draft")
		o.foreign("text", d.Text)
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	return nil
}

// People writes an object a customer.
func (j *JSON) People(all []pipe.Person) error {
	for _, p := range all {
		var o object
		o.str("customer", p.ID.String())
		o.foreign("name", p.Name)
		o.num("tickets", int64(p.Tickets))
		o.foreigns("reached", p.Reached)
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	return nil
}

// foreigns puts a list of what others wrote.
func (o *object) foreigns(name string, all []desk.Untrusted) {
	var items [][]byte
	for _, u := range all {
		items = append(items, text.JSON(u))
	}
	if len(items) > 0 {
		o.put(name, slices.Concat([]byte{'['}, bytes.Join(items, []byte{','}), []byte{']'}))
	}
}

// Compacted writes how much room was given back.
func (j *JSON) Compacted(c pipe.Compacted) error {
	var o object
	o.num("before", c.Before)
	o.num("after", c.After)
	return o.line(j.w)
}

// Locked writes whether a screen was locked.
func (j *JSON) Locked(screen bool) error {
	var o object
	o.put("locked", strconv.AppendBool(nil, screen))
	return o.line(j.w)
}

// Removed writes what was removed from this computer, and whether the key may be left in the keyring.
func (j *JSON) Removed(files []string, keyLeft, tokenLeft bool) error {
	var o object
	o.list("removed", files)
	if keyLeft {
		o.put("key_left", strconv.AppendBool(nil, true))
	}
	o.flag("token_left", tokenLeft)
	return o.line(j.w)
}

// Erased writes whom this computer has forgotten.
func (j *JSON) Erased(p pipe.Person, done pipe.Erased) error {
	var o object
	o.str("customer", p.ID.String())
	o.num("tickets", int64(done.Tickets))
	o.some("dropped", int64(len(done.Unsent.Ops)+len(done.Unsent.Drafts)))
	return o.line(j.w)
}
