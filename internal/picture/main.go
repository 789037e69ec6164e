// Command picture draws the pictures of docs/ from the program's own frames: it runs heed
// in a terminal of its own, presses keys and writes what stands there as SVG.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"

	"github.com/heed-desk/heed/internal/terminal"
)

// scene is one picture: the keys that lead to it, and what shows that it is there.
type scene struct {
	name string
	size terminal.Size
	keys []string
	seen *regexp.Regexp
}

// patience is how long a scene may take to stand.
const patience = 30 * time.Second

func scenes() []scene {
	wide := terminal.Size{Cols: 132, Rows: 36}
	return []scene{
		{"queue", wide, nil, regexp.MustCompile(`1 of \d+`)},
		{"why", wide, []string{"j", "p"}, regexp.MustCompile(`(?i)why`)},
		{"writing", wide, []string{"j", "r", "Thank you for coming back to us, and I am sorry that you had to. " +
			"I have asked the bench to look at it today and will write to you by noon tomorrow."}, regexp.MustCompile(`draft saved`)},
		{"replies", wide, []string{"j", "r", ";", "refund"}, regexp.MustCompile(`(?i)refund-`)},
		{"search", wide, []string{"/", "refund status:open"}, regexp.MustCompile(`\d+ (tickets|found)`)},
	}
}

func main() {
	heed := flag.String("bin", "bin/heed", "the built program")
	out := flag.String("out", "docs/pictures", "the folder that the pictures go to")
	flag.Parse()
	var failed error
	for _, s := range scenes() {
		if err := draw(*heed, *out, s); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", s.name, err))
		}
	}
	if failed != nil {
		_, _ = fmt.Fprintln(os.Stderr, "picture:", failed)
		os.Exit(1)
	}
}

func draw(heed, out string, s scene) (err error) {
	cmd := exec.Command(heed, "demo", "--traffic", "off")
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "LC_ALL=C.UTF-8")
	t, err := terminal.Start(cmd, s.size)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.Kill()) }()
	if _, err := t.Wait(regexp.MustCompile(`1 of \d+`), patience); err != nil {
		return err
	}
	for _, k := range s.keys {
		if err := t.Send(k); err != nil {
			return err
		}
		if err := t.Quiet(300*time.Millisecond, patience); err != nil {
			return err
		}
	}
	if _, err := t.Wait(s.seen, patience); err != nil {
		return err
	}
	if err := t.Quiet(300*time.Millisecond, patience); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, s.name+".svg"), []byte(svg(t.Cells())), 0o644)
}
