package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/heed-desk/heed/internal/disk"
)

// ErrMeanwhile says that somebody else has changed a file: nothing was written over that.
var ErrMeanwhile = errors.New("the file was changed meanwhile")

// Keep writes a setting into a file, or takes it out where value is nil, and returns what
// the file says then. All else in it stays, whatever it is by now. Where the setting itself
// is not as it was in the file that f is of, or the file cannot be read any more, nothing is
// written: *Flaw where something in it is wrong, else ErrMeanwhile; what stands there comes back.
func (f *File) Keep(name string, value *string) (File, error) {
	path, err := target(f.Path)
	if err != nil {
		return *f, err
	}
	b, err := disk.ReadFile(path, maxFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return *f, err
	}
	now := File{Path: f.Path, There: err == nil, Values: map[string]Value{}}
	if flaws := now.parse(b); len(flaws) > 0 {
		flaws[0].Path = f.Path
		return *f, flaws[0]
	}
	if was, is := f.Values[name], now.Values[name]; was.Text != is.Text || (was.Line > 0) != (is.Line > 0) {
		return now, ErrMeanwhile
	}
	out, err := edit(b, name, value)
	if err != nil {
		return now, err
	}
	if err := put(path, b, out); err != nil {
		return now, err
	}
	kept := File{Path: f.Path, There: true, Values: map[string]Value{}}
	kept.parse(out) // edit has looked it over
	return kept, nil
}

// target is the file that a path leads to, through links: a link stays one.
func target(path string) (string, error) {
	for range 16 {
		to, err := os.Readlink(path)
		if err != nil {
			return path, nil //nolint:nilerr // it is no link, or there is nothing
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	return "", &fs.PathError{Op: "open", Path: path, Err: errors.New("too many links")}
}

// put puts a text in the place of another, whole or not at all, for this user alone. Where
// the other is not there any more as it was, somebody has written meanwhile.
func put(path string, was, is []byte) (err error) {
	dir := filepath.Dir(path)
	if err := disk.MakeFolder(dir); err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, ".config-*.toml") // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temp.Name()))
		}
	}()
	if _, err = temp.Write(is); err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		return err
	}
	if b, err := disk.ReadFile(path, maxFile); err == nil && string(b) != string(was) || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return ErrMeanwhile
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return err
	}
	return disk.SyncFolder(dir)
}
