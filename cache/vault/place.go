package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Folder makes a folder that only its owner can read, or makes sure that it is one.
func Folder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
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

// SyncFolder makes a rename in the folder last.
func SyncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	return d.Sync()
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
