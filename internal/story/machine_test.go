package story_test

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/courier"
)

// machine is where somebody works: a folder on a disk, a clock, and heed on it while it runs.
type machine struct {
	o     *office
	n     int
	agent desk.AgentID
	dir   string
	lives int
	clock *clock

	disk   *platter
	road   *road
	ledger *cache.Ledger
	line   *client.Line
	end    context.CancelFunc
	done   chan error

	versions map[desk.TicketID]desk.Version // the highest that was shown
	place    uint64                         // the furthest that the cursor has come
	drafts   map[desk.DraftKey]string       // what was said to be kept of what was begun
}

// newMachine makes a machine, with a filled cache where it was used before.
func (o *office) newMachine(n int, warm bool) *machine {
	m := &machine{
		o: o, n: n, agent: staff[n%len(staff)], clock: newClock(),
		versions: map[desk.TicketID]desk.Version{}, drafts: map[desk.DraftKey]string{},
	}
	m.dir = m.folder()
	if warm {
		o.must(copyFolder(m.dir, o.ground.machine(m.agent)))
	}
	return m
}

// folder is the folder of the next life.
func (m *machine) folder() string {
	m.lives++
	return filepath.Join(m.o.dir, "machine"+strconv.Itoa(m.n), strconv.Itoa(m.lives))
}

func (m *machine) running() bool { return m.ledger != nil }

// start starts heed on what lies in the folder.
func (m *machine) start() {
	m.road = newRoad(m.o, m.agent)
	m.disk = &platter{m: m, road: m.road}
	var err error
	m.ledger, err = cache.Open(cache.Options{
		Dir: m.dir, Key: key, Me: desk.Me{ID: m.agent, Groups: []desk.GroupID{"returns"}}, Rights: desk.RightsOf(desk.RoleAgent),
		Author: desk.Author{Agent: m.agent}, Now: m.clock.Now, Writing: m.disk.writing,
	})
	if err != nil {
		m.o.must(err)
		m.ledger = nil
		return
	}
	m.beginsWithWhatWasDone()
	m.line, err = client.New(client.Options{URL: "http://localhost", Transport: m.road, Now: m.clock.Now})
	m.o.must(err)
	if chance := m.o.jitter(); chance < 0.3 { // what is fetched whole is fetched here, if ever
		m.road.lay(&trap{fault: answerLost, at: filling, when: int(chance * 100)})
	}
	ctx, end := context.WithCancel(context.Background())
	m.end, m.done = end, make(chan error, 1)
	c, done := courier.New(m.ledger, m.line, courier.Options{Rand: m.o.jitter, Now: m.clock.Now, Agent: m.agent}), m.done
	go func() { done <- c.Run(ctx) }()
}

// stop ends heed in good order.
func (m *machine) stop() {
	if !m.running() {
		return
	}
	m.end()
	if err := <-m.done; !errors.Is(err, context.Canceled) {
		m.o.must(err)
	}
	m.o.must(m.line.Close())
	m.o.must(m.ledger.Close())
	m.ledger = nil
}

// kill leaves what is on the disk at this instant to the next start. All wait.
func (m *machine) kill() {
	if !m.running() {
		return
	}
	m.road.die()
	after := m.disk.image() // it may have stopped a moment ago
	if after == "" {
		after = m.folder()
		m.o.must(copyFolder(after, m.dir))
	}
	m.restart(after)
}

// restart starts heed anew on what was on the disk at an instant.
func (m *machine) restart(image string) {
	m.road.die()
	m.stop()
	m.dir = image
	m.start()
}

// platter is the disk of a machine, through which every write goes that is to last: one at a
// time, so that between two of them it can be seen as a crash would leave it.
type platter struct {
	m    *machine
	road *road // of the same process

	mu      sync.Mutex
	writes  int
	fails   int // from this write on,
	healed  int // until this one
	stops   int // the machine stops at this write; 0 for never
	after   bool
	stopped string // the folder with what was there then
}

// fail has the disk refuse writes: some, after others that it takes.
func (p *platter) fail(after, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fails = p.writes + after
	p.healed = p.fails + n
}

// stop has the machine stop right before or after one of the next writes.
func (p *platter) stop(at int, after bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stops, p.after = p.writes+at+1, after
}

// heal makes a disk that takes everything.
func (p *platter) heal() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fails, p.healed, p.stops = 0, 0, 0
}

// image is the folder that the machine left where it stopped; empty where it has not.
func (p *platter) image() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stopped
}

// writing stands round every write.
func (p *platter) writing(write func() error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := p.writes
	p.writes++
	if n >= p.fails && n < p.healed {
		p.m.o.count(diskError)
		return []error{syscall.ENOSPC, syscall.EIO}[n%2]
	}
	if p.stops == n+1 && !p.after {
		p.take()
	}
	err := write()
	if p.stops == n+1 && p.after {
		p.take()
	}
	return err
}

// take keeps what a crash at this instant leaves. From here on nobody hears of this process.
func (p *platter) take() {
	if p.stopped != "" {
		return
	}
	p.m.o.count(clientKilled)
	p.road.die()
	after := p.m.folder()
	p.m.o.must(copyFolder(after, p.m.dir))
	p.stopped = after
}

// cursor is how far the feed has been followed, as its maker reads it: nobody else may.
func (m *machine) cursor() (uint64, bool) { return placeIn(m.ledger.Cursor()) }
