package vault

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/heed-desk/heed/internal/disk"
)

// Options say where a file lies and how to tell that it is sound.
type Options struct {
	// Path is where the file lies; empty for one in memory.
	Path string
	// MapSize is how much room to map at first, so that readers never wait for a larger map.
	MapSize int
	// Prepare is the first transaction of a new file.
	Prepare func(*bolt.Tx) error
	// Sure has a file whose last transaction may have been lost taken for damaged: where
	// another copy has it. Else the file goes on from the one before.
	Sure bool
	// Check looks at a file that was opened: nil, or what is wrong with it.
	Check func(*bolt.Tx) error
	// Shows reports whether an error of a transaction's function shows damage of the file.
	Shows func(error) bool
	// Opening is called with every descriptor that is opened; for tests, which break it.
	Opening func(*os.File)
	Writing disk.Writing
	// Now is the clock that damaged files are named by.
	Now func() time.Time
	// Moved is told the new name of whatever was set aside: damage, or what is no file.
	Moved func(aside string)
	// Log hears of damage.
	Log *slog.Logger
}

// lockPatience is how long to wait for another process to let go of the file.
const lockPatience = time.Second

// File is one bbolt file. Its methods may be called by any goroutine, but no
// transaction may be begun inside another one's function.
type File struct {
	opt Options

	writing sync.Mutex // held by the one who writes, or who copies the file

	mu     sync.RWMutex // for reading while a transaction runs, for writing while the handle changes
	db     *bolt.DB     // nil while there is no handle
	fd     *os.File
	life   int     // counts the files that have stood here
	damage *Damage // why there is no handle
	closed bool
}

// Open opens the file, or makes it. What lies there and is no file is set aside. ErrBusy, disk.ErrUnsafe, ErrDisk, or what Check said. On
// a *Damage the file comes back too: it can be replaced, and nothing else.
func Open(opt Options) (*File, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Moved == nil {
		opt.Moved = func(string) {}
	}
	f := &File{opt: opt}
	if err := f.make(); err != nil {
		return nil, err
	}
	err := f.open()
	var d *Damage
	if errors.As(err, &d) {
		f.damage = d
		return f, err
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

// name is what messages call the file.
func (f *File) name() string {
	if f.opt.Path == "" {
		return "memory"
	}
	return f.opt.Path
}

// make brings a new file into being under another name and renames it when it is whole.
func (f *File) make() error {
	if f.opt.Path == "" {
		return nil
	}
	aside, err := disk.Clear(f.opt.Path, f.opt.Now())
	if err != nil {
		return err
	}
	if aside != "" {
		f.opt.Log.Error("what lay there is no file and was set aside", "file", f.name(), "aside", aside)
		f.opt.Moved(aside)
	}
	there, err := disk.Exists(f.opt.Path)
	if err != nil || there {
		return err
	}
	temp := f.opt.Path + ".new"
	if err := disk.Vacate(temp, f.opt.Now()); err != nil {
		return err
	}
	n := &File{opt: f.opt}
	n.opt.Path = temp
	if err := n.connect(); err != nil {
		return err
	}
	err = n.prepare()
	if cerr := n.disconnect(); err == nil {
		err = cerr
	}
	if err != nil {
		_ = os.Remove(temp)
		return err
	}
	if err := os.Rename(temp, f.opt.Path); err != nil {
		return fmt.Errorf("naming a new file: %w", err)
	}
	return disk.SyncFolder(dirOf(f.opt.Path))
}

func (f *File) prepare() error {
	return guarded(func() error {
		if err := f.db.Update(f.opt.Prepare); err != nil {
			return &diskError{file: f.name(), cause: err}
		}
		return nil
	})
}

// open connects and checks. The caller holds the lock, or is alone.
func (f *File) open() error {
	if err := f.connect(); err != nil {
		return err
	}
	if f.opt.Path == "" {
		return f.prepare()
	}
	if err := f.check(); err != nil {
		_ = f.disconnect()
		return err
	}
	return nil
}

// check looks whether all pages are there and the head is what it should be.
func (f *File) check() error {
	info, err := f.fd.Stat()
	if err != nil {
		return err
	}
	err = guarded(func() error {
		return f.db.View(func(tx *bolt.Tx) error {
			if tx.Size() > info.Size() {
				return f.damaged(f.life, fmt.Errorf("%d bytes of %d", info.Size(), tx.Size()))
			}
			if f.opt.Sure {
				if err := sureOfLast(f.fd, f.db.Info().PageSize); err != nil {
					return f.damaged(f.life, err)
				}
			}
			if err := noRings(f.fd, f.db.Info().PageSize); err != nil {
				return f.damaged(f.life, err)
			}
			return f.opt.Check(tx)
		})
	})
	return f.judge(f.life, err)
}

// connect opens the handle.
func (f *File) connect() error {
	err := guarded(func() error {
		db, err := bolt.Open(f.opt.Path, 0o600, &bolt.Options{
			Timeout: lockPatience, InitialMmapSize: f.opt.MapSize,
			OpenFile: f.openFile,
		})
		f.db = db
		return err
	})
	if err == nil {
		return nil
	}
	f.abandon()
	var path *os.PathError
	var sys *os.SyscallError
	var errno syscall.Errno
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return fmt.Errorf("%s: %w", f.name(), ErrBusy)
	case errors.Is(err, disk.ErrUnsafe):
		return err
	case errors.As(err, &path), errors.As(err, &sys), errors.As(err, &errno):
		return &diskError{file: f.name(), cause: err}
	default:
		return f.damaged(f.life, err)
	}
}

func (f *File) openFile(path string, flag int, mode os.FileMode) (fd *os.File, err error) {
	if f.opt.Path == "" {
		fd, err = unnamed()
	} else {
		fd, err = disk.OpenPlain(path, flag, mode)
	}
	if err != nil {
		return nil, err
	}
	f.fd = fd
	if f.opt.Opening != nil {
		f.opt.Opening(fd)
	}
	return fd, nil
}

// disconnect closes the handle in good order. The file's lock and the descriptor are let
// go also where bbolt has not come to them.
func (f *File) disconnect() error {
	if f.db == nil {
		return nil
	}
	db, fd := f.db, f.fd
	f.db, f.fd = nil, nil
	err := guarded(db.Close)
	letGo(fd)
	return err
}

// letGo closes a descriptor, if that has not happened yet. The lock is taken off first: a
// map that was left behind would keep it.
func letGo(fd *os.File) {
	_ = syscall.Flock(int(fd.Fd()), syscall.LOCK_UN)
	_ = fd.Close()
}

// abandon lets go of a handle that cannot be trusted any more. bbolt may still hold its
// own locks after a panic, so only the file's lock and the descriptor are let go; the map
// stays until the process ends.
func (f *File) abandon() {
	if f.fd != nil {
		letGo(f.fd)
	}
	f.db, f.fd = nil, nil
}

// Close closes the file. It waits for the transactions that run.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	return f.disconnect()
}
