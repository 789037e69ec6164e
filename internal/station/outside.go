package station

import (
	"context"
	"errors"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

// Outside tells what is seen of a profile without its key, after why it was not to be had.
func Outside(ctx context.Context, o Options, why error) (h pipe.Holdings, err error) {
	at, err := o.seen(ctx, o)
	if at != nil && at.host != nil {
		defer func() { err = errors.Join(err, at.host.Close()) }()
	}
	if err != nil {
		return h, err
	}
	if at.who != nil {
		if err := at.settle(*at.who); err != nil {
			return h, err
		}
	}
	s, err := cache.Outside(at.dir)
	if err != nil {
		return h, err
	}
	h = pipe.Holdings{Sealed: true, Dir: s.Dir, Key: string(at.settings.Key), Parcels: s.Parcels, ParcelSize: s.Size, Open: pipe.OpenNowhere}
	for _, f := range s.Files {
		h.Files = append(h.Files, keptFile(f))
	}
	if c, derr := profile.Dial(ctx, at.dir); derr == nil {
		err = c.Close()
		h.Open, h.PID = pipe.OpenSomewhere, profile.Owner(at.dir).PID
		if pipe.IsLocked(pipe.FaultOf(why)) {
			h.Open = pipe.OpenLocked
		}
	}
	return h, err
}

func keptFile(f cache.KeptFile) pipe.KeptFile {
	return pipe.KeptFile{Name: f.Name, Size: f.Size, Free: f.Free, Mode: f.Mode, Aside: f.Aside}
}
