package house

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// foreignWords are places that mean nothing to who clones the repository. They are
// put together here, so that this file does not hold them.
func foreignWords() []string {
	return []string{"/wo" + "rk/", "proxy." + "golang.org", "sum." + "golang.org"}
}

// largest is the size in bytes from which a file is no source, but something that was made of
// sources, or data.
const largest = 1 << 20

func holdSizes(wrong report, h *tree) {
	h.walk(wrong, func(name string) {
		info, err := os.Stat(filepath.Join(h.root, name))
		if err != nil {
			wrong("%v", err)
			return
		}
		if info.Size() > largest {
			wrong("%s has %d bytes: what is built goes to bin, figures to out", name, info.Size())
		}
	})
}

func holdWords(wrong report, h *tree) {
	h.walk(wrong, func(name string) {
		b, err := os.ReadFile(filepath.Join(h.root, name))
		if err != nil {
			wrong("%v", err)
			return
		}
		for _, w := range foreignWords() {
			if i := bytes.Index(b, []byte(w)); i >= 0 {
				wrong("%s:%d speaks of %s", name, bytes.Count(b[:i], []byte("\n"))+1, w)
			}
		}
	})
}

// holdModules wants the origin of each module whose path does not tell it.
func holdModules(wrong report, h *tree) {
	b, err := os.ReadFile(filepath.Join(h.root, "go.mod"))
	if err != nil {
		wrong("%v", err)
		return
	}
	vanity := regexp.MustCompile(`^\s*(?:require )?charm\.land/([a-z]+)`)
	found := 0
	for line := range strings.SplitSeq(string(b), "\n") {
		m := vanity.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		found++
		if origin := "github.com/charmbracelet/" + m[1]; !strings.HasSuffix(line, origin) {
			wrong("go.mod: %q does not end with %s", strings.TrimSpace(line), origin)
		}
	}
	if found == 0 {
		wrong("go.mod names no module of charm.land")
	}
}
