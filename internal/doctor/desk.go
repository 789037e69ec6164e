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
	lock, err := profile.Glance(dir)
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
	if busy.Use == profile.Asking {
		return found("profile", Poor, "owner.asks", "pid", pid), false
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

// Ledger says of how many tickets of a ledger that is open every row could be read.
func Ledger(read, total int) Finding {
	args := []string{"read", strconv.Itoa(read), "total", strconv.Itoa(total)}
	if read != total {
		return found("cache", Bad, "cache.damaged", args...)
	}
	return found("cache", Good, "cache", args...)
}

// Outbox says what has not come to rest, and how many texts were begun.
func Outbox(waiting, stopped, drafts int) Finding {
	args := []string{"waiting", strconv.Itoa(waiting), "stopped", strconv.Itoa(stopped), "begun", strconv.Itoa(drafts)}
	switch {
	case stopped > 0:
		return found("outbox", Poor, "outbox.stopped", args...)
	case waiting > 0:
		return found("outbox", Poor, "outbox.waiting", args...)
	case drafts > 0:
		return found("outbox", Good, "outbox.begun", args...)
	default:
		return found("outbox", Good, "outbox", args...)
	}
}
