package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/heed-desk/heed/internal/pipe"
)

// manual is the command that writes the manual pages.
func (a *app) manual() *cobra.Command {
	return &cobra.Command{
		Use: "man DIR", Short: a.book.T("cli.man"),
		Annotations: map[string]string{freestanding: "it is run as heed is installed"},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("cli.needs_dir")
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			if err := os.MkdirAll(args[0], 0o755); err != nil { //nolint:gosec // anybody may read a manual
				return unwritable(args[0], err)
			}
			for _, c := range family(root) {
				if c.Hidden || c.Name() == "help" {
					continue
				}
				file := filepath.Join(args[0], pageName(c)+".1")
				if err := os.WriteFile(file, []byte(a.page(c)), 0o644); err != nil { //nolint:gosec // anybody may read a manual
					return unwritable(file, err)
				}
			}
			return nil
		},
	}
}

func unwritable(file string, err error) error {
	var at *fs.PathError
	if !errors.As(err, &at) {
		return err
	}
	f := pipe.NewFault(pipe.Failed, "cli.cannot_open", "file", clean(file))
	f.Cause = err.Error()
	return f
}

// pageName is under which name man has a command's page.
func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// page is the manual page of a command, as troff reads it.
func (a *app) page(c *cobra.Command) string {
	var b strings.Builder
	head := func(name string) { b.WriteString(".SH " + strings.ToUpper(a.book.T("man."+name)) + "\n") }
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"heed %s\"\n", strings.ToUpper(pageName(c)), roff(version()))
	head("name")
	b.WriteString(pageName(c) + ` \- ` + roff(c.Short) + "\n")
	head("synopsis")
	b.WriteString(roff(a.line(c)) + "\n")
	if c.Long != "" {
		head("description")
		b.WriteString(roff(c.Long) + "\n")
	}
	if c.Example != "" {
		head("example")
		b.WriteString(".nf\n" + roff(c.Example) + "\n.fi\n")
	}
	head("options")
	c.InitDefaultHelpFlag()
	option := func(f *pflag.Flag) {
		b.WriteString(".TP\n\\fB" + roff("--"+f.Name) + "\\fR")
		if f.Value.Type() != "bool" {
			b.WriteString(" \\fI" + roff(f.Value.Type()) + "\\fR")
		}
		b.WriteString("\n" + roff(f.Usage) + "\n")
	}
	c.LocalFlags().VisitAll(option)
	c.InheritedFlags().VisitAll(option)
	a.seeAlso(&b, c, head)
	return b.String()
}

// seeAlso ends a page with what else there is to read.
func (a *app) seeAlso(b *strings.Builder, c *cobra.Command, head func(string)) {
	head("see_also")
	if c.HasParent() {
		b.WriteString("\\fB" + roff(pageName(c.Parent())) + "\\fR(1)\n")
	}
	for _, sub := range c.Commands() {
		if !sub.Hidden && sub.Name() != "help" {
			b.WriteString(".TP\n\\fB" + roff(pageName(sub)) + "\\fR(1)\n" + roff(sub.Short) + "\n")
		}
	}
	if c.HasParent() {
		return
	}
	head("files")
	b.WriteString(roff(a.book.T("man.files.is")) + "\n")
	head("exit")
	b.WriteString(".nf\n" + roff(a.book.T("man.exit.is")) + "\n.fi\n")
}

// roff is text as troff shows it.
func roff(s string) string {
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\e`), "-", `\-`), "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}
