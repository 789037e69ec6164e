package files

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Save asks where a file that came is to be saved, and can open it instead.
type Save struct {
	paths
	screen.NoNews
	file  desk.Attachment
	about string // who sent it and when
	w, h  int
}

// NewSave makes the dialog for a file that came on a ticket. About says who sent it and when.
func NewSave(s *screen.Session, file desk.Attachment, about string, on desk.TicketID) *Save {
	in := desk.Asked{Dialog: "file.save", Ticket: on, Of: file.ID.String()}
	return &Save{paths: newPaths(s, "files.save.prompt", in), file: file, about: about}
}

// Title implements screen.Screen.
func (s *Save) Title() string { return s.Book.T("files.save") }

// Scopes implements screen.Screen.
func (s *Save) Scopes() []keymaps.Scope {
	return append([]keymaps.Scope{keymaps.Saving}, s.paths.Scopes()...)
}

// Label implements screen.Labelled.
func (s *Save) Label(k keymaps.Action) string {
	if k == keymaps.Accept {
		return s.Book.T("files.save.do")
	}
	return ""
}

// Start implements screen.Starter.
func (s *Save) Start() screen.Out {
	files, file := s.files, s.file
	return away(slotPlace, func(context.Context) (any, error) { return files.Place(file) })
}

// Why implements screen.Screen.
func (s *Save) Why(k keymaps.Action) desk.Reason {
	switch {
	case k == keymaps.OpenFile:
		return s.files.Unopenable()
	case k == keymaps.CompletePath && s.under() == nil, k == keymaps.Accept && strings.TrimSpace(s.typed()) == "":
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_fit"}}
	default:
		return desk.Reason{}
	}
}

// Act implements screen.Screen.
func (s *Save) Act(k keymaps.Action) screen.Out {
	switch k {
	case keymaps.Cancel, keymaps.GoBack:
		return s.leave()
	case keymaps.CompletePath:
		return s.complete()
	case keymaps.Accept:
		files, file, path := s.files, s.file, strings.TrimSpace(s.typed())
		return s.bring(slotSaved, func(ctx context.Context, done *atomic.Int64) (any, error) { return files.Save(ctx, file, path, done) })
	case keymaps.OpenFile:
		files, file := s.files, s.file
		return s.bring(slotFetch, func(ctx context.Context, done *atomic.Int64) (any, error) { return files.Fetch(ctx, file, done) })
	default:
		screen.Move(s.picker.List, k)
		return screen.Out{}
	}
}

// Learn implements screen.Screen.
func (s *Save) Learn(slot string, v any) screen.Out {
	if slot == slotLook {
		s.learnLook(v)
		return screen.Out{}
	}
	if slot == slotPlace {
		if err, failed := v.(error); failed {
			s.wrong, s.known = act.FileTrouble(s.Session, err), true // nothing is being read any more
		}
		if place, ok := v.(string); ok && s.typed() == "" {
			s.picker.Field.SetText(place)
			s.begun = s.typed()
			return s.look()
		}
		return screen.Out{}
	}
	s.busy = false
	switch v := v.(type) {
	case desk.SavedFile:
		return s.saved(v)
	case desk.FetchedFile:
		if slot == slotFetch {
			return screen.Out{Open: asking{act.NewQuestion(s.Session, s.Book.T("files.open"), s.question(v), slotOpen, v)}}
		}
		s.busy = true
		files := s.files
		return away(slotGone, func(context.Context) (any, error) { return nil, files.Open(v) })
	case error:
		s.wrong = act.FileTrouble(s.Session, v)
		return screen.Out{Spill: true}
	case nil:
		said := s.Book.T("files.opened", "name", text.Truncate(act.FileName(s.Session, s.file), 40))
		s.over = true
		return screen.Out{Close: &screen.Closed{}, Say: &screen.Notice{Text: said, Level: screen.Good}}
	}
	return screen.Out{}
}

func (s *Save) saved(v desk.SavedFile) screen.Out {
	s.over = true
	key := "files.saved"
	if v.Numbered {
		key = "files.saved.numbered"
	}
	said := s.Book.T(key, "path", text.Line(v.Path))
	return screen.Out{Close: &screen.Closed{}, Say: &screen.Notice{Text: said, Level: screen.Good}}
}

// asking is a question that comes when the file is there: what is typed just then is no answer.
type asking struct{ *act.Question }

// OpenedByItself implements screen.Unasked.
func (asking) OpenedByItself() bool { return true }

// question says what is about to be opened: its whole name, what it is, and what speaks against it.
func (s *Save) question(f desk.FetchedFile) string {
	words := s.Book.T("files.open.what", "name", act.FileName(s.Session, f.File), "kind", act.FileKind(s.Session, f.Kind),
		"type", f.Kind, "size", s.Book.FileSize(f.File.Size))
	if f.Caution != desk.NoCaution {
		words += " " + s.Book.T("files.caution."+string(f.Caution))
	}
	return words
}

// headLines are the lines above the path.
func (s *Save) headLines() int {
	if s.h >= 8 {
		return 3
	}
	return min(max(s.h-3, 0), 1)
}

// Resize implements screen.Screen.
func (s *Save) Resize(w, h int) {
	s.w, s.h = w, h
	s.picker.Resize(w, max(h-1-s.headLines(), 0), false)
}

// Wish implements screen.Sized.
func (s *Save) Wish(maxW, maxH int) (w, h int) { return min(76, maxW), min(15, maxH) }

// View implements screen.Screen.
func (s *Save) View(time.Time) paint.Frame {
	var lines []string
	cut := func(words string) string { return text.Truncate(words, max(s.w-2, 0)) }
	head := []string{
		s.Theme.Strong.Render(cut(act.FileName(s.Session, s.file))),
		s.Theme.Dim.Render(cut(act.FileKind(s.Session, s.file.Type) + " · " + s.Book.FileSize(s.file.Size) + s.about)), "",
	}
	for _, line := range head[:s.headLines()] {
		lines = append(lines, part.Pad(" "+line, s.w))
	}
	picture, x, y := s.picker.View(s.count(), s.free(), s.row, nil)
	y += len(lines)
	lines = append(lines, strings.Split(picture, "\n")...)
	lines = append(lines, s.foot(s.file.Size, s.w))
	return paint.Frame{Text: part.Fit(lines, s.w, s.h), Caret: &paint.Point{X: min(x, max(s.w-1, 0)), Y: min(y, max(s.h-1, 0))}}
}

// free is what is said where nothing has the name that is typed.
func (s *Save) free() string {
	if s.known && s.trouble == "" {
		return s.Book.T("files.save.free")
	}
	return s.nothing()
}
