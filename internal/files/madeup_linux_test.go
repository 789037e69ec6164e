package files_test

import (
	"os"
	"sync/atomic"
	"testing"
)

func TestWhatTheSystemMakesUpIsNeitherWaitedForNorSent(t *testing.T) {
	dir, f, s := home(t)
	must(t, os.Symlink("/proc/self/status", dir+"/status"))
	must(t, os.Symlink("loop-b", dir+"/loop-a"))
	must(t, os.Symlink("loop-a", dir+"/loop-b"))
	must(t, os.WriteFile(dir+"/nothing", nil, 0o600))
	for path, want := range map[string]string{
		"/proc/self/mem": "special", "/proc/self/status": "special", "~/status": "special", "/sys/kernel/profiling": "special",
		"/proc/kmsg": "special", "~/loop-a": "loop", "~/nothing": "file_empty",
	} {
		if _, err := os.Stat(path); err != nil && path[0] == '/' {
			continue // not on this system
		}
		if _, err := f.Add(t.Context(), path, &atomic.Int64{}); code(err) != want && code(err) != "closed" {
			t.Errorf("%s: %s and not %s", path, code(err), want)
		}
	}
	if len(s.all) != 0 {
		t.Errorf("%d of them were kept", len(s.all))
	}
}
