package backend

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/heed-desk/heed/client/api"
)

// pace is how fast each token may ask: so many requests at once, which come back over a minute.
type pace struct {
	limit float64 // requests a minute; nobody is held back where it is not positive
	mu    sync.Mutex
	left  map[TokenID]allowance
}

// allowance is what a token had left at a time.
type allowance struct {
	requests float64
	at       time.Time
}

func newPace(limit int) *pace {
	if limit == 0 {
		limit = api.MaxRate
	}
	return &pace{limit: float64(limit), left: map[TokenID]allowance{}}
}

// maxPaced is how many tokens are remembered before those are forgotten that have everything left.
const maxPaced = 4096

// take takes one request of a token's, and says in the headers what is left. What came without
// a token, from the desk's own folder, is not held back.
func (p *pace) take(h http.Header, token TokenID, now time.Time) error {
	if token == "" || p.limit <= 0 {
		return nil
	}
	left, ok := p.spend(token, now)
	second := p.limit / 60
	limit := strconv.Itoa(int(p.limit))
	h.Set("RateLimit-Policy", limit+";w=60")
	h.Set("RateLimit-Limit", limit)
	h.Set("RateLimit-Remaining", strconv.Itoa(int(left)))
	h.Set("RateLimit-Reset", strconv.Itoa(int(math.Ceil((p.limit-left)/second))))
	if ok {
		return nil
	}
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil((1-left)/second))))
	return api.NewProblem(http.StatusTooManyRequests, api.TooMany, api.RetryLater, "this token asks too often")
}

// spend takes one request, where there is one left, and returns what is left then.
func (p *pace) spend(token TokenID, now time.Time) (left float64, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.left) >= maxPaced {
		p.forget(now)
	}
	a, known := p.left[token]
	if !known {
		a = allowance{p.limit, now}
	}
	left = p.after(a, now)
	if ok = left >= 1; ok {
		left--
	}
	p.left[token] = allowance{left, now}
	return left, ok
}

// after is what an allowance has grown to.
func (p *pace) after(a allowance, now time.Time) float64 {
	return min(p.limit, a.requests+max(now.Sub(a.at).Minutes(), 0)*p.limit)
}

// forget forgets the tokens that have everything left: they are as those never seen.
func (p *pace) forget(now time.Time) {
	for token, a := range p.left {
		if p.after(a, now) >= p.limit {
			delete(p.left, token)
		}
	}
}
