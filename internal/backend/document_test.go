package backend_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/backend/openapi"
)

var write = flag.Bool("write", false, "write what the test compares")

func apiOf(t testing.TB) openapi.API {
	t.Helper()
	all, err := backend.API()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryRouteIsDescribedWithItsTypes(t *testing.T) {
	d, err := openapi.Describe(apiOf(t))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	read, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := read.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	for _, r := range apiOf(t).Routes {
		at := read.Paths.Find(r.Path)
		if at == nil || at.GetOperation(r.Method) == nil {
			t.Errorf("%s %s is not in the document", r.Method, r.Path)
		}
	}
}

func TestARouteThatIsNotDescribedIsNoticed(t *testing.T) {
	for i := range apiOf(t).Routes {
		for name, spoil := range map[string]func(*openapi.Route){
			"a description": func(r *openapi.Route) { r.Says = "" },
			"answers":       func(r *openapi.Route) { r.Answers = nil },
			"a name":        func(r *openapi.Route) { r.Name = "" },
		} {
			all := apiOf(t)
			spoil(&all.Routes[i])
			if _, err := openapi.Describe(all); err == nil || !strings.Contains(err.Error(), all.Routes[i].Path) {
				t.Errorf("%s without %s: %v", all.Routes[i].Path, name, err)
			}
		}
	}
}

// TestWhatTheDocumentSaysOfRecordsIsWhatTheSourcesSay holds notes.json, of which the document
// takes its descriptions of records, to the comments in the sources.
func TestWhatTheDocumentSaysOfRecordsIsWhatTheSourcesSay(t *testing.T) {
	all := apiOf(t)
	var err error
	if all.Types.Notes, err = readNotes(os.DirFS(filepath.Join("..", "..")), "desk", "client/api", "internal/metrics"); err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	out := json.NewEncoder(&want)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	if err := out.Encode(heard(t, all)); err != nil {
		t.Fatal(err)
	}
	if *write {
		if err := os.WriteFile("notes.json", want.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(backend.Notes(), want.Bytes()) {
		t.Error("notes.json is stale: make docs")
	}
}

func TestThePageOfTheAPIHasEverythingInItAndNothingFromElsewhere(t *testing.T) {
	b := newBench(t)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, api.Manual, nil)
	w := httptest.NewRecorder()
	b.server.Handler().ServeHTTP(w, r)
	page := w.Body.String()
	for _, foreign := range []string{"<script", "src=", "url(", "@import", "href=\"http", "style=\"", "<link", "<iframe", "ZgotmplZ"} {
		if strings.Contains(page, foreign) {
			t.Errorf("there is %s in it", foreign)
		}
	}
	for _, route := range apiOf(t).Routes {
		if !strings.Contains(page, `id="`+route.Name+`"`) || !strings.Contains(page, route.Path) {
			t.Errorf("%s %s is not in it", route.Method, route.Path)
		}
	}
	for _, link := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(page, `id="`+link[1]+`"`) {
			t.Errorf("a link leads to %s, which is not there", link[1])
		}
	}
	_, rest, _ := strings.Cut(page, "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	policy := w.Header().Get("Content-Security-Policy")
	if !strings.Contains(policy, "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") || strings.Contains(policy, "unsafe") {
		t.Error(policy)
	}
}
