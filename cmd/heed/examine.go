package main

import (
	"context"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/internal/station"
)

// How long after its beginning a workstation has its files looked through, so that nobody waits
// for that, and how long it may take.
const (
	examineAfter    = 5 * time.Second
	examinePatience = 10 * time.Minute
)

// examine has the files of a workstation looked through, by a process that gives way to all
// others. What comes of it is among the station's remarks; why nothing came of it is for the log.
func (a *app) examine(ctx context.Context, s *station.Station) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(examineAfter):
	}
	ctx, done := context.WithTimeout(ctx, examinePatience)
	defer done()
	_, err := s.Examine(ctx, func(ctx context.Context, opt cache.Options) (cache.Findings, error) {
		at := lookingAt(opt)
		at.Idle = true
		return lookInChild(ctx, at)
	})
	if err != nil && ctx.Err() == nil {
		a.log().Warn("looking through the files", "err", err)
	}
}
