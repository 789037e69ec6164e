package main

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/heed-desk/heed/client/api"
)

// TestAScriptWithoutAKeyWaitsForTheVerdictAndIsNeverToldThatSomethingIsQueued writes through
// a desk that is busy, and then one whose answers never come.
func TestAScriptWithoutAKeyWaitsForTheVerdictAndIsNeverToldThatSomethingIsQueued(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	s := m.serve(m.shop(), m.own())
	defer s.stop()
	desk, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	var deaf, busy atomic.Bool
	line := httputil.NewSingleHostReverseProxy(desk)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch op := strings.HasPrefix(r.URL.Path, api.Ops); {
		case op && deaf.Load():
			panic(http.ErrAbortHandler) // the line is cut
		case op && busy.Load():
			http.Error(w, "later", http.StatusServiceUnavailable)
		default:
			line.ServeHTTP(w, r)
		}
	}))
	defer front.Close()
	m = m.with("HEED_TOKEN=" + s.token)
	m.must("login", front.URL)
	m.expect(0, "reply done", "reply", "4001", "--text", "Petrelwing says it is sent.")
	busy.Store(true)
	m.expect(4, "the text was not queued", "reply", "4001", "--text", "Petrelwing says more.")
	deaf.Store(true)
	m.expect(4, "cannot say whether it arrived", "note", "4002", "--text", "Petrelwing notes it.")
	m.expect(0, "Nothing waits", "outbox")
	files, err := filepath.Glob(filepath.Join(m.profile(), "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if name := filepath.Base(path); err != nil || name != "profile.json" && name != "lock" || strings.Contains(string(b), "etrelwing") {
			t.Errorf("%s lies in a profile that keeps nothing: %v", name, err)
		}
	}
}
