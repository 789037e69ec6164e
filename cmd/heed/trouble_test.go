package main

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/logbook"
	"github.com/heed-desk/heed/internal/words"
)

func TestEverythingThatADeskDoesByItselfHasWordsForWhenItFails(t *testing.T) {
	store, err := backend.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	server := backend.New(store, backend.Options{})
	w := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil)
	r.RemoteAddr = "127.0.0.1:4000"
	server.Handler().ServeHTTP(w, r)
	server.Close()
	if err := store.Close(); err != nil {
		t.Error(err)
	}
	chores := []string{"listen", "take_over"} // of a database, and of whoever looks on
	for _, m := range regexp.MustCompile(`heed_chore_failing\{chore="(\w+)"\}`).FindAllStringSubmatch(w.Body.String(), -1) {
		chores = append(chores, m[1])
	}
	if len(chores) < 4 {
		t.Fatal(chores)
	}
	why := &fs.PathError{Op: "open", Path: "/home/kim lee/desk.db", Err: errors.New("kim")}
	for _, book := range []*words.Book{words.English(), words.German()} {
		var log bytes.Buffer
		a := &app{book: book, logger: logbook.New(&log)}
		for _, chore := range chores {
			a.noteTrouble(chore, why)
			for _, said := range []string{a.trouble(chore, why), a.trouble(chore, nil)} {
				if strings.Contains(said, "cli.") || strings.Contains(said, chore+" ") || strings.Contains(said, "kim") {
					t.Errorf("%s: %s", chore, said)
				}
			}
			if !strings.Contains(log.String(), chore) || strings.Contains(log.String(), "kim") {
				t.Error(log.String())
			}
		}
	}
}
