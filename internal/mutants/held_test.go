package mutants_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// root is the folder of the sources, seen from here.
const root = "../.."

// planted is what a bug makes of the files that it is put into.
func planted(t *testing.T, b bug) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, e := range b.edits {
		text, ok := files[e.file]
		if !ok {
			source, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(e.file)))
			if err != nil {
				t.Fatal(err)
			}
			text = string(source)
		}
		if n := strings.Count(text, e.was); n != 1 {
			t.Fatalf("%s stands %d times in %s:\n%s", b.name, n, e.file, e.was)
		}
		files[e.file] = strings.Replace(text, e.was, e.is, 1)
	}
	return files
}

func TestEachBugHasAPlaceInTheSourcesAndANameOfItsOwn(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, b := range bugs() {
		if names[b.name] || b.breaks == "" || len(b.edits) == 0 {
			t.Errorf("%q says too little, or is there twice", b.name)
		}
		names[b.name] = true
		for file, text := range planted(t, b) {
			if source, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file))); err != nil || string(source) == text {
				t.Errorf("%s changes nothing in %s (%v)", b.name, file, err)
			}
		}
	}
	if len(names) < 20 {
		t.Errorf("%d bugs", len(names))
	}
}
