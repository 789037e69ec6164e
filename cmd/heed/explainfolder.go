package main

import (
	"errors"
	"path/filepath"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
)

// ofFolder explains what is wrong with a profile's folder or a desk's, or with a database; nil where it is
// something else.
func ofFolder(err error) *pipe.Fault {
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
