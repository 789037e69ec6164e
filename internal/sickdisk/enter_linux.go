//go:build amd64 || arm64

package sickdisk

import (
	"fmt"
	"os"
	"os/exec"
	"unsafe"

	"golang.org/x/sys/unix"
)

// asked tells a process that it is to let itself be asked, and where.
const asked = "HEED_SICK_DISK"

// become tells it what to be then; empty where it goes on as what it is.
const become = "HEED_SICK_DISK_AS"

// socketFD is where the process that is asked sends what it is asked by.
const socketFD = 3

// Enter has this process asked from here on, where it was started by Run. The main of a test
// calls it first. A process that is to become another program never returns from it.
func Enter() error {
	if os.Getenv(asked) == "" {
		return nil
	}
	fd, err := listen()
	if err != nil {
		return err
	}
	if err := unix.Sendmsg(socketFD, []byte{1}, unix.UnixRights(fd), nil, 0); err != nil {
		return err
	}
	_ = unix.Close(socketFD) // whoever asks has it
	_ = unix.Close(fd)
	as := os.Getenv(become)
	for _, name := range []string{asked, become} {
		if err := os.Unsetenv(name); err != nil {
			return err
		}
	}
	if as == "" {
		return nil
	}
	return unix.Exec(as, os.Args, os.Environ())
}

// calls are those that write, with what the system calls them.
func calls() map[int32]string {
	return map[int32]string{
		unix.SYS_WRITE: "write", unix.SYS_PWRITE64: "pwrite64", unix.SYS_FSYNC: "fsync", unix.SYS_FDATASYNC: "fdatasync",
		unix.SYS_FTRUNCATE: "ftruncate", unix.SYS_RENAMEAT: "renameat", unix.SYS_RENAMEAT2: "renameat2", unix.SYS_MKDIRAT: "mkdirat",
		unix.SYS_LINKAT: "linkat", unix.SYS_OPENAT: "openat",
	}
}

// listen has every thread of this process asked before calls that write.
func listen() (int, error) {
	const (
		number = 0       // where the number of a call stands in what a filter sees
		flags  = 16 + 16 // and the third of its arguments
	)
	load := func(at uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: at}
	}
	end := func(with uint32) unix.SockFilter { return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: with} }
	filter := []unix.SockFilter{load(number)}
	for nr := range calls() {
		if nr == unix.SYS_OPENAT {
			continue
		}
		filter = append(filter, unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: uint32(nr), Jf: 1}, end(unix.SECCOMP_RET_USER_NOTIF))
	}
	filter = append(filter, // of those that open a file, only what makes it
		unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_OPENAT, Jf: 3},
		load(flags),
		unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K, K: unix.O_CREAT, Jf: 1},
		end(unix.SECCOMP_RET_USER_NOTIF),
		end(unix.SECCOMP_RET_ALLOW),
	)
	prog := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return 0, fmt.Errorf("%w: %w", ErrNotHere, err)
	}
	const with = unix.SECCOMP_FILTER_FLAG_NEW_LISTENER | unix.SECCOMP_FILTER_FLAG_TSYNC | unix.SECCOMP_FILTER_FLAG_TSYNC_ESRCH
	fd, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, with, uintptr(unsafe.Pointer(&prog))) //nolint:gosec // what the system reads
	if errno != 0 {
		return 0, fmt.Errorf("%w: %w", ErrNotHere, errno)
	}
	return int(fd), nil
}

// wrap makes a command one that lets itself be asked. Its program has to call Enter; any other
// is started by way of this one, whose main does.
func wrap(cmd *exec.Cmd, socket *os.File) error {
	own, err := os.Executable()
	if err != nil {
		return err
	}
	if cmd.Env == nil {
		cmd.Env = os.Environ()
	}
	cmd.Env = append(cmd.Env, asked+"=1")
	if cmd.Path != own {
		cmd.Env = append(cmd.Env, become+"="+cmd.Path)
		cmd.Path = own
	}
	if len(cmd.ExtraFiles) > 0 {
		return fmt.Errorf("the command has files of its own: %w", ErrNotHere)
	}
	cmd.ExtraFiles = []*os.File{socket}
	return nil
}
