package backend

import (
	"bytes"
	"context"
	"net/http"
	"runtime/metrics"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/internal/rounds"
)

// exposition is metrics as text, in the format of Prometheus.
type exposition struct{ bytes.Buffer }

// family says what the samples that follow are.
func (x *exposition) family(name, kind, help string) {
	x.WriteString("# HELP " + name + " " + help + "\n# TYPE " + name + " " + kind + "\n")
}

// sample is one number, under labels that come as names and values.
func (x *exposition) sample(name string, value float64, labels ...string) {
	x.WriteString(name)
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)
	for i := 0; i+1 < len(labels); i += 2 {
		x.WriteString(map[bool]string{true: "{", false: ","}[i == 0] + labels[i] + `="` + escape.Replace(labels[i+1]) + `"`)
	}
	if len(labels) > 0 {
		x.WriteByte('}')
	}
	x.WriteString(" " + number(value) + "\n")
}

func (x *exposition) gauge(name, help string, value float64) {
	x.family(name, "gauge", help)
	x.sample(name, value)
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// measure tells how the server does. Nobody is in it, and nothing of what anybody wrote.
func (s *Server) measure(w http.ResponseWriter, r *http.Request, _ Principal) error {
	x := &exposition{}
	x.family("heed_build_info", "gauge", "The software; always 1.")
	x.sample("heed_build_info", 1, "version", s.opts.Version)
	s.meter.write(x)
	x.family("heed_places_taken", "gauge", "What there is a number of: streams of hints, snapshots and transfers of files.")
	for _, of := range []struct {
		kind   string
		places *places
	}{{"listener", s.listeners}, {"snapshot", s.snapshots}, {"transfer", s.transfers}} {
		x.sample("heed_places_taken", float64(of.places.inUse()), "kind", of.kind)
	}
	f, err := s.store.figures(r.Context())
	x.gauge("heed_store_up", "Whether the store answers.", oneIf(err == nil))
	if err == nil {
		x.gauge("heed_feed_sequence", "The number of the last change.", float64(f.seq))
		x.gauge("heed_tickets_open", "Tickets on which something is expected.", float64(f.open))
		x.gauge("heed_tickets_unassigned", "Those of them that nobody has.", float64(f.unassigned))
	}
	chores(x, s.store.rounds.Tallies())
	ownProcess(x)
	h := w.Header()
	h.Set("Content-Type", api.TypeMetrics)
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(x.Bytes()) // who asked is gone: nobody is left to tell
	return nil
}

// chores tells how that goes which the desk does by itself.
func chores(x *exposition, all []rounds.Tally) {
	x.family("heed_chores_total", "counter", "What the desk did by itself, done or failed.")
	for _, t := range all {
		x.sample("heed_chores_total", float64(t.Done), "chore", t.What, "outcome", "done")
		x.sample("heed_chores_total", float64(t.Failed), "chore", t.What, "outcome", "failed")
	}
	x.family("heed_chore_failing", "gauge", "Whether it failed when it was last done.")
	for _, t := range all {
		x.sample("heed_chore_failing", oneIf(t.Failing), "chore", t.What)
	}
}

func oneIf(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// ownProcess tells of this process.
func ownProcess(x *exposition) {
	all := []metrics.Sample{
		{Name: "/sched/goroutines:goroutines"}, {Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/cycles/total:gc-cycles"},
	}
	metrics.Read(all)
	value := func(i int) float64 { return float64(all[i].Value.Uint64()) }
	x.gauge("go_goroutines", "Goroutines that there are.", value(0))
	x.gauge("go_memory_bytes", "Memory that the process has from the system.", value(1))
	x.gauge("go_heap_objects_bytes", "Memory of what is in use, or not yet swept.", value(2))
	x.family("go_gc_cycles_total", "counter", "Garbage collections.")
	x.sample("go_gc_cycles_total", value(3))
}

// figures are what the store tells of itself.
type figures struct{ seq, open, unassigned int64 }

func (s *Store) figures(ctx context.Context) (f figures, err error) {
	err = s.look(ctx, func(q query) error {
		return q.row(`SELECT seq, (SELECT count(*) FROM tickets WHERE done = 0), (SELECT count(*) FROM tickets WHERE done = 0 AND assignee = '') FROM desk`).
			Scan(&f.seq, &f.open, &f.unassigned)
	})
	return f, err
}
