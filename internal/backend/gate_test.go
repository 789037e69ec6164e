package backend_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

func TestATokenThatAsksTooOftenIsToldWhenItIsWelcome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		slow := backend.New(b.store, backend.Options{Rate: 60})
		defer slow.Close()
		b.server.Close()
		b.server = slow
		token, other := b.token(t, "ann", 0), b.token(t, "ann", 0)
		for i := range 60 {
			status, _, h := b.asks(t, http.MethodGet, "/v1", token, "")
			if status != http.StatusOK || h.Get("RateLimit-Remaining") != strconv.Itoa(59-i) || h.Get("RateLimit-Limit") != "60" || h.Get("RateLimit-Policy") != "60;w=60" {
				t.Fatal(i, status, h)
			}
		}
		status, p, h := b.asks(t, http.MethodGet, "/v1", token, "")
		if status != http.StatusTooManyRequests || p.Code != api.TooMany || p.Retry != api.RetryLater || h.Get("Retry-After") != "1" || h.Get("RateLimit-Reset") != "60" {
			t.Error(status, p, h)
		}
		if status, _, _ := b.asks(t, http.MethodGet, "/v1", other, ""); status != http.StatusOK {
			t.Error("another token pays for it:", status)
		}
		time.Sleep(time.Second)
		if status, _, _ := b.asks(t, http.MethodGet, "/v1", token, ""); status != http.StatusOK {
			t.Error("it was to be welcome:", status)
		}
		if status, _, _ := b.asks(t, http.MethodGet, "/v1", token, ""); status != http.StatusTooManyRequests {
			t.Error("more than one came back:", status)
		}
		b.close(t)
	})
}

func TestWhatIsLongerThanTheAPITakesIsRefusedByName(t *testing.T) {
	b := newBench(t)
	token := b.token(t, "ann", 0)
	for name, c := range map[string]struct {
		path, header string
		body         int
		status       int
	}{
		"an address":                       {"/v1/changes?after=" + strings.Repeat("a", api.MaxURL), "", 0, http.StatusRequestURITooLong},
		"headers":                          {"/v1", strings.Repeat("a", api.MaxHeader), 0, http.StatusRequestHeaderFieldsTooLarge},
		"a body":                           {"/v1/ops", "", api.MaxBody + 1, http.StatusRequestEntityTooLarge},
		"an address that stands elsewhere": {"/v1//tickets", "", 0, http.StatusNotFound},
	} {
		method := http.MethodGet
		if c.body > 0 {
			method = http.MethodPost
		}
		status, p, _ := b.asks(t, method, c.path, token, strings.Repeat(" ", c.body), "X-Long", c.header)
		if status != c.status || c.status != 404 && p.Code != api.TooLarge {
			t.Errorf("%s: %d %s", name, status, p.Code)
		}
	}
}

func TestWhatARouteDoesNotDescribeIsRefusedWithTheFieldThatItIs(t *testing.T) {
	b := newBench(t)
	token := b.token(t, "ann", 0)
	k := b.ticket(t, "hello")
	op := asJSON(t, by(k, desk.Note{Text: desk.Foreign("hm")}))
	for name, c := range map[string]struct{ method, path, body, in, field string }{
		"a query":              {"GET", "/v1/tickets?mood=1", "", "query", "mood"},
		"a query twice":        {"GET", "/v1/tickets?limit=1&limit=2", "", "query", "limit"},
		"no number":            {"GET", "/v1/tickets?limit=x", "", "query", "limit"},
		"too large a page":     {"GET", "/v1/tickets?limit=201", "", "query", "limit"},
		"no page":              {"GET", "/v1/tickets?limit=0", "", "query", "limit"},
		"no view":              {"GET", "/v1/tickets?view=lost", "", "query", "view"},
		"no place":             {"GET", "/v1/tickets?after=x", "", "query", "after"},
		"where there is none":  {"GET", "/v1?x=1", "", "query", "x"},
		"a field":              {"POST", "/v1/ops", strings.Replace(op, `"op_id"`, `"mood":1,"op_id"`, 1), "body", "mood"},
		"one in the intent":    {"POST", "/v1/ops", strings.Replace(op, `"intent":{`, `"intent":{"mood":1,`, 1), "body", "intent.mood"},
		"another type":         {"POST", "/v1/ops", strings.Replace(op, `"actor":"ann"`, `"actor":7`, 1), "body", "actor"},
		"one in it of another": {"POST", "/v1/ops", strings.Replace(op, `"text":"hm"`, `"text":"hm","then":1`, 1), "body", "intent.then"},
		"a kind":               {"POST", "/v1/ops", strings.Replace(op, `"kind":"note"`, `"kind":"sing"`, 1), "body", "kind"},
		"a name twice":         {"POST", "/v1/ops", strings.Replace(op, `"actor"`, `"actor":"ann","Actor"`, 1), "body", "Actor"},
		"no announcement":      {"POST", "/v1/presence", `{"ticket":"` + k.ID.String() + `","doing":"sings"}`, "body", "doing"},
	} {
		if status, p, _ := b.asks(t, c.method, c.path, token, c.body); status != http.StatusBadRequest || p.In != c.in || p.Field != c.field || p.Retry != api.RetryFixed {
			t.Errorf("%s: %d %+v", name, status, p)
		}
	}
	if status, p, _ := b.asks(t, http.MethodPost, "/v1/ops", token, op, "Idempotency-Key", desk.NewOpID().String()); status != 400 || p.In != "header" || p.Field != "Idempotency-Key" {
		t.Errorf("another key: %d %+v", status, p)
	}
}

func TestATicketIsChangedOnlyInTheVersionThatOneHas(t *testing.T) {
	b := newBench(t)
	token := b.token(t, "ann", 0)
	k := b.ticket(t, "hello")
	path := "/v1/tickets/" + k.ID.String()
	status, _, h := b.asks(t, http.MethodGet, path, token, "")
	tag := h.Get("ETag")
	if status != 200 || !strings.HasSuffix(tag, "."+strconv.Itoa(int(k.Version))+`"`) {
		t.Fatal(status, tag)
	}
	if status, _, h := b.asks(t, http.MethodGet, path, token, "", "If-None-Match", tag); status != http.StatusNotModified || h.Get("ETag") != tag {
		t.Error("what one has is sent again:", status)
	}
	note := func() string { return asJSON(t, by(k, desk.Note{Text: desk.Foreign("hm")})) }
	first := note()
	status, _, h = b.asks(t, http.MethodPost, "/v1/ops", token, first, "If-Match", `"x", `+tag)
	if next := h.Get("ETag"); status != 200 || next == tag || next == "" {
		t.Fatal(status, next)
	}
	if status, _, _ := b.asks(t, http.MethodGet, path, token, "", "If-None-Match", tag); status != 200 {
		t.Error("what is new is not sent:", status)
	}
	if status, _, _ := b.asks(t, http.MethodPost, "/v1/ops", token, first, "If-Match", tag); status != 200 {
		t.Error("what was carried out is not so any more when it is sent again:", status)
	}
	for _, match := range []string{tag, "W/" + h.Get("ETag"), `"00000000.2"`} {
		second := by(k, desk.Note{Text: desk.Foreign("hm")})
		status, p, _ := b.asks(t, http.MethodPost, "/v1/ops", token, asJSON(t, second), "If-Match", match)
		if status != http.StatusPreconditionFailed || p.Code != api.OtherVersion || p.Field != "If-Match" {
			t.Errorf("%s: %d %+v", match, status, p)
		}
		if status, _, _ := b.asks(t, http.MethodGet, "/v1/ops/"+second.ID.String(), token, ""); status != http.StatusNotFound {
			t.Error("it is recorded all the same:", status)
		}
	}
	for _, c := range []struct {
		match string
		want  int
	}{{"7", 400}, {`"7`, 400}, {"*", 200}, {h.Get("ETag"), 412}} {
		if status, _, _ := b.asks(t, http.MethodPost, "/v1/ops", token, note(), "If-Match", c.match); status != c.want {
			t.Errorf("%s: %d", c.match, status)
		}
	}
	if n := len(b.thread(t, k.ID).Messages); n != 3 {
		t.Errorf("%d entries", n)
	}
	if status, _, h := b.asks(t, http.MethodGet, "/v1/customers/"+k.Requester.String(), token, ""); status != 200 || h.Get("ETag") == "" {
		t.Error("a customer has no version:", status)
	}
}

// at asks as somebody from an address does, without a token.
func at(t *testing.T, s *backend.Server, addr, path string, header ...string) (int, string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	r.RemoteAddr = addr
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func TestWhoeverRunsTheServerSeesHowItDoes(t *testing.T) {
	b := newBench(t)
	b.ticket(t, "hello Kim")
	for from, c := range map[string]struct {
		addr   string
		header []string
		want   int
	}{
		"this machine":             {"127.0.0.1:4000", nil, 200},
		"this machine, version 6":  {"[::1]:4000", nil, 200},
		"a socket":                 {"@", nil, 200},
		"elsewhere":                {"192.0.2.1:4000", nil, 401},
		"a proxy on this machine":  {"127.0.0.1:4000", []string{"X-Forwarded-For", "192.0.2.1"}, 401},
		"a token that is none":     {"127.0.0.1:4000", []string{"Authorization", "Bearer x"}, 401},
		"elsewhere with a token":   {"192.0.2.1:4000", []string{"Authorization", "Bearer " + b.measuring(t)}, 200},
		"a token of another scope": {"127.0.0.1:4000", []string{"Authorization", "Bearer " + b.token(t, "ann", 0)}, 403},
	} {
		status, text := at(t, b.server, c.addr, "/metrics", c.header...)
		if status != c.want {
			t.Errorf("%s: %d", from, status)
		}
		if status != 200 {
			continue
		}
		line := regexp.MustCompile(`^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [0-9.e+-]+)$`)
		for _, l := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
			if !line.MatchString(l) {
				t.Errorf("not in the format: %q", l)
			}
		}
		for _, want := range []string{"heed_store_up 1\n", "heed_tickets_open 1\n", "heed_tickets_unassigned 1\n", `heed_build_info{version="test"} 1`} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: nothing of %q", from, want)
			}
		}
	}
	if _, text := at(t, b.server, "@", "/metrics"); !strings.Contains(text, `heed_requests_total{route="GET /metrics",status="401"} 3`) || strings.Contains(text, "ann") || strings.Contains(text, "Kim") {
		t.Error(text)
	}
}

// measuring is a token for metrics and nothing else.
func (b *bench) measuring(t testing.TB) string {
	t.Helper()
	k, err := b.store.NewToken(t.Context(), "ann", "", 0, api.ScopeMetrics)
	if err != nil {
		t.Fatal(err)
	}
	return k.Text
}

func TestAServerIsReadyWhileItsDeskCanBeReadAndIsOfItsLayout(t *testing.T) {
	b := newBench(t)
	probe := func() (healthy, ready int) {
		healthy, _ = at(t, b.server, "192.0.2.1:4000", "/healthz")
		ready, _ = at(t, b.server, "192.0.2.1:4000", "/readyz")
		return healthy, ready
	}
	if healthy, ready := probe(); healthy != 200 || ready != 200 {
		t.Error(healthy, ready)
	}
	b.server.Close()
	if healthy, ready := probe(); healthy != 200 || ready != 503 {
		t.Error("it is closing:", healthy, ready)
	}
	if _, text := at(t, b.server, "192.0.2.1:4000", "/readyz"); !strings.Contains(text, string(api.Closing)) {
		t.Error(text)
	}
	b = newBench(t)
	b.store.SetLayout(t, 1)
	if healthy, ready := probe(); healthy != 200 || ready != 503 {
		t.Error("a newer heed has taken the desk over:", healthy, ready)
	}
}
