package vault

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
)

// What can be wrong with a file.
var (
	// ErrBusy says that another process has the file.
	ErrBusy = errors.New("another process has the file open")
	// ErrDamaged says that the file does not hold what was written.
	ErrDamaged = errors.New("the file is damaged")
	// ErrDisk says that the disk would not take a write. Nothing of the transaction counts.
	ErrDisk = errors.New("the disk did not take it")
	// ErrClosed says that the file has been closed.
	ErrClosed = errors.New("the file is closed")
)

// Damage is ErrDamaged with what showed it, and in which life of the file.
type Damage struct {
	File  string
	Cause error
	life  int
}

// Error implements error.
func (d *Damage) Error() string { return fmt.Sprintf("%s: %v: %v", d.File, ErrDamaged, d.Cause) }

// Is reports whether the target is ErrDamaged.
func (d *Damage) Is(target error) bool { return target == ErrDamaged }

// Unwrap gives what showed the damage.
func (d *Damage) Unwrap() error { return d.Cause }

// diskError is ErrDisk with its cause.
type diskError struct {
	file  string
	cause error
}

func (e *diskError) Error() string { return fmt.Sprintf("%s: %v: %v", e.file, ErrDisk, e.cause) }
func (e *diskError) Unwrap() error { return e.cause }

// Is knows the system's own errors also where bbolt has made a text of them.
func (e *diskError) Is(target error) bool {
	errno, of := target.(syscall.Errno)
	return target == ErrDisk || of && strings.HasSuffix(e.cause.Error(), errno.Error())
}
