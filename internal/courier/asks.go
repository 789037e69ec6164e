package courier

import "sync"

// asks gathers the wishes to pull: however many come while one pull runs, one more
// serves them all.
type asks struct {
	signal chan struct{} // somebody wants a pull, whatever the wait; holds one
	hinted chan struct{} // something moved: a reason to pull where pulling works; holds one

	mu      sync.Mutex
	waiting []chan error
	closed  bool
	end     error
}

func newAsks() *asks {
	return &asks{signal: make(chan struct{}, 1), hinted: make(chan struct{}, 1)}
}

// hint says that there may be something to pull.
func (a *asks) hint() { wake(a.hinted) }

// nudge asks for a pull, whatever the wait, and does not want to hear of it.
func (a *asks) nudge() { wake(a.signal) }

// add asks for a pull that begins after now; its result comes once.
func (a *asks) add() <-chan error {
	answer := make(chan error, 1)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed {
		answer <- a.end
		return answer
	}
	a.waiting = append(a.waiting, answer)
	wake(a.signal)
	return answer
}

// take returns those whose wish the pull that begins now serves.
func (a *asks) take() []chan error {
	a.mu.Lock()
	defer a.mu.Unlock()
	got := a.waiting
	a.waiting = nil
	return got
}

// close answers everybody who still waits, and whoever comes later.
func (a *asks) close(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closed, a.end = true, err
	for _, w := range a.waiting {
		w <- err
	}
	a.waiting = nil
}
