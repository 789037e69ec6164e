package station

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/internal/attach"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

// Verify finds the key of a profile and lets look see what lies there, or, where a process has
// it open, a copy that it is asked for. Among the files are both copies of a key behind a passphrase.
// What is whole is noted to be, where that can be written. Nothing else is. Where the key is not to be had, outline
// looks at the files from outside, as cache.Outline does, and both what it found and why are returned.
func Verify(ctx context.Context, o Options, look, outline cache.Looker) (cache.Findings, error) {
	if ask := o.Secrets.Ask; ask != nil {
		o.Secrets.Ask = func(q Question) (string, error) { // once, however often the key is needed
			words, err := ask(q)
			o.Secrets.Passphrase = words
			return words, err
		}
	}
	f, err := Look(ctx, &o, look, outline)
	if err != nil || !f.Whole() {
		return f, err
	}
	if disk.Unwritable(f.Dir) != nil {
		return f, nil //nolint:nilerr // that nothing can be noted there is no fault of what was found
	}
	o.Secrets.only = false // nothing is to be put right any more
	sh, err := OpenShell(ctx, o)
	if err != nil {
		return f, err
	}
	return f, errors.Join(sh.Checked(ctx), sh.Close())
}

// Look is Verify, and writes nothing at all. What was asked for on the way stays in o.
func Look(ctx context.Context, o *Options, look, outline cache.Looker) (f cache.Findings, err error) {
	at, err := o.seen(ctx, *o)
	if at != nil {
		defer func() { f.Dir = at.dir }()
	}
	if at != nil && at.host != nil {
		defer func() { err = errors.Join(err, at.host.Close()) }()
	}
	if err != nil {
		return f, err
	}
	o.Secrets.only = true
	if !at.sealed() {
		return f, pipe.NewFault(pipe.NotFound, "keep.nothing")
	}
	lock, err := profile.Glance(at.dir) // before the keys are read: who has the profile may change them
	var busy *profile.Busy
	switch {
	case err == nil:
		defer func() { err = errors.Join(err, lock.Release()) }()
		opt, err := o.lookFor(ctx, at)
		if err != nil {
			return lookFromOutside(err, func() (cache.Findings, error) { return outline(ctx, cache.Options{Dir: at.dir}) })
		}
		return opt.with(look(ctx, opt.Options))
	case !errors.As(err, &busy) || busy.Stopped || busy.Use == profile.Asking:
		return f, err
	}
	opt, err := o.lookFor(ctx, at)
	if err != nil {
		return lookFromOutside(err, func() (cache.Findings, error) { return lookAtCopy(ctx, cache.Options{Dir: at.dir}, outline) })
	}
	f, err = opt.with(lookAtCopy(ctx, opt.Options, look))
	if err == nil && f.Whole() || ctx.Err() != nil {
		return f, err
	}
	again, kerr := o.lookFor(ctx, at)
	if kerr != nil || again.Key == opt.Key && slices.Equal(again.Older, opt.Older) {
		return f, err
	}
	return again.with(lookAtCopy(ctx, again.Options, look)) // the keys were changed between their being read and the copy
}

// lookFromOutside lets somebody look without the key where that is why it could not be done with
// it. That the key was not to be had is an error all the same.
func lookFromOutside(why error, look func() (cache.Findings, error)) (cache.Findings, error) {
	if !NoKey(why) {
		return cache.Findings{}, why
	}
	f, err := look()
	return f, errors.Join(why, err)
}

// looking is what it takes to look at a profile's files, and what was found of the copies of its key.
type looking struct {
	cache.Options
	copies []cache.Finding
}

// with adds what was found of the copies of the key.
func (l *looking) with(f cache.Findings, err error) (cache.Findings, error) {
	if err == nil {
		f.Files = append(f.Files, l.copies...)
	}
	return f, err
}

// lookFor is what it takes to look at a profile's files as they are now.
func (o *Options) lookFor(ctx context.Context, at *site) (l looking, err error) {
	if at.who != nil {
		err = at.settle(*at.who)
	} else {
		err = at.read()
	}
	if err != nil {
		return l, err
	}
	u, err := o.Secrets.find(ctx, at)
	switch {
	case err != nil:
		return l, err
	case !u.kept:
		return l, pipe.ClosedFault()
	}
	opt := cache.Options{Dir: at.dir, Key: u.key, Older: u.keys()[1:], Me: at.settings.Me()}
	return looking{Options: opt, copies: u.copies()}, nil
}

// copies is what was found of the copies of a key behind a passphrase.
func (u unlocked) copies() (all []cache.Finding) {
	if u.home != profile.ByPassphrase {
		return nil
	}
	for _, name := range keys.Copies() {
		f := cache.Finding{Name: name, Records: len(u.keys())}
		switch r := u.held.Repair; {
		case r == nil || r.File != name:
		case r.Err != nil:
			f.Records, f.Unread, f.Closed = 0, r.Why(), errors.Is(r.Err, fs.ErrPermission)
		case r.Apart:
			f.Records, f.Unread, f.Apart = 0, r.Why(), true
		default:
			f.Records, f.Faults = 0, []string{r.Why()}
		}
		all = append(all, f)
	}
	return all
}

// lookAtCopy has the process that has a profile open copy it, and looks at the copy.
func lookAtCopy(ctx context.Context, opt cache.Options, look cache.Looker) (f cache.Findings, err error) {
	where := opt.Dir
	if disk.Unwritable(where) != nil {
		where = "" // as sealed as it is, it may lie anywhere
	}
	base, err := os.MkdirTemp(where, cache.Copies)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(base)) }()
	copied := opt
	if copied.Dir, err = filepath.Abs(filepath.Join(base, "copy")); err != nil {
		return f, err
	}
	if err := attach.NewClient(dialer(opt.Dir)).Snapshot(ctx, copied.Dir); err != nil {
		return f, err
	}
	return look(ctx, copied)
}

// Unfit reports whether an error of a look says that the files are another account's, another
// key's or a newer heed's, rather than damaged.
func Unfit(err error) bool {
	return errors.Is(err, vault.ErrWrongKey) || errors.Is(err, vault.ErrOtherAccount) || errors.Is(err, vault.ErrNewer)
}
