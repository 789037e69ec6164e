package sshd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"golang.org/x/crypto/ssh"
)

// Program is what a session shows. It ends when ctx does, or whoever looks leaves.
type Program func(ctx context.Context, t *Terminal) error

// run lets a session run from its beginning to its end, and closes the line behind it.
func (c *channel) run(ends <-chan struct{}) {
	defer func() { _ = c.line.Close() }()
	c.terminal.Environ = append(c.terminal.Environ, c.environ...)
	ctx, end := context.WithCancelCause(c.server.ctx)
	defer end(nil)
	soon, done := context.WithTimeout(ctx, noteWithin)
	defer done()
	now, leave, err := c.server.Accounts.Visit(soon, c.guest, func() { end(ThrownOut) })
	if err != nil {
		c.farewell(c.unvisited(ctx, err), ends)
		return
	}
	defer leave()
	c.guest.Role = now.Role
	rise, full := c.server.gate.seat(c.guest)
	if full != "" {
		c.farewell(full, ends)
		return
	}
	defer rise()
	if err := c.server.Accounts.Note(soon, c.guest, Enter, string(c.guest.Agent), string(c.guest.Role)); err != nil {
		c.server.Tell(err)
		c.farewell(Unnoted, ends) // what cannot be told later does not happen
		return
	}
	c.line.begun()
	c.farewell(c.show(ctx, end, ends), ends)
}

// unvisited is why a session does not begin whose guest could not be looked up.
func (c *channel) unvisited(ctx context.Context, err error) Reason {
	var why Reason
	switch {
	case errors.Is(err, ErrNobody):
		return ThrownOut
	case errors.As(context.Cause(ctx), &why):
		return why
	default:
		c.server.Tell(fmt.Errorf("a session of %s: %w", c.guest.Agent, err))
		return Failed
	}
}

// show runs the program, and returns why it ended, which has its line in the trail.
func (c *channel) show(ctx context.Context, end context.CancelCauseFunc, ends <-chan struct{}) Reason {
	l := c.server.Limits
	hand := &hands{from: c.Channel, idle: time.AfterFunc(l.Idle, func() { end(Idle) }), wait: l.Idle}
	defer hand.idle.Stop()
	if c.guest.watches() {
		hand.idle.Stop() // nobody sits at it
	}
	over := l.Longest
	if !c.guest.Until.IsZero() {
		over = min(over, max(time.Until(c.guest.Until), 0))
	}
	defer time.AfterFunc(over, func() { end(Over) }).Stop()
	gone := make(chan struct{})
	defer close(gone)
	go func() {
		select {
		case <-ends: // the other side has closed
			end(Left)
		case <-gone:
		}
	}()
	defer context.AfterFunc(ctx, func() { c.press(context.Cause(ctx), gone) })()
	c.terminal.In = hand
	c.terminal.Out = &eyes{to: c.Channel, patience: l.Stalled, cut: func() { end(Stalled); _ = c.line.Close() }}
	err := safely(func() error { return c.server.Opens(c.guest)(ctx, c.terminal) })
	why := Left
	var reason Reason
	switch {
	case errors.As(context.Cause(ctx), &reason):
		why = reason
	case err != nil && !errors.Is(err, io.EOF): // the terminal was closed, which its line has not said yet
		c.server.Tell(fmt.Errorf("a session of %s: %w", c.guest.Agent, err))
		why = Failed
	}
	c.server.trail.guest(c.guest, Leave, string(why))
	return why
}

// thrownWithin is how long somebody is still there who was thrown out, to be told so.
const thrownWithin = 500 * time.Millisecond

// press cuts a session off that was asked to end and does not.
func (c *channel) press(why error, gone <-chan struct{}) {
	wait := c.server.Limits.Farewell
	if errors.Is(why, ThrownOut) {
		wait = min(wait, thrownWithin)
	}
	late := time.NewTimer(wait)
	defer late.Stop()
	select {
	case <-late.C:
		_ = c.line.Close()
	case <-gone:
	}
}

// farewell says why a session ended, and lets whoever hears it be the one who hangs up.
func (c *channel) farewell(why Reason, ends <-chan struct{}) {
	late := time.AfterFunc(c.server.Limits.Farewell, func() { _ = c.line.Close() })
	defer late.Stop()
	if words := c.server.Words(c.terminal.Environ, why); words != "" {
		_, _ = io.WriteString(c.Channel, words+"\r\n") // who has gone hears nothing
	}
	status := struct{ Status uint32 }{1}
	if why == Left {
		status.Status = 0
	}
	_, _ = c.SendRequest("exit-status", false, ssh.Marshal(&status))
	_ = c.CloseWrite()
	_ = c.Close()
	hangs := time.NewTimer(thrownWithin)
	defer hangs.Stop()
	select {
	case <-ends:
	case <-hangs.C:
	}
}

// safely turns a bug of a program into the end of its session, and of no other one.
func safely(run func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("it failed: %v\n%s", r, debug.Stack())
		}
	}()
	return run()
}

// hands are the keys of a session. That one is pressed puts the lock off.
type hands struct {
	from io.Reader
	idle *time.Timer
	wait time.Duration
}

// Read implements io.Reader.
func (h *hands) Read(p []byte) (int, error) {
	n, err := h.from.Read(p)
	if n > 0 && h.idle.Stop() { // once it has struck it is too late
		h.idle.Reset(h.wait)
	}
	return n, err
}

// eyes are where a session is shown. Who takes nothing for too long is cut off.
type eyes struct {
	to       io.Writer
	patience time.Duration
	cut      func()
}

// Write implements io.Writer.
func (e *eyes) Write(p []byte) (int, error) {
	defer time.AfterFunc(e.patience, e.cut).Stop()
	return e.to.Write(p)
}
