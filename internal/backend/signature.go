package backend

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
)

// signature begins what stands behind a backup's last page, where SQLite reads nothing: the SHA-256
// of every byte before it. Its length with the sum is no multiple of a page's.
const signature = "\nthis backup of heed has the SHA-256 "

const signatureSize = len(signature) + 2*sha256.Size + 1

// signed puts the signature behind a backup, has it on the disk, and returns its size.
func signed(path string) (size int64, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	hash := sha256.New()
	if size, err = io.Copy(hash, f); err != nil {
		return 0, err
	}
	n, err := fmt.Fprintf(f, "%s%x\n", signature, hash.Sum(nil))
	return size + int64(n), errors.Join(err, f.Sync())
}

// Intact reads a backup through, and says whether a bit of it has changed since it was made:
// ErrBackupDamaged, and ErrNoBackup of what is no database of SQLite. One that an earlier heed
// made has no signature: OpenBackup knows what its tables held.
func Intact(file string) (err error) {
	f, err := os.OpenFile(file, os.O_RDONLY|syscall.O_NONBLOCK, 0) // nobody waits at a pipe
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%w: it is no file", ErrNoBackup)
	}
	behind := info.Size() - int64(signatureSize)
	end := make([]byte, signatureSize)
	if behind > 0 {
		if _, err := f.ReadAt(end, behind); err != nil {
			return err
		}
	}
	if !strings.HasPrefix(string(end), signature) {
		return unsigned(f, info.Size())
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, io.NewSectionReader(f, 0, behind)); err != nil {
		return err
	}
	return only(string(end) != fmt.Sprintf("%s%x\n", signature, hash.Sum(nil)), fmt.Errorf("%w: it is not what its signature says", ErrBackupDamaged))
}

// smallestPage is of which every database of SQLite is a multiple.
const smallestPage = 512

// unsigned says what a file is that has no signature.
func unsigned(f io.ReaderAt, size int64) error {
	const begins = "SQLite format 3\x00"
	magic := make([]byte, len(begins))
	if n, err := f.ReadAt(magic, 0); n < len(magic) && !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case string(magic) != begins:
		return fmt.Errorf("%w: it is no database of SQLite", ErrNoBackup)
	case size%smallestPage != 0:
		return fmt.Errorf("%w: its end is not what was written", ErrBackupDamaged)
	default:
		return nil
	}
}
