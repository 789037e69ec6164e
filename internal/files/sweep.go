package files

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"time"
)

const (
	unfinished = ".heed-" // how the name of a file begins that is being fetched
	opened     = "open-"  // and that of a folder of files that were opened
)

// Of what has such a name, only what a process left that is no more is removed: whoever is at
// work on it holds a lock, which ends with its process. The pause is for the moment before.
const pause = time.Minute

// Sweep removes what a heed that crashed left of other people's files: what it was fetching
// into the download folder, and what it had opened. What is in use stays, and so does what
// cannot be told from that.
func (f *Files) Sweep(ctx context.Context) error {
	var errs []error
	if dir, err := f.opt.Temp(); err != nil {
		errs = append(errs, err)
	} else {
		errs = append(errs, sweep(ctx, dir, isOpened))
	}
	if dir, err := downloads(); err != nil {
		errs = append(errs, err)
	} else {
		errs = append(errs, sweep(ctx, dir, isUnfinished))
	}
	return errors.Join(errs...)
}

var (
	unfinishedName = regexp.MustCompile(`^\.heed-[A-Z2-7]{26}$`)
	openedName     = regexp.MustCompile(`^open-[0-9]+$`)
)

func isUnfinished(info fs.FileInfo) bool {
	return info.Mode() == 0o600 && unfinishedName.MatchString(info.Name())
}

func isOpened(info fs.FileInfo) bool {
	return info.Mode() == fs.ModeDir|0o700 && openedName.MatchString(info.Name())
}

// sweep removes what was left in a folder. Of a folder of very many files it reads a part only.
func sweep(ctx context.Context, dir string, left func(fs.FileInfo) bool) error {
	in, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was only read
	var errs []error
	for read := 0; read < mostRead; {
		all, err := in.ReadDir(batch)
		for _, e := range all {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			info, err := e.Info()
			if err == nil && left(info) && time.Since(info.ModTime()) > pause {
				errs = append(errs, drop(filepath.Join(dir, e.Name()), info))
			}
		}
		read += len(all)
		if errors.Is(err, io.EOF) || err == nil && len(all) == 0 {
			break
		}
		if err != nil {
			return errors.Join(append(errs, err)...)
		}
	}
	return errors.Join(errs...)
}

// drop removes what nobody holds.
func drop(path string, was fs.FileInfo) error {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK|syscall.O_NOFOLLOW, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // somebody else swept it
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	if is, err := f.Stat(); err != nil || !os.SameFile(is, was) || !hold(f) {
		return err
	}
	return os.RemoveAll(path)
}

// hold takes a file or a folder in hand until it is closed; not ok where another process has
// it, or where the disk cannot say so.
func hold(f *os.File) (ok bool) {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
