package client_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// other plays what is at the other end of a connection.
type other func(conn net.Conn, request *http.Request)

// lineTo makes a line whose connections all end at the other end given.
func lineTo(t *testing.T, play other) *client.Line {
	t.Helper()
	dial := func(context.Context, string, string) (net.Conn, error) {
		near, far := net.Pipe()
		go func() {
			defer func() { _ = far.Close() }() // it is a pipe
			in := bufio.NewReader(far)
			for {
				req, err := http.ReadRequest(in)
				if err != nil {
					return
				}
				if _, err := io.Copy(io.Discard, req.Body); err != nil {
					return
				}
				play(far, req)
			}
		}()
		return near, nil
	}
	return lineOver(t, &http.Transport{DialContext: dial})
}

func lineOver(t *testing.T, carry *http.Transport) *client.Line {
	t.Helper()
	line, err := client.New(client.Options{URL: "http://localhost", Token: "heed_agent_x", Transport: carry})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(carry.CloseIdleConnections)
	return line
}

// says answers every request with the same words.
func says(status int, header, body string) other {
	return func(conn net.Conn, _ *http.Request) {
		if !strings.Contains(header, "Content-Length") {
			header = fmt.Sprintf("Content-Length: %d\r\n%s", len(body), header)
		}
		_, _ = fmt.Fprintf(conn, "HTTP/1.1 %d X\r\n%s\r\n%s", status, header, body) // the line may have gone
	}
}

const (
	ours    = "Heed-Desk: 1\r\nContent-Type: application/json\r\n"
	problem = "Heed-Desk: 1\r\nContent-Type: application/problem+json\r\n"
	html    = "Content-Type: text/html\r\n"
	portal  = "<html><body>Welcome to Hotel WiFi. Please log in.</body></html>"
)

func anOp() desk.Op {
	return desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: "ann", Intent: desk.Note{Text: desk.Foreign("hm")}}
}

// what names the error of a line.
func what(err error) string {
	var later *desk.Temporary
	names := map[string]error{
		"unauthorized": desk.ErrUnauthorized, "forbidden": desk.ErrForbidden, "not found": desk.ErrNotFound,
		"gone": desk.ErrGone, "not a desk": desk.ErrNotADesk, "too much": desk.ErrTooMuch,
	}
	switch {
	case err == nil:
		return "fine"
	case errors.Is(err, desk.ErrAmbiguous): // before the others: it wraps why
		return "ambiguous"
	case errors.As(err, &later):
		return "temporary"
	}
	for name, e := range names {
		if errors.Is(err, e) {
			return name
		}
	}
	return err.Error()
}

// calls are the calls that a courier makes.
func calls(line *client.Line) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"describe": func(ctx context.Context) error { _, err := line.Describe(ctx); return err },
		"changes":  func(ctx context.Context) error { _, err := line.Changes(ctx, "x"); return err },
		"snapshot": func(ctx context.Context) error {
			_, _, err := line.Snapshot(ctx, func(int) {}, func(desk.Page) error { return nil })
			return err
		},
		"apply":    func(ctx context.Context) error { _, err := line.Apply(ctx, anOp()); return err },
		"lookup":   func(ctx context.Context) error { _, err := line.Lookup(ctx, desk.NewOpID()); return err },
		"watch":    func(ctx context.Context) error { return line.Watch(ctx, func(desk.Hint) {}) },
		"announce": func(ctx context.Context) error { return line.Announce(ctx, desk.Presence{Doing: desk.Left}) },
	}
}

// TestEveryBadAnswerIsToldApart plays what a desk, or what stands between, may answer.
// Every call takes it in the same way, but for those named.
func TestEveryBadAnswerIsToldApart(t *testing.T) {
	tests := map[string]struct {
		play   other
		want   string
		except map[string]string
	}{
		"a captive portal":       {says(200, html, portal), "not a desk", nil},
		"a portal's 404":         {says(404, html, portal), "not a desk", nil},
		"a portal's 401":         {says(401, html, portal), "not a desk", nil},
		"a redirect":             {says(302, html+"Location: http://elsewhere/\r\n", ""), "not a desk", nil},
		"a redirect of a desk":   {says(307, ours+"Location: http://elsewhere/\r\n", ""), "not a desk", nil},
		"JSON of somebody else":  {says(200, "Content-Type: application/json\r\n", "{}"), "not a desk", nil},
		"HTML with our header":   {says(200, "Heed-Desk: 1\r\n"+html, portal), "not a desk", nil},
		"nonsense with ours":     {says(200, ours, "}{"), "not a desk", map[string]string{"apply": "ambiguous", "announce": "fine"}},
		"an empty answer":        {says(200, ours, "{}"), "not a desk", map[string]string{"apply": "ambiguous", "announce": "fine"}},
		"an empty account":       {says(200, ours, `{"epoch":"1","name":"Shop","agent":{}}`), "not a desk", map[string]string{"apply": "ambiguous", "announce": "fine"}},
		"a wrong token":          {says(401, problem, `{"status":401,"code":"bad_token"}`), "unauthorized", nil},
		"not permitted":          {says(403, problem, `{"status":403,"code":"forbidden"}`), "forbidden", nil},
		"no such path":           {says(404, problem, `{"status":404,"code":"not_found"}`), "not found", map[string]string{"apply": "not a desk"}},
		"a cursor that is gone":  {says(410, problem, `{"status":410,"code":"cursor_gone"}`), "gone", nil},
		"a 500":                  {says(500, problem, `{"status":500,"code":"trouble"}`), "temporary", nil},
		"a proxy's 502":          {says(502, html, "<h1>Bad Gateway</h1>"), "temporary", nil},
		"too many requests":      {says(429, problem+"Retry-After: 7\r\n", `{"status":429,"code":"too_many"}`), "temporary", nil},
		"a body that breaks off": {cutting(says(200, ours+"Content-Length: 100\r\n", "{")), "temporary", map[string]string{"apply": "ambiguous", "snapshot": "temporary", "watch": "temporary"}},
		"a head that breaks off": {cutting(func(c net.Conn, _ *http.Request) { _, _ = io.WriteString(c, "HTTP/1.1 200") }), "temporary", map[string]string{"apply": "ambiguous"}},
		"no HTTP at all":         {cutting(func(c net.Conn, _ *http.Request) { _, _ = io.WriteString(c, "SSH-2.0-x\r\n") }), "temporary", map[string]string{"apply": "ambiguous"}},
		"silence and a hang-up":  {func(c net.Conn, _ *http.Request) { _ = c.Close() }, "temporary", map[string]string{"apply": "ambiguous"}},
	}
	for name, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			for call, do := range calls(lineTo(t, test.play)) {
				want := test.want
				if w, ok := test.except[call]; ok {
					want = w
				}
				if err := do(t.Context()); what(err) != want {
					t.Errorf("%s, %s: %v; want %s", name, call, err, want)
				}
			}
		})
	}
}

// cutting hangs up after an answer.
func cutting(play other) other {
	return func(c net.Conn, r *http.Request) { play(c, r); _ = c.Close() }
}

// TestADeadConnectionEndsByItself plays ends that take what is sent and say nothing more.
func TestADeadConnectionEndsByItself(t *testing.T) {
	silent := func(net.Conn, *http.Request) {}
	tests := map[string]struct {
		play   other
		within time.Duration
	}{
		"no answer":         {silent, 45 * time.Second},
		"half a head":       {func(c net.Conn, _ *http.Request) { _, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nHeed-") }, 45 * time.Second},
		"half a body":       {says(200, ours+"Content-Length: 1000\r\n", "{"), 45 * time.Second},
		"half a snapshot":   {says(200, "Heed-Desk: 1\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000\r\n", "{"), 45 * time.Second},
		"a hint, then none": {says(200, "Heed-Desk: 1\r\nContent-Type: text/event-stream\r\nContent-Length: 1000\r\n", ": \n\n"), 45 * time.Second},
	}
	for name, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			for call, do := range calls(lineTo(t, test.play)) {
				began := time.Now()
				err := do(t.Context())
				if err == nil || time.Since(began) > test.within {
					t.Errorf("%s, %s: %v after %v", name, call, err, time.Since(began))
				}
				if call == "apply" && what(err) != "ambiguous" && what(err) != "not a desk" {
					t.Errorf("%s: an operation that may have arrived is called %v", name, err)
				}
			}
		})
	}
}

func TestARefusedConnectionIsTemporaryForWhatNeverLeft(t *testing.T) {
	for name, why := range map[string]error{"refused": syscall.ECONNREFUSED, "no socket": syscall.ENOENT, "no way": syscall.EHOSTUNREACH} {
		line := lineOver(t, &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: why}
		}})
		for call, do := range calls(line) {
			if err := do(t.Context()); what(err) != "temporary" || !errors.Is(err, why) {
				t.Errorf("%s, %s: %v", name, call, err)
			}
		}
	}
}

func TestEveryWayToBeAwayHasItsName(t *testing.T) {
	fails := func(err error) *client.Line {
		return lineOver(t, &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return nil, err }})
	}
	synctest.Test(t, func(t *testing.T) {
		for way, line := range map[desk.Away]*client.Line{
			desk.AwayNobody:  fails(&net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}),
			desk.AwayNoRoad:  fails(&net.OpError{Op: "dial", Net: "tcp", Err: syscall.ENETUNREACH}),
			desk.AwayNoHost:  fails(&net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", IsNotFound: true}}),
			desk.AwayNoTrust: fails(&tls.CertificateVerificationError{Err: errors.New("unknown authority")}),
			desk.AwaySilent:  lineTo(t, func(net.Conn, *http.Request) {}),
			desk.AwayCut:     lineTo(t, func(c net.Conn, _ *http.Request) { _ = c.Close() }),
			desk.AwayTrouble: lineTo(t, says(502, html, "<h1>Bad Gateway</h1>")),
			desk.AwayFull:    lineTo(t, says(507, problem, `{"status":507,"code":"disk_full"}`)),
			desk.AwayStore:   lineTo(t, says(503, problem, `{"status":503,"code":"no_database"}`)),
			desk.AwayBusy:    lineTo(t, says(429, problem, `{"status":429,"code":"too_many"}`)),
		} {
			for _, call := range []string{"describe", "changes", "snapshot", "lookup", "announce"} {
				var later *desk.Temporary
				if err := calls(line)[call](t.Context()); !errors.As(err, &later) || later.Why != way {
					t.Errorf("%s, %s: %+v", way, call, err)
				}
			}
		}
	})
}

// mostRead is more than any call takes of an answer, with what a pipe and a reader hold.
const mostRead = 18 << 20

func TestAnAnswerThatHasNoEndIsReadNoFurtherThanAnAnswerMayBe(t *testing.T) {
	const block = 64 << 10
	records := ours + "Transfer-Encoding: chunked\r\n"
	for call, header := range map[string]string{
		"describe": records, "changes": records, "lookup": records, "apply": records, "announce": records, "watch": records,
		"snapshot": "Heed-Desk: 1\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n",
	} {
		synctest.Test(t, func(t *testing.T) {
			var taken atomic.Int64
			line := lineTo(t, func(c net.Conn, _ *http.Request) {
				_, err := io.WriteString(c, "HTTP/1.1 200 OK\r\n"+header+"\r\n")
				for chunk := fmt.Sprintf("%x\r\n%s\r\n", block, strings.Repeat(" ", block)); err == nil; {
					_, err = io.WriteString(c, chunk) // until the line hangs up
					taken.Add(block)
				}
			})
			if err := calls(line)[call](t.Context()); what(err) != "too much" {
				t.Errorf("%s: %v", call, err)
			}
			if n := taken.Load(); n > mostRead {
				t.Errorf("%s took %d bytes", call, n)
			}
		})
	}
}

func TestAnAnswerThatSaysItIsTooLargeIsNotReadAtAll(t *testing.T) {
	for _, call := range []string{"changes", "apply", "announce"} {
		says := cutting(func(c net.Conn, _ *http.Request) {
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n"+ours+"\r\n")
		})
		if err := calls(lineTo(t, says))[call](t.Context()); what(err) != "too much" {
			t.Errorf("%s: %v", call, err)
		}
	}
}

func TestADeskInTroubleSaysWhenToComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for header, want := range map[string]time.Duration{
			"Retry-After: 7\r\n": 7 * time.Second, "Retry-After: -7\r\n": 0, "Retry-After: soon\r\n": 0, "": 0,
			"Retry-After: 999999\r\n": time.Hour,
			"Date: Sat, 01 Jan 2000 00:00:00 GMT\r\nRetry-After: Sat, 01 Jan 2000 00:01:00 GMT\r\n": time.Minute,
		} {
			_, err := lineTo(t, says(503, ours+header, "{}")).Apply(t.Context(), anOp())
			var later *desk.Temporary
			if !errors.As(err, &later) || later.After != want {
				t.Errorf("%q: %v", header, err)
			}
		}
	})
}

func TestWhatCanNeverBeTakenIsRefusedForGood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, c := range map[string]struct {
			play other
			code desk.Code
		}{
			"too large":      {says(413, problem, `{"status":413,"code":"too_large","retry":"fix"}`), desk.ServerRefused},
			"not understood": {says(400, problem, `{"status":400,"code":"bad_request","retry":"fix"}`), desk.ServerRefused},
			"somebody else":  {says(403, problem, `{"status":403,"code":"wrong_actor","retry":"fix"}`), desk.NotAllowed},
		} {
			op := anOp()
			v, err := lineTo(t, c.play).Apply(t.Context(), op)
			if err != nil || v.Op != op.ID || v.Outcome != desk.Refused || v.Problem.Code != c.code {
				t.Errorf("%s: %+v %v", name, v, err)
			}
		}
		_, err := lineTo(t, says(400, problem, `{"status":400,"code":"bad_request","retry":"retry"}`)).Apply(t.Context(), anOp())
		if what(err) != "temporary" {
			t.Errorf("a body that did not come through: %v", err)
		}
	})
}

func TestAnErrorNeverTellsTheTokenOrTheCursor(t *testing.T) {
	line := lineOver(t, &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("no way")
	}})
	_, err := line.Changes(t.Context(), "secret-cursor")
	if err == nil || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "heed_agent_") {
		t.Error(err)
	}
}

func TestNoPartOfAnAddressIsLeftOutInSilence(t *testing.T) {
	for address, fine := range map[string]bool{
		"https://desk.example/": true, "https://desk.example:8470/": true, "unix:///run/heed/s": true,
		"https://desk.example/heed": false, "https://desk.example//": false, "https://desk.example/?desk=2": false,
		"https://desk.example?": false, "https://mia@desk.example": false, "https://mia:word@desk.example": false,
		"https://desk.example/#shop": false, "unix://shop/run/heed/s": false, "https://:8470": false,
	} {
		_, err := client.New(client.Options{URL: address})
		if (err == nil) != fine {
			t.Errorf("%q: %v", address, err)
		}
		if err != nil && strings.Contains(err.Error(), "word") {
			t.Errorf("%q: %v tells the password", address, err)
		}
	}
}

func TestTheTokenGoesOverNoOpenNetwork(t *testing.T) {
	for address, fine := range map[string]bool{
		"https://desk.example": true, "http://localhost:8080": true, "http://127.0.0.1:1": true, "http://[::1]:1": true,
		"unix:/run/heed/s": true, "http://desk.example": false, "http://10.0.0.1": false, "ftp://localhost": false,
		"localhost:8080": false, "": false, "unix:": false, "http://": false, "http://127.0.0.1.example": false,
	} {
		if _, err := client.New(client.Options{URL: address}); (err == nil) != fine {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestTheClocksDifferenceIsMeasured(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		for header, want := range map[string]time.Duration{
			fmt.Sprintf("Heed-Time: %d\r\n", now.Add(time.Hour).UnixMilli()):                        time.Hour,
			"Date: " + now.Add(-time.Hour).UTC().Format(http.TimeFormat) + "\r\n":                   -time.Hour,
			"Date: " + now.Add(time.Second).UTC().Format(http.TimeFormat) + "\r\n":                  0,
			"Heed-Time: soon\r\nDate: " + now.Add(time.Minute).Format(time.RFC1123Z) + "\r\n":       0,
			fmt.Sprintf("Heed-Time: %d\r\n", now.UnixMilli()) + "Date: " + http.TimeFormat + "\r\n": 0,
		} {
			d, err := lineTo(t, says(200, ours+header, `{"epoch":"1","agent":{"id":"ann"}}`)).Describe(t.Context())
			if err != nil || d.Skew != want {
				t.Errorf("%q: %v %v", header, d.Skew, err)
			}
		}
	})
}

// sayer answers every request with the same.
type sayer struct{ header http.Header }

// RoundTrip implements http.RoundTripper.
func (s sayer) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: s.header, Body: io.NopCloser(strings.NewReader(`{"epoch":"1","agent":{"id":"ann"}}`)), Request: req}, nil
}

func TestTheClocksDifferenceIsMeasuredByThisMachinesClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		wrong := now.AddDate(10, 0, 0)
		says := sayer{http.Header{"Content-Type": {api.TypeJSON}, api.HeaderDesk: {api.APIVersion}, api.HeaderTime: {strconv.FormatInt(now.UnixMilli(), 10)}}}
		line, err := client.New(client.Options{URL: "http://localhost", Transport: says, Now: func() time.Time { return wrong }})
		if err != nil {
			t.Fatal(err)
		}
		if d, err := line.Describe(t.Context()); err != nil || d.Skew != now.Sub(wrong) {
			t.Error(d.Skew, err)
		}
	})
}
