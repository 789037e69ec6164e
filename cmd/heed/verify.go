package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/home"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
)

func (a *app) cacheVerify() *cobra.Command {
	return a.pipeCommand("verify", "cli.cache.verify", a.noArgs, func(cmd *cobra.Command, _ []string) error {
		o, err := a.options(cmd.Context(), profile.Pipe)
		if err != nil {
			return err
		}
		f, err := station.Verify(cmd.Context(), o, inChild, outlineInChild)
		switch {
		case err == nil:
			return a.tellFindings(f)
		case len(f.Files) == 0:
			return a.named(err)
		case f.Whole():
			return errors.Join(a.looked(f), explain(err))
		}
		a.remark([]*pipe.Fault{explain(err)}, nil)
		return a.tellFindings(f)
	})
}

// looked lists what was found in each file.
func (a *app) looked(f cache.Findings) error {
	var all []listing.Looked
	for _, file := range f.Files {
		all = append(all, listing.Looked{
			File: file.Name, Records: file.Records, Faults: file.Faults, Sealed: f.Sealed, Unread: file.Unread, Apart: file.Apart,
		})
	}
	switch {
	case a.json:
		return printed(listing.NewJSON(a.out).Looked(all))
	case !f.Sealed:
		return printed(a.text().Looked(all))
	default:
		return errors.Join(printed(a.text().Looked(all)), a.tellLine("keep.verified.sealed"))
	}
}

// tellFindings says what was found, and what to do about what is damaged.
func (a *app) tellFindings(f cache.Findings) error {
	if err := a.looked(f); err != nil {
		return err
	}
	switch {
	case !f.Whole():
		first, last := whatToDo(f)
		a.remark(first, nil)
		return last
	case a.json:
		return nil
	}
	return a.tellLine("keep.verified.is", "tickets", a.book.N("keep.holds.tickets", f.Tickets), "messages", a.book.N("keep.messages", f.Messages),
		"customers", a.book.N("keep.holds.customers", f.Customers))
}

// whatToDo says what to do about what is not whole, each kind of it apart.
func whatToDo(f cache.Findings) (first []*pipe.Fault, last *pipe.Fault) {
	damaged := map[string]bool{}
	for _, file := range f.Files {
		switch path := clean(home.Short(filepath.Join(f.Dir, file.Name))); {
		case file.Apart:
			first = append(first, pipe.NewFault(pipe.Failed, "keep.mend.apart", "file", path))
		case file.Unread != "":
			first = append(first, notRead(path, file.Unread, file.Closed))
		case len(file.Faults) > 0:
			damaged[file.Name] = true
		}
	}
	var keys []string
	if damaged["key.sealed"] || damaged["key.sealed.copy"] {
		keys = append(keys, "keep.mend.key")
	}
	if damaged["cache.db"] {
		keys = append(keys, "keep.mend.cache")
	}
	switch {
	case damaged["outbox.db"] && damaged["outbox.log"]:
		keys = append(keys, "keep.mend.both")
	case damaged["outbox.db"], damaged["outbox.log"]:
		keys = append(keys, "keep.mend.outbox")
	case len(keys) == 0 && len(damaged) > 0:
		keys = append(keys, "keep.mend.torn")
	}
	for _, key := range keys {
		first = append(first, pipe.NewFault(pipe.Failed, key))
	}
	return first[:len(first)-1], first[len(first)-1]
}

// looking is what a process is told that looks through files.
type looking struct {
	Dir     string          `json:"dir"`
	Outside bool            `json:"outside,omitempty"` // at what stands outside the seal; the others are for all else
	Key     seal.StoreKey   `json:"key,omitzero"`
	Older   []seal.StoreKey `json:"older,omitempty"`
	Agent   desk.AgentID    `json:"agent,omitempty"`
	Idle    bool            `json:"idle,omitempty"`    // it gives way to all others
	Without []string        `json:"without,omitempty"` // files that have ended an earlier one
}

// looked is what it answers.
type looked struct {
	Findings cache.Findings `json:"findings"`
	Error    string         `json:"error,omitempty"`
	Unfit    bool           `json:"unfit,omitempty"` // the files are another account's, key's or heed's
	File     string         `json:"file,omitempty"`  // with which it begins, or which the error is about
	Ended    bool           `json:"ended,omitempty"` // it has come to the end: what came before only says with what it begins
}

// answerOf reads what a process says that looks through files, as far as it has come.
func answerOf(said []byte) (answer looked) {
	in := json.NewDecoder(bytes.NewReader(said))
	for {
		var next looked
		if in.Decode(&next) != nil {
			return answer
		}
		answer = next
	}
}

// notRead says which file could not be looked through, and what to do about that.
func notRead(path, cause string, closed bool) *pipe.Fault {
	key := "keep.unreadable"
	if closed {
		key = "keep.closed_file"
	}
	f := pipe.NewFault(pipe.Failed, key, "file", path)
	f.Cause = cause
	return f
}

// inChild looks through files in a process of its own, which a torn file may end.
func inChild(ctx context.Context, opt cache.Options) (cache.Findings, error) {
	return lookInChild(ctx, lookingAt(opt))
}

// outlineInChild is inChild for who has no key.
func outlineInChild(ctx context.Context, opt cache.Options) (cache.Findings, error) {
	return lookInChild(ctx, looking{Dir: opt.Dir, Outside: true})
}

func lookingAt(opt cache.Options) looking {
	return looking{Dir: opt.Dir, Key: opt.Key, Older: opt.Older, Agent: opt.Me.ID}
}

// look is what the process does that is told.
func (l *looking) look(ctx context.Context, begins func(file string)) (cache.Findings, error) {
	if l.Outside {
		return cache.Outline(l.Dir, begins, l.Without...)
	}
	return cache.Verify(ctx, cache.Options{Dir: l.Dir, Key: l.Key, Older: l.Older, Me: desk.Me{ID: l.Agent}}, begins, l.Without...)
}

// lookInChild has another process look; one that a torn file has ended is followed by one that
// leaves that file out.
func lookInChild(ctx context.Context, at looking) (cache.Findings, error) {
	var torn []cache.Finding
	for {
		answer, err := oneLook(ctx, at)
		if err != nil || answer.Ended || answer.File == "" || slices.Contains(at.Without, answer.File) {
			answer.Findings.Files = append(answer.Findings.Files, torn...)
			return answer.findings(at.Dir, err)
		}
		torn = append(torn, answer.Findings.Files...)
		at.Without = append(at.Without, answer.File)
	}
}

// findings is what came of it, or why nothing did.
func (l *looked) findings(dir string, err error) (cache.Findings, error) {
	switch {
	case err != nil:
	case l.Unfit:
		err = pipe.NewFault(pipe.NotAllowed, "cli.wrong_key")
	case l.Error != "":
		err = notRead(clean(filepath.Join(dir, l.File)), l.Error, false)
	}
	return l.Findings, err
}

// oneLook has one process look. Where it did not come to the end, that is what was found of the
// file with which it had begun.
func oneLook(ctx context.Context, at looking) (answer looked, err error) {
	self, err := os.Executable()
	if err != nil {
		return answer, err
	}
	ask, err := json.Marshal(at)
	if err != nil {
		return answer, err
	}
	var out bytes.Buffer
	child := exec.CommandContext(ctx, self, "cache", lookCommand) //nolint:gosec // it is this very program
	child.Stdin, child.Stdout = bytes.NewReader(ask), &out
	ran := child.Run()
	answer = answerOf(out.Bytes())
	switch {
	case ctx.Err() != nil:
		return answer, ctx.Err()
	case !answer.Ended: // the file is torn: that is what was to be found out
		answer.Findings = cache.Findings{Files: []cache.Finding{{Name: answer.File, Faults: []string{fmt.Sprintf("looking through it ended: %v", ran)}}}}
	}
	return answer, nil
}

// What a look through files may take: pages that lead back to themselves would have all there is.
const (
	mostStack     = 64 << 20
	leastPriority = 19
)

// lookCommand is the command that inChild starts. It is none for people.
const lookCommand = "look"

func lookThrough(a *app) *cobra.Command {
	return &cobra.Command{
		Use: lookCommand, Hidden: true, Args: a.noArgs,
		Annotations: map[string]string{freestanding: "whoever starts it has read what is set"},
		RunE: func(cmd *cobra.Command, _ []string) error {
			var ask looking
			if err := json.NewDecoder(a.in).Decode(&ask); err != nil {
				return usage("cli.stdin")
			}
			debug.SetMaxStack(mostStack)
			if ask.Idle {
				_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, leastPriority) // where it cannot, it takes its share
			}
			say, begun := json.NewEncoder(a.out), "" // at once, as what is kept back is lost where it ends
			f, err := ask.look(cmd.Context(), func(file string) {
				begun = file
				_ = say.Encode(looked{File: file}) // nobody hears it: then nobody waits for it either
			})
			answer := looked{Findings: f, Unfit: station.Unfit(err), Ended: true}
			if err != nil {
				answer.Error, answer.File = err.Error(), begun
			}
			return say.Encode(answer)
		},
	}
}
