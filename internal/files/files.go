// Package files reaches the person's own files for screens, which may not: it completes
// paths, takes files in to go with a message, and saves or opens those that came.
package files

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
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

// Files implements screen.Files.
type Files struct {
	opt Options

	mu   sync.Mutex
	temp string // the folder for files that are opened; empty before the first one
}

var _ screen.Files = (*Files)(nil)

// New makes it.
func New(o Options) *Files { return &Files{opt: o} }

// Add implements screen.Files. It takes plain files only, also through a link: a pipe or a
// device might never end.
func (f *Files) Add(path string) (desk.Attachment, error) {
	file, err := openPlain(expand(path))
	if err != nil {
		return desk.Attachment{}, trouble(err)
	}
	defer func() { _ = file.Close() }() // it was only read
	if info, err := file.Stat(); err == nil && info.Size() > desk.MaxFile {
		return desk.Attachment{}, desk.Refuse(desk.FileTooLarge, info.Size())
	}
	return f.take(filepath.Base(path), file)
}

// AddText implements screen.Files.
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
	if info, err = f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(errSpecial, err, f.Close())
	}
	return f, nil
}

// expand is a path as it was typed, from the home folder where it is relative or begins with ~.
func expand(typed string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "/"
	}
	rest, ok := strings.CutPrefix(typed, "~")
	switch {
	case ok && (rest == "" || rest[0] == '/'):
		return filepath.Join(home, rest)
	case ok:
		name, below, _ := strings.Cut(rest, "/")
		if who, err := user.Lookup(name); err == nil {
			return filepath.Join(who.HomeDir, below)
		}
	}
	if !filepath.IsAbs(typed) {
		return filepath.Join(home, typed)
	}
	return filepath.Clean(typed)
}

// short is a path without whose home it is in.
func short(path string) string {
	if home, err := os.UserHomeDir(); err == nil && home != "/" && home != "" {
		if rest, ok := strings.CutPrefix(path, home+"/"); ok {
			return "~/" + rest
		}
	}
	return path
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
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		code = "missing"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		code = "closed"
	case errors.Is(err, errFolder), errors.Is(err, syscall.EISDIR):
		code = "folder"
	case errors.Is(err, errSpecial):
		code = "special"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		code = "full"
	}
	return &screen.FileTrouble{Code: code, Err: err}
}
