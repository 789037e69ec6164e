package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync/atomic"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/files"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
)

// reach lets the interface reach this person's files.
func reach(s *station.Station) *files.Files {
	opener, why := opener()
	return files.New(files.Options{Store: s.Ledger, Fetch: s.Fetch, Opener: opener, Why: why, Temp: profile.Runtime})
}

// opener is the program that opens files with whatever the system has for them, or why there
// is none: where the terminal is on another machine than the person, they would not see it.
func opener() (program string, why desk.Reason) {
	if far() {
		return "", desk.Reason{Code: desk.NothingSelected, Args: []string{"far_opener"}}
	}
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	program, err := exec.LookPath(name)
	if err != nil {
		return "", desk.Reason{Code: desk.NothingSelected, Args: []string{"no_opener"}}
	}
	return program, desk.Reason{}
}

// clearUp removes what a heed that crashed left of other people's files. It waits for nothing,
// and nothing waits for it: a folder that hangs must not keep anybody.
func (a *app) clearUp(ctx context.Context, f *files.Files) {
	if err := f.Sweep(ctx); err != nil {
		a.log().Warn("what a crash left was not all cleared up", "err", err)
	}
}

// attachFile keeps a copy of a file in a ledger, for a command of a shell.
func attachFile(l *cache.Ledger, path string) (desk.Attachment, error) {
	f, err := files.New(files.Options{Store: l}).Add(context.Background(), path, &atomic.Int64{})
	var t *desk.FileTrouble
	if errors.As(err, &t) {
		return f, pipe.NewFault(pipe.Usage, "pipe.file."+t.Code, "path", clean(path))
	}
	var p *desk.Problem
	if errors.As(err, &p) && (p.Code == desk.FileEmpty || p.Code == desk.FileTooLarge) {
		return f, &pipe.Fault{Exit: pipe.Usage, Key: "pipe.refused", Problem: p}
	}
	return f, err
}

// whole are paths as another process finds them.
func whole(paths []string) ([]string, error) {
	all := make([]string, len(paths))
	for i, p := range paths {
		var err error
		if all[i], err = filepath.Abs(p); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// far reports whether the terminal is on another machine than this one.
func far() bool { return os.Getenv("SSH_CONNECTION") != "" || os.Getenv("SSH_TTY") != "" }
