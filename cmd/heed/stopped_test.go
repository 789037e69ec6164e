package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// asks sends a request to a desk that is served.
func (s *served) asks(method, path string, body io.Reader, header ...string) (*http.Response, error) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.token)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	carry := &http.Transport{
		ExpectContinueTimeout: time.Minute, // a body goes out when the desk begins to read it
		ResponseHeaderTimeout: patience,
	}
	s.t.Cleanup(carry.CloseIdleConnections)
	return carry.RoundTrip(r)
}

// desk is the id of the desk that answers somebody new; empty where none does. Who has taken the
// port of one that is gone is another one, or none.
func (s *served) desk() string {
	s.t.Helper()
	res, err := s.asks(http.MethodGet, api.Root, nil)
	if err != nil {
		return ""
	}
	var is desk.Description
	if err := errors.Join(json.NewDecoder(res.Body).Decode(&is), res.Body.Close()); err != nil {
		return ""
	}
	return is.ID
}

// uploads begins to bring a file to the desk; the rest of it goes into the pipe that is returned.
func (s *served) uploads(first, rest string) (body *io.PipeWriter, answer chan int) {
	s.t.Helper()
	sum := sha256.Sum256([]byte(first + rest))
	read, write := io.Pipe()
	answer = make(chan int, 1)
	go func() {
		res, err := s.asks(http.MethodPost, api.Files, read, api.HeaderFile, hex.EncodeToString(sum[:]), "Content-Type", "application/octet-stream", "Expect", "100-continue")
		if err != nil {
			answer <- 0
			return
		}
		_ = res.Body.Close() // its status is all that is wanted
		answer <- res.StatusCode
	}()
	if _, err := io.WriteString(write, first); err != nil { // the desk reads it
		s.t.Fatal(err)
	}
	return write, answer
}

// terminated asks the desk to stop as a system does that is shut down.
func (s *served) terminated() {
	s.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
}

// gone waits until the desk has ended, in good order.
func (s *served) gone() {
	s.t.Helper()
	var said strings.Builder
	for s.lines.Scan() {
		_, _ = said.WriteString(s.lines.Text() + "\n")
	}
	if err := s.cmd.Wait(); err != nil || !strings.Contains(said.String(), "Closing") {
		s.t.Errorf("it ended with %v and said\n%s", err, said.String())
	}
}

func TestADeskThatIsToldToStopLetsNobodyInFinishesWhatItDoesAndSendsListenersAway(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	s := m.serve(m.shop(), m.own())
	id := s.desk()
	if id == "" {
		t.Fatal("the desk does not say which one it is")
	}
	hints, err := s.asks(http.MethodGet, api.Hints, nil)
	if err != nil {
		t.Fatal(err)
	}
	listens := bufio.NewReader(hints.Body)
	body, answer := s.uploads("half of ", "a file")
	s.terminated()
	if _, err := io.Copy(io.Discard, listens); err != nil {
		t.Errorf("the stream was cut: %v", err)
	}
	if err := hints.Body.Close(); err != nil {
		t.Error(err)
	}
	if s.desk() == id {
		t.Error("somebody new is let in")
	}
	for _, piece := range []string{"a ", "file"} { // the desk comes back for more
		if _, err := io.WriteString(body, piece); err != nil {
			t.Error(err)
		}
	}
	if err := body.Close(); err != nil {
		t.Error(err)
	}
	if status := <-answer; status/100 != 2 {
		t.Errorf("what was under way is answered with %d", status)
	}
	s.gone()
}

func TestADeskThatIsToldToStopDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	s := m.serve(m.shop(), m.own())
	body, answer := s.uploads("never ", "the rest")
	s.terminated()
	s.gone()
	_ = body.CloseWithError(io.ErrClosedPipe) // nobody reads it
	if status := <-answer; status/100 == 2 {
		t.Error("half a file was taken in")
	}
}

// TestADeskThatIsToldToStopUnderLoadSaysGoodbyeToEveryListenerAndKeepsWhatItAnswered has a hundred
// listen and four write without a pause.
func TestADeskThatIsToldToStopUnderLoadSaysGoodbyeToEveryListenerAndKeepsWhatItAnswered(t *testing.T) {
	t.Parallel()
	const listening, each = 100, 16 // the most that one account may
	m := newMachine(t)
	dir, address := m.shop(), m.own()
	s := m.serve(dir, address)
	var streams []io.ReadCloser
	owner := s.token
	for n := range listening {
		if n%each == 0 {
			name := fmt.Sprintf("ann%d", n/each)
			m.must("desk", "user", "add", name, "--role", "agent", "--desk", dir)
			s.token = strings.TrimSpace(m.must("desk", "user", "token", name, "--desk", dir))
		}
		res, err := s.asks(http.MethodGet, api.Hints, nil) //nolint:bodyclose // each is closed once its end was heard
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatal(res, err)
		}
		streams = append(streams, res.Body)
	}
	s.token = owner
	c := crowded(t, s)
	c.after(20)
	ended := make(chan error, listening)
	for _, body := range streams {
		go func() {
			_, err := io.Copy(io.Discard, body)
			ended <- errors.Join(err, body.Close())
		}()
	}
	s.terminated()
	s.gone()
	c.leaves()
	for range listening {
		if err := <-ended; err != nil {
			t.Errorf("a stream was cut: %v", err)
		}
	}
	s = m.serve(dir, address)
	for _, id := range c.after(0) {
		if v, err := c.line.Lookup(t.Context(), id); err != nil || v.Outcome != desk.Applied {
			t.Errorf("%s was answered before it stopped: %s, %v", id, v.Outcome, err)
		}
	}
	s.stop()
}
