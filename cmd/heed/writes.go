package main

import (
	"errors"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/attach"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/station"
)

// maxText is the most that is read of a text; what is over is refused before it is sent.
const maxText = desk.MaxReply

// speak is the command that replies or leaves a note.
func (a *app) speak(what pipe.What) *cobra.Command {
	var given string
	var seen int64
	var attached []string
	cmd := a.pipeCommand(string(what)+" NUMBER --text -", "cli."+string(what), a.oneNumber, nil)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		words, err := a.readText(given, cmd.Flags().Changed("text"))
		if err != nil {
			return err
		}
		paths, err := whole(attached)
		if err != nil {
			return err
		}
		return a.write(cmd, args[0], seen, []pipe.Change{{What: what, Value: words}}, paths...)
	}
	cmd.Flags().Int64Var(&seen, "seen", 0, a.book.T("cli.flag.seen"))
	cmd.Flags().StringVar(&given, "text", "", a.book.T("cli.flag.text"))
	cmd.Flags().StringArrayVar(&attached, "attach", nil, a.book.T("cli.flag.attach"))
	return cmd
}

// set is the command that sets fields: status=solved +refund -waiting.
func (a *app) set() *cobra.Command {
	var seen int64
	cmd := a.pipeCommand("set NUMBER FIELD=VALUE... [+TAG] [-TAG]", "cli.set", nil, nil)
	cmd.Example = a.book.T("cli.set.example")
	cmd.Flags().Int64Var(&seen, "seen", 0, a.book.T("cli.flag.seen"))
	cmd.DisableFlagParsing = true // "-tag" is a tag, not an option
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		words, err := splitSet(cmd, args)
		if err != nil || words == nil {
			return err
		}
		if len(words) == 0 {
			return usage("cli.bad_number", "value", "")
		}
		if _, err := ticketNumber(words[0]); err != nil {
			return err
		}
		changes, err := readChanges(words[1:])
		if err != nil {
			return err
		}
		return a.write(cmd, words[0], seen, changes)
	}
	return cmd
}

// splitSet parts the options of a set command, which begin with two dashes, from its
// words; nil words where only help was wanted.
func splitSet(cmd *cobra.Command, args []string) (words []string, err error) {
	words = []string{}
	var options []string
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "--help", arg == "-h":
			return nil, cmd.Help()
		case arg == "--":
			words = append(words, args[i+1:]...)
			i = len(args)
		case !strings.HasPrefix(arg, "--"):
			words = append(words, arg)
		case strings.Contains(arg, "=") || arg == "--json":
			options = append(options, arg)
		default:
			options = append(options, args[i:min(i+2, len(args))]...)
			i++
		}
	}
	cmd.DisableFlagParsing = false
	defer func() { cmd.DisableFlagParsing = true }()
	if err := cmd.ParseFlags(options); err != nil {
		return nil, wrongLine(err)
	}
	return words, nil
}

// readChanges reads what is to be set.
func readChanges(words []string) ([]pipe.Change, error) {
	var all []pipe.Change
	for _, w := range words {
		switch {
		case strings.HasPrefix(w, "+"):
			all = append(all, pipe.Change{What: pipe.Tag, Value: w[1:]})
		case strings.HasPrefix(w, "-"):
			all = append(all, pipe.Change{What: pipe.Untag, Value: w[1:]})
		default:
			field, value, ok := strings.Cut(w, "=")
			what := pipe.What(field)
			switch what {
			case pipe.Status, pipe.Priority, pipe.Assignee, pipe.Snooze, pipe.Group, pipe.Follow, pipe.Link, pipe.Unlink, pipe.Merge, pipe.Spam:
			case pipe.Reply, pipe.Note, pipe.Tag, pipe.Untag:
				ok = false
			default:
				ok = false
			}
			if !ok {
				return nil, usage("pipe.no_field", "field", clean(field))
			}
			all = append(all, pipe.Change{What: what, Value: value})
		}
	}
	return all, nil
}

// write carries changes out, with files, and says what became of them.
func (a *app) write(cmd *cobra.Command, number string, seen int64, changes []pipe.Change, files ...string) error {
	n, err := ticketNumber(number)
	if err != nil {
		return err
	}
	ask := pipe.WriteAsk{Number: n, Zone: zone(), Changes: changes, Files: files, Seen: desk.MessageID(seen)}.WithIDs()
	err = a.until(cmd.Context(), attach.ErrGone, func(sh *station.Shell) error {
		written, err := sh.Write(cmd.Context(), ask)
		// The same ids again: what the one that went away had kept or sent is found, not sent twice.
		ask.Again = ask.Again || errors.Is(err, attach.ErrGone) && !errors.Is(err, attach.ErrNotTaken)
		if err != nil && (!sh.Kept || errors.Is(err, attach.ErrGone)) {
			return err // nothing that is not at rest outlives this command, or nothing is known
		}
		return a.became(n, written, err)
	})
	if ask.Again && len(ask.Ops) > 0 && errors.Is(err, attach.ErrGone) {
		return pipe.NewFault(pipe.Later, "pipe.gone_write", "op", ask.Ops[0], "number", n)
	}
	return err
}

// became says what became of changes, and returns what went wrong with them.
func (a *app) became(number int64, written []pipe.Written, err error) error {
	told := a.tellWritten(number, written)
	if err != nil {
		return err
	}
	if told != nil {
		a.remark([]*pipe.Fault{pipe.NewFault(pipe.OK, "cli.untold", "number", number)}, nil) // it is done: a script must not send it once more
	}
	return nil
}

// tellWritten says what became of changes. Whoever reads it may have gone: that ends the
// telling, not the command, for what was written is written.
func (a *app) tellWritten(number int64, written []pipe.Written) error {
	signal.Ignore(syscall.SIGPIPE)
	defer signal.Reset(syscall.SIGPIPE)
	if a.json {
		return listing.NewJSON(a.out).Written(number, written)
	}
	return a.text().Written(number, written)
}
