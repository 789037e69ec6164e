package words

// enShell has what heed says to a shell about itself: completions and manual pages.
func enShell() map[string]string {
	return map[string]string{
		"cli.completion":         "Print what a shell needs to complete heed's lines",
		"cli.completion.example": "  heed completion bash > ~/.local/share/bash-completion/completions/heed\n  heed completion zsh > \"${fpath[1]}/_heed\"\n  heed completion fish > ~/.config/fish/completions/heed.fish",
		"cli.which_shell":        "Say which shell: {values}.",
		"cli.man":                "Write the manual pages into a folder",
		"cli.needs_dir":          "Say into which folder: heed man DIR.",

		"man.name":        "name",
		"man.synopsis":    "synopsis",
		"man.description": "description",
		"man.example":     "examples",
		"man.options":     "options",
		"man.see_also":    "see also",
		"man.files":       "files",
		"man.exit":        "exit status",
		"man.files.is":    "heed config --path says where config.toml is. Profiles lie in heed/profiles in the folder XDG_STATE_HOME.",
		"man.exit.is":     "0  done\n1  failed\n2  the command line is wrong\n3  not allowed\n4  offline, or try later\n5  there is no such ticket, profile or desk\n6  refused, or held, because of what others did meanwhile",
	}
}
