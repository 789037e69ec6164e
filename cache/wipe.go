package cache

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/heed-desk/heed/internal/disk"
)

// Wipe closes the ledger and removes it from this machine, whatever waits in it: the key, in its
// home, and every file. It returns the names of those that were removed. Where the home does not
// let go of the key nothing is removed. The desk loses nothing.
func (l *Ledger) Wipe(ctx context.Context) ([]string, error) {
	if err := l.Close(); err != nil {
		return nil, trouble(err)
	}
	if l.opt.Home != nil {
		if err := l.opt.Home.Keep(ctx); err != nil { // first: without the key the rest is nobody's
			return nil, err
		}
	}
	return Remove(l.opt.Dir)
}

// Remove removes the files of a ledger that nobody has open, whatever is in them, and copies of
// them that were to be looked through, and returns their names. The key is left alone.
func Remove(dir string) (names []string, err error) {
	if dir == "" {
		return nil, nil
	}
	all, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		name := e.Name()
		folder := e.IsDir() && (name == "parcels" || strings.HasPrefix(name, Copies))
		if !isOurs(name) && !folder {
			continue
		}
		if rerr := os.RemoveAll(filepath.Join(dir, name)); rerr != nil {
			err = errors.Join(err, rerr)
			continue
		}
		names = append(names, name)
	}
	return names, errors.Join(err, disk.SyncFolder(dir))
}
