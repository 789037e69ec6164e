package words

// enLanguage has what is said of languages, and how a command is used.
func enLanguage() map[string]string {
	return map[string]string{
		"setting.language": "which language heed speaks: auto (that of LC_ALL, LC_MESSAGES or LANG), en or de",
		"setting.dates":    "how times are written: auto (by LC_ALL, LC_TIME or LANG), 24h, 12h, or us (12h, and the month first)",

		"config.doc.language": "`language` counts for all that heed says: the screens, the commands of the shell with their help, manual pages and errors. Not translated: what people wrote, the names of commands, settings, statuses and views on the command line, in searches and in this file, JSON, this documentation, the demo's tickets, and the quiet check under a text, which knows English only: the words that it offers are English ones. In German the palette finds a command by its English name too. Words for a time (`morgen 9`, `tomorrow 9`) are understood in both languages, whichever is set.",

		"cli.help":      "Show how a command is used",
		"cli.flag.help": "show how this is used",

		"cli.no_option":    "There is no option {name} here.",
		"cli.option_bare":  "{name} needs a value behind it.",
		"cli.option_value": "{name} cannot be {value}.",

		"usage.usage":      "Usage",
		"usage.command":    "COMMAND",
		"usage.examples":   "Examples",
		"usage.commands":   "Commands",
		"usage.options":    "Options",
		"usage.everywhere": "Options of every command",
		"usage.without":    "default",
		"usage.more":       "{command} COMMAND --help says more of a command.",
	}
}
