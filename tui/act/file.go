package act

import (
	"errors"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// File says what a file is called, of what kind it says it is, and its size.
func File(s *screen.Session, f desk.Attachment) string {
	return FileName(s, f) + " · " + FileKind(s, f.Type) + " · " + s.Book.FileSize(f.Size)
}

// FileName is what whoever sent a file calls it, fit to be shown: with all of its endings.
func FileName(s *screen.Session, f desk.Attachment) string {
	name := strings.TrimSpace(text.Line(f.Name))
	if name == "" {
		return s.Book.T("files.unnamed")
	}
	return name
}

// FileKind is a media type in a word.
func FileKind(s *screen.Session, kind string) string {
	class, sub, _ := strings.Cut(kind, "/")
	for _, key := range []string{sub, class} {
		if key != "" && s.Book.Has("files.kind."+key) {
			return s.Book.T("files.kind." + key)
		}
	}
	return s.Book.T("files.kind")
}

// Waiting says how many files go with an operation and how large they are; empty for none.
func Waiting(s *screen.Session, files []desk.Attachment) string {
	if len(files) == 0 {
		return ""
	}
	var size int64
	for _, f := range files {
		size += f.Size
	}
	return s.Book.N("files.waiting", len(files), "size", s.Book.FileSize(size))
}

// FileTrouble says why a file was not read, fetched or written.
func FileTrouble(s *screen.Session, err error) string {
	var t *desk.FileTrouble
	if errors.As(err, &t) && s.Book.Has("files.trouble."+t.Code) {
		return s.Book.T("files.trouble." + t.Code)
	}
	var away *desk.Temporary
	switch {
	case errors.As(err, &away):
		return s.Book.T("files.trouble.away")
	case errors.Is(err, desk.ErrNotFound):
		return s.Book.T("files.trouble.gone")
	default:
		return s.Book.Err(err)
	}
}
