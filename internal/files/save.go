package files

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// Place implements screen.Files: the download folder, else the home folder.
func (f *Files) Place(file desk.Attachment) string {
	dir := os.Getenv("XDG_DOWNLOAD_DIR")
	if info, err := os.Stat(dir); dir == "" || err != nil || !info.IsDir() { //nolint:gosec // the person says which folder
		dir = expand("~/Downloads")
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			dir = expand("~")
		}
	}
	return short(filepath.Join(dir, text.FileName(file.Name)))
}

// Unopenable implements screen.Files.
func (f *Files) Unopenable() desk.Reason { return f.opt.Why }

// Save implements screen.Files. What lies in the place stays: the file comes beside it. Until
// it is whole it has another name.
func (f *Files) Save(ctx context.Context, file desk.Attachment, typed string, done *atomic.Int64) (screen.Saved, error) {
	path := expand(typed)
	if info, err := os.Stat(path); strings.HasSuffix(typed, "/") || err == nil && info.IsDir() {
		path = filepath.Join(path, text.FileName(file.Name))
	}
	temp, err := f.fetch(ctx, filepath.Dir(path), file, done)
	if err != nil {
		return screen.Saved{}, trouble(err)
	}
	defer func() { _ = os.Remove(temp.path) }() // where it has not been moved
	stem, ext := strings.TrimSuffix(path, filepath.Ext(path)), filepath.Ext(path)
	for n := 1; n < 1000; n++ {
		at := path
		if n > 1 {
			at = stem + "-" + strconv.Itoa(n) + ext
		}
		err := move(temp.path, at)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return screen.Saved{}, trouble(err)
		}
		return screen.Saved{Path: desk.Foreign(short(at)), Numbered: n > 1}, nil
	}
	return screen.Saved{}, &screen.FileTrouble{Code: "exists"}
}

// move gives a file another name, which nothing has yet.
func move(from, to string) error {
	err := os.Link(from, to) // unlike a rename, it never takes another's place
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	// Not every file system has links. There the name is taken first, and then the file put there.
	claim, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(claim.Close(), os.Rename(from, to))
}

// fetched is a file that was fetched, and how it begins.
type fetched struct {
	path  string
	first []byte
}

// fetch fetches a file into a folder, under a name that nothing else has.
func (f *Files) fetch(ctx context.Context, dir string, file desk.Attachment, done *atomic.Int64) (got fetched, err error) {
	temp, err := os.OpenFile(filepath.Join(dir, ".heed-"+rand.Text()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return got, err
	}
	got.path = temp.Name()
	err = f.opt.Fetch(ctx, file, func(b []byte) error {
		if room := sniffed - len(got.first); room > 0 {
			got.first = append(got.first, b[:min(room, len(b))]...)
		}
		n, err := temp.Write(b)
		done.Add(int64(n))
		return err
	})
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		_ = os.Remove(got.path) // half a file is none
	}
	return got, err
}

// Fetch implements screen.Files.
func (f *Files) Fetch(ctx context.Context, file desk.Attachment, done *atomic.Int64) (screen.Fetched, error) {
	dir, err := f.room()
	if err != nil {
		return screen.Fetched{}, trouble(err)
	}
	if dir, err = os.MkdirTemp(dir, ""); err != nil { // two files of one name
		return screen.Fetched{}, trouble(err)
	}
	got, err := f.fetch(ctx, dir, file, done)
	if err != nil {
		return screen.Fetched{}, trouble(err)
	}
	name := text.FileName(file.Name)
	path := filepath.Join(dir, name)
	if err := os.Rename(got.path, path); err != nil {
		return screen.Fetched{}, trouble(err)
	}
	kind := looksLike(got.first)
	return screen.Fetched{File: file, Path: path, Kind: kind, Caution: caution(name, kind)}, nil
}

// room is the folder for files that are opened, which only this user can enter.
func (f *Files) room() (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.temp != "" {
		return f.temp, nil
	}
	dir, err := f.opt.Temp()
	if err != nil {
		return "", err
	}
	f.temp, err = os.MkdirTemp(dir, "open-")
	return f.temp, err
}

// Open implements screen.Files. The program goes on by itself; whether it liked the file is
// not known.
func (f *Files) Open(file screen.Fetched) error {
	cmd := exec.Command(f.opt.Opener, file.Path) //nolint:gosec,noctx // it outlives the question; the path is ours and absolute
	if err := cmd.Start(); err != nil {
		return trouble(err)
	}
	go func() { _ = cmd.Wait() }() // it is not left as a zombie
	return nil
}

// Close removes what was opened.
func (f *Files) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.temp == "" {
		return nil
	}
	return os.RemoveAll(f.temp)
}
