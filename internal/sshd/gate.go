package sshd

import (
	"math/rand/v2"
	"net"
	"net/netip"
	"sync"

	"github.com/heed-desk/heed/desk"
)

// gate counts who waits to be known, and who is in.
type gate struct {
	limits Limits
	inside sync.WaitGroup // lines that are not closed, and sessions that have not ended

	mu     sync.Mutex
	closed bool
	from   map[netip.Prefix]int
	wait   int
	users  map[desk.AgentID]int
	in     int
	walls  int
}

func newGate(l Limits) *gate {
	return &gate{limits: l, from: map[netip.Prefix]int{}, users: map[desk.AgentID]int{}}
}

// nearby is the address that somebody comes from, or for one of IPv6 the net: of those one has
// as many addresses as one likes.
func nearby(addr net.Addr) netip.Prefix {
	at, err := netip.ParseAddrPort(addr.String())
	if err != nil {
		return netip.Prefix{}
	}
	ip := at.Addr().Unmap().WithZone("")
	bits := ip.BitLen()
	if ip.Is6() {
		bits = 64
	}
	p, err := ip.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}

// arrive lets somebody wait until it is known who they are; pass is to be called once it is, or
// they have gone. Where many wait some are sent away by chance, so that no flood keeps all others out.
func (g *gate) arrive(addr net.Addr) (pass func(), ok bool) {
	from := nearby(addr)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed || g.from[from] >= g.limits.FromOne || g.crowded() {
		return nil, false
	}
	g.wait++
	g.from[from]++
	g.inside.Add(1) // of the line, which says that it is done
	return sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.wait--
		if g.from[from]--; g.from[from] == 0 {
			delete(g.from, from)
		}
	}), true
}

// crowded decides by chance: from 30 in 100 where it begins to, to all where it is full.
func (g *gate) crowded() bool {
	const least = 30
	switch l := g.limits; {
	case g.wait >= l.Full:
		return true
	case g.wait < l.Start:
		return false
	default:
		return rand.IntN(100) < least+(100-least)*(g.wait-l.Start)/max(l.Full-l.Start, 1)
	}
}

// seat has somebody take one of the sessions that there are, until rise is called; Full or FullOne
// where there is none.
func (g *gate) seat(who Guest) (rise func(), why Reason) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case g.closed:
		return nil, Closing
	case who.watches():
		return g.hang()
	case g.in >= g.limits.Total:
		return nil, Full
	case g.users[who.Agent] >= g.limits.PerUser:
		return nil, FullOne
	}
	g.in++
	g.users[who.Agent]++
	g.inside.Add(1)
	return sync.OnceFunc(func() {
		defer g.inside.Done()
		g.mu.Lock()
		defer g.mu.Unlock()
		g.in--
		if g.users[who.Agent]--; g.users[who.Agent] == 0 {
			delete(g.users, who.Agent)
		}
	}), ""
}

// hang has a screen on a wall take one of those places that there are for them: any number of them
// may come as one account. The gate is locked.
func (g *gate) hang() (down func(), why Reason) {
	if g.walls >= g.limits.Walls {
		return nil, Full
	}
	g.walls++
	g.inside.Add(1)
	return sync.OnceFunc(func() {
		defer g.inside.Done()
		g.mu.Lock()
		defer g.mu.Unlock()
		g.walls--
	}), ""
}

// shut lets nobody in any more.
func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = true
}
