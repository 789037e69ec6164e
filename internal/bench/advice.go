package main

import (
	"fmt"
	"strings"
)

// sizes are the desks that are reckoned, by their agents.
func sizes() []int { return []int{10, 100, 1000} }

// table is what desks of those sizes need.
func (r *report) table() string {
	var out strings.Builder
	out.WriteString("| agents | tickets a second | fetches a second | desk in | of the tickets that 64 clients answered | cores, servers | cores, database | memory, one server | servers of 4 cores |\n|---|---|---|---|---|---|---|---|---|\n")
	for _, agents := range sizes() {
		for _, on := range []string{onSQLite, onPostgres} {
			n := r.reckon(on, agents)
			_, _ = fmt.Fprintf(&out, "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", grouped(agents), short(n.tickets), short(n.fetches), on,
				percent(n.share), short(n.cores), database(on, n), unit(n.memory, "MB"), n.machines(on))
		}
	}
	return out.String()
}

// machines says how many servers it takes. A file has one, and a database one who writes.
func (n need) machines(on string) string {
	switch s := n.servers(); {
	case s == 0:
		return "not measured"
	case n.fits(on):
		return grouped(s)
	case on == onSQLite:
		return "too much for one"
	default:
		return "too much for the database"
	}
}

func database(on string, n need) string {
	if on == onSQLite {
		return "in the server"
	}
	return short(n.database)
}

// advice is the least that is enough for a desk of so many agents.
func (r *report) advice(agents int) string {
	file, shared := r.reckon(onSQLite, agents), r.reckon(onPostgres, agents)
	switch {
	case file.fits(onSQLite):
		return fmt.Sprintf("one `heed serve` with its desk in a file, on a machine of %s with %s for it.",
			counted(machineFor(file.cores), "core"), unit(file.memory, "MB"))
	case file.servers() > 0 && shared.fits(onPostgres):
		return fmt.Sprintf("PostgreSQL on a machine of %s, and %s of %d cores with %s for each; a file is not enough.",
			counted(machineFor(shared.database), "core"), counted(shared.servers(), "server"), coresEach, unit(shared.memory, "MB"))
	case file.servers() == 0 || shared.servers() == 0:
		return "not measured."
	default:
		return "more than what was measured here is enough for."
	}
}

// bounds says how many agents a desk on each database is enough for, and what ends there.
func (r *report) bounds() string {
	return r.bound(onSQLite, fmt.Sprintf("one server of %d cores with its desk in a file", coresEach),
		"adding servers to a file is no way, so from there on a desk lies in PostgreSQL") +
		r.bound(onPostgres, "a desk in PostgreSQL, with as many servers as they need",
			"further servers are no help, for one at a time writes")
}

func (r *report) bound(on, what, then string) string {
	most := r.reach(on)
	if most == 0 {
		return fmt.Sprintf("- **Not measured**: how many agents %s is enough for.\n", what)
	}
	ends := "keep more than half of the cores busy"
	if r.reckon(on, most+1).share > 1-spare {
		ends = "ask for more than half of the tickets that 64 clients answered"
	}
	at := r.reckon(on, most)
	if on == onPostgres {
		what += fmt.Sprintf(" and a machine of %s for the database", counted(machineFor(at.database), "core"))
	}
	return fmt.Sprintf("- **Some %s agents**: %s. At a server they take %s. More of them %s: %s.\n",
		grouped(roundedDown(most)), what, unit(at.memory, "MB"), ends, then)
}

// roundedDown keeps the first two digits of a number.
func roundedDown(n int) int {
	tens := 1
	for n/tens >= 100 {
		tens *= 10
	}
	return n / tens * tens
}
