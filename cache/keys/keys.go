// Package keys knows where the key of a ledger lives: in the keyring of the operating
// system, behind a passphrase, or, for a desk that is thrown away, in its own folder.
package keys

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/heed-desk/heed/internal/disk"
)

// What can go wrong with a key.
var (
	ErrNoKeyring       = errors.New("there is no keyring to be had")
	ErrNoKey           = errors.New("there is no key yet")
	ErrKeyExists       = errors.New("there is a key already")
	ErrWrongPassphrase = errors.New("the passphrase is not the right one")
	ErrDamaged         = errors.New("the key file is damaged")
	ErrTooMany         = errors.New("these are more keys than can be kept")
)

// write makes a key file that is whole or not there at all.
func write(path string, b []byte) error {
	if err := disk.Folder(filepath.Dir(path)); err != nil {
		return err
	}
	err := disk.Make(path, b)
	if errors.Is(err, fs.ErrExist) {
		return ErrKeyExists
	}
	return err
}

// remove removes key files, as far as they are there, for good.
func remove(paths ...string) error {
	var errs []error
	for _, path := range paths {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, disk.SyncFolder(filepath.Dir(paths[0])))...)
}

// read returns a key file; ErrNoKey where there is none, *disk.Obstacle where something
// else lies there.
func read(path string) ([]byte, error) {
	there, err := disk.Exists(path)
	if errors.Is(err, disk.ErrUnsafe) {
		return nil, &disk.Obstacle{Path: path, Cause: err}
	}
	if err != nil {
		return nil, err
	}
	if !there {
		return nil, ErrNoKey
	}
	f, err := disk.OpenPlain(path, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	b := make([]byte, mostKeyFile)
	n, err := f.Read(b)
	if err != nil && n == 0 {
		return nil, ErrDamaged // an empty file
	}
	return b[:n], nil
}

// mostKeyFile is more than any key file has.
const mostKeyFile = 4096
