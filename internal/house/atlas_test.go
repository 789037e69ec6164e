package house

import (
	"os"
	"path/filepath"
	"strings"
)

const (
	atlasFile = "docs/architecture.md"
	atlasHead = "## Where things are\n"
)

// atlas is the list of what lives where, as docs/architecture.md shows it.
func atlas(rows []row) string {
	var b strings.Builder
	b.WriteString("| folder | what lives there |\n|---|---|\n")
	for _, r := range rows {
		if !r.later {
			b.WriteString("| `" + folderOf(r) + "` | " + r.what + " |\n")
		}
	}
	return b.String()
}

// holdAtlas wants every package, and what lives there, in the page for newcomers.
func holdAtlas(wrong report, h *tree) {
	for _, r := range table() {
		if r.what == "" && !r.later {
			wrong("nobody says what lives in %s", r.pkg)
		}
	}
	page, err := os.ReadFile(filepath.Join(h.root, filepath.FromSlash(atlasFile)))
	if err != nil {
		wrong("%v", err)
		return
	}
	_, is, found := strings.Cut(string(page), atlasHead)
	is, _, _ = strings.Cut(is, "\n## ")
	if want := atlas(table()); !found || strings.TrimSpace(is) != strings.TrimSpace(want) {
		wrong("%s should say, under %q:\n\n%s", atlasFile, strings.TrimSpace(atlasHead), want)
	}
}

// folderOf is how the page writes a row's folder.
func folderOf(r row) string {
	if strings.HasSuffix(r.pkg, "*") {
		return r.pkg
	}
	return r.pkg + "/"
}
