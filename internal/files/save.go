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
	"github.com/heed-desk/heed/internal/home"
	"github.com/heed-desk/heed/internal/text"
)

// Place is where a file would be saved: in the download folder, else in the home folder.
func (f *Files) Place(file desk.Attachment) (string, error) {
	dir, err := downloads()
	if err != nil {
		return "", trouble(err)
	}
	return home.Short(filepath.Join(dir, text.FileName(file.Name))), nil
}

// downloads is the folder into which files are saved where nobody says another.
func downloads() (string, error) {
	dir := os.Getenv("XDG_DOWNLOAD_DIR")
	if info, err := os.Stat(dir); dir != "" && err == nil && info.IsDir() { //nolint:gosec // the person says which folder
		return dir, nil
	}
	dir, err := home.Long("~/Downloads")
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return dir, nil
	}
	return home.Long("~")
}

// Unopenable is why no file can be opened here; empty where one can.
func (f *Files) Unopenable() desk.Reason { return f.opt.Why }

// Save fetches a file and puts it in a place; done counts the bytes meanwhile. What lies there
// stays: the file comes beside it, under a number. Until it is whole it has another name.
func (f *Files) Save(ctx context.Context, file desk.Attachment, typed string, done *atomic.Int64) (desk.SavedFile, error) {
	path, err := home.Long(typed)
	if err != nil {
		return desk.SavedFile{}, trouble(err)
	}
	if info, err := os.Stat(path); strings.HasSuffix(typed, "/") || err == nil && info.IsDir() {
		path = filepath.Join(path, text.FileName(file.Name))
	}
	_ = sweep(ctx, filepath.Dir(path), isUnfinished) // what cannot be removed stays, and does no harm here
	temp, err := f.fetch(ctx, filepath.Dir(path), file, done)
	if err != nil {
		return desk.SavedFile{}, trouble(err)
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
			return desk.SavedFile{}, trouble(err)
		}
		return desk.SavedFile{Path: desk.Foreign(home.Short(at)), Numbered: n > 1}, nil
	}
	return desk.SavedFile{}, &desk.FileTrouble{Code: "exists"}
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
	if err = errors.Join(claim.Close(), os.Rename(from, to)); err != nil {
		_ = os.Remove(to) // a name without a file is none
	}
	return err
}

// fetched is a file that was fetched, and how it begins.
type fetched struct {
	path  string
	first []byte
}

// fetch fetches a file into a folder, under a name that nothing else has.
func (f *Files) fetch(ctx context.Context, dir string, file desk.Attachment, done *atomic.Int64) (got fetched, err error) {
	temp, err := os.OpenFile(filepath.Join(dir, unfinished+rand.Text()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return got, err
	}
	got.path = temp.Name()
	_ = hold(temp) // where the disk cannot, nobody sweeps either
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

// Fetch fetches a file to be opened, into a place that is gone when heed ends; done counts the
// bytes meanwhile.
func (f *Files) Fetch(ctx context.Context, file desk.Attachment, done *atomic.Int64) (desk.FetchedFile, error) {
	dir, err := f.room()
	if err != nil {
		return desk.FetchedFile{}, trouble(err)
	}
	if dir, err = os.MkdirTemp(dir, ""); err != nil { // two files of one name
		return desk.FetchedFile{}, trouble(err)
	}
	got, err := f.fetch(ctx, dir, file, done)
	if err != nil {
		return desk.FetchedFile{}, trouble(err)
	}
	name := text.FileName(file.Name)
	path := filepath.Join(dir, name)
	if err := os.Rename(got.path, path); err != nil {
		return desk.FetchedFile{}, trouble(err)
	}
	kind := looksLike(got.first)
	return desk.FetchedFile{File: file, Path: path, Kind: kind, Caution: caution(name, kind)}, nil
}

// room is the folder for files that are opened, which only this user can enter.
func (f *Files) room() (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.closed:
		return "", fs.ErrClosed
	case f.temp != "":
		return f.temp, nil
	}
	dir, err := f.opt.Temp()
	if err != nil {
		return "", err
	}
	f.temp, f.held, err = room(dir)
	return f.temp, err
}

// room makes a folder that only this user can enter, and that the next heed sweeps where this
// process ends without removing it.
func room(dir string) (made string, held *os.File, err error) {
	if made, err = os.MkdirTemp(dir, opened); err != nil {
		return "", nil, err
	}
	if held, err = os.Open(made); err != nil {
		return "", nil, errors.Join(err, os.Remove(made))
	}
	_ = hold(held) // where the disk cannot, nobody sweeps either
	return made, held, nil
}

// Room makes a folder below dir for what is not to outlive this process: only this user can
// enter it, leave removes it with all that is in it, and where this process ends before that,
// Sweep does.
func Room(dir string) (path string, leave func() error, err error) {
	path, held, err := room(dir)
	if err != nil {
		return "", nil, err
	}
	return path, func() error { return errors.Join(os.RemoveAll(path), held.Close()) }, nil
}

// Open hands a file that was fetched to the program that the system has for it. The program goes on by itself; whether it liked the file is
// not known.
func (f *Files) Open(file desk.FetchedFile) error {
	cmd := exec.Command(f.opt.Opener, file.Path) //nolint:gosec,noctx // it outlives the question; the path is ours and absolute
	cmd.Env = Outside()
	if err := cmd.Start(); err != nil {
		return trouble(err)
	}
	go func() { _ = cmd.Wait() }() // it is not left as a zombie
	return nil
}

// Close removes what was opened. What is still being fetched has no place any more.
func (f *Files) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed = true; f.temp == "" {
		return nil
	}
	err := errors.Join(os.RemoveAll(f.temp), f.held.Close())
	f.temp = ""
	return err
}
