//go:build amd64 || arm64

package powercut

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// Record runs a program to its end and returns what it did to the folder. ErrNotHere where
// the system lets nobody look; ErrUnknown, ErrFailed.
func Record(p Program) (Log, error) {
	r := &recorder{root: p.Dir, said: p.Said, open: map[int]opened{}, names: map[string]int{}, calls: map[int]call{}}
	end := make(chan error)
	go func() {
		runtime.LockOSThread() // who has started a program is the one thread that may look; it ends with this
		end <- r.run(p)
	}()
	if err := <-end; err != nil {
		return nil, err
	}
	return r.log, nil
}

// run starts the program, and follows it to its end.
func (r *recorder) run(p Program) error {
	errs, err := os.OpenFile(p.Err, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = errs.Close() }()                                // it is the program's
	pid, err := syscall.ForkExec(p.Args[0], p.Args, &syscall.ProcAttr{ //nolint:gosec // a test names it
		Env: p.Env, Files: []uintptr{0, errs.Fd(), errs.Fd()}, Sys: &syscall.SysProcAttr{Ptrace: true},
	})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotHere, err)
	}
	var ws syscall.WaitStatus
	if _, err := wait(pid, &ws); err != nil || !ws.Stopped() {
		return errors.Join(fmt.Errorf("%w: it did not stop", ErrNotHere), err)
	}
	const with = unix.PTRACE_O_TRACESYSGOOD | unix.PTRACE_O_TRACECLONE | unix.PTRACE_O_EXITKILL
	if err := syscall.PtraceSetOptions(pid, with); err != nil {
		return errors.Join(fmt.Errorf("%w: %w", ErrNotHere, err), syscall.Kill(pid, syscall.SIGKILL))
	}
	if r.memory, err = os.Open(fmt.Sprintf("/proc/%d/mem", pid)); err != nil {
		return errors.Join(err, syscall.Kill(pid, syscall.SIGKILL))
	}
	defer func() { _ = r.memory.Close() }() // it was only read
	r.pid = pid
	err = r.follow()
	if err != nil && !errors.Is(err, ErrFailed) {
		return errors.Join(err, syscall.Kill(pid, syscall.SIGKILL))
	}
	return err
}

// wait waits for a thread of a program that this very thread has started, and for none of
// the others that the process may have running.
func wait(pid int, ws *syscall.WaitStatus) (int, error) {
	for {
		got, err := syscall.Wait4(pid, ws, unix.WALL|unix.WNOTHREAD, nil)
		if !errors.Is(err, syscall.EINTR) {
			return got, err
		}
	}
}

// follow lets the program's threads go on, from call to call.
func (r *recorder) follow() error {
	known := map[int]bool{r.pid: true}
	next := r.pid
	signal := 0
	for {
		if next != 0 {
			if err := syscall.PtraceSyscall(next, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
				return err
			}
		}
		var ws syscall.WaitStatus
		tid, err := wait(-1, &ws)
		if err != nil {
			return err
		}
		next, signal = tid, 0
		switch {
		case ws.Exited() || ws.Signaled():
			next = 0
			if tid != r.pid {
				continue
			}
			if ws.ExitStatus() != 0 {
				return fmt.Errorf("%w: it ended with %d, signal %v", ErrFailed, ws.ExitStatus(), ws.Signal())
			}
			return nil
		case ws.StopSignal() == syscall.SIGTRAP|0x80:
			if err := r.stopped(tid); err != nil {
				return err
			}
		case ws.StopSignal() == syscall.SIGTRAP && ws.TrapCause() > 0:
		case ws.StopSignal() == syscall.SIGSTOP && !known[tid]: // a thread begins
		default:
			signal = int(ws.StopSignal())
		}
		known[tid] = true
	}
}
