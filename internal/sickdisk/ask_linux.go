//go:build amd64 || arm64

package sickdisk

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// notice is what the system asks: struct seccomp_notif.
type notice struct {
	id    uint64
	pid   uint32
	flags uint32
	nr    int32
	arch  uint32
	ip    uint64
	args  [6]uint64
}

// response is the answer: struct seccomp_notif_resp.
type response struct {
	id    uint64
	val   int64
	err   int32
	flags uint32
}

// Asking is a program that is asked.
type Asking struct {
	dir   string
	disk  Disk
	cmd   *exec.Cmd
	names map[int32]string
	n     int
	ended chan error
}

// Start starts a command as cmd.Start does, and asks disk before each call by which it writes
// to a folder. The caller waits for the command, and then calls Close. ErrNotHere.
func Start(cmd *exec.Cmd, dir string, disk Disk) (*Asking, error) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotHere, err)
	}
	ours, theirs := os.NewFile(uintptr(pair[0]), "ours"), os.NewFile(uintptr(pair[1]), "theirs")
	err = wrap(cmd, theirs)
	if err == nil {
		err = cmd.Start()
	}
	_ = theirs.Close() // the program has it
	if err != nil {
		return nil, errors.Join(err, ours.Close())
	}
	a := &Asking{dir: dir, disk: disk, cmd: cmd, names: calls(), ended: make(chan error, 1)}
	go func() {
		a.ended <- errors.Join(a.serve(pair[0]), ours.Close())
	}()
	return a, nil
}

// Close returns once the program has ended and nobody asks any more.
func (a *Asking) Close() error { return <-a.ended }

// serve takes what the program is asked by, and answers until it has ended.
func (a *Asking) serve(socket int) error {
	b, rights := make([]byte, 1), make([]byte, unix.CmsgSpace(4))
	n, m, _, _, err := unix.Recvmsg(socket, b, rights, 0)
	if err != nil || n == 0 {
		return fmt.Errorf("%w: the program did not let itself be asked: %w", ErrNotHere, err)
	}
	all, err := unix.ParseSocketControlMessage(rights[:m])
	if err != nil || len(all) == 0 {
		return fmt.Errorf("%w: %w", ErrNotHere, err)
	}
	fds, err := unix.ParseUnixRights(&all[0])
	if err != nil {
		return err
	}
	defer func() { _ = unix.Close(fds[0]) }() // nobody is asked any more
	for {
		poll := []unix.PollFd{{Fd: int32(fds[0]), Events: unix.POLLIN}}
		if _, err := unix.Poll(poll, -1); err != nil {
			if errors.Is(err, unix.EINTR) {
				continue
			}
			return err
		}
		if poll[0].Revents&unix.POLLIN == 0 {
			return nil // it has ended
		}
		if err := a.answer(fds[0]); err != nil {
			return err
		}
	}
}

// answer takes one question and answers it.
func (a *Asking) answer(fd int) error {
	var q notice
	if err := ioctl(fd, unix.SECCOMP_IOCTL_NOTIF_RECV, unsafe.Pointer(&q)); err != nil { //nolint:gosec // what the system writes to
		if errors.Is(err, unix.ENOENT) || errors.Is(err, unix.EINTR) {
			return nil // whoever asked is gone
		}
		return err
	}
	r := response{id: q.id, flags: unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE}
	if path := a.path(&q); (path == a.dir || strings.HasPrefix(path, a.dir+"/")) && !opensOnly(&q, path) {
		a.n++
		says := a.disk(Call{N: a.n, Name: a.names[q.nr], Path: path})
		n, done := int64(0), false
		if says.Short {
			n, done = a.half(&q)
		}
		switch {
		case done:
			r = response{id: q.id, val: n}
		case says.Errno != 0:
			r = response{id: q.id, err: -int32(says.Errno)}
		}
	}
	err := ioctl(fd, unix.SECCOMP_IOCTL_NOTIF_SEND, unsafe.Pointer(&r)) //nolint:gosec // what the system reads
	if errors.Is(err, unix.ENOENT) || errors.Is(err, unix.EINTR) {
		return nil
	}
	return err
}

// opensOnly reports whether a call would make a file, and it is there already: no disk is too
// full for that.
func opensOnly(q *notice, path string) bool {
	if q.nr != unix.SYS_OPENAT {
		return false
	}
	_, err := os.Lstat(path)
	return err == nil
}

func ioctl(fd int, what uint, with unsafe.Pointer) error {
	if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), uintptr(what), uintptr(with)); errno != 0 {
		return errno
	}
	return nil
}

// path is which file a call is about; empty where that is none with a name.
func (a *Asking) path(q *notice) string {
	switch q.nr {
	case unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2, unix.SYS_LINKAT:
		return a.text(q, q.args[3])
	case unix.SYS_MKDIRAT, unix.SYS_OPENAT:
		return a.text(q, q.args[1])
	default:
		path, err := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", q.pid, q.args[0]))
		if err != nil {
			return ""
		}
		return strings.TrimSuffix(path, " (deleted)")
	}
}

// text is what stands in the program's memory up to the first zero.
func (a *Asking) text(q *notice, at uint64) string {
	b := a.memory(q, at, 4096)
	n := bytes.IndexByte(b, 0)
	if n < 0 {
		return ""
	}
	return string(b[:n])
}

func (a *Asking) memory(q *notice, at, n uint64) []byte {
	f, err := os.Open(fmt.Sprintf("/proc/%d/mem", q.pid))
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }() // it was only read
	b := make([]byte, n)
	got, _ := f.ReadAt(b, int64(at)) // what lies behind its end is not needed
	return b[:got]
}

// half writes half of what is to be written, and reports whether it did.
func (a *Asking) half(q *notice) (n int64, done bool) {
	if q.nr != unix.SYS_WRITE && q.nr != unix.SYS_PWRITE64 || q.args[2] < 2 {
		return 0, false
	}
	b := a.memory(q, q.args[1], q.args[2]/2)
	proc, err := unix.PidfdOpen(a.cmd.Process.Pid, 0)
	if err != nil {
		return 0, false
	}
	defer func() { _ = unix.Close(proc) }() // it was only looked through
	fd, err := unix.PidfdGetfd(proc, int(q.args[0]), 0)
	if err != nil {
		return 0, false
	}
	defer func() { _ = unix.Close(fd) }() // the program has its own
	var wrote int
	if q.nr == unix.SYS_WRITE {
		wrote, err = unix.Write(fd, b)
	} else {
		wrote, err = unix.Pwrite(fd, b, int64(q.args[3]))
	}
	return int64(wrote), err == nil && wrote > 0
}
