package files_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/files"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

var now = time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)

// machine are the files of a person, in memory.
type machine struct {
	paths  []desk.Path
	fail   error
	caught desk.Caution
	why    desk.Reason
	saved  []string
	opened int
	added  []string
}

func (m *machine) Look(_ context.Context, typed string) (desk.Paths, error) {
	found := desk.Paths{Typed: typed}
	for _, p := range m.paths {
		if rest, ok := strings.CutPrefix(p.Typed, typed); ok && !strings.Contains(strings.TrimSuffix(rest, "/"), "/") && rest != "" {
			found.All = append(found.All, p)
		}
	}
	return found, nil
}

func (m *machine) Add(_ context.Context, path string, _ *atomic.Int64) (desk.Attachment, error) {
	m.added = append(m.added, path)
	return desk.Attachment{ID: desk.FileID{1}, Name: desk.Foreign(path), Size: 5}, m.fail
}

func (m *machine) AddText(name, words string) (desk.Attachment, error) {
	return desk.Attachment{ID: desk.FileID{2}, Name: desk.Foreign(name), Size: int64(len(words))}, m.fail
}

func (m *machine) Place(desk.Attachment) (string, error) { return "~/Downloads/receipt.txt", nil }

func (m *machine) Save(_ context.Context, _ desk.Attachment, path string, done *atomic.Int64) (desk.SavedFile, error) {
	done.Store(5)
	m.saved = append(m.saved, path)
	return desk.SavedFile{Path: desk.Foreign(path), Numbered: true}, m.fail
}

func (m *machine) Fetch(_ context.Context, f desk.Attachment, _ *atomic.Int64) (desk.FetchedFile, error) {
	return desk.FetchedFile{File: f, Kind: "application/pdf", Caution: m.caught}, m.fail
}

func (m *machine) Open(desk.FetchedFile) error { m.opened++; return nil }

func (m *machine) Unopenable() desk.Reason { return m.why }

func path(typed string) desk.Path {
	name := typed[strings.LastIndex(strings.TrimSuffix(typed, "/"), "/")+1:]
	return desk.Path{Typed: typed, Name: desk.Foreign(strings.TrimSuffix(name, "/")), Folder: strings.HasSuffix(typed, "/"), Size: 4321}
}

func pc() *machine {
	return &machine{paths: []desk.Path{path("~/docs/"), path("~/Downloads/"), path("~/docs/one.txt"), path("~/docs/only.pdf"), path("~/receipt.txt"), path("~/Downloads/old.txt")}}
}

// sees holds that all of the words stand in the picture.
func sees(t *testing.T, st *screentest.Stage, words ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(st.Top().Title()+" "+st.Picture()), " ")
	for _, w := range words {
		if !strings.Contains(flat, w) {
			t.Errorf("%q is not in\n%s", w, st.Picture())
		}
	}
}

// below opens a dialog and hears what it ends with.
type below struct {
	screen.Screen
	open screen.Screen
	got  any
}

func (b *below) Resize(int, int)   {}
func (b *below) Start() screen.Out { return screen.Out{Open: b.open} }
func (b *below) Learn(_ string, v any) screen.Out {
	b.got = v
	return screen.Out{}
}

func adding(t *testing.T, m *machine) (*screentest.Stage, *below) {
	t.Helper()
	d := screentest.NewDesk(now)
	s := screentest.NewSession(d)
	s.Files = m
	b := &below{open: files.NewAdd(s, "file", desk.TicketID{})}
	return screentest.Play(t, d, s, b, 80, 24), b
}

func saving(t *testing.T, m *machine, name string) *screentest.Stage {
	t.Helper()
	d := screentest.NewDesk(now)
	s := screentest.NewSession(d)
	s.Files = m
	file := desk.Attachment{ID: desk.FileID{1}, Name: desk.Foreign(name), Type: "application/pdf", Size: 3_400_000}
	return screentest.Play(t, d, s, &below{open: files.NewSave(s, file, " · Harper Moore, yesterday", desk.TicketID{})}, 80, 24)
}

func TestAFileIsFoundByCompletingItsPathAndAdded(t *testing.T) {
	m := pc()
	st, b := adding(t, m)
	sees(t, st, "docs/", "Downloads/", "receipt.txt")
	st.Type("d")
	st.Act(keymaps.CompletePath)
	sees(t, st, "~/docs/", "one.txt", "only.pdf")
	st.Act(keymaps.CompletePath)
	sees(t, st, "~/docs/on")
	st.Act(keymaps.Down)
	st.Act(keymaps.Accept)
	if a, ok := b.got.(desk.Attachment); !ok || len(m.added) != 1 || m.added[0] != "~/docs/only.pdf" {
		t.Error(a, m.added)
	}
}

func TestEnterGoesIntoAFolderAndNeverAddsOne(t *testing.T) {
	m := pc()
	st, b := adding(t, m)
	st.Act(keymaps.Accept)
	sees(t, st, "~/docs/", "one.txt")
	if b.got != nil || len(m.added) > 0 {
		t.Error(b.got, m.added)
	}
}

func TestAPathThatWasCopiedOrDraggedHereIsTakenWithoutItsQuotes(t *testing.T) {
	for _, pasted := range []string{"'~/receipt.t'", "~/receipt.t", `"~/receipt.t"`, " ~/receipt.t\n"} {
		m := pc()
		st, _ := adding(t, m)
		st.Paste(pasted)
		st.Act(keymaps.Accept)
		if len(m.added) != 1 || m.added[0] != "~/receipt.txt" {
			t.Errorf("%q: %q", pasted, m.added)
		}
	}
}

func TestWhyAFileWasNotAddedIsSaidAndTheDialogStays(t *testing.T) {
	for want, err := range map[string]error{
		"pipe or a device": &desk.FileTrouble{Code: "special"}, "25 MB": desk.Refuse(desk.FileTooLarge, desk.MaxFile+1), "full": desk.Refuse(desk.DiskFull),
	} {
		m := pc()
		m.fail = err
		st, b := adding(t, m)
		st.Type("rec")
		st.Act(keymaps.Accept)
		sees(t, st, want)
		if b.got != nil {
			t.Error(b.got)
		}
	}
}

func TestAnAttachmentIsSavedWhereOneSaysAndSaysWhereItWent(t *testing.T) {
	m := pc()
	st := saving(t, m, "receipt.pdf.exe")
	sees(t, st, "receipt.pdf.exe", "PDF", "3.2 MB", "Harper Moore", "~/Downloads/receipt.txt")
	st.Act(keymaps.Accept)
	if len(m.saved) != 1 || m.saved[0] != "~/Downloads/receipt.txt" || len(st.Said) != 1 || !strings.Contains(st.Said[0].Text, "~/Downloads/receipt.txt") {
		t.Error(m.saved, st.Said)
	}
}

func TestOpeningAsksWithTheTrueNameAndWhatSpeaksAgainstIt(t *testing.T) {
	m := pc()
	m.caught = desk.FileDoubled
	st := saving(t, m, "receipt.pdf.exe")
	st.Act(keymaps.OpenFile)
	sees(t, st, "Open this file", "receipt.pdf.exe", "application/pdf", "3.2 MB", "ends twice")
	if m.opened > 0 {
		t.Error("it was opened before anybody said so")
	}
	st.Act(keymaps.Accept)
	if m.opened != 1 || len(st.Said) != 1 {
		t.Error(m.opened, st.Said)
	}
}

func TestWhereNothingCanBeOpenedTheKeySaysWhy(t *testing.T) {
	m := pc()
	m.why = desk.Reason{Code: desk.NothingSelected, Args: []string{"far_opener"}}
	st := saving(t, m, "receipt.pdf")
	if why := st.Top().Why(keymaps.OpenFile); why.None() || !strings.Contains(st.Session.Book.Reason(why), "SSH") {
		t.Error(why)
	}
}

func TestOfflineAnAttachmentSaysWhyItCannotBeHad(t *testing.T) {
	m := pc()
	m.fail = &desk.Temporary{Err: errors.New("no road"), Why: desk.AwayNoRoad}
	st := saving(t, m, "receipt.pdf")
	st.Act(keymaps.Accept)
	sees(t, st, "cannot be reached now")
	m.fail = nil
	st.Act(keymaps.Accept)
	if len(m.saved) != 2 {
		t.Error("it cannot be tried again")
	}
}

func TestTheDialogsHoldTheirShapeWhateverAFileIsCalled(t *testing.T) {
	for _, name := range screentest.Hostile() {
		m := pc()
		m.paths = append(m.paths, desk.Path{Typed: "~/x", Name: desk.Foreign(name)})
		st, _ := adding(t, m)
		st.Sweep()
		st = saving(t, m, name)
		st.Sweep()
		screentest.Tame(t, st.Top().View(now).Text)
		st.Act(keymaps.OpenFile)
		st.Sweep()
		screentest.Tame(t, st.Top().View(now).Text)
	}
}

func TestAPathIsBegunAnewByItsFirstLetterBehindAFolder(t *testing.T) {
	for typed, want := range map[string]string{"~/rec": "~/rec", "/tmp/x": "/tmp/x", "rec": "~/rec", "a/~/b": "~/b", "a/b/c": "~/a/b/c"} {
		st, _ := adding(t, &machine{})
		st.Type(typed)
		if got := strings.Fields(st.Picture())[0]; got != want {
			t.Errorf("%s makes %s", typed, got)
		}
	}
}

func TestWhatIsPressedBehindAFileThatIsOnItsWayWaitsForWhereItLeads(t *testing.T) {
	s := screentest.NewSession(screentest.NewDesk(now))
	s.Files = pc()
	type dialog interface {
		screen.Screen
		screen.Starter
		screen.Unready
		screen.Jotter
	}
	letter := tea.KeyPressMsg{Code: 'x', Text: "x"}
	look := func(d dialog, out screen.Out) screen.Out {
		t.Helper()
		for _, e := range out.Errand {
			v, err := e.Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			out = d.Learn(e.Slot, v)
		}
		return out
	}
	for name, d := range map[string]dialog{
		"add": files.NewAdd(s, "file", desk.TicketID{}), "save": files.NewSave(s, desk.Attachment{ID: desk.FileID{1}, Name: desk.Foreign("receipt.txt")}, "", desk.TicketID{}),
	} {
		out := d.Start()
		for d.Unready() && len(out.Errand) > 0 {
			if !d.Jots(letter) {
				t.Errorf("%s: a path cannot be typed on while it is looked for", name)
			}
			out = look(d, out)
		}
		if d.Unready() {
			t.Fatalf("%s: it waits for nothing", name)
		}
		if name == "add" {
			out = d.Paste("~/docs/only")
			look(d, out)
		}
		if out = d.Act(keymaps.Accept); len(out.Errand) != 1 || !d.Unready() || d.Jots(letter) {
			t.Errorf("%s: keys go into the path while the file is on its way", name)
		}
		if out = d.Learn(out.Errand[0].Slot, errors.New("the disk is full")); !out.Spill || d.Unready() {
			t.Errorf("%s: what was meant for where it leads is not dropped", name)
		}
	}
}
