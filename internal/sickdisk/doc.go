// Package sickdisk refuses what a program writes to a folder, as a disk does that is full,
// failing or read-only; for tests. It needs no disk of its own: the system asks it before
// each call.
package sickdisk

import (
	"errors"
	"syscall"
)

// ErrNotHere says that the system lets nobody stand between a program and its disk.
var ErrNotHere = errors.New("nobody can stand between a program and its disk here")

// Call is what a program is about to do to a file of the folder.
type Call struct {
	N    int    // counts such calls, from 1 on
	Name string // as the system calls it: pwrite64, fsync, renameat
	Path string
}

// Answer is what the disk says to a call.
type Answer struct {
	Errno syscall.Errno // 0 to let it be done
	// Short has half of what is to be written done, where it is to be written.
	Short bool
}

// Disk decides over every call, one after another.
type Disk func(Call) Answer
