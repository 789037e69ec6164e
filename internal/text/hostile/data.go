package hostile

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// dataVar names the folder of the payloads that are not made here.
const dataVar = "HEED_DATA"

// Data are the payloads of HEED_DATA; none without it. It says in the log which way it went.
func Data(t testing.TB) []Payload {
	t.Helper()
	dir := os.Getenv(dataVar)
	if dir == "" {
		t.Logf("%s IS NOT SET: only the payloads made here were tried", dataVar)
		return nil
	}
	all := append(terminalPayloads(t, dir), naughtyStrings(t, dir)...)
	t.Logf("%s: %d more payloads", dataVar, len(all))
	return all
}

func terminalPayloads(t testing.TB, dir string) []Payload {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "terminal_payloads.jsonl.gz")) //nolint:gosec // whoever runs the tests names the folder
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var all []Payload
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var rec struct {
			ID, Class string
			B64       []byte
		}
		if err := json.Unmarshal(lines.Bytes(), &rec); err != nil {
			t.Fatal(err)
		}
		all = append(all, Payload{Name: rec.ID + " " + rec.Class, Text: string(rec.B64)})
	}
	if err := lines.Err(); err != nil || len(all) == 0 {
		t.Fatalf("%d payloads, %v", len(all), err)
	}
	return all
}

func naughtyStrings(t testing.TB, dir string) []Payload {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "naughty_strings.json")) //nolint:gosec // the same
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Strings []struct{ Text string } }
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	var all []Payload
	for i, s := range file.Strings {
		all = append(all, Payload{Name: fmt.Sprintf("naughty %d", i), Text: s.Text})
	}
	return all
}
