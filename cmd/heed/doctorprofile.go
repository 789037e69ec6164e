package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/doctor"
	"github.com/heed-desk/heed/internal/home"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
)

// checkProfile looks at the profile that heed would open now, and at its desk.
func (a *app) checkProfile(ctx context.Context) []checked {
	if a.desk != "" {
		return a.checkDesk(ctx)
	}
	where := station.Where{Home: profile.Home(), Profile: a.profile}
	dir, err := where.Dir()
	if err == nil {
		_, err = os.Stat(dir)
	}
	if errors.Is(err, profile.ErrNone) || errors.Is(err, os.ErrNotExist) {
		return a.told(doctor.Finding{Check: "profile", State: doctor.Skipped, Code: "profile.none"})
	}
	if err != nil {
		return a.faulty("profile", err)
	}
	settings, err := profile.Load(dir)
	if err != nil {
		return a.faulty("profile", err)
	}
	owner, free := doctor.Owner(ctx, dir)
	all := a.told(owner)
	reach := doctor.Reach(ctx, settings.URL)
	all = append(all, a.told(reach...)...)
	if free || owner.State == doctor.Good {
		all = append(all, a.checkLedger(ctx, free, doctor.Worst(reach) != doctor.Bad)...)
	}
	return all
}

// checkDesk looks at a desk that is a folder, and at the profile in it.
func (a *app) checkDesk(ctx context.Context) []checked {
	if _, err := os.Stat(a.desk); err != nil {
		return a.faulty("desk", err)
	}
	var all []checked
	if _, err := os.Stat(filepath.Join(a.desk, backend.File)); err == nil {
		owner, _ := doctor.Owner(ctx, a.desk)
		owner.Check = "desk"
		all = a.told(owner)
		if owner.State == doctor.Bad {
			return all
		}
	}
	o, err := a.options(ctx, profile.Pipe)
	if err != nil {
		return append(all, a.faulty("profile", err)...)
	}
	dir, err := station.Lies(ctx, o)
	if err != nil {
		return append(all, a.notFound(err)...)
	}
	owner, free := doctor.Owner(ctx, dir)
	if owner.State != doctor.Good {
		return append(all, a.told(owner)...)
	}
	return append(all, a.checkLedger(ctx, free, true)...)
}

// notFound says why no profile in a desk's folder was looked into.
func (a *app) notFound(err error) []checked {
	var broken *profile.Broken
	f := doctor.Finding{Check: "cache", State: doctor.Skipped}
	switch {
	case errors.Is(err, profile.ErrNone):
		f.Code = "cache.none"
	case errors.Is(err, station.ErrWhich):
		f.Code = "cache.which"
	case errors.As(err, &broken):
		f = doctor.Finding{Check: "profile", State: doctor.Poor, Code: "profile.anew", Args: map[string]string{"folder": home.Short(broken.Path)}}
	default:
		return a.faulty("profile", err)
	}
	return a.told(f)
}
