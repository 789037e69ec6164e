package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Folder makes a folder that only its owner can read, or makes sure that it is one.
func Folder(dir string) error {
	if err := MakeFolder(dir); err != nil {
		return fmt.Errorf("making the folder: %w", err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s: %w", dir, ErrUnsafe)
	}
	if info.Mode().Perm()&0o077 != 0 {
		if err := os.Chmod(dir, 0o700); err != nil { //nolint:gosec // a folder needs its x
			return fmt.Errorf("%s: %w: %w", dir, ErrUnsafe, err)
		}
	}
	if remote(dir) {
		return fmt.Errorf("%s is on a network file system: %w", dir, ErrUnsafe)
	}
	return nil
}

// MakeFolder makes a folder that only its owner can read, and those above it, where they are
// missing. What it made lasts once it returns nil.
func MakeFolder(dir string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	above := filepath.Dir(dir)
	if above != dir {
		if err := MakeFolder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		switch info, serr := os.Stat(dir); {
		case serr != nil:
			return err
		case !info.IsDir():
			return &fs.PathError{Op: "mkdir", Path: dir, Err: syscall.ENOTDIR}
		} // somebody else has just made it
	}
	err := SyncFolder(above)
	if errors.Is(err, fs.ErrPermission) {
		return nil // one may write into it and not read it: no more can be done
	}
	return err
}

// Exists reports whether a plain file lies at the path; ErrUnsafe where something else does.
func Exists(path string) (bool, error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() {
		return false, fmt.Errorf("%s: %w", path, ErrUnsafe)
	}
	return true, nil
}

// Clear sets aside what lies at a path and is no plain file: a folder, a link, a pipe, a
// device. Links are never followed and nothing is ever removed, as it may hold words. A
// plain file that was shut to its owner is opened to them. It returns the new name of what
// was set aside, or none; *Obstacle where it cannot be moved.
func Clear(path string, now time.Time) (aside string, err error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", err
	case info.Mode().IsRegular():
		if info.Mode().Perm()&0o600 != 0o600 {
			_ = os.Chmod(path, 0o600) // where it is not ours, opening it says so
		}
		return "", nil
	}
	aside, err = SetAside(path, now)
	if err != nil {
		return "", &Obstacle{Path: path, Cause: err}
	}
	return aside, nil
}

// Vacate makes room for a file that is about to be written: what an earlier try has left
// there goes, a folder with something in it is set aside.
func Vacate(path string, now time.Time) error {
	err := os.Remove(path)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	_, err = Clear(path, now)
	return err
}

// OpenPlain opens a plain file with mode 0600 and makes sure that it is not a link to another.
func OpenPlain(path string, flag int, mode os.FileMode) (*os.File, error) {
	there, err := Exists(path)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, flag, mode)
	if err != nil {
		return nil, err
	}
	if err := verify(f, path, there); err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

func verify(f *os.File, path string, there bool) error {
	opened, err := f.Stat()
	if err != nil {
		return err
	}
	named, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if !os.SameFile(opened, named) || !opened.Mode().IsRegular() {
		return fmt.Errorf("%s: %w", path, ErrUnsafe)
	}
	if there && opened.Mode().Perm()&0o077 != 0 {
		return f.Chmod(0o600)
	}
	return nil
}

// SetAside renames a damaged file to path.corrupt.<time>, where it does no harm, and
// returns its new name. A file that is not there is none to set aside.
func SetAside(path string, now time.Time) (string, error) {
	for n := range 100 {
		to := path + ".corrupt." + now.UTC().Format("20060102T150405")
		if n > 0 {
			to += "-" + strconv.Itoa(n)
		}
		if _, err := os.Lstat(to); err == nil {
			continue
		}
		err := os.Rename(path, to)
		if errors.Is(err, fs.ErrNotExist) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		return to, SyncFolder(filepath.Dir(path))
	}
	return "", fmt.Errorf("%s: too many damaged files beside it", path)
}

// Aside lists the files that were set aside from a path, oldest first.
func Aside(path string) []string {
	all, _ := filepath.Glob(strings.NewReplacer("[", "\\[", "*", "\\*", "?", "\\?").Replace(path) + ".corrupt.*")
	return all
}
