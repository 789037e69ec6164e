package host

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/disk"
)

// storeFile names, in a desk's folder, the database in which the desk lies. Where it is
// missing the desk lies in the folder itself.
const storeFile = "store"

// maxStore is the longest name of a database.
const maxStore = 4096

// Errors of a desk that lies in a database.
var (
	// ErrTwoStores says that a folder has a desk in its own file, or in another database than
	// the one that was named: a folder has one desk.
	ErrTwoStores = errors.New("this folder has its desk elsewhere")
	// ErrStoreGone says that there is no desk in the database that a folder remembers. No new one
	// is made in its place.
	ErrStoreGone = errors.New("the desk of this folder is gone from its database")
)

// InDatabase reports whether a desk is named by its database, and not by a folder.
func InDatabase(named string) bool { return strings.Contains(named, "://") }

// Same reports whether two names are those of one folder, or of one database.
func Same(one, other string) bool {
	if InDatabase(one) || InDatabase(other) {
		a, aerr := unspoken(one)
		b, berr := unspoken(other)
		return aerr == nil && berr == nil && a == b
	}
	a, err := os.Stat(one)
	if err != nil {
		return false
	}
	b, err := os.Stat(other)
	return err == nil && os.SameFile(a, b)
}

// storeOf is the database of a folder's desk; empty where that lies in the folder.
func storeOf(dir string) (string, error) {
	text, err := disk.ReadFile(filepath.Join(dir, storeFile), maxStore)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return strings.TrimSpace(string(text)), err
}

// openStore opens the desk of a folder that this process owns. A database that is named
// becomes the folder's, without its password, so that every command finds the one desk there is.
func openStore(dir, named string, forCopy bool) (*backend.Store, error) {
	kept, err := storeOf(dir)
	if err != nil {
		return nil, err
	}
	switch {
	case named == "" && kept == "" && forCopy:
		return backend.OpenForCopy(dir)
	case named == "" && kept == "":
		return backend.Open(dir)
	}
	if named == "" {
		named = kept
	}
	plain, err := unspoken(named)
	if err != nil {
		return nil, err
	}
	if there, err := disk.Exists(filepath.Join(dir, backend.File)); err != nil || there || kept != "" && kept != plain {
		return nil, errors.Join(ErrTwoStores, err)
	}
	s, err := backend.Connect(context.Background(), named, backend.ConnectOptions{There: kept != "", ForCopy: forCopy})
	if err != nil {
		return nil, gone(err)
	}
	if kept == "" {
		if err := disk.Replace(filepath.Join(dir, storeFile), []byte(plain+"\n")); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// gone is what it means that a database which a folder remembers did not open.
func gone(err error) error {
	if errors.Is(err, backend.ErrEmptyDatabase) {
		return ErrStoreGone
	}
	return err
}

// Said is the name of a desk as others may read it: of a database without its password.
func Said(named string) string {
	if !InDatabase(named) {
		return named
	}
	plain, err := unspoken(named)
	if err != nil {
		return "URL"
	}
	return plain
}

// unspoken is the name of a database without the password in it.
func unspoken(named string) (string, error) {
	u, err := url.Parse(named)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return "", backend.ErrBadURL // what it says stays unsaid: there may be a password in it
	}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	q := u.Query()
	q.Del("password")
	u.RawQuery = q.Encode()
	return u.String(), nil
}
