package backend

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// watched is an answer of which the status is remembered.
type watched struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (w *watched) WriteHeader(status int) {
	w.status = cmp.Or(w.status, status)
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *watched) Write(b []byte) (int, error) {
	w.status = cmp.Or(w.status, http.StatusOK)
	return w.ResponseWriter.Write(b)
}

// Unwrap is how http.ResponseController finds what else it can do.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// meter counts requests: by the route and the status, and how long they took by the route. It
// knows nothing of who made them or what they were about.
type meter struct {
	mu      sync.Mutex
	running int
	count   map[counted]int64
	took    map[string]*took // by route
}

type counted struct {
	route  string
	status int
}

// took is how long the requests of a route took.
type took struct {
	within  []int64 // how many were done within each of bounds, and no earlier one
	seconds float64
	all     int64
}

// bounds are those of the times that are told apart, in seconds.
func bounds() []float64 { return []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10} }

func newMeter() *meter { return &meter{count: map[counted]int64{}, took: map[string]*took{}} }

// begin counts a request that has come, and returns what counts it when it is answered.
func (m *meter) begin(r *http.Request, out *watched) (end func()) {
	began := time.Now()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.running++
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.running--
		route := r.Pattern // the mux has said it meanwhile
		if !strings.Contains(route, " ") {
			route = "none" // no route took it: what was asked for is not told
		}
		m.count[counted{route, cmp.Or(out.status, http.StatusOK)}]++
		m.add(route, time.Since(began).Seconds())
	}
}

func (m *meter) add(route string, seconds float64) {
	t := m.took[route]
	if t == nil {
		t = &took{within: make([]int64, len(bounds()))}
		m.took[route] = t
	}
	t.all, t.seconds = t.all+1, t.seconds+seconds
	if i := slices.IndexFunc(bounds(), func(b float64) bool { return seconds <= b }); i >= 0 {
		t.within[i]++
	}
}

// write writes what was counted.
func (m *meter) write(x *exposition) {
	m.mu.Lock()
	defer m.mu.Unlock()
	x.family("heed_requests_in_flight", "gauge", "Requests that are being answered.")
	x.sample("heed_requests_in_flight", float64(m.running))
	x.family("heed_requests_total", "counter", "Requests that were answered.")
	order := func(a, b counted) int { return cmp.Or(cmp.Compare(a.route, b.route), cmp.Compare(a.status, b.status)) }
	for _, c := range slices.SortedFunc(maps.Keys(m.count), order) {
		x.sample("heed_requests_total", float64(m.count[c]), "route", c.route, "status", strconv.Itoa(c.status))
	}
	x.family("heed_request_seconds", "histogram", "How long requests took; a stream takes until it ends.")
	for _, route := range slices.Sorted(maps.Keys(m.took)) {
		t := m.took[route]
		var n int64
		for i, b := range bounds() {
			n += t.within[i]
			x.sample("heed_request_seconds_bucket", float64(n), "route", route, "le", number(b))
		}
		x.sample("heed_request_seconds_bucket", float64(t.all), "route", route, "le", "+Inf")
		x.sample("heed_request_seconds_sum", t.seconds, "route", route)
		x.sample("heed_request_seconds_count", float64(t.all), "route", route)
	}
}
