package backend_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// asks sends a request to the desk, with a token or none, and reads the answer.
func (b *bench) asks(t testing.TB, method, path, token, body string) (int, *api.Problem, http.Header) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "http://desk"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", api.TypeJSON)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := b.server.Transport("").RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil {
		t.Fatal(err)
	}
	if res.Header.Get(api.HeaderDesk) != api.APIVersion || res.Header.Get(api.HeaderTime) == "" {
		t.Errorf("%s %s: the answer does not say that it is a desk's", method, path)
	}
	if res.Header.Get("Content-Type") != api.TypeProblem {
		return res.StatusCode, &api.Problem{}, res.Header
	}
	var p api.Problem
	if err := json.Unmarshal(text, &p); err != nil || p.Status != res.StatusCode || p.Retry == "" || p.Code == "" {
		t.Errorf("%s %s: %s", method, path, text)
	}
	return res.StatusCode, &p, res.Header
}

func (b *bench) token(t testing.TB, who desk.AgentID, holds time.Duration) string {
	t.Helper()
	k, err := b.store.NewToken(t.Context(), who, "", holds)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(k.Text, "heed_agent_") || len(k.Text) != len("heed_agent_")+43 {
		t.Errorf("a token of %d letters", len(k.Text))
	}
	return k.Text
}

func TestWithoutAValidTokenEveryDoorIsShut(t *testing.T) {
	b := newBench(t)
	good := b.token(t, "ann", 0)
	for _, path := range []string{
		"GET /v1", "POST /v1/ops", "GET /v1/ops/" + desk.NewOpID().String(), "GET /v1/changes", "GET /v1/snapshot",
		"GET /v1/tickets", "GET /v1/tickets/x", "GET /v1/customers/x", "GET /v1/views", "GET /v1/hints", "POST /v1/presence",
	} {
		method, path, _ := strings.Cut(path, " ")
		for name, token := range map[string]string{
			"none": "", "another": "heed_agent_" + strings.Repeat("A", 43), "half": good[:30], "long": good + "A",
		} {
			if status, p, _ := b.asks(t, method, path, token, "{}"); status != http.StatusUnauthorized || p.Code != api.BadToken {
				t.Errorf("%s %s with token %s: %d %s", method, path, name, status, p.Code)
			}
		}
	}
}

func TestWhoseTokensHaveAllExpiredHasNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		has := func() bool {
			ok, err := b.store.HasToken(t.Context(), "ann")
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		if has() {
			t.Error("a token that nobody gave")
		}
		b.token(t, "ann", time.Hour)
		time.Sleep(time.Hour - time.Millisecond)
		if !has() {
			t.Error("a good one does not count")
		}
		time.Sleep(time.Millisecond)
		if has() {
			t.Error("an expired one counts")
		}
		b.token(t, "ann", 0)
		if !has() {
			t.Error("one that holds for ever does not count")
		}
		b.close(t)
	})
}

func TestATokenIsOverWhenItExpiresIsRevokedOrItsOwnerIsDisabled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		ask := func(token string) (int, api.Code) {
			status, p, _ := b.asks(t, http.MethodGet, "/v1", token, "")
			return status, p.Code
		}
		short, long := b.token(t, "ann", time.Hour), b.token(t, "ann", 0)
		time.Sleep(time.Hour - time.Millisecond)
		if status, _ := ask(short); status != http.StatusOK {
			t.Error("over too early", status)
		}
		time.Sleep(time.Millisecond)
		if status, _ := ask(short); status != http.StatusUnauthorized {
			t.Error("good too long", status)
		}
		if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "ann", Role: desk.RoleLead, Disabled: true}); err != nil {
			t.Fatal(err)
		}
		if status, code := ask(long); status != http.StatusUnauthorized || code != api.Disabled {
			t.Error(status, code)
		}
		if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "ann", Role: desk.RoleLead}); err != nil {
			t.Fatal(err)
		}
		if status, _ := ask(long); status != http.StatusOK {
			t.Error(status)
		}
		if err := b.store.RevokeTokens(t.Context(), "ann"); err != nil {
			t.Fatal(err)
		}
		if status, _ := ask(long); status != http.StatusUnauthorized {
			t.Error(status)
		}
		first, err := b.store.NewToken(t.Context(), "ann", "laptop", 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.store.NewToken(t.Context(), "ann", "laptop", 0); err != nil {
			t.Fatal(err)
		}
		if status, _ := ask(first.Text); status != http.StatusUnauthorized {
			t.Error("an older token with the same label is still good")
		}
		b.close(t)
	})
}

func TestWhatTheDeskDoesNotUnderstandItTurnsAwayByName(t *testing.T) {
	b := newBench(t)
	token := b.token(t, "ann", 0)
	k := b.ticket(t, "hello")
	op := asJSON(t, by(k, desk.Note{Text: desk.Foreign("hm")}))
	with := func(was, is string) string { return strings.Replace(op, was, is, 1) }
	for name, c := range map[string]struct {
		body   string
		status int
		code   api.Code
	}{
		"not JSON":             {"hello", 400, api.BadRequest},
		"nothing":              {"", 400, api.BadRequest},
		"two at once":          {op + op, 400, api.BadRequest},
		"a field nobody knows": {with(`"op_id"`, `"mood":1,"op_id"`), 400, api.BadRequest},
		"one in the intent":    {with(`"intent":{`, `"intent":{"mood":1,`), 400, api.BadRequest},
		"a kind nobody knows":  {with(`"kind":"note"`, `"kind":"sing"`), 400, api.BadRequest},
		"no id":                {with(`"op_id":"`+op[10:42]+`"`, `"op_id":""`), 400, api.BadRequest},
		"over a MiB":           {`{"op_id":"` + strings.Repeat("a", api.MaxBody) + `"}`, 413, api.TooLarge},
		"somebody else's":      {with(`"actor":"ann"`, `"actor":"ben"`), 403, api.WrongActor},
		"the desk's":           {with(`"actor":"ann"`, `"actor":"system"`), 403, api.WrongActor},
	} {
		if status, p, _ := b.asks(t, http.MethodPost, "/v1/ops", token, c.body); status != c.status || p.Code != c.code {
			t.Errorf("%s: %d %s", name, status, p.Code)
		}
	}
	if n := len(b.thread(t, k.ID).Messages); n != 1 {
		t.Errorf("%d entries: something got through", n)
	}
	for path, status := range map[string]int{
		"/v1/tickets/nonsense": 404, "/v1/tickets?view=nonsense": 400, "/v1/changes?after=nonsense": 410, "/v2": 404, "/": 404,
		"/v1/tickets?limit=x": 400, "/v1/tickets?after=x": 400,
	} {
		if got, _, _ := b.asks(t, http.MethodGet, path, token, ""); got != status {
			t.Errorf("%s: %d, want %d", path, got, status)
		}
	}
}

func TestAWrongMethodIsToldWhichOnesThereAre(t *testing.T) {
	b := newBench(t)
	for path, want := range map[string]string{
		"/v1": "GET, HEAD", "/v1/ops": "POST", "/v1/ops/" + strings.Repeat("0", 32): "GET, HEAD", "/v1/presence": "POST", "/v1/hints": "GET, HEAD",
	} {
		for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodOptions, "SING"} {
			status, p, header := b.asks(t, method, path, "", "")
			if status != http.StatusMethodNotAllowed || p.Code != api.BadMethod || header.Get("Allow") != want {
				t.Errorf("%s %s: %d %s, it allows %q", method, path, status, p.Code, header.Get("Allow"))
			}
		}
	}
	if status, _, _ := b.asks(t, http.MethodPost, "/v1/nowhere", "", ""); status != http.StatusNotFound {
		t.Error(status)
	}
}

func TestAVerdictSaysInItsStatusWhetherItHappened(t *testing.T) {
	b := newBench(t)
	token := b.token(t, "ann", 0)
	k := b.ticket(t, "hello")
	claim := by(k, desk.Assign{To: "ann"})
	reply := by(k, desk.Reply{Text: desk.Foreign("hello")})
	bens := by(k, desk.Assign{To: "ben"})
	bens.Actor = "ben"
	b.do(t, bens)
	b.writes(t, k, "again")
	for name, c := range map[string]struct {
		op     desk.Op
		status int
	}{
		"applied": {by(k, desk.Follow{}), 200}, "held": {reply, 409}, "conflict": {claim, 412},
		"refused": {by(k, desk.Note{}), 422},
	} {
		if status, p, _ := b.asks(t, http.MethodPost, "/v1/ops", token, asJSON(t, c.op)); status != c.status || p.Code != "" {
			t.Errorf("%s: %d %s", name, status, p.Code)
		}
	}
}

func TestAnAgentLooksUpOnlyTheirOwnOperations(t *testing.T) {
	b := newBench(t)
	op := by(b.ticket(t, "hello"), desk.Note{Text: desk.Foreign("hm")})
	b.do(t, op)
	path := "/v1/ops/" + op.ID.String()
	if status, _, _ := b.asks(t, http.MethodGet, path, b.token(t, "ann", 0), ""); status != http.StatusOK {
		t.Error(status)
	}
	if status, p, _ := b.asks(t, http.MethodGet, path, b.token(t, "ben", 0), ""); status != http.StatusNotFound || p.Code != api.OpUnknown {
		t.Error(status, p.Code)
	}
}
