// Package keys knows where the key of a ledger lives: in the keyring of the operating
// system, behind a passphrase, or, for a desk that is thrown away, in its own folder.
package keys

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/heed-desk/heed/cache/vault"
)

// What can go wrong with a key.
var (
	ErrNoKeyring       = errors.New("there is no keyring to be had")
	ErrNoKey           = errors.New("there is no key yet")
	ErrKeyExists       = errors.New("there is a key already")
	ErrWrongPassphrase = errors.New("the passphrase is not the right one")
	ErrDamaged         = errors.New("the key file is damaged")
)

// write makes a key file that is whole or not there at all.
func write(path string, b []byte) error {
	if err := vault.Folder(filepath.Dir(path)); err != nil {
		return err
	}
	temp := path + ".new"
	if err := vault.Vacate(temp, time.Now()); err != nil {
		return err
	}
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(b); err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Link(temp, path) // unlike a rename, it never takes another key's place
	}
	_ = os.Remove(temp)
	if errors.Is(err, os.ErrExist) {
		return ErrKeyExists
	}
	if err != nil {
		return err
	}
	return vault.SyncFolder(filepath.Dir(path))
}

// read returns a key file; ErrNoKey where there is none, *vault.Obstacle where something
// else lies there: a key is never set aside.
func read(path string) ([]byte, error) {
	there, err := vault.Exists(path)
	if errors.Is(err, vault.ErrUnsafe) {
		return nil, &vault.Obstacle{Path: path, Cause: err}
	}
	if err != nil {
		return nil, err
	}
	if !there {
		return nil, ErrNoKey
	}
	f, err := vault.OpenPlain(path, os.O_RDONLY, 0)
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
