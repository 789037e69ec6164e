package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/internal/profile"
)

// served is heed serve at work.
type served struct {
	t     testing.TB
	cmd   *exec.Cmd
	url   string
	token string
	lines *bufio.Scanner
}

// ports are those that the desks of these tests take, one after the other.
var ports atomic.Int64 //nolint:gochecknoglobals // the tests of one run must not be told the same

// own is an address that no one else takes while its desk is away: no system gives a port below
// 32768 to whoever asks for any.
func (m *machine) own() string {
	m.t.Helper()
	for range 10_000 {
		address := fmt.Sprintf("127.0.0.1:%d", 20_000+(int64(os.Getpid())*100+ports.Add(1))%10_000) // other runs of the tests begin elsewhere
		l, err := new(net.ListenConfig).Listen(m.t.Context(), "tcp", address)
		if err != nil {
			continue // somebody listens there
		}
		if err := l.Close(); err != nil {
			m.t.Fatal(err)
		}
		return address
	}
	m.t.Fatal("no port is free")
	return ""
}

// serve starts heed serve and waits until it says where.
func (m *machine) serve(dir, listen string, more ...string) *served {
	m.t.Helper()
	cmd := m.command(append([]string{"serve", "--desk", dir, "--listen", listen}, more...)...)
	out, err := cmd.StderrPipe()
	if err != nil {
		m.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() { // where the test has not ended it; its folder goes next
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	s := &served{t: m.t, cmd: cmd, lines: bufio.NewScanner(out)}
	var said strings.Builder
	token, url := regexp.MustCompile(`heed_agent_\S+`), regexp.MustCompile(`https?://[0-9.:]*[0-9]`)
	for s.lines.Scan() {
		line := s.lines.Text()
		_, _ = said.WriteString(line + "\n")
		if found := token.FindString(line); found != "" {
			s.token = found
		}
		if strings.Contains(line, "Serving the desk") {
			s.url = url.FindString(line)
			return s
		}
	}
	m.t.Fatalf("heed serve ended: %v\n%s", cmd.Wait(), said.String())
	return nil
}

// kill ends it as kill -9 does.
func (s *served) kill() {
	s.t.Helper()
	if err := s.cmd.Process.Kill(); err != nil {
		s.t.Fatal(err)
	}
	for s.lines.Scan() {
		continue // it is heard to its end
	}
	_ = s.cmd.Wait() // it was killed
}

// stop ends it as ctrl+c does.
func (s *served) stop() {
	s.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGINT); err != nil {
		s.t.Fatal(err)
	}
	var rest strings.Builder
	for s.lines.Scan() {
		_, _ = rest.WriteString(s.lines.Text() + "\n")
	}
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("heed serve ended with %v\n%s", err, rest.String())
	}
}

func TestADeskThatIsServedIsWorkedFromAProfile(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	s := m.serve(dir, m.own())
	if s.token == "" {
		t.Fatal("no first token was told")
	}
	m.expect(4, "runs this desk already", "serve", "--desk", dir, "--listen", "127.0.0.1:0")
	m.expect(3, "does not know this token", "login", s.url, "--token", "heed_agent_wrong")
	m.expect(2, "https://", "login", "http://desk.example", "--token", s.token)
	if out, errs, status := m.run(s.token+"\n", "login", s.url, "--token", "-"); status != 0 || !strings.Contains(errs, "profile default is ready") {
		t.Fatalf("login ended with %d:\n%s%s", status, out, errs)
	}
	m.expect(0, "Refund still not on my card", "queue")
	m.expect(0, "reply done", "reply", "4001", "--text", "The refund left us.")
	address := strings.TrimPrefix(s.url, "http://")
	s.stop()

	// Offline: reading goes on, writing is kept and said to be.
	m.expect(0, "Refund still not on my card", "queue")
	m.expect(0, "The refund left us.", "show", "4001")
	m.expect(4, "kept in the outbox as", "reply", "4002", "--text", "The van has it.")
	m.expect(4, "", "sync")
	m.expect(0, "The van has it.", "outbox")

	// A second start tells no token again; what waited is delivered once.
	s = m.serve(dir, address)
	if s.token != "" {
		t.Error("the token was told twice")
	}
	m.expect(0, "2 tickets", "sync")
	m.expect(0, "Nothing waits", "outbox")
	m.expect(0, "", "sync")
	s.stop()
	n := 0
	for _, text := range answers(t, dir) {
		n += strings.Count(text, "The van has it.")
	}
	if n != 1 {
		t.Errorf("delivered %d times", n)
	}
}

// badDesks are what may answer where a desk should.
func (m *machine) badDesks() map[string]string {
	t := m.t
	t.Helper()
	pages := httptest.NewServer(http.NotFoundHandler()) // a web server of something else
	t.Cleanup(pages.Close)
	portal := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<html>\x1b]0;Welcome\x07Please sign in</html>")
	}))
	t.Cleanup(portal.Close)
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "panic: nil", http.StatusInternalServerError)
	}))
	t.Cleanup(broken.Close)
	silent, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	return map[string]string{
		"web server": pages.URL, "captive portal": portal.URL, "500": broken.URL, "half open": "http://" + silent.Addr().String(), "stopped": "http://" + m.own(),
	}
}

func TestOnABadDayAPipeSaysWhatHappenedAndLosesNothing(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	s := m.serve(dir, m.own())
	m.must("login", s.url, "--token", s.token, "--profile", "work")
	m.must("sync", "--profile", "work")
	good := s.url
	folder := filepath.Join(m.home, "state", "heed", "profiles", "work")
	point := func(url string) {
		t.Helper()
		settings, err := profile.Load(folder)
		if err != nil {
			t.Fatal(err)
		}
		settings.URL = url
		if err := profile.Save(folder, settings); err != nil {
			t.Fatal(err)
		}
	}
	written := 0
	for name, url := range m.badDesks() {
		point(url)
		m.expect(0, "Refund still not on my card", "queue", "--profile", "work")
		m.expect(4, "kept in the outbox as", "note", "4001", "--text", "Written on a bad day: "+name, "--profile", "work")
		said := map[string]string{
			"web server": "not a desk", "captive portal": "not a desk", "500": "in trouble", "half open": "no answer in time", "stopped": "Nothing answers",
		}[name]
		m.expect(4, said, "sync", "--profile", "work")
		written++
	}
	wrong := m.with("HEED_TOKEN=heed_agent_wrong")
	point(good)
	wrong.expect(3, "does not know this token", "note", "4001", "--text", "Written with a wrong token", "--profile", "work")
	written++
	m.expect(0, "2 tickets", "sync", "--profile", "work")
	out := m.must("show", "4001", "--profile", "work", "--json")
	if n := strings.Count(out, "Written "); n != written {
		t.Errorf("%d of %d notes arrived:\n%s", n, written, out)
	}
	s.stop()
}

func TestAStoppedDeskIsSaidInTheWorkstationAndWorkGoesOn(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	s := m.serve(dir, m.own())
	m.must("login", s.url, "--token", s.token)
	w := m.works()
	w.sees(` synced`)
	s.stop()
	w.sees(`offline`)
	w.send("r")
	w.sees(`Reply to`)
	w.send("Written while the desk was away.\x13")
	w.sees(`is kept and goes out`)
	w.sees(`outbox 1`)
	s = m.serve(dir, strings.TrimPrefix(s.url, "http://"))
	w.sees(`outbox 0`)
	w.leaves()
	s.stop()
	if n := strings.Count(strings.Join(answers(t, dir), "\n"), "Written while the desk was away."); n != 1 {
		t.Errorf("delivered %d times", n)
	}
}

func TestASecondWorkstationIsRefusedWithTheFirstOnesPid(t *testing.T) {
	m := newSealed(t)
	dir := m.shop()
	first := m.works(at(dir)...)
	second := m.sit(at(dir)...)
	second.ends(4)
	if !regexp.MustCompile(`as process \d+`).MatchString(second.Screen()) {
		t.Errorf("it says:\n%s", second.Screen())
	}
	first.leaves()
}

func TestPipesWorkWhileTheWorkstationIsOpen(t *testing.T) {
	m := newSealed(t)
	dir := m.shop()
	w := m.works(at(dir)...)
	m.expect(0, "Refund still not on my card", at(dir, "queue")...)
	m.expect(0, "reply done", at(dir, "reply", "4001", "--text", "Said from a script.")...)
	w.sees(`Said from a script\.`)
	m.expect(0, "Said from a script.", at(dir, "show", "4001")...)
	m.expect(0, "done", at(dir, "set", "4002", "+parcel")...)
	m.expect(5, "no ticket 9", at(dir, "show", "9")...)
	w.leaves()
}
