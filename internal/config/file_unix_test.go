//go:build unix

package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/internal/disk"
)

func TestWhatIsNoFileIsNeitherWaitedForNorReadForEver(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, err := range []error{syscall.Mkfifo(at("pipe"), 0o600), os.Symlink("/dev/zero", at("endless")), os.Mkdir(at("folder"), 0o700)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"pipe", "endless", "folder"} {
		var stuck *disk.Obstacle
		if f, flaws, err := Read(at(name)); !errors.As(err, &stuck) || f.There || len(flaws) > 0 {
			t.Errorf("%s: %v %v", name, flaws, err)
		}
	}
}

func TestAFileThatIsFarTooLongIsRefusedWithoutReadingItAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(strings.Repeat("#\n", maxFile)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, flaws, err := Read(path)
	if err != nil || len(flaws) != 1 || flaws[0].Code != BadFile || flaws[0].Path != path {
		t.Errorf("%v %v", flaws, err)
	}
}
