//go:build unix

package disk

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestOfAFileWithHolesOnlyWhatTheDiskHoldsIsCounted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.db")
	if err := os.WriteFile(path, bytes.Repeat([]byte("x"), 8192), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 32<<20); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := Held(info); got < 4096 || got > 1<<20 {
		t.Errorf("two written pages of a file of 32 MB are said to take %d bytes", got)
	}
}
