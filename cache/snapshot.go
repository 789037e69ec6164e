package cache

import (
	"path/filepath"

	"github.com/heed-desk/heed/internal/disk"
)

// Snapshot copies cache.db and both copies of the outbox, as sealed as they are, to a folder in
// which none lies yet: so that another process can look through them while the ledger is open.
// Each is as of one moment. Reading and writing go on meanwhile; writing the files anew waits.
func (l *Ledger) Snapshot(dir string) error {
	if err := disk.Folder(dir); err != nil {
		return err
	}
	l.copying.Lock()
	defer l.copying.Unlock()
	if err := l.out.Copy(dir); err != nil {
		return trouble(err)
	}
	return trouble(l.file.Copy(filepath.Join(dir, "cache.db")))
}
