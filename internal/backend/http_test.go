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
// header are names and values that it has besides.
func (b *bench) asks(t testing.TB, method, path, token, body string, header ...string) (int, *api.Problem, http.Header) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "http://desk"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", api.TypeJSON)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
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
		"not JSON":                {"hello", 400, api.BadRequest},
		"nothing":                 {"", 400, api.BadRequest},
		"two at once":             {op + op, 400, api.BadRequest},
		"a field nobody knows":    {with(`"op_id"`, `"mood":1,"op_id"`), 400, api.BadRequest},
		"one in the intent":       {with(`"intent":{`, `"intent":{"mood":1,`), 400, api.BadRequest},
		"a kind nobody knows":     {with(`"kind":"note"`, `"kind":"sing"`), 400, api.BadRequest},
		"no id":                   {with(`"op_id":"`+op[10:42]+`"`, `"op_id":""`), 400, api.BadRequest},
		"a name twice":            {with(`"kind":"note"`, `"kind":"note","kind":"reply"`), 400, api.BadRequest},
		"one in other letters":    {with(`"kind":"note"`, `"kind":"note","Kind":"reply"`), 400, api.BadRequest},
		"one in the intent twice": {with(`"text":"hm"`, `"text":"hm","text":"oh"`), 400, api.BadRequest},
		"no letters":              {with(`"hm"`, "\"\xff\xfe\""), 400, api.BadRequest},
		"over a MiB":              {`{"op_id":"` + strings.Repeat("a", api.MaxBody) + `"}`, 413, api.TooLarge},
		"somebody else's":         {with(`"actor":"ann"`, `"actor":"ben"`), 403, api.WrongActor},
		"the desk's":              {with(`"actor":"ann"`, `"actor":"system"`), 403, api.WrongActor},
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

func TestABodyThatIsPackedOrInAnotherCharsetIsTurnedAway(t *testing.T) {
	b := newBench(t)
	token := b.token(t, "ann", 0)
	k := b.ticket(t, "hello")
	for _, c := range []struct {
		name, value string
		status      int
	}{
		{"Content-Encoding", "gzip", 415},
		{"Content-Encoding", "identity", 200},
		{"Content-Type", "application/json; charset=utf-16", 415},
		{"Content-Type", "application/json; charset=UTF-8", 200},
		{"Content-Type", "text/plain", 415},
	} {
		op := asJSON(t, by(k, desk.Note{Text: desk.Foreign("hm")}))
		status, p, _ := b.asks(t, http.MethodPost, "/v1/ops", token, op, c.name, c.value)
		if status != c.status || status == 415 && p.Code != api.BadType {
			t.Errorf("%s: %s: %d %s", c.name, c.value, status, p.Code)
		}
	}
}

func TestWhatNobodyCanHaveSeenSentOrMeantIsRefused(t *testing.T) {
	b := newBench(t)
	k := b.writes(t, b.ticket(t, "hello"), "are you there?")
	to := func(value, name string) []desk.Address {
		return []desk.Address{{Channel: desk.Mail, Value: desk.Foreign(value), Name: desk.Foreign(name)}}
	}
	reply := desk.Reply{Text: desk.Foreign("yes")}
	for name, change := range map[string]func(*desk.Op){
		"a version before the first": func(op *desk.Op) { op.Base = -1 },
		"a version beyond all":       func(op *desk.Op) { op.Base = 1<<63 - 1 },
		"an entry before the first":  func(op *desk.Op) { op.Seen = -1 },
		"an entry beyond all":        func(op *desk.Op) { op.Seen = 1<<63 - 1 },
		"made in the year 0":         func(op *desk.Op) { op.At = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC) },
		"made in the year 9999":      func(op *desk.Op) { op.At = time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC) },
		"asleep until 1970":          func(op *desk.Op) { op.Intent = desk.Snooze{Until: time.Unix(0, 0)} },
		"asleep until 9999":          func(op *desk.Op) { op.Intent = desk.Snooze{Until: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)} },
		"to two lines":               func(op *desk.Op) { op.Recipients = to("evil@example.com\r\nBcc: x@y", "") },
		"to a name of two lines":     func(op *desk.Op) { op.Recipients = to("a@example.com", "Ann\nBcc: x@y") },
		"to a control":               func(op *desk.Op) { op.Recipients = to("a\x00@example.com", "") },
		"to what is no text":         func(op *desk.Op) { op.Recipients = to("a\xff@example.com", "") },
		"to nobody":                  func(op *desk.Op) { op.Recipients = to(" ", "Ann") },
	} {
		op := by(k, reply)
		change(&op)
		if v := b.do(t, op); v.Outcome != desk.Refused || v.Problem.Code != desk.BadValue && v.Problem.Code != desk.BadAddress {
			t.Errorf("%s: %s %v", name, v.Outcome, v.Problem)
		}
	}
}

func TestAnEntryThatIsNotThereYetDoesNotCountAsSeen(t *testing.T) {
	b := newBench(t)
	k := b.writes(t, b.ticket(t, "hello"), "are you there?")
	for _, in := range []desk.Intent{desk.Reply{Text: desk.Foreign("yes")}, desk.SetStatus{Status: desk.Solved}} {
		op := by(k, in)
		op.Seen = k.LastMessage + 1
		if v := b.do(t, op); v.Outcome != desk.Held || v.Problem.Code != desk.NewerMessage {
			t.Errorf("%T: %s %v: it went past the customer's word", in, v.Outcome, v.Problem)
		}
	}
	op := by(k, desk.Assign{To: "ben"})
	op.Actor = "ben"
	b.do(t, op)
	late := by(k, desk.Assign{To: "ann"})
	late.Base = k.Version + 1000
	if v := b.do(t, late); v.Outcome != desk.Refused || v.Problem.Code != desk.FieldConflict {
		t.Errorf("%s %v: it went past a colleague's change", v.Outcome, v.Problem)
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
		code   desk.Code
		retry  api.Retry
		field  string
	}{
		"applied":  {by(k, desk.Follow{}), 200, "", "", ""},
		"held":     {reply, 409, desk.NewerMessage, api.RetryAsk, ""},
		"conflict": {claim, 412, desk.FieldConflict, api.RetryAsk, "assignee"},
		"refused":  {by(k, desk.Note{}), 422, desk.EmptyText, api.RetryFixed, "text"},
		"no value": {by(k, desk.SetStatus{Status: "lost"}), 422, desk.BadValue, api.RetryFixed, "status"},
	} {
		status, p, _ := b.asks(t, http.MethodPost, "/v1/ops", token, asJSON(t, c.op))
		if status != c.status || p.Code != api.Code(c.code) || p.Retry != c.retry || p.Field != c.field {
			t.Errorf("%s: %d %+v", name, status, p)
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
