package story_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// copyFolder copies what is on a disk at this instant. What only an open database needs
// beside it is left out: it is in memory.
func copyFolder(to, from string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		a, b := filepath.Join(from, e.Name()), filepath.Join(to, e.Name())
		switch {
		case e.IsDir():
			err = copyFolder(b, a)
		case filepath.Ext(e.Name()) == ".db-shm":
		default:
			err = copyFile(b, a)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Where the data of a file begins and ends that has holes, as lseek(2) takes it.
const seekData, seekHole = 3, 4

// copyFile copies a file with its holes: databases take room long before they need it.
func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was only read
	info, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = out.Close() }() // nobody needs it to last
	for at := int64(0); at < info.Size(); {
		from, err := in.Seek(at, seekData)
		if errors.Is(err, syscall.ENXIO) {
			break // nothing but a hole
		}
		if err != nil {
			return err
		}
		if at, err = in.Seek(from, seekHole); err != nil {
			return err
		}
		if _, err = in.Seek(from, io.SeekStart); err != nil {
			return err
		}
		if _, err = out.Seek(from, io.SeekStart); err != nil {
			return err
		}
		if _, err := io.CopyN(out, in, at-from); err != nil {
			return err
		}
	}
	return out.Truncate(info.Size())
}
