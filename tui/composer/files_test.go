package composer_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/composer"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// machine are the files of a person: whatever is added is there.
type machine struct{ kept []string }

func (m *machine) Look(_ context.Context, typed string) (desk.Paths, error) {
	return desk.Paths{Typed: typed}, nil
}

func (m *machine) Add(_ context.Context, path string, _ *atomic.Int64) (desk.Attachment, error) {
	return file(path, 5), nil
}

func (m *machine) AddText(name, words string) (desk.Attachment, error) {
	m.kept = append(m.kept, words)
	return file(name, int64(len(words))), nil
}

func (m *machine) Place(desk.Attachment) (string, error) { return "~/x", nil }

func (m *machine) Save(context.Context, desk.Attachment, string, *atomic.Int64) (desk.SavedFile, error) {
	return desk.SavedFile{}, nil
}

func (m *machine) Fetch(context.Context, desk.Attachment, *atomic.Int64) (desk.FetchedFile, error) {
	return desk.FetchedFile{}, nil
}

func (m *machine) Open(desk.FetchedFile) error { return nil }

func (m *machine) Unopenable() desk.Reason { return desk.Reason{} }

func file(name string, size int64) desk.Attachment {
	return desk.Attachment{ID: desk.FileID{byte(len(name)), byte(size)}, Name: desk.Foreign(name), Type: "text/plain", Size: size}
}

// chooser is a dialog that ends with the next file at once.
type chooser struct {
	screen.Screen
	slot string
	file desk.Attachment
}

func (c *chooser) Resize(int, int) {}

func (c *chooser) Start() screen.Out {
	return screen.Out{Close: &screen.Closed{Slot: c.slot, Value: c.file}}
}

// attaching is a composer in which each file added is the next of those given.
func attaching(t *testing.T, d *screentest.Desk, id desk.TicketID, note bool, w, h int, files ...desk.Attachment) (*screentest.Stage, *machine) {
	t.Helper()
	s, m := screentest.NewSession(d), &machine{}
	s.Files = m
	return screentest.Play(t, d, s, composer.New(composer.Needs{
		Session: s, Reads: d, Writes: d, Ticket: id, Note: note,
		Attach: func(slot string) screen.Screen {
			f := files[0]
			files = append(files[1:], f)
			return &chooser{slot: slot, file: f}
		},
	}), w, h), m
}

func names(files []desk.Attachment) string {
	var all []string
	for _, f := range files {
		all = append(all, f.Name.Raw())
	}
	return strings.Join(all, " ")
}

func TestAFileGoesWithTheReplyAndIsShownWithItsSize(t *testing.T) {
	d, id := lamp()
	st, _ := attaching(t, d, id, false, 80, 24, file("receipt.txt", 5), file("photo.png", 3_400_000))
	st.Type("Here they are.")
	st.Act(keymaps.AddFile, keymaps.AddFile, keymaps.AddFile)
	if got := st.Picture(); !strings.Contains(got, "with it: receipt.txt 5 bytes · photo.png 3.2 MB") {
		t.Errorf("it shows\n%s", got)
	}
	st.Act(keymaps.Send)
	if len(d.Submitted) != 1 || names(d.Submitted[0].Attachments()) != "receipt.txt photo.png" {
		t.Error(d.Submitted)
	}
}

func TestFilesAreKeptWithTheDraftAlsoWhereNothingIsWrittenYet(t *testing.T) {
	d, id := lamp()
	st, _ := attaching(t, d, id, false, 80, 24, file("receipt.txt", 5))
	st.Act(keymaps.AddFile)
	if kept := d.Drafts[id][0]; kept == nil || names(kept.Attachments) != "receipt.txt" {
		t.Fatal("it is not on the disk:", kept)
	}
	st, _ = attaching(t, d, id, false, 80, 24, file("other.txt", 6))
	if got := st.Picture(); !strings.Contains(got, "receipt.txt") {
		t.Errorf("who comes back does not find it:\n%s", got)
	}
	st.Act(keymaps.RemoveFile)
	if d.Drafts[id][0] != nil {
		t.Error("it was taken off and is still in the draft")
	}
	if why := st.Top().Why(keymaps.RemoveFile); why.None() {
		t.Error("there is nothing more to take off")
	}
}

func TestANoteTakesItsFilesAlongWhenItBecomesAReply(t *testing.T) {
	d, id := lamp()
	st, _ := attaching(t, d, id, true, 80, 24, file("receipt.txt", 5))
	st.Type("See this.")
	st.Act(keymaps.AddFile, keymaps.ToggleNote, keymaps.Send)
	if len(d.Submitted) != 1 || d.Submitted[0].Intent.Kind() != desk.KindReply || names(d.Submitted[0].Attachments()) != "receipt.txt" {
		t.Error(d.Submitted)
	}
}

func TestEmptyingTheTextLeavesTheFilesAndOnceMoreTakesThem(t *testing.T) {
	d, id := lamp()
	st, _ := attaching(t, d, id, false, 80, 24, file("receipt.txt", 5))
	st.Type("Words.")
	st.Act(keymaps.AddFile, keymaps.DiscardDraft)
	st.Ring("save")
	if kept := d.Drafts[id][0]; kept == nil || names(kept.Attachments) != "receipt.txt" {
		t.Fatal("the file went with the words:", kept)
	}
	st.Act(keymaps.DiscardDraft)
	if d.Drafts[id][0] != nil || strings.Contains(st.Picture(), "receipt.txt") {
		t.Error("it is still there")
	}
}

func TestWhoWritesOfAFileThatIsNotThereIsToldOnce(t *testing.T) {
	for words, want := range map[string]string{
		"The receipt is attached.":        "attached",
		"Die Rechnung finden Sie anbei.":  "anbei",
		"Thank you for what you attached": "",
		"> see the attached\nThank you.":  "",
		"It is on its way.":               "",
	} {
		d, id := lamp()
		st, _ := attaching(t, d, id, false, 80, 24, file("receipt.txt", 5))
		st.Type(strings.ReplaceAll(words, ";", ""))
		st.Act(keymaps.Send)
		if (len(d.Submitted) == 0) != (want != "") || !strings.Contains(st.LastSaid(), want) {
			t.Errorf("%q: sent %d, said %q", words, len(d.Submitted), st.LastSaid())
		}
		if want == "" {
			continue
		}
		if st.Act(keymaps.Send); len(d.Submitted) != 1 {
			t.Errorf("%q: it is not sent the second time", words)
		}
	}
	d, id := lamp()
	st, _ := attaching(t, d, id, false, 80, 24, file("receipt.txt", 5))
	st.Type("The receipt is attached.")
	if st.Act(keymaps.AddFile, keymaps.Send); len(d.Submitted) != 1 {
		t.Error("the file is there, and it is asked for all the same")
	}
}

func TestAPasteThatNoMessageHoldsIsOfferedAsAFile(t *testing.T) {
	d, id := lamp()
	st, m := attaching(t, d, id, false, 80, 24, file("receipt.txt", 5))
	st.Type("The log: ")
	log := strings.Repeat("A line of a log\n", 1<<15) // 512 KiB
	st.Paste(log)
	if got := st.Picture(); !strings.Contains(got, "512 kB") || !strings.Contains(got, "256 kB") {
		t.Errorf("it asks\n%s", got)
	}
	st.Act(keymaps.Accept)
	if len(m.kept) != 1 || m.kept[0] != log || !strings.Contains(st.Picture(), "pasted.txt") {
		t.Errorf("kept %d, and shows\n%s", len(m.kept), st.Picture())
	}
	st.Act(keymaps.Send)
	if len(d.Submitted) != 1 || names(d.Submitted[0].Attachments()) != "pasted.txt" {
		t.Error(d.Submitted)
	}
}

func TestTheComposerHoldsItsShapeWhateverAFileIsCalled(t *testing.T) {
	for _, name := range screentest.Hostile() {
		d, id := lamp()
		st, _ := attaching(t, d, id, false, 80, 24, file(name, 5), file("photo.png", 3_400_000))
		st.Act(keymaps.AddFile, keymaps.AddFile)
		st.Sweep()
		screentest.Tame(t, st.Top().View(now).Text)
		st.Act(keymaps.RemoveFile)
		st.Sweep()
		screentest.Tame(t, st.Top().View(now).Text)
	}
}
