package host

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/heed-desk/heed/internal/disk"
)

// ErrWhichBackup says that a desk was named by its database, and not where the backup is to lie
// that is made before an upgrade.
var ErrWhichBackup = errors.New("there is no folder for the backup")

// Upgraded says what an upgrade did.
type Upgraded struct {
	From, To int    // layouts; the same where there was nothing to do
	Backup   string // what was made before; none where there was nothing to do
}

// Upgrade brings the desk of a folder, or of a database, to this program's layout, once a backup
// of it is made: into a folder of it, or into a file that is named. It must not be served from the
// folder: *profile.Busy. ErrWhichBackup.
func Upgrade(ctx context.Context, named, into string) (u Upgraded, err error) {
	src, err := peek(ctx, named)
	if err != nil {
		return u, err
	}
	u.From, u.To, err = src.Layout()
	if err != nil || u.From == u.To {
		return u, errors.Join(err, src.Close())
	}
	release, err := take(named)
	if err != nil {
		return u, errors.Join(err, src.Close())
	}
	defer func() { err = errors.Join(err, release()) }()
	if into == "" {
		into, err = backupOf(named, u.From)
	}
	if err == nil {
		_, err = src.Backup(ctx, into)
	}
	if err := errors.Join(err, src.Close()); err != nil {
		return u, err
	}
	u.Backup = into
	s, err := openHeld(ctx, named, false)
	if err != nil {
		return u, err
	}
	return u, errors.Join(s.Sound(ctx), s.Close())
}

// backupOf is where the backup of a folder's desk lies that an upgrade makes. ErrWhichBackup.
func backupOf(named string, layout int) (string, error) {
	if InDatabase(named) {
		return "", ErrWhichBackup
	}
	into := filepath.Join(named, "backups", fmt.Sprintf("layout-%d-%s.backup", layout, time.Now().UTC().Format("20060102-150405.000")))
	return into, disk.MakeFolder(filepath.Dir(into))
}
