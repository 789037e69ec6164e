package disk

import (
	"errors"
	"fmt"
)

// ErrUnsafe says that what lies at a path must not be trusted: a symbolic link, something
// that is no file, a folder that others can read, a network file system.
var ErrUnsafe = errors.New("the place of the file is not safe")

// Obstacle says that something which is no file of heed's lies in the way: a folder, a
// pipe, a device, or far more than such a file has.
type Obstacle struct {
	Path  string
	Cause error // what it is, or why it cannot be moved
}

// Error implements error.
func (o *Obstacle) Error() string { return fmt.Sprintf("%s is in the way: %v", o.Path, o.Cause) }

// Unwrap gives the cause.
func (o *Obstacle) Unwrap() error { return o.Cause }

// ErrTooLong is the cause of an Obstacle that is a plain file, and has far too much in it.
var ErrTooLong = errors.New("it is too long")

var errNoFile = errors.New("it is no plain file")
