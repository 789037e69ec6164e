package cache

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/heed-desk/heed/cache/vault"
)

// Copies is how the folders begin in which copies of the files lie that are looked through. Who opens
// a ledger removes those that a process has left behind.
const Copies = "verify-"

// Looker looks through the files of a ledger that nobody has open, as Verify does: in a process
// of its own, which a torn file may end.
type Looker func(context.Context, Options) (Findings, error)

// Examine has a copy of the files looked through while the ledger is open. A file in which
// something is wrong is set aside and made again: cache.db is filled by the desk, the two copies
// of the outbox are written anew from what is known to stand in it. What is whole is noted to
// be. The copy takes as much room as the files do, for as long as it takes.
func (l *Ledger) Examine(ctx context.Context, look Looker) (Findings, error) {
	if l.opt.Dir == "" {
		return Findings{}, nil
	}
	suspect := l.file.Suspect(nil) // of the file that is copied, whatever comes in its place meanwhile
	base, err := os.MkdirTemp(l.opt.Dir, Copies)
	if err != nil {
		return Findings{}, trouble(err)
	}
	defer func() { _ = os.RemoveAll(base) }() // it is as sealed as what it was made of
	copied := l.opt
	copied.Dir = filepath.Join(base, "copy")
	if err := l.Snapshot(copied.Dir); err != nil {
		return Findings{}, err
	}
	held := l.held.Load()
	copied.Key, copied.Older = held.key, held.older
	f, err := look(ctx, copied)
	if err != nil {
		return f, err
	}
	if f.Whole() {
		return f, l.Checked()
	}
	for _, file := range f.Files {
		if file.Unread != "" {
			err = errors.Join(err, fmt.Errorf("%s: %s", file.Name, file.Unread))
		}
	}
	return f, errors.Join(err, l.distrust(f, suspect))
}

// distrust makes those files again in which something is wrong.
func (l *Ledger) distrust(f Findings, suspect *vault.Damage) error {
	var errs []error
	for _, file := range f.Files {
		if len(file.Faults) == 0 {
			continue
		}
		cause := errors.New(strings.Join(file.Faults, "; "))
		l.opt.Log.Error("a file is damaged, as looking through it shows", "file", file.Name, "err", cause)
		if file.Name == "outbox.db" || file.Name == "outbox.log" {
			errs = append(errs, l.out.Distrust(cause))
			continue
		}
		suspect.Cause = cause
		errs = append(errs, l.rebuild(suspect))
	}
	return trouble(errors.Join(errs...))
}

// dropCopies removes the copies that a process has left behind which ended as it looked through
// them.
func (l *Ledger) dropCopies() {
	if l.opt.Dir == "" {
		return
	}
	left, _ := filepath.Glob(filepath.Join(quoted(l.opt.Dir), Copies+"*"))
	for _, dir := range left {
		if err := os.RemoveAll(dir); err != nil {
			l.opt.Log.Warn("a copy of the files is left behind", "err", err)
		}
	}
}

// quoted is a folder as a pattern that means itself.
func quoted(dir string) string {
	return strings.NewReplacer("[", "\\[", "*", "\\*", "?", "\\?").Replace(dir)
}

// Examined is when the files were last looked through and found whole; zero for never.
func (l *Ledger) Examined() (at time.Time, err error) {
	err = l.view(func(k *look) error {
		at = timeAt(k.tx.Bucket([]byte(vault.HeadBucket)), keyVerified)
		return nil
	})
	return at, err
}
