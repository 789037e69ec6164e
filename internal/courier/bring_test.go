package courier_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/courier"
)

// fileLedger is a ledger with files.
type fileLedger struct {
	*ledger
	files  map[desk.FileID]string
	broken error // what reading a file ends with
}

func (l *fileLedger) File(id desk.FileID) (io.ReadCloser, error) {
	if l.broken != nil {
		return nil, l.broken
	}
	if text, ok := l.files[id]; ok {
		return io.NopCloser(strings.NewReader(text)), nil
	}
	return nil, desk.ErrNotFound
}

type fileLine struct {
	*line
	mu      sync.Mutex // of what follows
	has     map[desk.FileID]string
	uploads int
	fail    func(n int) error
	slow    time.Duration
}

func (d *fileLine) Upload(ctx context.Context, f desk.Attachment, open func() (io.ReadCloser, error)) error {
	if there, err := d.begins(f.ID); there || err != nil {
		return err
	}
	r, err := open()
	if err != nil {
		return err
	}
	select {
	case <-time.After(d.slow):
	case <-ctx.Done():
		return &desk.Temporary{Err: ctx.Err()}
	}
	b, err := io.ReadAll(r)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.has[f.ID] = string(b)
	return errors.Join(err, r.Close())
}

func (d *fileLine) begins(id desk.FileID) (there bool, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, there = d.has[id]; there {
		return true, nil
	}
	d.uploads++
	if d.fail != nil {
		err = d.fail(d.uploads)
	}
	return false, err
}

// begun is how often a file was begun to be taken.
func (d *fileLine) begun() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.uploads
}

func (d *fileLine) Apply(ctx context.Context, op desk.Op) (desk.Verdict, error) {
	for _, f := range op.Attachments() {
		d.mu.Lock()
		_, there := d.has[f.ID]
		d.mu.Unlock()
		if !there {
			return desk.Verdict{}, desk.ErrNoFile
		}
	}
	return d.line.Apply(ctx, op)
}

var receipt = desk.Attachment{ID: desk.FileID{1}, Name: desk.Foreign("receipt.txt"), Size: 5}

func replyWithFile(t desk.TicketID) desk.Op {
	return desk.Op{ID: desk.NewOpID(), Ticket: t, Actor: "mia", Intent: desk.Reply{Text: desk.Foreign("Here."), Attachments: []desk.Attachment{receipt}}}
}

// filing runs f with a courier of a ledger that has the receipt and a line that takes files.
func filing(t *testing.T, f func(*testing.T, *fileLedger, *fileLine)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := &fileLedger{ledger: newLedger(), files: map[desk.FileID]string{receipt.ID: "94.80"}}
		d := &fileLine{line: newLine(), has: map[desk.FileID]string{}}
		c := courier.New(l, d, courier.Options{Rand: func() float64 { return 0.5 }})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- c.Run(ctx) }()
		synctest.Wait()
		f(t, l, d)
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v", err)
		}
	})
}

func TestAReplyWaitsUntilItsFileIsUpHoweverLongThatTakes(t *testing.T) {
	filing(t, func(t *testing.T, l *fileLedger, d *fileLine) {
		d.slow = 10 * time.Minute
		op := replyWithFile(desk.NewTicketID())
		l.submit(op)
		pass(9 * time.Minute)
		if d.carried() != 0 {
			t.Error("it went without its file")
		}
		pass(2 * time.Minute)
		if len(d.line.has(op.Ticket)) != 1 || d.has[receipt.ID] != "94.80" || l.left() != 0 {
			t.Errorf("applied %d, left %d", d.carried(), l.left())
		}
	})
}

func TestAnUploadThatFailsIsMadeAgainAndTheReplyArrivesOnce(t *testing.T) {
	filing(t, func(t *testing.T, l *fileLedger, d *fileLine) {
		d.fail = func(n int) error {
			if n < 4 {
				return errDown
			}
			return nil
		}
		op := replyWithFile(desk.NewTicketID())
		l.submit(op)
		pass(10 * time.Minute)
		if d.begun() != 4 || d.carried() != 1 || l.left() != 0 {
			t.Errorf("%d uploads, applied %d, left %d", d.begun(), d.carried(), l.left())
		}
	})
}

func TestAFileThatTheDeskHasDroppedGoesUpOnceMore(t *testing.T) {
	filing(t, func(t *testing.T, l *fileLedger, d *fileLine) {
		d.fault = func(_ context.Context, what string, _ desk.Op, n int) error {
			if what == "apply" && n == 1 {
				clear(d.has)
				return desk.ErrNoFile
			}
			return nil
		}
		l.submit(replyWithFile(desk.NewTicketID()))
		pass(10 * time.Minute)
		if d.begun() != 2 || d.carried() != 1 || l.left() != 0 {
			t.Errorf("%d uploads, applied %d, left %d", d.begun(), d.carried(), l.left())
		}
	})
}

func TestAReplyWhoseFileIsNowhereIsShownToTheAgentAndNotTriedForEver(t *testing.T) {
	filing(t, func(t *testing.T, l *fileLedger, d *fileLine) {
		clear(l.files)
		l.submit(replyWithFile(desk.NewTicketID()))
		pass(time.Minute)
		if d.carried() != 0 || len(l.verd) != 1 || l.verd[0].Outcome != desk.Refused || l.verd[0].Problem.Code != desk.NoSuchFile {
			t.Errorf("applied %d, verdicts %v", d.carried(), l.verd)
		}
	})
}

func TestWhereTheDeskHasTheFileAlreadyItNeedNotBeHere(t *testing.T) {
	filing(t, func(t *testing.T, l *fileLedger, d *fileLine) {
		clear(l.files)
		d.has[receipt.ID] = "94.80"
		l.submit(replyWithFile(desk.NewTicketID()))
		pass(time.Minute)
		if d.carried() != 1 || d.begun() != 0 {
			t.Errorf("applied %d, uploads %d", d.carried(), d.begun())
		}
	})
}

func TestAReplyWhoseFileIsDamagedIsShownToTheAgentAndNotTriedForEver(t *testing.T) {
	filing(t, func(t *testing.T, l *fileLedger, d *fileLine) {
		l.broken = errors.New("it does not open")
		l.submit(replyWithFile(desk.NewTicketID()))
		pass(time.Hour)
		if d.begun() != 1 || len(l.verd) != 1 || l.verd[0].Outcome != desk.Refused || l.verd[0].Problem.Code != desk.NoSuchFile {
			t.Errorf("%d uploads, verdicts %v", d.begun(), l.verd)
		}
	})
}

func TestFilesThatTakeLongStopNoOtherReply(t *testing.T) {
	filing(t, func(t *testing.T, l *fileLedger, d *fileLine) {
		d.slow = 10 * time.Minute
		var slow []desk.Op
		for n := range 6 {
			op := replyWithFile(desk.NewTicketID())
			file := receipt
			file.ID = desk.FileID{byte(n + 1)}
			op.Intent = desk.Reply{Text: desk.Foreign("Here."), Attachments: []desk.Attachment{file}}
			l.files[file.ID] = "94.80"
			slow = append(slow, op)
		}
		l.submit(slow...)
		quick := desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: "mia", Intent: desk.Reply{Text: desk.Foreign("At once.")}}
		l.submit(quick)
		pass(time.Second)
		if len(d.line.has(quick.Ticket)) != 1 || d.begun() != 2 {
			t.Errorf("the one without a file: %d times, %d uploads at once", len(d.line.has(quick.Ticket)), d.begun())
		}
		pass(time.Hour)
		if l.left() != 0 {
			t.Errorf("%d are left", l.left())
		}
	})
}
