package files

import (
	"os"
	"syscall"
)

// madeUp reports whether a file is one that the system makes up when it is read, as those of
// /proc and /sys: it has no size of its own, and a read may wait for something to happen.
func madeUp(f *os.File) bool {
	var st syscall.Statfs_t
	c, err := f.SyscallConn()
	if err != nil {
		return false
	}
	known := false
	err = c.Control(func(fd uintptr) { known = syscall.Fstatfs(int(fd), &st) == nil })
	if err != nil || !known {
		return false
	}
	const proc, sys, debug, trace, security = 0x9fa0, 0x62656572, 0x64626720, 0x74726163, 0x73636673
	const cgroup, cgroup2, bpf, efi, pstore = 0x27e0eb, 0x63677270, 0xcafe4a11, 0xde5e81e4, 0x6165676c
	switch uint32(st.Type) {
	case proc, sys, debug, trace, security, cgroup, cgroup2, bpf, efi, pstore:
		return true
	}
	return false
}
