package main

import (
	"math"
	"sort"

	"github.com/heed-desk/heed/internal/courier"
)

// What is reckoned with, and not measured.
const (
	busiestHour = 30  // tickets that an agent claims and answers in the busiest hour
	spare       = 0.5 // of what a machine can do is left for what nobody thought of
	coresEach   = 4   // of a server's machine
)

// need is what so many agents need of a desk on one database in their busiest hour.
type need struct {
	tickets  float64 // claimed and answered in a second
	fetches  float64 // of workstations in a second: each fetches each change, or all since it last did
	share    float64 // of the tickets that were answered in a second by 64 clients
	cores    float64 // of all servers together
	database float64 // cores of the database; 0 where it is in the server
	memory   float64 // MB of one server at which all of them listen
}

// reckon reckons from what was measured. Where a figure is missing, what needs it is no number.
func (r *report) reckon(on string, agents int) (n need) {
	n.tickets = float64(agents) * busiestHour / 3600
	n.fetches = float64(agents) * min(2*n.tickets, 1/courier.Gather.Seconds())
	most := claimAndReply(64)
	n.share = n.tickets / r.value(on, most)
	n.cores = (n.tickets*r.value(on, most+ofServer) + n.fetches*r.value(on, fetchNews+ofServer)) / 1000
	if on == onPostgres {
		n.database = (n.tickets*r.value(on, most+ofDatabase) + n.fetches*r.value(on, fetchNews+ofDatabase)) / 1000
	}
	one, many := r.value(on, memoryWith(1)), r.value(on, memoryWith(manyListeners))
	n.memory = one + float64(agents)*max(many-one, 0)/manyListeners
	return n
}

// servers is how many machines of coresEach do that, with some to spare; 0 where it is not known.
func (n need) servers() int {
	if math.IsNaN(n.cores) || math.IsNaN(n.share) || math.IsNaN(n.database) {
		return 0
	}
	return (machineFor(n.cores) + coresEach - 1) / coresEach
}

// machineFor is how many cores a machine has that does so much with some to spare.
func machineFor(cores float64) int { return max(1, int(math.Ceil(cores/(1-spare)))) }

// fits reports whether a desk on one database does that with some to spare: of those who write
// there is one, and a file has one server. Where it is not known it does not.
func (n need) fits(on string) bool {
	return n.share <= 1-spare && (on == onSQLite && n.servers() == 1 || on == onPostgres && n.servers() > 0)
}

// mostAgents is where reach stops looking.
const mostAgents = 1_000_000

// reach is how many agents a desk on one database is enough for; 0 where it is not known.
func (r *report) reach(on string) int {
	return sort.Search(mostAgents, func(n int) bool { return !r.reckon(on, n+1).fits(on) })
}

// value is a figure; not a number where it was not measured.
func (r *report) value(on, name string) float64 {
	if f, ok := r.figure(on, name); ok {
		return f.Value
	}
	return math.NaN()
}

func (r *report) figure(on, name string) (figure, bool) {
	for _, f := range r.Figures {
		if f.On == on && f.Name == name {
			return f, true
		}
	}
	return figure{}, false
}
