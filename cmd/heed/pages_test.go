package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/pgtest"
)

// reader is somebody who types what the pages say, line by line, in a shell of their own.
type reader struct {
	*machine
	says   *strings.Replacer // what stands in the pages for what is on this machine
	served *served           // the desk of the pages; nil while nobody serves it
	desk   string
}

// readsPages has a desk where the pages have theirs, with a profile for it.
func readsPages(t *testing.T) *reader {
	t.Helper()
	m := newMachine(t)
	for _, name := range []string{"srv", "backups", "tmp"} {
		if err := os.Mkdir(filepath.Join(m.home, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	r := &reader{machine: m.with("PATH=" + filepath.Dir(binary(t)) + string(os.PathListSeparator) + os.Getenv("PATH")), desk: filepath.Join(m.home, "srv", "desk")}
	r.says = strings.NewReplacer("/srv/", m.home+"/srv/", "/backups", m.home+"/backups", "/tmp/", m.home+"/tmp/",
		"4821", "4001", "4790", "4002", "[--view mine] [--limit 50]", "--view mine --limit 50", "[--discard ID | --retry ID]", "", "CUSTOMER", `"Harper Moore" --yes`, "cache wipe", "cache wipe --yes")
	_, err := keys.Throwaway(m.profile(), true) // a passphrase takes each command its second
	if err := errors.Join(err, os.Rename(m.shop(), r.desk)); err != nil {
		t.Fatal(err)
	}
	return r
}

// serves serves the desk, as heed serve in the pages does.
func (r *reader) serves(more ...string) {
	r.t.Helper()
	r.served = r.serve(r.desk, r.own(), append(more, "--as", "owner")...)
}

// types types the lines of a page that begin like that, in the order in which they stand there.
func (r *reader) types(page string, begins ...string) {
	r.t.Helper()
	for _, begin := range begins {
		typed := 0
		for _, line := range r.lines(page) {
			if strings.HasPrefix(line, begin) {
				typed++
				r.enters(page, line)
			}
		}
		if typed == 0 {
			r.t.Errorf("docs/%s says nothing that begins with %q", page, begin)
		}
	}
}

// lines are those of a page that a reader types.
func (r *reader) lines(page string) (all []string) {
	r.t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", page))
	if err != nil {
		r.t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if line, is := strings.CutPrefix(line, "    "); is && strings.HasPrefix(line, "heed ") {
			line, _, _ = strings.Cut(line, "  #")
			all = append(all, strings.Join(strings.Fields(line), " "))
		}
	}
	return all
}

// enters types one line. What would go on for ever is left out behind &&.
func (r *reader) enters(page, line string) {
	r.t.Helper()
	line, _, _ = strings.Cut(line, " && heed serve")
	cmd := exec.CommandContext(r.t.Context(), "sh", "-c", r.says.Replace(line))
	cmd.Env, cmd.Dir, cmd.Stdin = r.env, r.home, strings.NewReader("The refund left us.\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Errorf("docs/%s says %q: %v\n%s", page, line, err, out)
	}
}

func TestWhatThePagesSayToTypeDoesWhatTheySay(t *testing.T) {
	t.Parallel()
	r := readsPages(t)
	r.serves()
	r.must("desk", "user", "add", "ines", "--role", "agent", "--group", "returns", "--desk", r.desk)
	r.must("login", r.served.url, "--token", r.served.token)
	for _, name := range []string{"receipt.pdf", "photo.png"} {
		if err := os.WriteFile(filepath.Join(r.home, name), []byte("a file"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r.types("api.md", "heed desk user")
	r.types("serve.md", "heed desk user", "heed desk audit")
	r.types("desk-files.md", "heed desk export", "heed desk apply --dry-run", "heed desk apply desk.toml")
	r.types("pipes.md", "heed queue", "heed show", "heed search", "heed reply", "heed note", "heed set", "heed sync", "heed cache status")
	r.expect(0, "Nothing waits", "outbox")
	r.types("keep.md", "heed cache status", "heed cache verify", "heed cache compact", "heed cache lock", "heed cache erase", "heed cache wipe")
	r.types("running.md", "heed desk retention", "heed desk backup", "heed desk restore --desk /srv/new")
	r.served.stop()
	r.types("running.md", "heed desk restore --desk /srv/desk --replace", "heed desk restore --desk /tmp/drill")
	for _, dir := range []string{"srv/new", "srv/desk", "tmp/drill"} {
		r.expect(0, "Refund still not on my card", "queue", "--view", "all", "--desk", filepath.Join(r.home, dir), "--as", "owner")
	}
}

func TestWhatThePagesSayToTypeAboutADatabaseDoesWhatTheySay(t *testing.T) {
	t.Parallel()
	c, first := pgtest.Durable(t)
	second, err := c.Fresh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r := readsPages(t)
	const named = "postgres://heed@db.example/desk"
	shell := func(url string) string { return "'" + url + "'" }
	r.says = strings.NewReplacer(named+"2", shell(second), named, shell(first), "/srv/", r.home+"/srv/", "/backups", r.home+"/backups")
	r.types("running.md", "heed desk backup")
	r.types("serve.md", "heed desk copy /srv/desk "+named)
	r.types("running.md", "heed desk restore --desk /srv/other --store "+named+"2")
	for _, url := range []string{first, second} {
		r.expect(0, "owner", "desk", "user", "list", "--desk", url)
	}
	if err := os.Rename(filepath.Join(r.desk, backend.File), filepath.Join(r.home, "away.db")); err != nil {
		t.Fatal(err)
	}
	r.serves("--store", first)
	r.expect(0, "Refund still not on my card", "queue", "--view", "all", "--desk", r.desk, "--as", "owner")
	r.served.stop()
}
