package main

import (
	"github.com/spf13/cobra"
)

// root is the whole command line.
func (a *app) root() *cobra.Command {
	var w workstation
	root := &cobra.Command{
		Use:           "heed",
		Short:         a.book.T("cli.heed"),
		Long:          a.book.T("cli.heed.long"),
		Args:          a.noArgs,
		SilenceErrors: true,
		SilenceUsage:  true,

		PersistentPreRunE: a.configure,
		RunE:              func(cmd *cobra.Command, _ []string) error { return a.work(cmd.Context(), w) },
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return wrongLine(err) })
	root.PersistentFlags().StringVar(&a.config, "config", "", a.book.T("cli.flag.config"))
	root.PersistentFlags().StringVar(&a.logFile, "log", "", a.book.T("setting.log"))
	new(speech).flags(root.PersistentFlags(), func(name string) string { return a.book.T("setting." + name) }) // read already
	a.where(root)
	a.looks(root, &w)
	root.AddCommand(a.demo(), a.dash(), a.serve(), a.deskCommand(), a.login(), a.logout(), a.takeIn(), a.queue(), a.show(), a.search(), a.speak("reply"), a.speak("note"),
		a.set(), a.outbox(), a.sync(), a.reportDesk(), a.cache(), a.keys(), a.showConfig(), a.lookOver(), a.completion(), a.manual(), a.tellVersion())
	a.completed(root)
	a.helpful(root)
	return root
}

// where adds the options that say which profile is meant.
func (a *app) where(cmd *cobra.Command) {
	a.words(cmd, &a.desk, "desk")
	a.words(cmd, &a.as, "as")
	a.words(cmd, &a.profile, "profile")
}

// looks adds the options of the workstation's looks.
func (a *app) looks(cmd *cobra.Command, w *workstation) {
	a.words(cmd, &w.theme, "theme")
	a.words(cmd, &w.keymap, "keymap")
	a.words(cmd, &w.density, "density")
	a.words(cmd, &w.editor, "editor")
	a.toggle(cmd, &w.linear, "linear")
	a.toggle(cmd, &w.fullRepaint, "full_repaint")
	a.words(cmd, &w.notify, "notify")
	a.words(cmd, &w.quiet, "quiet")
	a.words(cmd, &w.lockAfter, "lock_after")
}

func (a *app) noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if cmd.HasParent() {
		return usage("cli.bad_flag", "what", clean(args[0]))
	}
	return usage("cli.unknown_command", "name", clean(args[0]))
}

func (a *app) tellVersion() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: a.book.T("cli.version"), Args: a.noArgs,
		Annotations: map[string]string{freestanding: "it says only what it is"},
		RunE: func(*cobra.Command, []string) error {
			_, err := a.out.WriteString("heed " + version() + "\n")
			return err
		},
	}
}
