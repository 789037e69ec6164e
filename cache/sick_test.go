package cache

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/sickdisk"
)

// sickWrites is how many of the first writes are refused in turn.
const sickWrites = 200

// refusals are the ways in which a disk does not take something.
func refusals() []sickdisk.Answer {
	return []sickdisk.Answer{
		{Errno: syscall.ENOSPC},
		{Errno: syscall.EIO},
		{Errno: syscall.EROFS},
		{Errno: syscall.EDQUOT},
		{Errno: syscall.EFBIG},
		{Errno: syscall.ENOSPC, Short: true},
	}
}

// illness is when a disk is not well, and how it shows.
type illness struct {
	from, calls int
	sickdisk.Answer
}

// ill is the illness of a round: its nth write is the first that is refused, mostly alone.
func ill(round int) illness {
	r := rand.New(rand.NewPCG(uint64(round), 4))
	all := refusals()
	return illness{
		from: 1 + round%sickWrites, calls: []int{1, 1, 1, 2, 3, 8, 40}[r.IntN(7)], Answer: all[(round+round/sickWrites)%len(all)],
	}
}

// disk is the disk, which says too how often it refused, and how often it was asked.
func (i illness) disk(refused, asked *atomic.Int64) sickdisk.Disk {
	return func(c sickdisk.Call) sickdisk.Answer {
		asked.Store(int64(c.N))
		if c.N < i.from || c.N >= i.from+i.calls {
			return sickdisk.Answer{}
		}
		refused.Add(1)
		says := i.Answer
		says.Short = says.Short && c.N == i.from
		return says
	}
}

// TestWhatTheDiskDoesNotTakeIsNotSaidToBeQueued works a shift in another process, whose disk
// refuses one write after another: nothing of that is said to be kept, no file is taken for
// damaged, and once the disk is well everything goes on, without a new start.
func TestWhatTheDiskDoesNotTakeIsNotSaidToBeQueued(t *testing.T) {
	count := promise.Counting(t, promise.Disk)
	n := promise.Size(t, 25, sickWrites, sickWrites*len(refusals()))
	count.Seeds("0-%d", n-1)
	binary, err := os.Executable()
	must(t, err)
	var asked atomic.Int64
	if err := workSickly(binary, filepath.Join(t.TempDir(), "p"), func(c sickdisk.Call) sickdisk.Answer {
		asked.Store(int64(c.N))
		return sickdisk.Answer{}
	}); errors.Is(err, sickdisk.ErrNotHere) {
		t.Skip("SKIPPED LOUDLY: no write was refused:", err)
	} else if err != nil {
		t.Fatal("on a disk that is well:", err)
	}
	if asked.Load() < sickWrites {
		t.Fatalf("a shift writes %d times only", asked.Load())
	}
	var next, faults atomic.Int64
	t.Run("all", func(t *testing.T) {
		for range 2 {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				for round := int(next.Add(1)) - 1; round < n; round = int(next.Add(1)) - 1 {
					t.Run(strconv.Itoa(round), func(t *testing.T) {
						how, refused := ill(round), new(atomic.Int64)
						err := workSickly(binary, filepath.Join(t.TempDir(), "p"), how.disk(refused, new(atomic.Int64)))
						count.Run(int(refused.Load()))
						faults.Add(refused.Load())
						if err != nil {
							count.Violation()
							t.Errorf("round %d, %d writes from the %dth on: %v (half written: %v): %v", round, how.calls, how.from, how.Errno, how.Short, err)
						}
					})
				}
			})
		}
	})
	count.Figure("%d writes refused, of %d in a shift", faults.Load(), asked.Load())
}

// workSickly has a child work a shift.
func workSickly(binary, dir string, d sickdisk.Disk) error {
	b, err := json.Marshal(reading{Dir: dir})
	if err != nil {
		return err
	}
	cmd := exec.Command(binary)
	cmd.Env = append(os.Environ(), childVar+"=worker", "GOMAXPROCS=2", "GOTRACEBACK=single")
	var errs strings.Builder
	cmd.Stdin, cmd.Stderr, cmd.WaitDelay = bytes.NewReader(b), &errs, childPatience
	begun, err := sickdisk.Start(cmd, dir, d)
	if err != nil {
		return err
	}
	hangs := time.AfterFunc(childPatience, func() { _ = cmd.Process.Signal(syscall.SIGQUIT) })
	err = cmd.Wait()
	hangs.Stop()
	if err != nil {
		err = fmt.Errorf("%w: %.3000s", err, errs.String())
	}
	return errors.Join(err, begun.Close())
}

// sickShift is a shift on a disk that is not always well, and what is known of it.
type sickShift struct {
	dir    string
	l      *Ledger
	waits  []desk.OpID // what was said to be queued, and is not settled
	drafts map[int]string
	files  []desk.FileID
	taken  int // pages
}

// workSick works the shift.
func workSick() error {
	var r reading
	if err := json.NewDecoder(os.Stdin).Decode(&r); err != nil {
		return err
	}
	s := &sickShift{dir: r.Dir, drafts: map[int]string{}}
	first, later := shiftPages()
	if err := s.open(); err != nil {
		return err
	}
	if err := again("filling", func() error {
		return s.l.Resync(func(into desk.Shadow) error { return errors.Join(into.Take(first[0]), into.Done(40, "1")) })
	}, nil); err != nil {
		return err
	}
	for n := range 14 {
		if err := s.hour(n, later[n]); err != nil {
			return fmt.Errorf("hour %d: %w", n, err)
		}
	}
	for _, when := range []string{"before the end", "the next time"} {
		if err := s.whole(when); err != nil {
			return err
		}
		if err := again("closing", s.l.Close, nil); err != nil { // what has been said to be kept is
			return err
		}
		if err := s.open(); err != nil {
			return err
		}
	}
	if aside, err := filepath.Glob(filepath.Join(s.dir, "*.corrupt.*")); err != nil || len(aside) > 0 {
		return fmt.Errorf("a disk that was full was taken for damage: %v", aside)
	}
	return s.l.Close()
}

// mostTries is far more often than any disk here refuses.
const mostTries = 400

// again does something until the disk takes it. Meanwhile holds what has to be so after a try
// that failed.
func again(what string, do, meanwhile func() error) error {
	for range mostTries {
		err := do()
		if err == nil {
			return nil
		}
		if !ofDisk(err) {
			return fmt.Errorf("%s: %w", what, err)
		}
		if meanwhile == nil {
			continue
		}
		if err := meanwhile(); err != nil {
			return fmt.Errorf("%s, not taken: %w", what, err)
		}
	}
	return fmt.Errorf("%s: it never came to an end", what)
}

// ofDisk reports whether people are told of an error that it is the disk's.
func ofDisk(err error) bool {
	var p *desk.Problem
	var errno syscall.Errno
	var in *disk.Obstacle
	return errors.As(err, &p) && (p.Code == desk.DiskFull || p.Code == desk.DiskFailed) || errors.As(err, &errno) || errors.As(err, &in) || errors.Is(err, vault.ErrDisk)
}

// open opens the ledger, as often as it takes.
func (s *sickShift) open() error {
	return again("opening", func() (err error) {
		opt := shiftOptions(s.dir)
		s.l, err = Open(opt)
		return err
	}, nil)
}

// hour is a piece of the shift: something is begun, something is sent, something comes.
func (s *sickShift) hour(n int, page desk.Page) error {
	ticket, text := 10+n, fmt.Sprintf("Reply %d: it comes on Monday.", n)
	d := desk.Draft{Ticket: ticketID(ticket), Text: desk.Foreign(text), At: noon()}
	if n%4 == 1 {
		if err := again("attaching", func() error {
			id, size, err := s.l.AddFile(strings.NewReader(strings.Repeat(text, 3000)))
			d.Attachments = []desk.Attachment{{ID: id, Name: desk.Foreign("label.pdf"), Size: size}}
			return err
		}, nil); err != nil {
			return err
		}
		s.files = append(s.files, d.Attachments[0].ID)
	}
	if err := again("beginning", func() error { return s.l.SaveDraft(d) }, nil); err != nil {
		return err
	}
	s.drafts[ticket] = text
	if err := s.send(n, ticket, d); err != nil {
		return err
	}
	if err := again("taking", func() error { return s.l.Take(page) }, nil); err != nil {
		return err
	}
	s.taken++
	return again("having seen", func() error { return s.l.MarkSeen(ticketID(ticket), 1) }, nil)
}

// send sends a draft, but leaves some, and has the desk answer to some.
func (s *sickShift) send(n, ticket int, d desk.Draft) error {
	if n%4 == 3 {
		return nil
	}
	o := shiftOp(ticket, d.Text.Raw())
	o.Intent = desk.Reply{Text: d.Text, Attachments: d.Attachments}
	if err := again("sending", func() error { return s.l.Submit(o, 0) }, func() error { return s.notQueued(o, ticket) }); err != nil {
		return err
	}
	delete(s.drafts, ticket)
	s.waits = append(s.waits, o.ID)
	if n%4 != 2 {
		return nil
	}
	if err := again("claiming", func() error { _, err := s.l.Claim(o.ID); return err }, nil); err != nil {
		return err
	}
	if err := again("settling", func() error {
		m := said(ticket, 9, me, d.Text.Raw())
		m.Op = o.ID
		return s.l.Settle(o.ID, desk.Verdict{Op: o.ID, Outcome: desk.Applied, Messages: []desk.Message{m}})
	}, nil); err != nil {
		return err
	}
	s.waits = slices.DeleteFunc(s.waits, func(id desk.OpID) bool { return id == o.ID })
	return nil
}

// notQueued holds that what was not taken does not look as if it were, and its text is there.
func (s *sickShift) notQueued(o desk.Op, ticket int) error {
	if err := s.whole("while the disk is sick"); err != nil {
		return err
	}
	th, err := s.l.Thread(o.Ticket, 9)
	if err != nil || len(th.Pending) > 0 || th.Draft == nil || th.Draft.Text.Raw() != s.drafts[ticket] {
		return fmt.Errorf("the thread: %d wait, draft %v: %w", len(th.Pending), th.Draft, err)
	}
	return nil
}

// whole holds that everything is there that was said to be, once.
func (s *sickShift) whole(when string) error {
	all, err := s.l.Outbox()
	if err != nil {
		return fmt.Errorf("%s: %w", when, err)
	}
	ids := make([]desk.OpID, 0, len(all))
	for _, p := range all {
		ids = append(ids, p.Op.ID)
	}
	if !slices.Equal(ids, s.waits) {
		return fmt.Errorf("%s: %d wait instead of %d", when, len(ids), len(s.waits))
	}
	for n := range 40 {
		d, err := s.l.Draft(ticketID(n), false)
		if err != nil || (d == nil) != (s.drafts[n] == "") || d != nil && d.Text.Raw() != s.drafts[n] {
			return fmt.Errorf("%s: the draft on %d is %v, and not %q: %w", when, n, d, s.drafts[n], err)
		}
		th, err := s.l.Thread(ticketID(n), 20)
		if err != nil || len(th.Messages) == 0 {
			return fmt.Errorf("%s: thread %d has %d entries: %w", when, n, len(th.Messages), err)
		}
	}
	if want := desk.Cursor(strconv.Itoa(s.taken + 1)); s.l.Cursor() != want {
		return fmt.Errorf("%s: the cursor is %q and not %q", when, s.l.Cursor(), want)
	}
	return nil
}
