package backend

import (
	"net/http"
	"sync"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// places are what there is a number of: so many at once, and so many for one account, so
// that nobody takes them all from the others.
type places struct {
	mu    sync.Mutex
	all   int
	free  int
	each  int
	taken map[desk.AgentID]int
}

func newPlaces(all, each int) *places {
	return &places{all: all, free: all, each: each, taken: map[desk.AgentID]int{}}
}

// take takes a place for an account, or says that there is none for it.
func (p *places) take(who desk.AgentID) (give func(), err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.taken[who] >= p.each:
		return nil, api.NewProblem(http.StatusTooManyRequests, api.TooMany, api.RetryLater, "this account has too many of these at once")
	case p.free == 0:
		return nil, api.NewProblem(http.StatusServiceUnavailable, api.TooMany, api.RetryLater, "too many at once")
	}
	p.free--
	p.taken[who]++
	return func() { p.give(who) }, nil
}

func (p *places) give(who desk.AgentID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free++
	if p.taken[who]--; p.taken[who] == 0 {
		delete(p.taken, who)
	}
}

// inUse is how many are taken.
func (p *places) inUse() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.all - p.free
}
