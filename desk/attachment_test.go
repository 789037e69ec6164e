package desk

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

func attachment(change func(*Attachment)) Attachment {
	a := Attachment{ID: FileID{1}, Name: text("receipt.pdf"), Type: "application/pdf", Size: 5}
	if change != nil {
		change(&a)
	}
	return a
}

func TestFilesGoIntoTheThreadWithTheWordsThatCarryThem(t *testing.T) {
	facts := Facts{Now: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC), Rights: AllRights(), Author: Author{Agent: "mia"}}
	files := []Attachment{attachment(nil), attachment(func(a *Attachment) { a.ID = FileID{2} })}
	k := Ticket{ID: NewTicketID(), Status: Open, Channel: Mail, Version: 1, LastMessage: 1}
	to := []Address{{Channel: Mail, Value: text("a@example.org")}}
	for _, c := range []struct {
		on Ticket
		in Intent
	}{
		{k, Reply{Text: text("Here."), Attachments: files}},
		{k, Note{Text: text("See."), Attachments: files}},
		{k, Receive{Text: text("Here."), Attachments: files}},
		{k, Forward{Text: text("See."), Attachments: files}},
		{Ticket{}, Create{Subject: text("s"), Channel: Mail, Text: text("Here."), Outbound: true, Attachments: files}},
	} {
		op := Op{ID: NewOpID(), Ticket: k.ID, Base: 1, Seen: 1, Actor: "mia", At: facts.Now, Intent: c.in, Recipients: to}
		_, events, err := Apply(c.on, op, facts)
		carried := 0
		for _, e := range events {
			if e.Message != nil {
				carried += len(e.Message.Attachments)
			}
		}
		if err != nil || carried != 2 || len(op.Attachments()) != 2 {
			t.Errorf("%s: %d of 2 files, %v", c.in.Kind(), carried, err)
		}
		if _, own := c.in.(Receive); own {
			continue
		}
		op.Intent = WithAttachments(op.Intent, files[:1])
		if len(op.Attachments()) != 1 {
			t.Errorf("%s: cannot be given other files", c.in.Kind())
		}
	}
}

func TestFilesThatNoMessageCanCarryAreRefusedByName(t *testing.T) {
	many := make([]Attachment, MaxFiles+1)
	for i := range many {
		many[i] = attachment(nil)
	}
	one := func(change func(*Attachment)) []Attachment { return []Attachment{attachment(change)} }
	for name, c := range map[string]struct {
		files []Attachment
		want  Code
	}{
		"fine":            {one(nil), CodeNone},
		"the largest":     {one(func(a *Attachment) { a.Size = MaxFile }), CodeNone},
		"without a type":  {one(func(a *Attachment) { a.Type = "" }), CodeNone},
		"too many":        {many, TooManyFiles},
		"too large":       {one(func(a *Attachment) { a.Size = MaxFile + 1 }), FileTooLarge},
		"empty":           {one(func(a *Attachment) { a.Size = 0 }), BadValue},
		"less than empty": {one(func(a *Attachment) { a.Size = -1 }), BadValue},
		"without bytes":   {one(func(a *Attachment) { a.ID = FileID{} }), BadValue},
		"without a name":  {one(func(a *Attachment) { a.Name = text(" ") }), BadValue},
		"of two lines":    {one(func(a *Attachment) { a.Name = text("a\nb") }), BadValue},
		"a long name":     {one(func(a *Attachment) { a.Name = text(strings.Repeat("x", 256)) }), BadValue},
		"no media type":   {one(func(a *Attachment) { a.Type = "text/plain; charset=\"x\"" }), BadValue},
		"a wild type":     {one(func(a *Attachment) { a.Type = "\x1b[2J/x" }), BadValue},
	} {
		p := CheckAttachments(c.files)
		if p == nil && c.want != CodeNone || p != nil && p.Code != c.want {
			t.Errorf("%s: %v, not %q", name, p, c.want)
		}
	}
}

func TestTheIdOfAFileIsItsHashInLowerCase(t *testing.T) {
	id := FileID{0xab, 1}
	b, err := json.Marshal(id)
	var back FileID
	if err != nil || json.Unmarshal(b, &back) != nil || back != id || len(id.String()) != 64 || (FileID{}).String() != "" {
		t.Error(string(b), err)
	}
	for _, bad := range []string{"ab", strings.ToUpper(id.String()), strings.Repeat("g", 64), "../" + strings.Repeat("0", 61)} {
		if err := back.UnmarshalText([]byte(bad)); !errors.Is(err, ErrID) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAFileIsNamedByTheLastPartOfItsPath(t *testing.T) {
	for raw, want := range map[string]string{
		"/home/mia/receipt.pdf": "receipt.pdf", `C:\\scan.png`: "scan.png", "a\nb.txt": "ab.txt", "\xff": "file", "": "file", strings.Repeat("ä", 200): strings.Repeat("ä", 127),
	} {
		if got := FileName(raw); got.Raw() != want || CheckAttachments([]Attachment{attachment(func(a *Attachment) { a.Name = got })}) != nil {
			t.Errorf("%q is named %q, not %q", raw, got.Raw(), want)
		}
	}
}
