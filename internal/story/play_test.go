package story_test

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

// played is how a run ended.
type played struct {
	why, details string // the promise that was broken; empty for none
	log          []string
	struck       map[fault]int
	made         int // operations that were said to be queued
}

// play plays a schedule in a world of its own, on copies of the ground.
func play(t *testing.T, g *ground, s schedule, seed uint64) played {
	t.Helper()
	dir, err := os.MkdirTemp(quick(), "schedule") //nolint:usetesting // in memory, and gone when the run ends
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // it is in the folder for what may vanish
	var p played
	synctest.Test(t, func(*testing.T) {
		o := &office{
			ground: g, dir: dir, events: make(chan func(), 64), over: make(chan struct{}),
			jit: rand.New(rand.NewPCG(seed, 8)), struck: map[fault]int{},
		}
		o.book = &book{o: o, deeds: map[desk.OpID]*deed{}}
		o.run(s)
		p = played{why: o.why, details: o.details, log: o.log, struck: o.struck}
		for _, d := range o.book.order {
			if d.state == queued {
				p.made++
			}
		}
	})
	return p
}

// quick is a folder in memory where the machine has one: no run needs a disk that waits.
func quick() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

// run plays a schedule from the morning to the evening.
func (o *office) run(s schedule) {
	time.Sleep(time.Hour) // after all that is on the ground
	var err error
	o.hall, err = openHall(o.dir, o.ground.desk(), o.ground.tokens)
	if o.must(err); err != nil {
		return
	}
	page, err := o.hall.all(staff[0])
	o.must(err)
	for _, t := range page.Tickets {
		o.tickets = append(o.tickets, t.ID)
	}
	for n := range s.Clients {
		o.at = append(o.at, o.newMachine(n, s.Warm))
		o.at[n].start()
	}
	o.quiet()
	for i, x := range s.Steps {
		if o.failed() {
			break
		}
		o.step(i, x)
	}
	if !o.failed() {
		o.evening()
	}
	close(o.over)
	for _, m := range o.at {
		m.stop()
	}
	o.loose.Wait()
	o.must(o.hall.stop())
}

// step is one step: what fails is made ready, somebody does something, and time passes.
func (o *office) step(i int, s step) {
	m := o.at[s.Who%len(o.at)]
	o.note("%d: %s", i, s)
	o.strikes(s, m)
	o.acts(s, m)
	o.quiet()
	o.shows(m)
	if s.Fault == clientKilled && s.When%4 == 0 && m.running() {
		o.count(clientKilled)
		m.kill()
		o.quiet()
		o.shows(m)
	}
	o.pass(time.Duration(s.Pass) * time.Millisecond)
	o.shows(m)
	o.shows(o.at[i%len(o.at)])
}

// strikes makes a fault ready, or lets it happen where it needs nothing to befall.
func (o *office) strikes(s step, m *machine) {
	switch s.Fault {
	case none:
	case clockStepped:
		o.count(clockStepped)
		m.clock.step(s.When)
	case tokenRevoked:
		o.count(tokenRevoked)
		o.revokes(m.agent)
	case diskError:
		if m.running() {
			m.disk.fail(s.When%4, []int{1, 2, 1, 5, 1, 3, 12, 40}[s.When/4%8])
		}
	case clientKilled:
		switch {
		case !m.running():
		case s.When%4 >= 2:
			m.disk.stop(s.When/8, s.When%8 < 4)
		case s.When%4 == 1:
			m.road.lay(&trap{fault: clientKilled, at: s.At, when: s.When / 4})
		}
	case serverKilled:
		if s.When%4 == 0 || !m.running() {
			o.count(serverKilled)
			o.killHall()
			return
		}
		m.road.lay(&trap{fault: serverKilled, at: s.At, when: s.When})
	default:
		if m.running() {
			t := &trap{fault: s.Fault, at: s.At, when: s.When}
			if s.When >= 20 && (s.Fault == requestLost || s.Fault == answerLost) {
				t.until = time.Now().Add(time.Duration(s.When-19) * 7 * time.Second)
			}
			m.road.lay(t)
		}
	}
}

// revokes takes the token of an agent back, or gives it again. Nothing that the agent makes
// meanwhile is carried out. All wait.
func (o *office) revokes(agent desk.AgentID) {
	away := o.hall.token(agent) == ""
	for _, d := range o.book.all(agent) {
		_, known, err := o.hall.verdict(agent, d.op.ID)
		o.must(err)
		if away && known && !d.done {
			o.wrong("nothing is carried out for whom the desk no longer knows", "%s", d.op.ID)
		}
		d.done = known
	}
	o.must(o.hall.revoke(agent))
	o.note("%s has a token: %t", agent, away)
}

// placeIn reads the number in a cursor, which only its maker may.
func placeIn(c desk.Cursor) (uint64, bool) {
	b, err := base64.RawURLEncoding.DecodeString(string(c))
	if err != nil || len(b) < 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(b), true
}

// prepared makes the ground on which all runs stand.
func prepared(t *testing.T) *ground {
	t.Helper()
	g := &ground{dir: t.TempDir()}
	if dir, err := os.MkdirTemp(quick(), "ground"); err == nil { //nolint:usetesting // in memory
		g.dir = dir
		t.Cleanup(func() { _ = os.RemoveAll(dir) })
	}
	synctest.Test(t, func(t *testing.T) {
		var err error
		if g.tokens, err = founded(g.desk()); err != nil {
			t.Fatal(err)
		}
		o := &office{ground: g, dir: g.dir, events: make(chan func(), 64), over: make(chan struct{}), jit: rand.New(rand.NewPCG(1, 8)), struck: map[fault]int{}}
		o.book = &book{o: o, deeds: map[desk.OpID]*deed{}}
		if o.hall, err = openHall(g.dir, g.desk(), g.tokens); err != nil {
			t.Fatal(err)
		}
		for n, agent := range staff {
			m := o.newMachine(n, false)
			o.at = append(o.at, m)
			m.start()
			o.pass(2 * time.Second)
			m.stop()
			o.must(copyFolder(g.machine(agent), m.dir))
		}
		close(o.over)
		o.must(o.hall.stop())
		if o.why != "" {
			t.Fatal(fmt.Sprint(o.why, ": ", o.details))
		}
	})
	return g
}
