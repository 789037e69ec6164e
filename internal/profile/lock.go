package profile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/heed-desk/heed/internal/disk"
)

// lockFile is the name of the lock in its folder. It is never removed: a file that is
// removed while somebody waits for it can be locked twice.
const lockFile = "lock"

// Use is what an owner does with a folder. A pipe command is soon done; a workstation is not.
type Use string

// The uses.
const (
	Workstation Use = "workstation"
	Pipe        Use = "pipe"
	Serving     Use = "serve"
	Importing   Use = "import"
	Asking      Use = "asks" // whatever it does, it waits for a person's answer at its prompt
)

// Brief reports whether it is worth waiting for the owner to be done.
func (u Use) Brief() bool { return u == Pipe || u == Asking }

// Busy says that another process owns a folder.
type Busy struct {
	Dir string // the folder
	PID int    // 0 where the owner has not said yet
	Use Use
	// Stopped says that the owner was stopped, as by ctrl+z, and answers nobody until it is
	// told to go on. False where that cannot be known.
	Stopped bool
	// Silent says that the owner was asked and did not answer in time.
	Silent bool
}

// Error implements error.
func (b *Busy) Error() string { return fmt.Sprintf("process %d owns it (%s)", b.PID, b.Use) }

// Lock is the ownership of a folder. It ends with Release or with the process, however
// that ends.
type Lock struct {
	f    *os.File // nil where there was none to look at
	left bool
	dir  string
	use  Use
	was  []byte // what stands in it again after Release, for who only looks; nil for nothing
	only bool   // nothing was written into it
}

// Left reports whether the owner before did not give the folder up, but ended in some other way.
func (l *Lock) Left() bool { return l.left }

// Take takes the ownership of a folder, which is made with mode 0700 where it is missing.
// *Busy where another process has it; it waits for none, but for a moment for one that has not
// said yet who it is.
func Take(dir string, use Use) (*Lock, error) {
	if err := disk.MakeFolder(dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, lockFile)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0o600)
	if info, lerr := os.Lstat(path); lerr == nil && !info.Mode().IsRegular() {
		if err == nil {
			_ = f.Close() // nothing was written
		}
		return nil, &disk.Obstacle{Path: path, Cause: disk.ErrUnsafe}
	}
	if err != nil {
		return nil, err
	}
	if err := hold(f, dir); err != nil {
		_ = f.Close() // nothing was written
		return nil, err
	}
	left := readSignature(f).pid != 0
	if err := sign(f, dir, use); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &Lock{f: f, dir: dir, use: use, left: left}, nil
}

// Ask says in the lock, while ask lasts, that its owner waits for a person.
func (l *Lock) Ask(ask func()) {
	_ = sign(l.f, l.dir, Asking) // where that cannot be said, whoever comes is told what it does else
	defer func() { _ = sign(l.f, l.dir, l.use) }()
	ask()
}

// How often, and how many times, it is looked who has a lock that tells nobody's name: its owner
// is about to write it, or has just taken it out and gives the folder up.
const (
	namelessPoll  = 5 * time.Millisecond
	namelessLooks = 50
)

// hold locks what was opened; *Busy where another process has it.
func hold(f *os.File, dir string) error {
	for look := 0; ; look++ {
		err := flock(f)
		if err == nil {
			return nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return fmt.Errorf("lock %s: %w", dir, err)
		}
		if busy := holder(dir, f); busy.PID != 0 || look == namelessLooks {
			return busy
		}
		<-time.After(namelessPoll)
	}
}

func flock(f *os.File) error {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// sign writes who owns the folder into its lock, and where its socket is: another process
// may have another environment, and look for it elsewhere.
func sign(f *os.File, dir string, use Use) error {
	socket, err := Socket(dir)
	if err != nil {
		socket = "" // whoever listens is told why
	}
	line := fmt.Sprintf("%d %s %s\n", os.Getpid(), use, socket)
	if _, err := f.WriteAt([]byte(line), 0); err != nil {
		return err
	}
	return f.Truncate(int64(len(line)))
}

// signature is what stands in a lock.
type signature struct {
	pid    int // 0 where the owner has not said yet
	use    Use
	socket string // empty where none is told
}

func readSignature(f io.ReaderAt) signature {
	b := make([]byte, 512)
	n, _ := f.ReadAt(b, 0) // a short line ends in io.EOF; what cannot be read is not known
	line, _, whole := strings.Cut(string(b[:n]), "\n")
	parts := strings.SplitN(line, " ", 3)
	pid, err := strconv.Atoi(parts[0])
	if err != nil {
		return signature{}
	}
	s := signature{pid: pid}
	if len(parts) > 1 {
		s.use = Use(parts[1])
	}
	if len(parts) > 2 && whole {
		s.socket = parts[2]
	}
	return s
}

// holder reads who owns the folder.
func holder(dir string, f *os.File) *Busy {
	s := readSignature(f)
	return &Busy{Dir: dir, PID: s.pid, Use: s.use, Stopped: s.pid > 0 && stopped(s.pid)}
}

// told is where the owner of a folder says that its socket is; empty where nothing is told.
func told(dir string) string {
	var s signature
	reading(dir, func(f *os.File) { s = readSignature(f) })
	return s.socket
}

// Owner is who owns a folder, by what its lock says. It may be gone by now.
func Owner(dir string) *Busy {
	b := &Busy{Dir: dir}
	reading(dir, func(f *os.File) { b = holder(dir, f) })
	return b
}

// reading lets do read a folder's lock, where there is one.
func reading(dir string, do func(*os.File)) {
	f, err := os.OpenFile(filepath.Join(dir, lockFile), os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return
	}
	defer func() { _ = f.Close() }() // it was only read
	do(f)
}

// Release gives the folder up, and leaves nobody's name in the lock. The file stays as long as
// it is: the next owner's name needs no room then, on a disk that may have none.
func (l *Lock) Release() error {
	switch {
	case l.f == nil:
		return nil
	case l.only:
		return l.f.Close()
	case l.was != nil:
		_, err := l.f.WriteAt(l.was, 0)
		return errors.Join(err, l.f.Truncate(int64(len(l.was))), l.f.Close())
	}
	_, _ = l.f.WriteAt([]byte("\n"), 0) // a disk that takes no writes has the next owner look once more
	return l.f.Close()
}
