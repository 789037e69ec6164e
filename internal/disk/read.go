package disk

import (
	"io"
	"os"
	"syscall"
)

// ReadFile reads a small file whole, also through a link. It neither waits for a pipe nor
// reads a device or more than most bytes: *Obstacle. fs.ErrNotExist where nothing lies there.
func ReadFile(path string, most int64) ([]byte, error) {
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, &Obstacle{Path: path, Cause: errNoFile}
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	if info, err := f.Stat(); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, &Obstacle{Path: path, Cause: errNoFile}
	}
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(b)) > most {
		return nil, &Obstacle{Path: path, Cause: ErrTooLong}
	}
	return b, err
}
