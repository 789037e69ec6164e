package files

import (
	"os"
	"slices"
	"strings"
)

// Outside is the environment of a program that is not heed: without what opens a profile, or
// speaks to its desk.
func Outside() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "HEED_PASSPHRASE=") || strings.HasPrefix(v, "HEED_TOKEN=")
	})
}
