package cache

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/heed-desk/heed/cache/journal"
	"github.com/heed-desk/heed/cache/vault"
)

// Outline is Verify for who has no key: it looks at what stands outside the seal, the pages,
// the heads, the numbers of the frames. vault.ErrBusy, vault.ErrNewer.
func Outline(dir string, begins func(file string), without ...string) (Findings, error) {
	f := Findings{Sealed: true}
	for _, name := range []string{"cache.db", "outbox.db", "outbox.log"} {
		if slices.Contains(without, name) {
			continue
		}
		begins(name)
		found, err := outlineOf(filepath.Join(dir, name))
		switch {
		case err == nil:
		case errors.Is(err, fs.ErrNotExist):
			found.Faults = append(found.Faults, "it is not there")
		case errors.Is(err, vault.ErrDamaged), vault.IsHeadDamage(err):
			found.Faults = append(found.Faults, err.Error())
		case errors.Is(err, vault.ErrNewer), errors.Is(err, vault.ErrBusy):
			return f, fmt.Errorf("%s: %w", name, err)
		default:
			found.notRead(err)
		}
		f.Files = append(f.Files, found)
	}
	return f, nil
}

// outlineOf is what can be seen of one file.
func outlineOf(path string) (f Finding, err error) {
	f.Name = filepath.Base(path)
	if f.Name != "outbox.log" {
		f.Records, f.Faults, err = vault.Outline(path)
		return f, err
	}
	var fault string
	if f.Records, fault, err = journal.Outline(path); fault != "" {
		f.Faults = []string{fault}
	}
	return f, err
}
