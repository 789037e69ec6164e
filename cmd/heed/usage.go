package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/heed-desk/heed/internal/listing"
)

// helpful gives every command its help in the person's language.
func (a *app) helpful(root *cobra.Command) {
	root.SetUsageFunc(func(cmd *cobra.Command) error {
		cmd.Print(a.usageOf(cmd))
		return nil
	})
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		if _, err := cmd.OutOrStdout().Write([]byte(listing.Hang(a.helpOf(cmd), a.text().Width))); err != nil {
			cmd.PrintErrln(err)
		}
	})
	root.InitDefaultHelpCmd()
	for _, cmd := range family(root) {
		if cmd.Name() == "help" {
			cmd.Short, cmd.Long = a.book.T("cli.help"), ""
		}
		cmd.Flags().BoolP("help", "h", false, a.book.T("cli.flag.help"))
	}
}

// helpOf says what a command is for and how it is used.
func (a *app) helpOf(cmd *cobra.Command) string {
	what := cmd.Long
	if what == "" {
		what = cmd.Short
	}
	return strings.TrimSpace(what) + "\n\n" + a.usageOf(cmd)
}

// usageOf says how a command is used: its line, its commands and its options.
func (a *app) usageOf(cmd *cobra.Command) string {
	var out strings.Builder
	part := func(key, text string) {
		if text = strings.Trim(text, "\n"); text != "" {
			out.WriteString("\n" + a.book.T(key) + ":\n" + text + "\n")
		}
	}
	lines := "  " + a.line(cmd)
	if cmd.HasAvailableSubCommands() {
		lines += "\n  " + cmd.CommandPath() + " " + a.book.T("usage.command")
	}
	part("usage.usage", lines)
	part("usage.examples", cmd.Example)
	var names strings.Builder
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			names.WriteString("  " + c.Name() + strings.Repeat(" ", max(c.NamePadding()-len(c.Name()), 0)) + " " + c.Short + "\n")
		}
	}
	part("usage.commands", names.String())
	part("usage.options", a.optionsOf(cmd.LocalFlags()))
	part("usage.everywhere", a.optionsOf(cmd.InheritedFlags()))
	if cmd.HasAvailableSubCommands() {
		out.WriteString("\n" + a.book.T("usage.more", "command", cmd.CommandPath()) + "\n")
	}
	return strings.TrimPrefix(out.String(), "\n")
}

// line is how a command is written, with the word for its options.
func (a *app) line(cmd *cobra.Command) string {
	return strings.TrimSuffix(cmd.UseLine(), " [flags]") + " [" + a.book.T("man.options") + "]"
}

// optionsOf lists options as pflag lays them out, which knows English only.
func (a *app) optionsOf(flags *pflag.FlagSet) string {
	return strings.ReplaceAll(flags.FlagUsages(), "(default ", "("+a.book.T("usage.without")+" ")
}
