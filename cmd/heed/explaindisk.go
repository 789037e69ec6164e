package main

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/pipe"
)

// ofDisk explains what the disk refuses; nil where it was not the disk.
func ofDisk(err error) *pipe.Fault {
	trouble := backend.Trouble(err)
	var database *backend.InDatabase
	if errors.As(err, &database) {
		return ofSickDatabase(database, trouble)
	}
	if errors.Is(trouble, backend.ErrViolated) {
		f := pipe.NewFault(pipe.Failed, "cli.desk_violated", "file", backend.File)
		f.Cause = err.Error()
		return f
	}
	if errors.Is(trouble, backend.ErrDamaged) {
		f := pipe.NewFault(pipe.Failed, "cli.desk_sick", "file", backend.File)
		f.Cause = err.Error()
		return f
	}
	if errors.Is(trouble, backend.ErrLocked) {
		return pipe.NewFault(pipe.Later, "cli.desk_locked")
	}
	err = errors.Join(err, trouble)
	var wire *net.OpError
	if errors.As(err, &wire) {
		return nil // a socket that is not there is no file that is not there
	}
	for _, known := range []struct {
		err error
		key string
	}{
		{syscall.ENOSPC, diskFull},
		{syscall.EDQUOT, diskFull},
		{syscall.EROFS, "cli.disk.read"},
		{fs.ErrPermission, "cli.disk.denied"},
		{syscall.EIO, "cli.disk.other"},
		{syscall.ENOMEM, "cli.no_memory"},
		{fs.ErrNotExist, "cli.disk.missing"},
		{syscall.ENOTDIR, "cli.disk.missing"},
		{syscall.ENAMETOOLONG, "cli.disk.long"},
	} {
		if errors.Is(err, known.err) {
			f := pipe.NewFault(pipe.Failed, known.key)
			var at *fs.PathError
			if known.key == "cli.disk.denied" && errors.As(err, &at) {
				f = denied(at.Path)
			}
			f.Cause = err.Error()
			return f
		}
	}
	return nil
}

// storeFull is said where the disk of a database's server is full.
const storeFull = "cli.store.full"

// ofSickDatabase explains what is wrong with what lies in a database; nil where that is not known.
func ofSickDatabase(database *backend.InDatabase, trouble error) *pipe.Fault {
	for _, known := range []struct {
		err error
		key string
	}{
		{backend.ErrDamaged, "cli.store.sick"},
		{backend.ErrViolated, "cli.store.violated"},
		{syscall.ENOSPC, storeFull},
		{syscall.EIO, "cli.store.failing"},
		{fs.ErrPermission, "cli.store." + string(backend.Denied)},
	} {
		if errors.Is(trouble, known.err) {
			f := pipe.NewFault(pipe.Failed, known.key, "database", clean(database.Database), "user", clean(database.User))
			f.Cause = database.Error()
			return f
		}
	}
	return nil
}

// denied explains that a file may not be used: who owns it, or the folder that shuts it in, can
// let themselves in.
func denied(path string) *pipe.Fault {
	at := path
	info, err := os.Lstat(at)
	for ; errors.Is(err, fs.ErrPermission) && filepath.Dir(at) != at; info, err = os.Lstat(at) {
		at = filepath.Dir(at)
	}
	if err != nil {
		return pipe.NewFault(pipe.Failed, "cli.disk.denied_file", "file", clean(path))
	}
	mode := map[bool]fs.FileMode{true: 0o700, false: 0o600}[info.IsDir()]
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(owner.Uid) != os.Getuid() || info.Mode()&mode == mode {
		return pipe.NewFault(pipe.Failed, "cli.disk.denied_file", "file", clean(path))
	}
	return pipe.NewFault(pipe.Failed, "cli.disk.denied_yours", "file", clean(at), "mode", strconv.FormatUint(uint64(mode), 8))
}
