// Package files reaches the person's own files for screens and commands, which may not: it
// completes paths, takes files in to go with a message, and saves or opens those that came.
package files

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/home"
)

// Store keeps copies of what is to be sent.
type Store interface {
	AddFile(from io.Reader) (desk.FileID, int64, error)
}

// Options say where files come from and go to.
type Options struct {
	Store Store
	// Fetch reads a file of a message to its end, piece by piece.
	Fetch func(ctx context.Context, file desk.Attachment, take func([]byte) error) error
	// Opener is the program that opens files; empty where there is none.
	Opener string
	// Why says why nothing can be opened, where nothing can.
	Why desk.Reason
	// Temp makes the folder for files that are opened.
	Temp func() (string, error)
}

// Files is a person's own files, as a session reaches them.
type Files struct {
	opt Options

	mu     sync.Mutex
	temp   string // the folder for files that are opened; empty before the first one
	closed bool
	held   *os.File // holds it: whoever sweeps it sees that it is in use
}

// New makes it.
func New(o Options) *Files { return &Files{opt: o} }

// Add keeps a copy of a file, to go with a message; done counts the bytes meanwhile. It takes
// plain files only, also through a link: a pipe or a device might never end.
func (f *Files) Add(ctx context.Context, typed string, done *atomic.Int64) (desk.Attachment, error) {
	path, err := home.Long(typed)
	if err != nil {
		return desk.Attachment{}, trouble(err)
	}
	file, err := openPlain(path)
	if err != nil {
		return desk.Attachment{}, trouble(err)
	}
	defer func() { _ = file.Close() }() // it was only read
	info, err := file.Stat()
	switch {
	case err != nil:
		return desk.Attachment{}, trouble(err)
	case info.Size() > desk.MaxFile:
		return desk.Attachment{}, desk.Refuse(desk.FileTooLarge, info.Size())
	case info.Size() == 0: // there is nothing to be read, and nothing to be waited for
		return desk.Attachment{}, desk.Refuse(desk.FileEmpty)
	}
	return f.take(filepath.Base(path), &counted{from: &steady{file: file, before: info}, ctx: ctx, done: done})
}

// steady is a file that ends only as it began: what somebody writes anew while it is read is
// neither the old file nor the new one.
type steady struct {
	file   *os.File
	before fs.FileInfo
}

// Read implements io.Reader.
func (s *steady) Read(b []byte) (int, error) {
	n, err := s.file.Read(b)
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	now, serr := s.file.Stat()
	if serr == nil && (now.Size() != s.before.Size() || !now.ModTime().Equal(s.before.ModTime())) {
		serr = errChanged
	}
	if serr != nil {
		return n, serr
	}
	return n, err
}

// AddText keeps a text as a file, to go with a message.
func (f *Files) AddText(name, words string) (desk.Attachment, error) {
	return f.take(name, strings.NewReader(words))
}

// take keeps a copy of a source, and notes what its first bytes look like.
func (f *Files) take(name string, from io.Reader) (desk.Attachment, error) {
	head := &heading{from: from}
	id, size, err := f.opt.Store.AddFile(head)
	if err != nil {
		return desk.Attachment{}, trouble(err)
	}
	return desk.Attachment{ID: id, Name: desk.FileName(name), Type: kindOf(name, head.first), Size: size}, nil
}

// counted is a source that counts what it gave, and gives no more once nobody wants it.
type counted struct {
	from io.Reader
	ctx  context.Context
	done *atomic.Int64
}

// Read implements io.Reader.
func (c *counted) Read(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.from.Read(b)
	c.done.Add(int64(n))
	return n, err
}

// heading is a source that remembers how it began.
type heading struct {
	from  io.Reader
	first []byte
}

// Read implements io.Reader.
func (h *heading) Read(b []byte) (int, error) {
	n, err := h.from.Read(b)
	if room := sniffed - len(h.first); room > 0 {
		h.first = append(h.first, b[:min(n, room)]...)
	}
	return n, err
}

var (
	errFolder  = errors.New("it is a folder")
	errSpecial = errors.New("it is no plain file")
	errChanged = errors.New("it was changed while it was read")
)

// openPlain opens a plain file and never waits for one that is none.
func openPlain(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errFolder
	case !info.Mode().IsRegular():
		return nil, errSpecial
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	if info, err = f.Stat(); err != nil || !info.Mode().IsRegular() || madeUp(f) {
		return nil, errors.Join(errSpecial, err, f.Close())
	}
	return f, nil
}

// trouble gives an error of the disk the code under which people are told of it. What has a
// sentence already stays.
func trouble(err error) error {
	var p *desk.Problem
	var away *desk.Temporary
	code := "disk"
	switch {
	case err == nil, errors.As(err, &p), errors.As(err, &away), errors.Is(err, desk.ErrNotFound), errors.Is(err, desk.ErrUnauthorized),
		errors.Is(err, desk.ErrForbidden), errors.Is(err, desk.ErrNotADesk), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.ENAMETOOLONG):
		code = "missing"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		code = "closed"
	case errors.Is(err, errFolder), errors.Is(err, syscall.EISDIR):
		code = "folder"
	case errors.Is(err, syscall.ELOOP):
		code = "loop"
	case errors.Is(err, errSpecial):
		code = "special"
	case errors.Is(err, errChanged):
		code = "changed"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		code = "full"
	}
	return &desk.FileTrouble{Code: code, Err: err}
}
