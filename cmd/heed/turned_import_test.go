package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnImportSaysWhoIsCalledOtherwiseHereAndCallsNoTextAPieceOfJSON(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := filepath.Join(m.home, "shop")
	take := func(content string) string {
		t.Helper()
		file := filepath.Join(m.home, "in.jsonl")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, errs, _ := m.run("", "import", "--desk", dir, "--as", "owner", file)
		return errs
	}
	said := take(`{"type":"agent","id":"José Díaz","name":"José"}
{"type":"agent","id":"tom","name":"Tom"}
{"type":"ticket","id":"A1","subject":"Lamp","assignee":"José Díaz","customer":{"id":"h","name":"Harper"},"messages":[{"from":"agent","agent":"Jos Daz","text":"Hello","at":"2026-03-01T10:00:00Z"}]}
`)
	if !strings.Contains(said, "2 colleagues have other logins here") || !strings.Contains(said, "José Díaz → jos-daz, Jos Daz → jos-daz") || strings.Contains(said, "tom →") {
		t.Error(said)
	}
	if said := take("{\"type\":\"agent\",\"id\":\"ann\"}\n"); strings.Contains(said, "login") {
		t.Error("nobody is called otherwise:", said)
	}
	for content, piece := range map[string]bool{
		"[\n  {\n    \"type\": \"agent\"\n  }\n]\n":                                 true,
		"id;subject;text\n1;Lamp;Hello\n2;Chair;Hello\n":                            false,
		"{\"type\":\"ticket\",,}\n{nothing}\n{\"type\":\"agent\",\"id\":\"eve\"}\n": false,
	} {
		if said := take(content); strings.Contains(said, "one piece of JSON") != piece {
			t.Errorf("%q: %s", content, said)
		}
	}
}
