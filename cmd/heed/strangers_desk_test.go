package main

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/text/hostile"
	"github.com/heed-desk/heed/tui/tuitest"
)

// strangeDesk answers whatever it is asked with what answer makes, in its very bytes.
func strangeDesk(t *testing.T, answer func() string) (url string) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Read(make([]byte, 4096))
			_, _ = conn.Write([]byte(answer()))
			_ = conn.Close()
		}
	}()
	return "http://" + l.Addr().String()
}

// strangeAnswers are the answers in which a desk, or what stands between, can send a text.
func strangeAnswers(words string) map[string]string {
	quoted, err := json.Marshal(words)
	if err != nil {
		panic(err)
	}
	say := func(status int, head, body string) string {
		return fmt.Sprintf("HTTP/1.1 %d X\r\nHeed-Desk: 1\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s", status, head, len(body), body)
	}
	refusal := fmt.Sprintf(`{"status":422,"type":%s,"title":%s,"detail":%s,"code":%s,"args":[%s]}`, quoted, quoted, quoted, quoted, quoted)
	return map[string]string{
		"a name":         say(200, "Content-Type: application/json\r\n", fmt.Sprintf(`{"epoch":"1","name":%s,"agent":{"id":"ann","name":%s,"role":"owner"}}`, quoted, quoted)),
		"a refusal":      say(422, "Content-Type: application/problem+json\r\n", refusal),
		"a refusal's id": say(403, "Content-Type: application/problem+json\r\n", strings.Replace(refusal, "422", "403", 1)),
		"trouble":        say(500, "Content-Type: application/problem+json\r\n", strings.Replace(refusal, "422", "500", 1)),
		"a page":         say(502, "Content-Type: text/html\r\n", "<title>"+words+"</title>"),
		"a head":         say(200, "Content-Type: "+words+"\r\nX-"+words+": "+words+"\r\nRetry-After: "+words+"\r\n", "{}"),
		"a status":       "HTTP/1.1 400 " + words + "\r\nLocation: " + words + "\r\n\r\n" + words,
		"no HTTP":        words,
	}
}

// TestWhatADeskAnswersToALoginComesOutAsLetters lets a desk that means harm answer the first
// question that heed asks it.
func TestWhatADeskAnswersToALoginComesOutAsLetters(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.env = append(m.env, "HEED_PASSPHRASE="+passphrase)
	c := promise.Counting(t, promise.Hostile)
	var now atomic.Pointer[string]
	url := strangeDesk(t, func() string { return *now.Load() })
	kinds, met := []string{"a name", "a refusal", "a refusal's id", "trouble", "a page", "a head", "a status", "no HTTP"}, 0
	for i, p := range hostile.OfEach(promise.Size(t, 1, 1, 4)) {
		all := strangeAnswers("Say " + p.Text)
		for n := range promise.Size(t, 1, 1, len(kinds)) {
			kind := kinds[(i+n)%len(kinds)]
			answer := all[kind]
			now.Store(&answer)
			out, errs, status := m.run("", "login", url, "--token", "heed_agent_x", "--profile", fmt.Sprintf("p%d-%d", i, n), "--log", "log")
			c.Run(1)
			if kind == "a name" && strings.Contains(out+errs, "Say") {
				met++
			}
			if at := strings.IndexFunc(out+errs, steers); at >= 0 || out+errs == "" || (status == 0) != (kind == "a name") {
				c.Violation()
				t.Errorf("%s in %s: ended with %d and says %q", p.Name, kind, status, out+errs)
			}
		}
	}
	if met < 3 {
		t.Errorf("only %d names of a desk were said", met)
	}
	log, err := os.ReadFile(filepath.Join(m.home, "log"))
	if err != nil || len(log) == 0 || strings.IndexFunc(string(log), steers) >= 0 || strings.Contains(string(log), "Say") {
		at := max(strings.Index(string(log), "Say"), strings.IndexFunc(string(log), steers), 0)
		t.Errorf("the log says %v …%.300q", err, log[max(at-200, 0):])
	}
}

// TestWhatADeskAnswersToTheFirstRunComesOutAsLetters lets a desk whose name and whose agent's
// name are all payloads at once answer the questions of the first run.
func TestWhatADeskAnswersToTheFirstRunComesOutAsLetters(t *testing.T) {
	t.Parallel()
	c := promise.Counting(t, promise.Hostile)
	for half := range 2 {
		m := newMachine(t)
		var words strings.Builder
		for _, p := range hostile.OfEach(1)[13*half:][:13] {
			words.WriteString("Say " + p.Text + " ")
		}
		f := m.begins()
		f.sees("What do you want to work at")
		f.send("\x1b[B\r")
		f.sees("Its address and your token")
		f.send("\x1b[200~" + strangeDesk(t, func() string { return strangeAnswers(words.String())["a name"] }) + "\x1b[201~")
		f.sees("✓ .*Say")
		f.send("\x03") // of what is killed the last picture may be half
		f.ends(0)
		c.Runs(1, 13)
		if _, err := tuitest.Read(f.Wire()); err != nil {
			c.Violation()
			t.Error(err)
		}
	}
}

// TestWhatStandsInAFileComesOutAsLetters puts payloads where heed reads settings, and where it
// lists what is there.
func TestWhatStandsInAFileComesOutAsLetters(t *testing.T) {
	t.Parallel()
	c := promise.Counting(t, promise.Hostile)
	all := hostile.OfEach(promise.Size(t, 1, 1, 4))
	for i, p := range all {
		m := newMachine(t)
		quoted, err := json.Marshal(p.Text) // TOML escapes as JSON does
		if err != nil {
			t.Fatal(err)
		}
		files := []string{
			fmt.Sprintf("theme = %s\n", quoted), fmt.Sprintf("%s = 1\n", quoted), fmt.Sprintf("quiet = %s\nlog = %s\nas = %s\n", quoted, quoted, quoted),
			fmt.Sprintf("[keys.%s]\nsolve = [\"f9\"]\n", quoted), fmt.Sprintf("[keys.on_ticket]\nsolve = [%s]\n", quoted), fmt.Sprintf("[keys.on_ticket]\n%s = [\"f9\"]\n", quoted),
			"theme = " + p.Text + "\n", p.Text,
		}
		for n := range promise.Size(t, 1, 1, len(files)) {
			file := filepath.Join(m.home, "own.toml")
			if err := os.WriteFile(file, []byte(files[(i+n)%len(files)]), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{{"config", "--config", file}, {"config", "--json", "--config", file}, {"keys", "--config", file}, {"doctor", "--config", file}} {
				out, errs, _ := m.run("", args...)
				c.Run(1)
				if at := strings.IndexFunc(out+errs, steers); at >= 0 || out+errs == "" {
					c.Violation()
					t.Errorf("%s in %q: heed %s says %q", p.Name, files[(i+n)%len(files)], args[0], out+errs)
				}
			}
		}
	}
}
