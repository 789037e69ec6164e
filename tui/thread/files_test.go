package thread_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
	"github.com/heed-desk/heed/tui/thread"
)

// noFiles stands for the files of a person, which a thread only asks whether they are there.
type noFiles struct{ screen.Files }

// opened is the dialog of an attachment.
type opened struct {
	screen.Screen
	file  desk.Attachment
	about string
}

func (*opened) Resize(int, int) {}

// withFiles is a thread whose attachments are opened in a dialog.
func withFiles(t *testing.T, d *screentest.Desk, id desk.TicketID, w, h int) *screentest.Stage {
	t.Helper()
	s := screentest.NewSession(d)
	s.Files = noFiles{}
	return screentest.Play(t, d, s, thread.New(thread.Needs{
		Session: s, Reads: d, People: d, Writes: d, Seer: d, Ticket: id,
		File: func(f desk.Attachment, about string) screen.Screen { return &opened{file: f, about: about} },
	}), w, h)
}

func attachment(name, kind string, size int64) desk.Attachment {
	return desk.Attachment{ID: desk.FileID{byte(size)}, Name: desk.Foreign(name), Type: kind, Size: size}
}

// sends is a customer who writes with files.
func sends(d *screentest.Desk, id desk.TicketID, files ...desk.Attachment) {
	k := d.Tickets[id]
	d.Arrive(desk.Op{ID: desk.NewOpID(), Ticket: id, Base: k.Version, Actor: desk.System, At: d.Clock, Intent: desk.Receive{
		From: desk.Author{Customer: k.Requester, Name: desk.Foreign("Harper Moore")}, Text: desk.Foreign("Here is the receipt."), Attachments: files,
	}})
}

func TestWhatIsAttachedStandsUnderItsMessageBehindItsGutter(t *testing.T) {
	d, id := lamp()
	sends(d, id, attachment("receipt.pdf.exe", "application/pdf", 3_400_000), attachment("photo.png", "image/png", 900))
	st := withFiles(t, d, id, 80, 30)
	st.Act(keymaps.Last)
	for _, want := range []string{" ▏Here is the receipt.", " ▏attached: receipt.pdf.exe · PDF · 3.2 MB", " ▏attached: photo.png · picture · 900 bytes"} {
		if got := st.Picture(); !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestAnAttachmentIsChosenByItsNumberAndOneAloneAtOnce(t *testing.T) {
	d, id := lamp()
	if why := withFiles(t, d, id, 80, 24).Act(keymaps.Attachments); len(why.Args) != 1 || why.Args[0] != "no_attachment" {
		t.Error(why)
	}
	sends(d, id, attachment("receipt.pdf", "application/pdf", 900))
	st := withFiles(t, d, id, 80, 24)
	st.Act(keymaps.Attachments)
	if o, ok := st.Top().(*opened); !ok || o.file.Name.Raw() != "receipt.pdf" || !strings.Contains(o.about, "Harper Moore") {
		t.Errorf("%T", st.Top())
	}
	sends(d, id, attachment("photo.png", "image/png", 901))
	st = withFiles(t, d, id, 80, 24)
	st.Act(keymaps.Attachments)
	st.Type("2")
	st.Act(keymaps.Accept)
	if o, ok := st.Top().(*opened); !ok || o.file.Name.Raw() != "receipt.pdf" {
		t.Errorf("%T\n%s", st.Top(), st.Picture())
	}
}

func TestAFileOfAReplyThatStillWaitsIsShownToo(t *testing.T) {
	d, id := lamp()
	op := desk.Op{
		ID: desk.NewOpID(), Ticket: id, Base: d.Tickets[id].Version, Seen: d.Tickets[id].LastMessage, Actor: d.Who.ID, At: d.Clock,
		Intent: desk.Reply{Text: desk.Foreign("Here."), Attachments: []desk.Attachment{attachment("receipt.pdf", "application/pdf", 900)}},
	}
	if err := d.Submit(op, 8*time.Second); err != nil {
		t.Fatal(err)
	}
	st := withFiles(t, d, id, 80, 24)
	if got := st.Picture(); !strings.Contains(got, "attached: receipt.pdf") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestAHostileNameOfAFileStaysOneLineBehindItsGutter(t *testing.T) {
	for _, bad := range screentest.Hostile() {
		d, id := lamp()
		d.Entries[id] = append(d.Entries[id], desk.Message{
			ID: 99, Kind: desk.FromCustomer, At: now, Text: desk.Foreign("x"),
			Attachments: []desk.Attachment{attachment(bad, bad, 900), attachment("photo.png", "image/png", 901)},
		})
		st := withFiles(t, d, id, 60, 24)
		st.Act(keymaps.Last)
		screentest.Tame(t, st.Top().View(now).Text)
		screentest.Fits(t, st.Top(), 60, 24, st)
		if got := st.Picture(); !strings.Contains(got, " ▏attached: photo.png") {
			t.Errorf("%.40q hides what comes after it:\n%s", bad, got)
		}
		st.Act(keymaps.Attachments)
		st.Sweep()
		screentest.Tame(t, st.Top().View(now).Text)
	}
}
