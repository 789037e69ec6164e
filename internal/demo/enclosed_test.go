package demo

import (
	"bytes"
	"image/png"
	"slices"
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestSomeInventedTicketsHaveFilesThatTheirWordsSpeakOf(t *testing.T) {
	known := map[desk.FileID]bool{}
	for _, e := range Enclosures() {
		if p := desk.CheckAttachments([]desk.Attachment{e.File}); p != nil || known[e.File.ID] || int64(len(e.Bytes)) != e.File.Size {
			t.Error("a file that no desk takes, or one twice:", e.File, p)
		}
		known[e.File.ID] = true
		if e.File.Type == "image/png" {
			if _, err := png.Decode(bytes.NewReader(e.Bytes)); err != nil {
				t.Error(err)
			}
		}
	}
	tickets, used := 0, map[desk.FileID]bool{}
	for r := range Enclose(Generate(1, 200, today(), "sam")) {
		if r.Ticket == nil {
			continue
		}
		if slices.ContainsFunc(r.Ticket.Messages, func(m desk.Message) bool { return len(m.Attachments) > 0 }) {
			tickets++
		}
		for _, m := range r.Ticket.Messages {
			for _, f := range m.Attachments {
				used[f.ID] = true
				if !known[f.ID] {
					t.Error("a file that nobody has:", f)
				}
			}
		}
	}
	if tickets < 5 || tickets > 100 || len(used) < 3 {
		t.Errorf("%d tickets of 200 have files, %d different ones", tickets, len(used))
	}
}
