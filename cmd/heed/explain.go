package main

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/pflag"

	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/attach"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
	"github.com/heed-desk/heed/internal/text"
)

// explain finds the sentence and the exit status of an error.
func explain(err error) *pipe.Fault {
	var f *pipe.Fault
	if errors.As(err, &f) {
		return f
	}
	if f := ofProfile(err); f != nil {
		f.Cause = err.Error()
		return f
	}
	for _, known := range []struct {
		err  error
		exit pipe.Exit
		key  string
	}{
		{profile.ErrName, pipe.Usage, "cli.bad_profile"},
		{profile.ErrNone, pipe.NotFound, "cli.no_profile"},
		{profile.ErrNewer, pipe.Failed, "cli.profile_newer"},
		{profile.ErrUnsafe, pipe.Failed, "cli.socket_unsafe"},
		{host.ErrDeskGone, pipe.Failed, "cli.desk_gone"},
		{host.ErrNoDesk, pipe.NotFound, "cli.no_desk"},
		{host.ErrStoreGone, pipe.Failed, "cli.store_gone"},
		{host.ErrNoFolder, pipe.Usage, "cli.needs_folder"},
		{host.ErrWhichBackup, pipe.Usage, "cli.which_backup"},
		{backend.ErrEmptyDatabase, pipe.NotFound, "cli.store_empty"},
		{host.ErrNoAccount, pipe.NotAllowed, "cli.no_account"},
		{station.ErrRingSilent, pipe.NotAllowed, "cli.ring_silent"},
		{station.ErrOtherAgent, pipe.NotAllowed, "cli.other_account"},
		{station.ErrLocked, pipe.NotAllowed, "cli.locked"},
		{station.ErrTokenLost, pipe.NotAllowed, "cli.token_lost"},
		{station.ErrTokenSilent, pipe.NotAllowed, "cli.token_silent"},
		{station.ErrTokenGiven, pipe.NotAllowed, "cli.token_given"},
		{station.ErrNoTokenKept, pipe.NotAllowed, "cli.no_token_kept"},
		{vault.ErrWrongKey, pipe.NotAllowed, "cli.wrong_key"},
		{vault.ErrOtherAccount, pipe.NotAllowed, "cli.other_account"},
		{vault.ErrNewer, pipe.Failed, "cli.profile_newer"},
		{disk.ErrUnsafe, pipe.Failed, "cli.folder_unsafe"},
		{keys.ErrWrongPassphrase, pipe.NotAllowed, "cli.wrong_pass"},
		{keys.ErrDamaged, pipe.Failed, "cli.key_lost"},
		{backend.ErrNotEmpty, pipe.Failed, "cli.desk_copy.not_empty"},
		{backend.ErrUnfinished, pipe.Failed, "cli.desk_unfinished"},
		{backend.ErrCopyDiffers, pipe.Failed, "cli.desk_copy.differs"},
		{backend.ErrBackupDamaged, pipe.Failed, "cli.backup_damaged"},
		{backend.ErrNoBackup, pipe.Failed, "cli.no_backup"},
		{host.ErrDeskThere, pipe.Conflict, "cli.desk_there"},
		{host.ErrBadList, pipe.Usage, "cli.bad_list"},
		{host.ErrWhichStore, pipe.Usage, "cli.which_store"},
		{backend.ErrBadURL, pipe.Usage, "cli.bad_store"},
		{host.ErrTwoStores, pipe.Failed, "cli.two_stores"},
		{backend.ErrOpenElsewhere, pipe.Later, "cli.desk_open_elsewhere"},
		{backend.ErrNewerDesk, pipe.Failed, "cli.newer_desk"},
		{client.ErrPort, pipe.Usage, "cli.bad_port"},
		{station.ErrToken, pipe.Usage, "cli.bad_token"},
		{station.ErrAddress, pipe.Usage, "cli.bad_url"},
		{attach.ErrGone, pipe.Later, "pipe.gone"},
		{attach.ErrOtherVersion, pipe.Later, "pipe.other_version"},
	} {
		if errors.Is(err, known.err) {
			f := pipe.NewFault(known.exit, known.key)
			f.Cause = err.Error()
			return f
		}
	}
	var later *desk.Temporary
	if !errors.As(err, &later) { // what a connection fails with may look like the disk's trouble
		if f := ofDisk(err); f != nil {
			return f
		}
	}
	return pipe.FaultOf(err)
}

// ofProfile explains what is wrong with a profile's folder; nil where it is something else.
func ofProfile(err error) *pipe.Fault {
	var busy *profile.Busy
	var broken *profile.Broken
	var gone *station.KeyGone
	var unfit *backend.Unfit
	var stuck *disk.Obstacle
	var database *backend.UnfitDatabase
	switch {
	case errors.As(err, &busy) && busy.Stopped:
		return pipe.NewFault(pipe.Later, "cli.stopped", "pid", busy.PID)
	case errors.As(err, &busy) && busy.Silent:
		return pipe.NewFault(pipe.Later, "cli.silent", "pid", busy.PID)
	case errors.As(err, &busy) && busy.Use == profile.Asking:
		return pipe.NewFault(pipe.Later, "cli.asking", "pid", busy.PID)
	case errors.As(err, &busy):
		return pipe.NewFault(pipe.Later, "cli.busy", "pid", busy.PID)
	case errors.As(err, &broken):
		return pipe.NewFault(pipe.Failed, "cli.profile_broken", "file", clean(broken.Path), "profile", clean(filepath.Base(filepath.Dir(broken.Path))))
	case errors.As(err, &gone):
		return pipe.NewFault(pipe.NotAllowed, "cli.key_gone", "dir", clean(gone.Dir))
	case errors.Is(err, backend.ErrBackupDamaged), errors.Is(err, backend.ErrNoBackup):
		return nil // that is no desk's file, whatever was found in it
	case errors.As(err, &unfit):
		return pipe.NewFault(pipe.Failed, "cli.desk_damaged", "file", clean(unfit.Path))
	case errors.As(err, &database):
		return ofDatabase(database)
	case errors.Is(err, backend.ErrNoDatabase):
		return pipe.NewFault(pipe.Later, "cli.store_away")
	case errors.As(err, &stuck):
		return pipe.NewFault(pipe.Failed, "cli.in_the_way", "file", clean(stuck.Path))
	default:
		return nil
	}
}

// ofDatabase explains why no desk can be kept in a database.
func ofDatabase(database *backend.UnfitDatabase) *pipe.Fault {
	exit, is := map[backend.Flaw]pipe.Exit{
		backend.Missing: pipe.NotFound, backend.NotLetIn: pipe.NotAllowed, backend.Denied: pipe.NotAllowed, backend.Crowded: pipe.Later,
	}[database.Flaw]
	if !is {
		exit = pipe.Failed
	}
	return pipe.NewFault(exit, "cli.store."+string(database.Flaw), "is", clean(database.Is), "database", clean(database.Database), "user", clean(database.User))
}

// ofDisk explains what the disk refuses; nil where it was not the disk.
func ofDisk(err error) *pipe.Fault {
	trouble := backend.Trouble(err)
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
		{syscall.ENOSPC, "cli.disk.full"},
		{syscall.EDQUOT, "cli.disk.full"},
		{syscall.EROFS, "cli.disk.read"},
		{fs.ErrPermission, "cli.disk.denied"},
		{syscall.EIO, "cli.disk.other"},
		{syscall.ENOMEM, "cli.no_memory"},
		{fs.ErrNotExist, "cli.disk.missing"},
		{syscall.ENOTDIR, "cli.disk.missing"},
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

// wrongLine explains what cobra finds wrong with a command line.
func wrongLine(err error) *pipe.Fault {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return usage("cli.no_option", "name", option(unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()))
	case errors.As(err, &bare):
		return usage("cli.option_bare", "name", option(bare.GetSpecifiedName(), bare.GetSpecifiedShortnames()))
	case errors.As(err, &wrong):
		return usage("cli.option_value", "name", option(wrong.GetFlag().Name, ""), "value", clean(wrong.GetValue()))
	}
	return usage("cli.bad_flag", "what", text.PasteLine(strings.TrimSpace(err.Error())))
}

// option is an option as it was typed, alone or among short ones.
func option(name, shorts string) string {
	if shorts != "" {
		return clean("-" + name)
	}
	return clean("--" + name)
}
