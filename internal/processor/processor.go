// Package processor says what a figure was measured on.
package processor

import (
	"os"
	"strings"
)

// Name is what this machine's processor calls itself; "unknown" where it does not tell.
func Name() string {
	b, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(b)) {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.TrimSpace(strings.TrimLeft(name, " \t:"))
		}
	}
	return "unknown"
}
