package main

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/intake"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

func (a *app) takeIn() *cobra.Command {
	var ask intake.Ask
	var strict bool
	cmd := &cobra.Command{
		Use: "import --desk DIR FILE...", Short: a.book.T("cli.import"),
		Args: func(_ *cobra.Command, files []string) error {
			if len(files) == 0 {
				return usage("cli.needs_files")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, files []string) error {
			if a.desk == "" {
				return usage("cli.needs_desk")
			}
			ask.Dir, ask.Files = a.desk, files
			return a.importFiles(cmd.Context(), ask, strict)
		},
	}
	a.words(cmd, &a.desk, "desk")
	a.words(cmd, &a.as, "as")
	cmd.Flags().IntVar(&ask.Live, "live", 0, a.book.T("cli.flag.live"))
	cmd.Flags().Uint64Var(&ask.Seed, "seed", 1, a.book.T("cli.flag.seed"))
	cmd.Flags().BoolVar(&strict, "strict", false, a.book.T("cli.flag.strict"))
	return cmd
}

func (a *app) importFiles(ctx context.Context, ask intake.Ask, strict bool) (err error) {
	switch {
	case ask.Live < 0:
		return usage("cli.bad_flag", "what", fmt.Sprintf("--live %d", ask.Live))
	case ask.Live > 0 && slices.Contains(ask.Files, intake.Stdin):
		return usage("cli.live_twice_in")
	}
	ask.In = a.in
	d, err := host.Own(ctx, ask.Dir, profile.Importing, version())
	var busy *profile.Busy
	if errors.As(err, &busy) { // it is served, or a workstation has it open: that one takes the records in
		d, err = host.Open(ask.Dir, profile.Importing, version())
	}
	if err != nil {
		return a.deskBusy(err)
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	owner, err := d.Account(ctx, a.as, userName())
	if err != nil {
		return err
	}
	ask.Owner, ask.Now = owner.ID, time.Now()
	var skipped skips
	var turned turns
	ask.Skipped, ask.Going = a.progress(&skipped)
	ask.Turned = turned.add
	sum, err := intake.Run(ctx, takes(d), ask)
	a.clearLine()
	a.tellRest(skipped)
	if err != nil {
		return a.importFault(err)
	}
	a.say(a.book.T("cli.import_done", "tickets", a.book.N("cli.import_tickets", sum.Tickets),
		"customers", a.book.N("cli.import_customers", sum.Customers), "replies", a.book.N("cli.import_replies", sum.Replies),
		"known", a.book.N("cli.import_known", sum.Known), "skipped", a.book.N("cli.import_skipped", sum.Skipped)))
	if sum.Agents > 0 {
		a.say(a.book.N("cli.import_agents", sum.Agents))
	}
	if sum.Mailboxes > 0 {
		a.say(a.book.N("cli.import_mailboxes", sum.Mailboxes))
	}
	if sum.Full > 0 {
		a.say(a.book.N("cli.import_full", sum.Full))
	}
	a.tellTurned(turned)
	if ask.Live > 0 {
		a.say(a.book.N("cli.import_live", sum.Open))
	}
	if strict && sum.Skipped > 0 {
		return pipe.NewFault(pipe.Failed, "cli.strict", "n", sum.Skipped)
	}
	return nil
}

// progressEvery is how often the line with the progress is written anew.
const progressEvery = 100 * time.Millisecond

// takes is what takes records in: the desk of this process, or the one that runs it.
func takes(d *host.Desk) intake.Desk {
	if s := d.Store(); s != nil {
		return s
	}
	carry, url := d.TakesIn()
	return intake.Elsewhere{Carry: carry, URL: url}
}

// mostSkips is how many lines of a file that were skipped are told one by one.
const mostSkips = 20

// skips counts the lines that were skipped, by file, in the order in which they came.
type skips struct {
	files []string
	lines map[string]int
	bare  map[string]int // lines that are no record at all, from a first one on that begins a piece of JSON
}

func (s *skips) add(file string, bad *archive.BadLine) (n int) {
	if s.lines[file] == 0 {
		s.files = append(s.files, file)
		if s.lines == nil {
			s.lines, s.bare = map[string]int{}, map[string]int{}
		}
	}
	s.lines[file]++
	if bad.Flaw == archive.NotJSON && s.bare[file] == bad.Line-1 && (bad.Line > 1 || bad.Opens) {
		s.bare[file]++
	}
	return s.lines[file]
}

// tellRest says how many more lines were skipped than were told, and what a file is that
// begins without a record.
func (a *app) tellRest(s skips) {
	for _, file := range s.files {
		if more := s.lines[file] - mostSkips; more > 0 {
			a.say(a.book.N("cli.skipped_more", more, "file", a.fileName(file)))
		}
		if s.bare[file] > 1 {
			a.say(a.book.T("cli.no_lines", "file", a.fileName(file)))
		}
	}
}

// progress tells of lines that were skipped and, on a terminal, how far the import is.
func (a *app) progress(all *skips) (skipped func(string, *archive.BadLine), going func(int)) {
	skipped = func(file string, bad *archive.BadLine) {
		if all.add(file, bad) > mostSkips {
			return
		}
		a.clearLine()
		sentence := a.book.T("archive."+string(bad.Flaw), "line", bad.Line, "field", clean(bad.Field))
		a.say(a.book.T("cli.skipped", "file", a.fileName(file), "sentence", sentence))
	}
	if !term.IsTerminal(a.err.Fd()) {
		return skipped, nil
	}
	last := time.Now()
	return skipped, func(n int) {
		if now := time.Now(); now.Sub(last) >= progressEvery {
			last = now
			_, _ = a.err.WriteString("\r" + a.book.N("cli.import_going", n))
		}
	}
}

// clearLine takes the line with the progress away.
func (a *app) clearLine() {
	if term.IsTerminal(a.err.Fd()) {
		_, _ = a.err.WriteString("\r\x1b[K")
	}
}

// fileName is what a file of an import is called.
func (a *app) fileName(path string) string {
	if path == intake.Stdin {
		return a.book.T("cli.stdin_name")
	}
	return clean(path)
}

func (a *app) importFault(err error) error {
	var u *intake.Unreadable
	var away *desk.Temporary
	switch {
	case errors.As(err, &away) && (away.Why == desk.AwayFull || away.Why == desk.AwayStore):
		return pipe.NewFault(pipe.Later, "cli.import_desk_"+string(away.Why))
	case errors.Is(err, intake.ErrTwice):
		return pipe.NewFault(pipe.Conflict, "cli.live_twice")
	case errors.Is(err, intake.ErrCut):
		return pipe.NewFault(pipe.Later, "cli.import_cut")
	case errors.As(err, &u) && u.Line > 0:
		return pipe.NewFault(pipe.Failed, "cli.cannot_read", "file", a.fileName(u.File), "line", u.Line)
	case errors.As(err, &u):
		return pipe.NewFault(pipe.Failed, unopened(u.Err), "file", a.fileName(u.File))
	default:
		return err
	}
}

// unopened says why a file cannot be read at all.
func unopened(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "cli.no_file"
	case errors.Is(err, fs.ErrPermission):
		return "cli.may_not_read"
	case errors.Is(err, syscall.EISDIR):
		return "cli.is_folder"
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "cli.no_gzip"
	default:
		return "cli.cannot_open"
	}
}

// turns are the colleagues who got another login than the files have for them, each once, in the
// order in which they came.
type turns struct {
	all []archive.Turned
	had map[archive.Turned]bool
}

func (t *turns) add(one archive.Turned) {
	if t.had == nil {
		t.had = map[archive.Turned]bool{}
	}
	if !t.had[one] {
		t.had[one] = true
		t.all = append(t.all, one)
	}
}

// mostTurned is how many of them are told one by one.
const mostTurned = 5

// tellTurned says who is called otherwise here than in the files.
func (a *app) tellTurned(t turns) {
	if len(t.all) == 0 {
		return
	}
	var said []string
	for _, one := range t.all[:min(len(t.all), mostTurned)] {
		to := string(one.To)
		if to == "" {
			to = a.book.T("cli.import_turned.nobody")
		}
		said = append(said, clean(one.From)+" → "+clean(to))
	}
	if len(t.all) > mostTurned {
		said = append(said, "…")
	}
	a.say(a.book.N("cli.import_turned", len(t.all), "who", strings.Join(said, ", ")))
}
