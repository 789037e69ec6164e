package disk

import "syscall"

// mayWrite is what access(2) is asked for.
const mayWrite = 2

// Unwritable says why nothing can be made in a folder, without trying: that the disk can only be
// read, or that one may not; nil where one may.
func Unwritable(dir string) error { return syscall.Access(dir, mayWrite) }
