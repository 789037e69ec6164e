// Package logbook keeps the log of a session for those who look into a fault: JSON lines
// that say what heed did and what went wrong, without a word or a name of anybody.
package logbook

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"regexp"
	"strings"
	"syscall"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
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

// Cause says what an error is as a log does: without a word or a name of anybody.
func Cause(err error) string { return newMask().cause(err) }

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
		return m.over("refused: " + string(p.Code))
	}
	said := err.Error()
	for _, f := range ofFiles(err) {
		said = strings.ReplaceAll(said, f.Error(), m.file(f))
	}
	return m.over(said)
}

// ofFiles are the errors of the system in an error that name files, the outermost first.
func ofFiles(err error) (all []error) {
	switch x := err.(type) { //nolint:errorlint // every one of the tree, not the first
	case *fs.PathError, *os.LinkError, *os.SyscallError:
		return []error{err}
	case interface{ Unwrap() error }:
		if in := x.Unwrap(); in != nil {
			return ofFiles(in)
		}
	case interface{ Unwrap() []error }:
		for _, in := range x.Unwrap() {
			all = append(all, ofFiles(in)...)
		}
	}
	return all
}

// file says of an error of the system what was tried and why it failed, and with which file
// only where that is one of heed's own.
func (m *mask) file(err error) string {
	switch x := err.(type) { //nolint:errorlint // as ofFiles found it
	case *fs.PathError:
		return x.Op + " " + own(x.Path) + ": " + m.reason(x.Err)
	case *os.LinkError:
		return x.Op + " " + own(x.Old) + " " + own(x.New) + ": " + m.reason(x.Err)
	case *os.SyscallError:
		return x.Syscall + ": " + m.reason(x.Err)
	default:
		return "…"
	}
}

// reason is the number of the system's error in words; of any other only what kind it is.
func (m *mask) reason(err error) string {
	var no syscall.Errno
	if errors.As(err, &no) {
		return no.Error()
	}
	for _, known := range []error{fs.ErrNotExist, fs.ErrExist, fs.ErrPermission, fs.ErrClosed, fs.ErrInvalid, os.ErrDeadlineExceeded} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	return fmt.Sprintf("%T", err)
}

// named are the files that heed itself names, also where they were set aside.
var named = regexp.MustCompile(`^(cache\.db|outbox\.db|outbox\.log|desk\.db|config\.toml|profile\.json|live\.json)(\.corrupt\.[0-9T]+(-[0-9]+)?)?$`)

// own is the name of a file without its folder where heed gave it that; of any other nothing.
func own(file string) string {
	if base := path.Base(file); named.MatchString(base) {
		return "…/" + base
	}
	return "…"
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

func (m *mask) over(s string) string {
	if path.IsAbs(s) && !strings.Contains(s, ":") {
		return own(s) // a path and nothing else, spaces and all
	}
	s = m.quotation.ReplaceAllString(s, `"…"`)
	s = m.address.ReplaceAllString(s, "…@…")
	s = m.path.ReplaceAllStringFunc(s, func(p string) string {
		before := p[:strings.IndexAny(p, "~./")] // not every slash is a path: input/output error
		return before + own(p)
	})
	return text.Log(desk.Foreign(s))
}
