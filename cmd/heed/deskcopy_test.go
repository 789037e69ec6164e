package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/pgtest"
)

func TestWhereACopyBrokeOffNoDeskIsServedAndTheSameCopyOnceMoreGoesThrough(t *testing.T) {
	t.Parallel()
	_, store := pgtest.Durable(t)
	m := newSealed(t)
	shop, folder, other := m.shop(), filepath.Join(m.home, "folder"), filepath.Join(m.home, "other")
	receipt := filepath.Join(m.home, "receipt.txt")
	if err := os.WriteFile(receipt, []byte("94.80 €\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	m.must(at(shop, "reply", "4001", "--text", "The refund left us; see the receipt.", "--attach", receipt)...)
	for to, serve := range map[string][]string{folder: {"--desk", folder}, store: {"--desk", other, "--store", store}} {
		m.copyBreaksOff(shop, to)
		const said = "Run heed desk copy FROM TO"
		m.expect(1, said, append([]string{"serve", "--listen", "127.0.0.1:0"}, serve...)...)
		m.expect(1, said, "desk", "backup", "--desk", to, filepath.Join(m.home, "backup"))
		m.expect(1, said, "desk", "copy", to, filepath.Join(m.home, "copy"))
		if _, out, status := m.run("", "desk", "copy", shop, to); status != 0 || !strings.Contains(out, "1 file") {
			t.Fatalf("once more, it ended with %d and said %s", status, out)
		}
		m.serve(serve[1], m.own(), serve[2:]...).stop()
		m.expect(0, "The refund left us", at(serve[1], "show", "4001")...)
	}
}

// copyBreaksOff copies a desk of one attachment, of which the disk has lost the end for so long.
func (m *machine) copyBreaksOff(from, to string) {
	m.t.Helper()
	all, err := filepath.Glob(filepath.Join(from, backend.FilesFolder, "??", "*"))
	if err != nil || len(all) != 1 {
		m.t.Fatal(all, err)
	}
	text, err := os.ReadFile(all[0])
	if err := errors.Join(err, os.Truncate(all[0], 1)); err != nil {
		m.t.Fatal(err)
	}
	m.expect(1, "damaged", "desk", "copy", from, to)
	if err := os.WriteFile(all[0], text, 0o600); err != nil {
		m.t.Fatal(err)
	}
}

func TestADeskIsNotCopiedOntoItself(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	shop, other := m.shop(), filepath.Join(m.home, "other")
	if err := os.Symlink(shop, other); err != nil {
		t.Fatal(err)
	}
	const url = "postgres://heed@127.0.0.1:1/desk"
	for from, to := range map[string]string{shop: shop + "/.", other: shop, url: "postgres://heed:secret@127.0.0.1:1/desk"} {
		m.expect(2, "two names of the same desk", "desk", "copy", from, to)
	}
}

func TestTheHelpSaysWhereADeskMayBeNamedByItsDatabase(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	for _, line := range []string{"apply", "export", "backup", "upgrade", "retention", "customer export", "customer erase", "user list", "audit"} {
		m.expect(0, "the URL of its database", append(append([]string{"desk"}, strings.Fields(line)...), "--help")...)
	}
	m.expect(0, "the folder of a desk", "desk", "restore", "--help")
}
