// Package logbook keeps the log of a session for those who look into a fault: JSON lines
// that say what heed did and what went wrong, without a word or a name of anybody.
package logbook

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path"
	"regexp"
	"strings"
	"syscall"

	"github.com/heed-desk/heed/desk"
)

// Open opens a log, to write behind what is there. Nobody else may read it, also where it
// was there before.
func Open(file string) (*slog.Logger, io.Closer, error) {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_APPEND|os.O_CREATE|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0o600)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is no file", file)
	}
	if err == nil {
		err = f.Chmod(0o600)
	}
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return New(f), f, nil
}

// New makes a log of what is written to w.
func New(w io.Writer) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{ReplaceAttr: redact}))
}

// redact lets through what heed itself says, and of anything else only what kind it is.
func redact(_ []string, a slog.Attr) slog.Attr {
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(mask(v.String()))
	case slog.KindAny:
		switch x := v.Any().(type) {
		case error:
			a.Value = slog.StringValue(Cause(x))
		case *slog.Source, slog.Level:
		case fmt.Stringer:
			a.Value = slog.StringValue(mask(x.String()))
		default:
			a.Value = slog.StringValue(fmt.Sprintf("%T", x))
		}
	default:
	}
	return a
}

// Cause says what an error is, without what somebody wrote: of a desk's refusal only which
// one it is, of the rest no quotation, no address of a person and no folder.
func Cause(err error) string {
	var p *desk.Problem
	if errors.As(err, &p) {
		return "refused: " + string(p.Code)
	}
	return mask(err.Error())
}

// What may stand in a message of a library and belongs to somebody.
func private() []*regexp.Regexp {
	return []*regexp.Regexp{
		regexp.MustCompile(`"(?:[^"\\]|\\.)*"`),                     // a quotation
		regexp.MustCompile(`[^\s"'<>]+@[^\s"'<>]+`),                 // somebody's address
		regexp.MustCompile(`(^|[\s"'(=])(?:~|\.{0,2})(/[^\s:"]+)+`), // a path
	}
}

// mostCause is as long as the reason of a fault may be.
const mostCause = 500

func mask(s string) string {
	all := private()
	s = all[0].ReplaceAllString(s, `"…"`)
	s = all[1].ReplaceAllString(s, "…@…")
	s = all[2].ReplaceAllStringFunc(s, func(p string) string {
		before := p[:strings.IndexAny(p, "~./")] // not every slash is a path: input/output error
		return before + "…/" + path.Base(p)
	})
	if len(s) > mostCause {
		s = s[:mostCause]
	}
	return s
}
