package composer

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

const (
	slotFile   = "file"
	slotOff    = "off"
	slotPasted = "pasted"
)

// enclosed is what goes with a text.
type enclosed struct {
	ask   func(slot string) screen.Screen // the dialog in which a file is chosen; nil where none can be
	files []desk.Attachment
	told  bool // it was said that nothing is attached
}

// pasted is a text that is too long to be put in.
type pasted struct{ words string }

// taken is a file with whose choice somebody is done: the one to take off.
type taken struct{ file desk.Attachment }

// whyFiles is why an action with files cannot be taken; ok for the actions that are such.
func (s *Screen) whyFiles(a keymaps.Action) (why desk.Reason, ok bool) {
	switch a {
	case keymaps.AddFile:
		why, busy := s.busy()
		switch {
		case s.with.ask == nil || s.Files == nil:
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_files"}}, true
		case busy:
			return why, true
		case len(s.with.files) >= desk.MaxFiles:
			return desk.Reason{Code: desk.TooManyFiles, Args: []string{strconv.Itoa(desk.MaxFiles)}}, true
		}
		return desk.Reason{}, true
	case keymaps.RemoveFile:
		if len(s.with.files) == 0 {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_file"}}, true
		}
		return desk.Reason{}, true
	default:
		return desk.Reason{}, false
	}
}

// actFiles takes an action with files; ok for the actions that are such.
func (s *Screen) actFiles(a keymaps.Action) (out screen.Out, ok bool) {
	switch {
	case a == keymaps.AddFile:
		return screen.Out{Open: s.with.ask(slotFile)}, true
	case a == keymaps.RemoveFile && len(s.with.files) == 1:
		return s.takeOff(s.with.files[0]), true
	case a == keymaps.RemoveFile:
		picks := make([]act.Pick, len(s.with.files))
		for i, f := range s.with.files {
			picks[i] = act.Pick{
				Label: strconv.Itoa(i+1) + "  " + text.Truncate(act.FileName(s.Session, f), 200), Hint: s.Book.FileSize(f.Size), Value: taken{f},
			}
		}
		return screen.Out{Open: act.NewPicks(s.Session, "files.remove", "files.list.prompt", "", slotOff, picks)}, true
	case a == keymaps.DiscardDraft && s.editor.Len() == 0: // the words went before, and can be had back
		s.with.files = nil
		return s.changedFiles("composer.emptied.files", desk.Attachment{}), true
	default:
		return screen.Out{}, false
	}
}

// learnFiles takes what a dialog about files ended with; ok where it was one.
func (s *Screen) learnFiles(slot string, v any) (out screen.Out, ok bool) {
	switch v := v.(type) {
	case desk.Attachment:
		s.with.files = desk.Together(s.with.files, []desk.Attachment{v})
		return s.changedFiles("files.added", v), true
	case taken:
		return s.takeOff(v.file), true
	case pasted:
		// A Write, though it may be long: what it takes is at hand, and must not go with this screen.
		files, name := s.Files, s.Book.T("files.paste.name")
		return screen.Out{Write: []screen.Write{{Slot: slotPasted, Run: func() (any, error) { return files.AddText(name, v.words) }}}}, true
	case error:
		if slot == slotPasted {
			return screen.Out{Say: &screen.Notice{Text: act.FileTrouble(s.Session, v), Level: screen.Failure}}, true
		}
	}
	return screen.Out{}, false
}

func (s *Screen) takeOff(f desk.Attachment) screen.Out {
	s.with.files = slices.DeleteFunc(slices.Clone(s.with.files), func(o desk.Attachment) bool { return o == f })
	return s.changedFiles("files.off", f)
}

// changedFiles is what follows from a file more or less: it is on the disk at once.
func (s *Screen) changedFiles(said string, f desk.Attachment) screen.Out {
	s.Resize(s.w, s.h)
	out := s.edited().Merge(s.save())
	out.Say = &screen.Notice{Text: s.Book.T(said, "name", text.Truncate(act.FileName(s.Session, f), 40))}
	return out
}

// offerFile asks whether a text that is too long for a message goes with it as a file; not ok
// where that cannot be done.
func (s *Screen) offerFile(what string) (out screen.Out, ok bool) {
	if why, _ := s.whyFiles(keymaps.AddFile); len(what) <= desk.MaxReply || len(what) > desk.MaxFile || !why.None() {
		return screen.Out{}, false
	}
	ask := s.Book.T("files.paste.ask", "size", s.Book.FileSize(int64(len(what))), "most", s.Book.Size(desk.MaxReply))
	return screen.Out{Open: act.NewQuestion(s.Session, s.Book.T("files.paste"), ask, slotPasted, pasted{what})}, true
}

// missing says once that a text speaks of a file that is not there; not ok where it does not.
func (s *Screen) missing() (out screen.Out, ok bool) {
	if s.with.told || len(s.with.files) > 0 || s.with.ask == nil || s.Files == nil {
		return screen.Out{}, false
	}
	word := speaksOfFile(s.editor.Text())
	if word == "" {
		return screen.Out{}, false
	}
	s.with.told = true
	return screen.Out{Say: &screen.Notice{Text: s.Book.T("files.missing", "word", word), Level: screen.Warning}}, true
}

// fileWords are words that speak of a file that goes along, in the languages that replies are
// written in most. fileOthers before one say that somebody else's is meant.
const (
	fileWords  = " attached attachment attachments enclosed enclosure anbei anhang anhänge angehängt beigefügt ci-joint ci-jointe adjunto adjunta adjuntos allegato allegata bijlage bijgevoegd "
	fileOthers = " you your dein deine deinem deiner ihr ihre ihrem ihrer "
)

// speaksOfFile is the word with which a text says that a file goes along; empty where none does.
// What is quoted does not count.
func speaksOfFile(words string) string {
	for line := range strings.Lines(words) {
		if strings.HasPrefix(strings.TrimSpace(line), ">") {
			continue
		}
		all := strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' })
		for i, word := range all {
			if !strings.Contains(fileWords, " "+strings.ToLower(word)+" ") {
				continue
			}
			if !slices.ContainsFunc(all[max(i-2, 0):i], func(w string) bool { return strings.Contains(fileOthers, " "+strings.ToLower(w)+" ") }) {
				return word
			}
		}
	}
	return ""
}

// fileLines is how many lines the files take.
func (s *Screen) fileLines() int {
	if len(s.with.files) == 0 || s.h < 7 {
		return 0
	}
	return 1
}

// filesSaid names what goes along, with sizes.
func (s *Screen) filesSaid() string {
	all := make([]string, len(s.with.files))
	for i, f := range s.with.files {
		all[i] = text.Truncate(act.FileName(s.Session, f), 40) + ", " + s.Book.FileSize(f.Size)
	}
	return s.Book.T("files.here", "files", strings.Join(all, "; "))
}

// fileLine says what goes along, with sizes; where not all has room, how much it is.
func (s *Screen) fileLine() string {
	all := make([]string, len(s.with.files))
	for i, f := range s.with.files {
		all[i] = text.Truncate(act.FileName(s.Session, f), 40) + " " + s.Book.FileSize(f.Size)
	}
	room := max(s.w-2, 0)
	said := s.Book.T("files.here", "files", strings.Join(all, " · "))
	if text.Width(said) > room {
		said = s.Book.T("files.here", "files", act.Waiting(s.Session, s.with.files)+" · "+strings.Join(all, " · "))
	}
	return part.Pad(" "+s.Theme.Text.Render(text.Truncate(said, room)), s.w)
}
