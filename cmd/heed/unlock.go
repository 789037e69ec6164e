package main

import (
	"context"
	"errors"

	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
	"github.com/heed-desk/heed/tui/locked"
)

// unlocks is how the session of a station is opened again after it was locked.
type unlocks struct{ at *station.Station }

// Way implements tui.Unlocks. What lives in memory alone, and what a throw-away key protects
// from nobody, has nothing to ask for.
func (u unlocks) Way() locked.Way {
	switch {
	case !u.at.Kept:
		return locked.ByKey
	case u.at.Settings.Key == profile.ByPassphrase:
		return locked.ByPassphrase
	case u.at.Settings.Key == profile.InKeyring:
		return locked.ByKeyring
	default:
		return locked.ByKey
	}
}

// Unlock implements tui.Unlocks.
func (u unlocks) Unlock(ctx context.Context, words string) error {
	err := u.at.Unlock(ctx, words)
	switch {
	case errors.Is(err, station.ErrNotThisKey):
		return locked.ErrWrong
	case errors.Is(err, station.ErrRingSilent):
		return locked.ErrSilent
	default:
		return err
	}
}
