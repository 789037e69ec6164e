package doctor

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/profile"
)

// patience is how long a process or a desk may take to answer.
const patience = 5 * time.Second

// Owner looks who has a folder open, and whether that process answers. free says that nobody
// has.
func Owner(ctx context.Context, dir string) (f Finding, free bool) {
	lock, err := profile.Take(dir, profile.Pipe)
	var busy *profile.Busy
	switch {
	case err == nil:
		if err := lock.Release(); err != nil {
			return found("profile", Bad, "owner.unknown"), false
		}
		return found("profile", Good, "owner.nobody"), true
	case !errors.As(err, &busy):
		return found("profile", Bad, "owner.unknown"), false
	}
	pid := strconv.Itoa(busy.PID)
	if busy.Stopped {
		return found("profile", Bad, "owner.stopped", "pid", pid), false
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c, err := profile.Dial(ctx, dir)
	if err != nil {
		return found("profile", Bad, "owner.deaf", "pid", pid), false
	}
	_ = c.Close() // nothing was said
	return found("profile", Good, "owner", "pid", pid), false
}

// drift is how far a clock may be off before it is worth a word.
const drift = 30 * time.Second

// Reach looks whether a desk answers at its address, and how this machine's clock stands to
// its. Whether it lets this account in is another question.
func Reach(ctx context.Context, url string) []Finding {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	line, err := client.New(client.Options{URL: url})
	if err != nil {
		return []Finding{found("desk", Bad, "desk.address")}
	}
	_, err = line.Describe(ctx)
	_ = line.Close() // it was asked one thing
	var away *desk.Temporary
	switch {
	case errors.As(err, &away):
		return []Finding{found("desk", Bad, "desk.away", "why", string(away.Why))}
	case errors.Is(err, desk.ErrNotADesk):
		return []Finding{found("desk", Bad, "desk.other")}
	case err == nil, errors.Is(err, desk.ErrUnauthorized), errors.Is(err, desk.ErrForbidden):
		return append([]Finding{found("desk", Good, "desk")}, clock(ctx, url)...)
	default:
		return []Finding{found("desk", Bad, "desk.away")}
	}
}

// clock holds this machine's clock against the desk's.
func clock(ctx context.Context, url string) []Finding {
	if !strings.HasPrefix(url, "http") {
		return nil // on this machine
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, url, http.NoBody)
	if err != nil {
		return nil
	}
	began := time.Now()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil
	}
	_ = res.Body.Close() // it has none
	theirs, err := http.ParseTime(res.Header.Get("Date"))
	if err != nil {
		return nil
	}
	off := theirs.Add(500 * time.Millisecond).Sub(began.Add(time.Since(began) / 2)) // a Date has no halves of a second
	seconds := strconv.Itoa(int(off.Abs() / time.Second))
	switch {
	case off.Abs() < drift:
		return []Finding{found("clock", Good, "clock", "seconds", seconds)}
	case off > 0:
		return []Finding{found("clock", Poor, "clock.slow", "seconds", seconds)}
	default:
		return []Finding{found("clock", Poor, "clock.fast", "seconds", seconds)}
	}
}

// Ledger says how a ledger stands that was brought up to date: of how many tickets it holds
// every row could be read, and what has not come to rest.
func Ledger(read, total, waiting, stopped int) []Finding {
	args := []string{"read", strconv.Itoa(read), "total", strconv.Itoa(total), "waiting", strconv.Itoa(waiting), "stopped", strconv.Itoa(stopped)}
	all := []Finding{found("cache", Good, "cache", args...)}
	if read != total {
		all[0] = found("cache", Bad, "cache.damaged", args...)
	}
	switch {
	case stopped > 0:
		all = append(all, found("outbox", Poor, "outbox.stopped", args...))
	case waiting > 0:
		all = append(all, found("outbox", Poor, "outbox.waiting", args...))
	default:
		all = append(all, found("outbox", Good, "outbox", args...))
	}
	return all
}
