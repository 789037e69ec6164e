package main

import (
	"errors"
	"slices"

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
)

// explain finds the sentence and the exit status of an error.
func explain(err error) *pipe.Fault {
	var f *pipe.Fault
	if errors.As(err, &f) {
		return f
	}
	if f := ofFolder(err); f != nil {
		f.Cause = err.Error()
		return f
	}
	for _, known := range slices.Concat(profileErrors(), deskErrors(), lineErrors()) {
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

// knownError is an error that has a sentence of its own, which needs no more than its name.
type knownError struct {
	err  error
	exit pipe.Exit
	key  string
}

// profileErrors are those of a profile's folder, its key and its token.
func profileErrors() []knownError {
	return []knownError{
		{profile.ErrName, pipe.Usage, "cli.bad_profile"},
		{profile.ErrNone, pipe.NotFound, "cli.no_profile"},
		{profile.ErrNewer, pipe.Failed, "cli.profile_newer"},
		{profile.ErrUnsafe, pipe.Failed, "cli.socket_unsafe"},
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
	}
}

// deskErrors are those of a desk's folder, its database and its backups.
func deskErrors() []knownError {
	return []knownError{
		{host.ErrDeskGone, pipe.Failed, "cli.desk_gone"},
		{host.ErrNoDesk, pipe.NotFound, "cli.no_desk"},
		{host.ErrStoreGone, pipe.Failed, "cli.store_gone"},
		{host.ErrNoFolder, pipe.Usage, "cli.needs_folder"},
		{host.ErrWhichBackup, pipe.Usage, "cli.which_backup"},
		{backend.ErrEmptyDatabase, pipe.NotFound, "cli.store_empty"},
		{host.ErrNoAccount, pipe.NotAllowed, "cli.no_account"},
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
	}
}

// lineErrors are those of the way to a desk, or to the process that has a profile open.
func lineErrors() []knownError {
	return []knownError{
		{client.ErrPort, pipe.Usage, "cli.bad_port"},
		{station.ErrToken, pipe.Usage, "cli.bad_token"},
		{station.ErrAddress, pipe.Usage, "cli.bad_url"},
		{attach.ErrGone, pipe.Later, "pipe.gone"},
		{attach.ErrOtherVersion, pipe.Later, "pipe.other_version"},
	}
}
