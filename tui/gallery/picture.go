package gallery

import (
	"context"
	"errors"
	"sync"

	"github.com/heed-desk/heed/tui/paint"
)

// picture is one that is drawn, with who looks at it.
type picture struct {
	of  Subject
	end context.CancelFunc

	mu      sync.Mutex
	film    *paint.Film
	seq     uint64 // of the newest picture; 0 before the first
	step    []byte // from the one before to it
	whole   []byte // all of it, once somebody has needed that
	ended   error  // why there will be no more
	lookers map[*looker]struct{}
}

// looker is somebody who looks, and how far they have seen.
type looker struct {
	bell chan struct{} // rung where there is something newer
	seen uint64
}

// errEnded says that a picture is not drawn any more.
var errEnded = errors.New("the picture is not drawn any more")

func (p *picture) admit(l *looker) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lookers[l] = struct{}{}
	if p.seq > 0 || p.ended != nil {
		l.ring()
	}
}

// dismiss lets somebody go, and returns how many still look.
func (p *picture) dismiss(l *looker) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.lookers, l)
	return len(p.lookers)
}

// show takes the next picture. It waits for nobody: who has not yet seen the last one will see this
// one instead.
func (p *picture) show(f paint.Frame) {
	p.mu.Lock()
	defer p.mu.Unlock()
	step := p.film.Turn(f)
	if len(step) == 0 && p.seq > 0 {
		return
	}
	p.seq++
	p.step, p.whole = step, nil
	p.ring()
}

// close says that there will be no more.
func (p *picture) close(why error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended = why; why == nil {
		p.ended = errEnded
	}
	p.ring()
}

func (p *picture) ring() {
	for l := range p.lookers {
		l.ring()
	}
}

func (l *looker) ring() {
	select {
	case l.bell <- struct{}{}:
	default: // it has rung already
	}
}

// next is what somebody's terminal has to be told to show the newest picture: what has changed, where
// they saw the one before, or else all of it. What is returned is everybody's, and not to be written to.
func (p *picture) next(l *looker) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	seen := l.seen
	l.seen = p.seq
	switch {
	case p.ended != nil:
		return nil, p.ended
	case seen == p.seq:
		return nil, nil
	case seen > 0 && seen+1 == p.seq:
		return p.step, nil
	}
	if p.whole == nil {
		p.whole = p.film.Whole()
	}
	return p.whole, nil
}
