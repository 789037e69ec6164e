package disk

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Replace puts a file with these bytes, mode 0600, in a place. What lay there stays whole
// until the new file is, and once Replace returns nil the new one lasts. The caller keeps
// other writers of the place out.
func Replace(path string, b []byte) error {
	f, err := ReplaceOpen(path, b)
	if err != nil {
		return err
	}
	return f.Close()
}

// ReplaceOpen is Replace for who goes on writing: the file comes back open.
func ReplaceOpen(path string, b []byte) (*os.File, error) { return put(path, b, os.Rename) }

// Make is Replace for a place where nothing lies yet; fs.ErrExist where something does.
func Make(path string, b []byte) error {
	f, err := put(path, b, func(temp, path string) error {
		if err := os.Link(temp, path); err != nil { // unlike a rename, it never takes another's place
			return err
		}
		return os.Remove(temp)
	})
	if err != nil {
		return err
	}
	return f.Close()
}

// put writes a file beside its place, flushes it, lets it be moved, and flushes the folder.
func put(path string, b []byte, move func(temp, path string) error) (*os.File, error) {
	temp := path + ".new"
	if err := Vacate(temp, time.Now()); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(temp, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	if _, err = f.Write(b); err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = move(temp, path)
	}
	if err == nil {
		err = SyncFolder(filepath.Dir(path))
	}
	if err != nil {
		_ = f.Close()
		_ = os.Remove(temp) // where it has not been moved
		return nil, fmt.Errorf("writing %s: %w", filepath.Base(path), err)
	}
	return f, nil
}

// SyncFolder makes it last what a folder's files are called.
func SyncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
