package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/heed-desk/heed/internal/terminal"
)

// The terminal of the figures.
const (
	cols   = 120
	narrow = 80
	rows   = 40
)

// patience is how long anything on the screen may take before the bench gives up.
const patience = 3 * time.Minute

// place matches the place in the list, which is drawn with the first rows: "1 of 12".
var place = regexp.MustCompile(`\d+ of [1-9]\d*`)

// house is a demo folder with a desk of a given size, filled and at rest.
type house struct {
	heed string // the built program
	dir  string
}

// furnish makes a demo folder and waits until its cache is full and indexed.
func furnish(heed, scratch string, tickets int) (*house, error) {
	h := &house{heed: heed, dir: filepath.Join(scratch, "demo-"+strconv.Itoa(tickets))}
	t, err := h.open(strconv.Itoa(tickets), cols)
	if err != nil {
		return nil, err
	}
	if _, err := t.Wait(place, patience); err != nil {
		return nil, err
	}
	if err := settle(t.Pid()); err != nil {
		return nil, err
	}
	return h, leave(t)
}

// settle waits until the process has nothing more to do: filled, and its index built.
func settle(pid int) error {
	limit := time.Now().Add(patience)
	before, err := processorTime(pid)
	for err == nil && time.Now().Before(limit) {
		time.Sleep(2 * time.Second)
		var now time.Duration
		if now, err = processorTime(pid); err == nil && now-before <= 2*clockTick {
			return nil
		}
		before = now
	}
	return errors.Join(err, fmt.Errorf("the program does not come to rest: %w", terminal.ErrTimeout))
}

func (h *house) open(tickets string, width int) (*terminal.Terminal, error) {
	cmd := exec.Command(h.heed, "demo", "--dir", h.dir, "--tickets", tickets, "--traffic", "off")
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "LC_ALL=C.UTF-8")
	return terminal.Start(cmd, terminal.Size{Cols: width, Rows: rows})
}

func leave(t *terminal.Terminal) error {
	if err := t.Send("q"); err != nil {
		return err
	}
	if _, err := t.Exit(20 * time.Second); err != nil {
		return fmt.Errorf("leaving: %w", err)
	}
	return nil
}

// starts measures from the start of the process to a queue that can be worked, the two
// houses in turn, so that the machine's mood falls on both alike.
func starts(r *report, small, large *house, n int) error {
	took := map[*house][]time.Duration{}
	for range n {
		for _, h := range []*house{small, large} {
			t, err := h.open("0", cols)
			if err != nil {
				return err
			}
			at, err := t.Wait(place, patience)
			if err != nil {
				return err
			}
			took[h] = append(took[h], at.Sub(t.Started))
			if err := leave(t); err != nil {
				return err
			}
		}
	}
	atSmall, atLarge := quantile(took[small], 0.5), quantile(took[large], 0.5)
	r.add("start to usable queue, 1,000 tickets p50", ms(atSmall), "ms", n)
	r.most("start to usable queue p50", ms(atLarge), "ms", n, 70)
	r.most("start against the same at 1,000", float64(atLarge)/float64(atSmall), "x", n, 1.2)
	return nil
}

// shift measures a workstation at work: at 120 columns, where the panes beside follow the
// list, and at 80, where the list stands alone and a ticket is opened in its place. Its desk
// runs in a process of its own, so that what is measured is the workstation's alone.
func shift(ctx context.Context, r *report, h *house) (err error) {
	desk, err := startServer(ctx, h.heed, h.dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, desk.stop()) }()
	if err := h.work(r, cols, following, atRest); err != nil {
		return err
	}
	return h.work(r, narrow, still, opening)
}

// work opens the workstation on its longest list and measures parts of it.
func (h *house) work(r *report, width int, parts ...func(*report, *terminal.Terminal) error) error {
	t, err := h.open("0", width)
	if err != nil {
		return err
	}
	if _, err := t.Wait(place, patience); err != nil {
		return err
	}
	if err := settle(t.Pid()); err != nil {
		return err
	}
	if _, _, err := press(t, "["); err != nil { // the view before the first is the last: all
		return fmt.Errorf("going to the view of all: %w", err)
	}
	for _, part := range parts {
		if err := part(r, t); err != nil {
			return err
		}
	}
	return leave(t)
}

// press sends keys and waits until the picture has changed and stands still. It returns
// how long the last byte took, and how many there were.
func press(t *terminal.Terminal, keys string) (time.Duration, int64, error) {
	before, _ := t.Bytes()
	picture := t.Screen()
	sent := time.Now()
	if err := t.Send(keys); err != nil {
		return 0, 0, err
	}
	at, err := t.WaitChange(picture, 5*time.Second)
	if err != nil {
		return 0, 0, err
	}
	took := at.Sub(sent)
	if err := t.Quiet(40*time.Millisecond, 5*time.Second); err != nil {
		return 0, 0, err
	}
	after, _ := t.Bytes()
	return took, after - before, nil
}

// inView is how many rows down and up again the list does not scroll.
const inView = 12

// rowMoves moves down and up within the screen, and then further down a list of which
// only a screenful is at hand.
func rowMoves(t *terminal.Terminal) (inside, scrolling moves, err error) {
	for i := range 200 {
		key := "j"
		if i%(2*inView) >= inView {
			key = "k"
		}
		if err := inside.press(t, key); err != nil {
			return inside, scrolling, err
		}
	}
	for i := range 400 {
		var m moves
		if err := m.press(t, "j"); err != nil {
			return inside, scrolling, err
		}
		if i >= rows { // by now every move scrolls
			scrolling.took, scrolling.bytes = append(scrolling.took, m.took...), append(scrolling.bytes, m.bytes...)
		}
	}
	return inside, scrolling, nil
}

// moves are how long some keys took, and how many bytes.
type moves struct {
	took  []time.Duration
	bytes []int64
}

func (m *moves) press(t *terminal.Terminal, key string) error {
	d, n, err := press(t, key)
	if err != nil {
		return fmt.Errorf("moving a row: %w", err)
	}
	m.took, m.bytes = append(m.took, d), append(m.bytes, n)
	return nil
}

func following(r *report, t *terminal.Terminal) error { return r.rowMoves(t, "panes following", 3000) }

func still(r *report, t *terminal.Terminal) error {
	return r.rowMoves(t, "no panes beside, 80 columns", 600)
}

func (r *report) rowMoves(t *terminal.Terminal, how string, goal float64) error {
	inside, scrolling, err := rowMoves(t)
	if err != nil {
		return err
	}
	r.spread("key to painted frame, "+how, append(inside.took, scrolling.took...), 1.5, 4)
	r.most("row move, "+how+" p50", middle(inside.bytes), "bytes", len(inside.bytes), goal)
	r.add("row move that scrolls, "+how+" p50", middle(scrolling.bytes), "bytes", len(scrolling.bytes))
	return nil
}

// middle is the median of counts.
func middle(counts []int64) float64 {
	sorted := slices.Sorted(slices.Values(counts))
	return float64(sorted[len(sorted)/2])
}

// opening measures from enter to the opened ticket, and back.
func opening(r *report, t *terminal.Terminal) error {
	var took []time.Duration
	for range 200 {
		d, _, err := press(t, "\r")
		if err != nil {
			return fmt.Errorf("opening a ticket: %w", err)
		}
		took = append(took, d)
		if _, _, err := press(t, "\x1b"); err != nil {
			return fmt.Errorf("going back: %w", err)
		}
		if _, _, err := press(t, "j"); err != nil {
			return fmt.Errorf("moving on: %w", err)
		}
	}
	r.spread("open a ticket", took, 0, 6)
	return nil
}

// idle is how long an idle workstation is watched.
const idle = 30 * time.Second

func atRest(r *report, t *terminal.Terminal) error {
	if err := settle(t.Pid()); err != nil {
		return err
	}
	used, err := usedBy(t.Pid(), idle)
	if err != nil {
		return err
	}
	r.most("idle processor time", used, "% of a core", 1, 0.2)
	memory, err := anonymous(t.Pid())
	if err != nil {
		return err
	}
	r.most("memory beside mapped pages", megabytes(memory), "MB", 1, 80)
	return nil
}
