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
	m := newMask()
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr { return m.redact(a) },
	}))
}

// redact lets through what heed itself says, and of anything else only what kind it is.
func (m *mask) redact(a slog.Attr) slog.Attr {
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(m.over(v.String()))
	case slog.KindAny:
		switch x := v.Any().(type) {
		case error:
			a.Value = slog.StringValue(m.cause(x))
		case *slog.Source, slog.Level:
		case fmt.Stringer:
			a.Value = slog.StringValue(m.over(x.String()))
		default:
			a.Value = slog.StringValue(fmt.Sprintf("%T", x))
		}
	default:
	}
	return a
}

// cause says what an error is, without what somebody wrote: of a desk's refusal only which
// one it is, of the rest no quotation, no address of a person and no folder.
func (m *mask) cause(err error) string {
	var p *desk.Problem
	if errors.As(err, &p) {
		return "refused: " + string(p.Code)
	}
	return m.over(err.Error())
}

// mask knows what may stand in a message of a library and belongs to somebody.
type mask struct{ quotation, address, path *regexp.Regexp }

func newMask() *mask {
	return &mask{
		quotation: regexp.MustCompile(`"(?:[^"\\]|\\.)*"`),
		address:   regexp.MustCompile(`[^\s"'<>]+@[^\s"'<>]+`),
		path:      regexp.MustCompile(`(^|[\s"'(=])(?:~|\.{0,2})(/[^\s:"]+)+`),
	}
}

// mostCause is as long as the reason of a fault may be, in bytes.
const mostCause = 500

func (m *mask) over(s string) string {
	s = m.quotation.ReplaceAllString(s, `"…"`)
	s = m.address.ReplaceAllString(s, "…@…")
	s = m.path.ReplaceAllStringFunc(s, func(p string) string {
		before := p[:strings.IndexAny(p, "~./")] // not every slash is a path: input/output error
		return before + "…/" + path.Base(p)
	})
	if len(s) > mostCause {
		s = s[:mostCause]
	}
	return s
}
