package sshd_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/heed-desk/heed/internal/sshd"
)

func TestAHostKeyIsMadeOnceAndMissed(t *testing.T) {
	dir := t.TempDir()
	first, err := sshd.HostKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, sshd.HostKeyFile)
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Error(info, err)
	}
	again, err := sshd.HostKey(dir)
	if err != nil || !bytes.Equal(again.PublicKey().Marshal(), first.PublicKey().Marshal()) {
		t.Error("another one the second time", err)
	}
	if err := os.WriteFile(path, []byte("no key"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sshd.HostKey(dir); !errors.Is(err, sshd.ErrBadHostKey) {
		t.Error(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := sshd.HostKey(dir); !errors.Is(err, sshd.ErrHostKeyGone) {
		t.Error("a new one was made in its place:", err)
	}
}
