package client_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// always answers every request alike.
type always struct {
	status int
	kind   string
	body   []byte
}

func (a always) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: a.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {a.kind}},
		Body:   io.NopCloser(bytes.NewReader(a.body)), ContentLength: int64(len(a.body)),
	}, nil
}

// known reports whether an error is one that a line may answer with.
func known(err error) bool {
	var again *desk.Temporary
	if errors.As(err, &again) {
		return true
	}
	for _, is := range []error{
		desk.ErrUnauthorized, desk.ErrForbidden, desk.ErrNotFound, desk.ErrGone, desk.ErrAmbiguous,
		desk.ErrNotADesk, desk.ErrTooMuch, desk.ErrOtherAccount, desk.ErrNoFile,
	} {
		if errors.Is(err, is) {
			return true
		}
	}
	return false
}

// FuzzWhateverAnswersIsADeskOrIsNamed lets any bytes answer each question of a line: what
// comes of them is an answer that can be believed, or an error that says what it was.
func FuzzWhateverAnswersIsADeskOrIsNamed(f *testing.F) {
	op := desk.Op{ID: desk.OpID{ID: desk.ID{1}}, Ticket: desk.TicketID{ID: desk.ID{2}}, Actor: "mia", Intent: desk.Note{Text: desk.Foreign("rang back")}}
	statuses := []int{200, 200, 200, 301, 400, 401, 403, 404, 409, 410, 412, 422, 429, 500, 503}
	kinds := []string{"application/json", "application/problem+json", "application/x-ndjson", "text/html", ""}
	for _, s := range []string{
		`{"epoch":"e","agent":{"id":"mia"}}`, `{"next":"4","tickets":[{"id":"02","subject":"The lamp"}]}`,
		`{"op":"` + op.ID.String() + `","outcome":"applied","version":3}`, `{"code":"newer_message","retry":"ask"}`,
		"{\"tickets\":1}\n{\"tickets\":[{}]}\n{\"done\":{\"tickets\":1,\"next\":\"1\"}}\n", "<html>sign in</html>", "null", "[]", `{"next":1e999}`,
	} {
		for status := range statuses {
			f.Add(byte(status), byte(status), []byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, status, kind byte, body []byte) {
		a := always{status: statuses[int(status)%len(statuses)], kind: kinds[int(kind)%len(kinds)], body: body}
		line, err := client.New(client.Options{URL: "http://localhost", Token: "heed_agent_x", Transport: a})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = line.Close() }() // nothing was opened
		ctx := context.Background()
		d, derr := line.Describe(ctx)
		if derr == nil && (d.Epoch == "" || !d.Agent.ID.Valid()) {
			t.Errorf("a desk that does not say who it is: %+v", d)
		}
		page, perr := line.Changes(ctx, "3")
		if perr == nil && page.Next == "" {
			t.Error("news that lead nowhere")
		}
		v, verr := line.Lookup(ctx, op.ID)
		w, werr := line.Apply(ctx, op)
		for _, got := range []struct {
			v   desk.Verdict
			err error
		}{{v, verr}, {w, werr}} {
			if got.err == nil && (got.v.Op != op.ID || got.v.Outcome == "") {
				t.Errorf("a verdict on something else: %+v", got.v)
			}
		}
		_, next, serr := line.Snapshot(ctx, func(int) {}, func(desk.Page) error { return nil })
		if serr == nil && next == "" {
			t.Error("a snapshot without an end")
		}
		for _, err := range []error{derr, perr, verr, werr, serr} {
			if err != nil && !known(err) {
				t.Errorf("%d %q: an error without a name: %v", a.status, api.Root, err)
			}
		}
	})
}
