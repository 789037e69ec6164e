package station

import (
	"context"
	"errors"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

// Unwritable reports whether a profile lies where nothing can be written, so that it cannot be
// opened, only looked at.
func Unwritable(ctx context.Context, o Options) bool {
	at, err := o.lies(ctx, o)
	if err != nil || disk.Unwritable(at.dir) == nil {
		return false
	}
	lock, err := profile.Glance(at.dir)
	return err == nil && lock.Release() == nil // a process that has it open says more
}

// lies is where a profile lies. No desk is opened for that.
func (w Where) lies(ctx context.Context, o Options) (*site, error) {
	if w.Desk != "" {
		return w.lying()
	}
	return w.find(ctx, o)
}

// ErrWhich says that it is not known which of the profiles in a desk's folder is meant: it takes
// the open desk to say so.
var ErrWhich = errors.New("which profile is meant is not known")

// Lies is the folder of a profile. Of a profile in a desk's folder: profile.ErrNone where nobody
// has worked there yet, ErrWhich, *profile.Broken where its settings are damaged or gone, which
// the next start makes anew.
func Lies(ctx context.Context, o Options) (dir string, err error) {
	at, err := o.lies(ctx, o)
	if err != nil {
		return "", err
	}
	return at.dir, nil
}

// Attach is OpenShell where another process has the profile open, and makes nobody its owner.
func Attach(ctx context.Context, o Options) (*Shell, error) {
	dir, err := Lies(ctx, o)
	if err != nil {
		return nil, err
	}
	c, err := profile.Dial(ctx, dir)
	if err != nil {
		return nil, err
	}
	return o.attached(dir), c.Close()
}

// Survey tells what is kept in a profile that cannot be opened, by looking through its files, and
// what was found in them. Nothing is written.
func Survey(ctx context.Context, o Options, look, outline cache.Looker) (pipe.Holdings, cache.Findings, error) {
	f, err := Look(ctx, &o, look, outline)
	if err != nil {
		return pipe.Holdings{}, f, err
	}
	settings, err := profile.Load(f.Dir)
	if err != nil {
		return pipe.Holdings{}, f, err
	}
	s, err := cache.Outside(f.Dir)
	if err != nil {
		return pipe.Holdings{}, f, err
	}
	h := pipe.Holdings{
		Dir: s.Dir, Key: string(settings.Key), ReadOnly: true, Parcels: s.Parcels, ParcelSize: s.Size, Tickets: f.Tickets, Customers: f.Customers,
		Found: f.Found, Waiting: f.Ops, Attention: f.Stopped, Oldest: f.Oldest, Drafts: f.Drafts, Epoch: f.Epoch, Verified: f.Verified, Compacted: f.Compacted,
	}
	for _, file := range s.Files {
		h.Files = append(h.Files, keptFile(file))
	}
	return h, f, nil
}

// Admits asks a profile's desk whether it lets the account in. Nothing is written, and nobody is
// asked for anything. A desk that is a folder is not opened: it has nobody to refuse.
func Admits(ctx context.Context, o Options) (err error) {
	if o.Desk != "" {
		return nil
	}
	at, err := o.lies(ctx, o)
	if err != nil {
		return err
	}
	o.Secrets.Ask, o.Secrets.only = nil, true
	u := inMemory()
	if o.Secrets.Token == "" {
		if u, err = o.Secrets.find(ctx, at); err != nil {
			return err
		}
	}
	token, err := o.Secrets.token(ctx, at, u)
	if err != nil {
		return err
	}
	line, err := lineTo(at.settings.URL, token)
	if err != nil {
		return err
	}
	_, err = line.Describe(ctx)
	return errors.Join(err, line.Close())
}
