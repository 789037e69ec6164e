package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestAFullDiskOfTheDeskIsCalledThatByWhoeverWritesThere gives the commands of whoever runs a desk while it is
// served from a disk that has no room left.
func TestAFullDiskOfTheDeskIsCalledThatByWhoeverWritesThere(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	smallDisk(t, filepath.Join(m.home, "shop"), "64m")
	dir := m.shop()
	late := filepath.Join(m.home, "late.jsonl")
	if err := os.WriteFile(late, []byte(`{"type":"customer","id":"z","name":"Zoe"}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := m.serve(dir, m.own(), "--as", "owner")
	free := fill(t, dir)
	const full = "disk of the desk's server is full"
	m.expect(4, full+", so nothing was changed there", "desk", "user", "add", "tom", "--role", "agent", "--desk", dir)
	m.expect(4, full, "desk", "user", "name", "owner", "Somebody Else", "--desk", dir)
	m.expect(4, full, "desk", "user", "token", "owner", "--desk", dir)
	m.expect(4, full, "desk", "retention", "--tickets", "700", "--desk", dir)
	m.expect(4, full, "import", "--desk", dir, "--as", "owner", late)
	into := filepath.Join(dir, "harper")
	if _, _, status := m.run("", "desk", "customer", "export", "--desk", dir, "harper moore", into); status == 0 {
		t.Error("it is said to be written")
	}
	if _, err := os.Stat(into); !errors.Is(err, fs.ErrNotExist) {
		t.Error("something of it is left:", err)
	}
	free()
	m.must("desk", "user", "add", "tom", "--role", "agent", "--desk", dir)
	m.must("import", "--desk", dir, "--as", "owner", late)
	s.stop()
}
