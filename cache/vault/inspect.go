package vault

import (
	"errors"
	"fmt"
	"os"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/heed-desk/heed/internal/disk"
)

// mostFaults is how many faults of a file are told: a torn one has thousands.
const mostFaults = 50

var (
	errEmpty = errors.New("it is empty")
	errShort = errors.New("its end is missing")
)

// Inspect looks through a file that nobody has open, without writing a byte: whether its pages
// hang together, and then what look finds. It returns what is wrong with the pages. A file that
// is torn enough ends the process: whoever cannot have that calls it in one of its own. ErrBusy,
// disk.ErrUnsafe, fs.ErrNotExist, ErrDamaged, or what look returned.
func Inspect(path string, look func(*bolt.Tx) error) (faults []string, err error) {
	err = readOnly(path, func(tx *bolt.Tx) error {
		faults = structure(tx)
		return look(tx)
	})
	return faults, err
}

// Outline is Inspect without a key: it also says how many entries there are, its own among them.
func Outline(path string) (entries int, faults []string, err error) {
	faults, err = Inspect(path, func(tx *bolt.Tx) error {
		if _, _, err := inClear(tx); err != nil {
			return err
		}
		return tx.ForEach(func(_ []byte, b *bolt.Bucket) error {
			entries += b.Stats().KeyN
			return nil
		})
	})
	return entries, faults, err
}

// readOnly looks at a file that nobody has open, if all of its pages are there.
func readOnly(path string, look func(*bolt.Tx) error) (err error) {
	var fd *os.File
	db, err := bolt.Open(path, 0o600, &bolt.Options{
		ReadOnly: true, Timeout: lockPatience,
		OpenFile: func(path string, _ int, _ os.FileMode) (_ *os.File, err error) {
			fd, err = disk.OpenPlain(path, os.O_RDONLY, 0)
			return fd, err
		},
	})
	var at *os.PathError
	switch {
	case err == nil:
	case errors.Is(err, berrors.ErrTimeout):
		return fmt.Errorf("%s: %w", path, ErrBusy)
	case errors.Is(err, disk.ErrUnsafe):
		return err
	case errors.As(err, &at):
		if info, serr := os.Lstat(path); serr == nil && info.Mode().IsRegular() && info.Size() == 0 { // it would be begun, which this may not
			return &Damage{File: path, Cause: errEmpty}
		}
		return err
	default:
		return &Damage{File: path, Cause: err}
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = guarded(func() error {
		return db.View(func(tx *bolt.Tx) error {
			if info, err := os.Stat(path); err != nil || tx.Size() > info.Size() {
				return errors.Join(errShort, err)
			}
			if err := noRings(fd, db.Info().PageSize); err != nil {
				return err
			}
			return look(tx)
		})
	})
	var p *fault
	if errors.As(err, &p) || errors.Is(err, errShort) || errors.Is(err, errRing) {
		return &Damage{File: path, Cause: err}
	}
	return err
}

// Peek looks at the head of a file without writing a byte. ErrBusy, disk.ErrUnsafe,
// fs.ErrNotExist, ErrDamaged, or what Head.Read says.
func Peek(path string, head Head) error {
	return readOnly(path, head.Read)
}

// structure is what is wrong with the pages of a file.
func structure(tx *bolt.Tx) (faults []string) {
	for err := range tx.Check() {
		if len(faults) < mostFaults {
			faults = append(faults, err.Error())
		}
	}
	return faults
}
