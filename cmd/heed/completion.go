package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/profile"
)

// completion is the command that prints what a shell has to know to complete heed's lines.
func (a *app) completion() *cobra.Command {
	shells := []string{"bash", "zsh", "fish"}
	return &cobra.Command{
		Use: "completion bash|zsh|fish", Short: a.book.T("cli.completion"), Example: a.book.T("cli.completion.example"),
		Annotations: map[string]string{freestanding: "a shell asks for it as it starts"},
		ValidArgs:   shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(shells, args[0]) {
				return usage("cli.which_shell", "values", listed(shells))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return printed(root.GenBashCompletionV2(a.out, true))
			case "zsh":
				return printed(root.GenZshCompletion(a.out))
			default:
				return printed(root.GenFishCompletion(a.out, true))
			}
		},
	}
}

// completed adds what the flags of all commands can be: names that heed knows, and never
// anything of a customer or a ticket.
func (a *app) completed(root *cobra.Command) {
	known := map[string]func() []string{
		"view":    views,
		"traffic": func() []string { return []string{"off", "calm", "busy"} },
		"by":      reportParts,
		"format":  reportForms,
		"clock":   reportClocks,
		"profile": func() []string {
			names, _ := profile.All(profile.Home()) // none to be had is none
			return names
		},
	}
	for _, s := range config.Settings() {
		if wants := s.Wants(); len(wants) > 0 {
			known[s.Flag()] = func() []string { return wants }
		}
	}
	for _, cmd := range family(root) {
		for name, values := range known {
			if f := cmd.Flags().Lookup(name); f != nil && f.Value.Type() != "bool" {
				_ = cmd.RegisterFlagCompletionFunc(name, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
					return values(), cobra.ShellCompDirectiveNoFileComp
				}) // it fails only for a flag that there is not
			}
		}
		if cmd.ValidArgsFunction == nil && len(cmd.ValidArgs) == 0 && cmd.Name() != "import" {
			cmd.ValidArgsFunction = cobra.NoFileCompletions
		}
	}
}

// family are a command and those below it.
func family(cmd *cobra.Command) []*cobra.Command {
	found := []*cobra.Command{cmd}
	for _, sub := range cmd.Commands() {
		found = append(found, family(sub)...)
	}
	return found
}

// views are the views by their names on the command line.
func views() []string {
	var all []string
	for _, v := range []desk.ViewID{
		desk.ViewMine, desk.ViewUnassigned, desk.ViewGroups, desk.ViewOpen, desk.ViewPending, desk.ViewSnoozed, desk.ViewSolved, desk.ViewAll,
	} {
		all = append(all, string(v))
	}
	return all
}

// asked reports whether a shell asks how a line goes on: it is answered whatever is set.
func asked(cmd *cobra.Command) bool {
	return cmd.Name() == cobra.ShellCompRequestCmd || cmd.Name() == cobra.ShellCompNoDescRequestCmd
}
