//go:build amd64 || arm64

package powercut

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// recorder turns the calls of a program into a log.
type recorder struct {
	root, said string
	pid        int
	memory     *os.File // the program's

	log   Log
	calls map[int]call // by thread: where it is
	open  map[int]opened
	names map[string]int // of files in the folder
	last  int            // the number given last
}

// call is a call to the system: its number, and what it was given.
type call struct {
	nr   uint64
	args [6]uint64
}

// opened is a descriptor of the program that matters.
type opened struct {
	file   int    // 0 for a folder, and for what the program says
	folder string // relative
	said   bool
}

// stop is what the kernel tells of a thread that stands at a call, as in its
// ptrace_syscall_info.
type stop struct {
	op   uint8 // 1 before the call, 2 behind it
	_    [3]uint8
	_    uint32
	_, _ uint64
	call        // before it
	_    uint64 // what only others need
}

const (
	getSyscallInfo = 0x420e
	before, behind = 1, 2
)

// stopped takes note of where a thread is.
func (r *recorder) stopped(tid int) error {
	var at stop
	_, _, no := unix.Syscall6(unix.SYS_PTRACE, getSyscallInfo, uintptr(tid), unsafe.Sizeof(at), uintptr(unsafe.Pointer(&at)), 0, 0) //nolint:gosec // the kernel writes it, and no more than its size
	if no != 0 {
		return fmt.Errorf("%w: %w", ErrNotHere, no)
	}
	switch at.op {
	case before:
		r.calls[tid] = at.call
		if at.nr == unix.SYS_CLOSE {
			delete(r.open, int(int32(at.args[0]))) // behind it another thread may have the number again
		}
	case behind:
		c := r.calls[tid]
		delete(r.calls, tid)
		if result := int64(at.nr); result >= 0 { // behind a call its result stands there
			return r.done(c, result)
		}
	}
	return nil
}

// done takes note of a call that succeeded.
func (r *recorder) done(c call, result int64) error {
	fd := int(int32(c.args[0]))
	o, known := r.open[fd]
	switch c.nr {
	case unix.SYS_OPENAT:
		return r.opens(int(result), int(c.args[2]))
	case unix.SYS_DUP, unix.SYS_DUP3:
		if known {
			r.open[int(result)] = o
		}
	case unix.SYS_FCNTL:
		if known && (c.args[1] == unix.F_DUPFD || c.args[1] == unix.F_DUPFD_CLOEXEC) {
			r.open[int(result)] = o
		}
	case unix.SYS_PWRITE64, unix.SYS_WRITE:
		if known && result > 0 {
			return r.wrote(o, fd, c, result)
		}
	case unix.SYS_FTRUNCATE:
		if known {
			r.log = append(r.log, Event{Kind: Resized, File: o.file, Size: int64(c.args[1])})
		}
	case unix.SYS_FSYNC, unix.SYS_FDATASYNC:
		switch {
		case known && o.file != 0:
			r.log = append(r.log, Event{Kind: Flushed, File: o.file})
		case known && !o.said:
			r.log = append(r.log, Event{Kind: FolderSynced, Path: o.folder})
		}
	case unix.SYS_WRITEV, unix.SYS_PWRITEV, unix.SYS_PWRITEV2, unix.SYS_FALLOCATE:
		if known {
			return fmt.Errorf("%w: call %d", ErrUnknown, c.nr)
		}
	case unix.SYS_COPY_FILE_RANGE, unix.SYS_SPLICE:
		if _, known := r.open[int(int32(c.args[2]))]; known {
			return fmt.Errorf("%w: call %d", ErrUnknown, c.nr)
		}
	case unix.SYS_SENDFILE:
		if known {
			return fmt.Errorf("%w: call %d", ErrUnknown, c.nr)
		}
	case unix.SYS_MMAP:
		_, ours := r.open[int(int32(c.args[4]))]
		if ours && c.args[2]&unix.PROT_WRITE != 0 && c.args[3]&unix.MAP_SHARED != 0 {
			return fmt.Errorf("%w: a map that can be written to", ErrUnknown)
		}
	default:
		return r.named(c)
	}
	return nil
}

// opens takes note of a descriptor.
func (r *recorder) opens(fd, flags int) error {
	full, err := os.Readlink(r.proc("fd", fd))
	if err != nil {
		return err
	}
	if full == r.said {
		r.open[fd] = opened{said: true}
		return nil
	}
	name, inside := r.relative(full)
	if !inside {
		return nil
	}
	info, err := os.Stat(r.proc("fd", fd))
	if err != nil {
		return err
	}
	if info.IsDir() {
		r.open[fd] = opened{folder: name}
		return nil
	}
	id, there := r.names[name]
	switch {
	case !there:
		id = r.file(name)
	case flags&unix.O_TRUNC != 0:
		r.log = append(r.log, Event{Kind: Resized, File: id})
	}
	r.open[fd] = opened{file: id}
	return nil
}

// file takes note of a file that is new.
func (r *recorder) file(name string) int {
	r.last++
	r.names[name] = r.last
	r.log = append(r.log, Event{Kind: Made, File: r.last, Path: name})
	return r.last
}

func (r *recorder) proc(what string, fd int) string {
	return filepath.Join("/proc", strconv.Itoa(r.pid), what, strconv.Itoa(fd))
}

// relative is a path within the folder.
func (r *recorder) relative(full string) (name string, inside bool) {
	if full == r.root {
		return ".", true
	}
	return strings.CutPrefix(full, r.root+"/")
}

// wrote takes note of bytes.
func (r *recorder) wrote(o opened, fd int, c call, n int64) error {
	data := make([]byte, n)
	if _, err := r.memory.ReadAt(data, int64(c.args[1])); err != nil {
		return err
	}
	if o.said {
		r.log = append(r.log, Event{Kind: Marked, Data: data})
		return nil
	}
	at := int64(c.args[3])
	if c.nr == unix.SYS_WRITE {
		end, err := r.position(fd)
		if err != nil {
			return err
		}
		at = end - n
	}
	r.log = append(r.log, Event{Kind: Wrote, File: o.file, At: at, Data: data})
	return nil
}

// position is where the program stands in a file.
func (r *recorder) position(fd int) (int64, error) {
	b, err := os.ReadFile(r.proc("fdinfo", fd))
	if err != nil {
		return 0, err
	}
	line, _, _ := strings.Cut(strings.TrimPrefix(string(b), "pos:"), "\n")
	return strconv.ParseInt(strings.TrimSpace(line), 10, 64)
}

// named takes note of what became of names.
func (r *recorder) named(c call) error {
	switch c.nr {
	case unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2, unix.SYS_LINKAT:
		from, in, err := r.path(c.args[0], c.args[1])
		to, toIn, terr := r.path(c.args[2], c.args[3])
		switch {
		case err != nil || terr != nil:
			return fmt.Errorf("%w: a name: %w", ErrUnknown, errors.Join(err, terr))
		case !in && !toIn:
			return nil
		case !in || !toIn || c.nr == unix.SYS_RENAMEAT2 && c.args[4] != 0:
			return fmt.Errorf("%w: %s became %s", ErrUnknown, from, to)
		}
		e := Event{Kind: Linked, Path: from, To: to}
		r.names[to] = r.names[from]
		if c.nr != unix.SYS_LINKAT {
			e.Kind = Renamed
			delete(r.names, from)
		}
		r.log = append(r.log, e)
	case unix.SYS_UNLINKAT, unix.SYS_MKDIRAT:
		name, in, err := r.path(c.args[0], c.args[1])
		if err != nil || !in {
			return err
		}
		e := Event{Kind: Removed, Path: name}
		if c.nr == unix.SYS_MKDIRAT {
			e.Kind = Folder
		}
		delete(r.names, name)
		r.log = append(r.log, e)
	case unix.SYS_SYMLINKAT:
		name, in, err := r.path(c.args[1], c.args[2])
		if in {
			return fmt.Errorf("%w: a link: %s", ErrUnknown, name)
		}
		return err
	}
	return nil
}

// path reads a path that a call was given.
func (r *recorder) path(dir, at uint64) (name string, inside bool, err error) {
	b := make([]byte, 4096)
	n, err := r.memory.ReadAt(b, int64(at))
	end := bytes.IndexByte(b[:n], 0)
	if end < 0 {
		return "", false, errors.Join(fmt.Errorf("%w: no path", ErrUnknown), err)
	}
	full := string(b[:end])
	if !filepath.IsAbs(full) {
		if int32(dir) == unix.AT_FDCWD {
			return full, false, nil // the folder is always named in full
		}
		base, err := os.Readlink(r.proc("fd", int(int32(dir))))
		if err != nil {
			return "", false, err
		}
		full = filepath.Join(base, full)
	}
	name, inside = r.relative(filepath.Clean(full))
	return name, inside, nil
}
