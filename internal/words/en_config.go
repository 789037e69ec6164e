package words

// enConfig has what is said of settings: what each does, and what is wrong with one.
func enConfig() map[string]string {
	return map[string]string{
		"setting.keymap":       "which keys: default, vim, emacs or one-hand",
		"setting.theme":        "which colours: auto (by the terminal's background), dark, light, contrast or none",
		"setting.full_repaint": "paint whole screens, for terminals that lose track",
		"setting.log":          "write down in this file what heed does, for those who look into a fault",
		"setting.profile":      "which profile, by its name",
		"setting.desk":         "the folder of a desk",
		"setting.as":           "whose account in the desk's folder",

		"config.said":            "{where}: {what}",
		"config.place":           "{file}, line {line}",
		"config.near":            "Do you mean {near}?",
		"config.bad_file":        "This is not TOML: {why}.",
		"config.twice":           "{name} has been set on a line above already. Keep one of the two.",
		"config.unknown_setting": "There is no setting {name}.",
		"config.unknown_table":   "There is no table [{name}]; keys of your own stand under [keys.queue], [keys.on_ticket] and so on.",
		"config.unknown_scope":   "There is no part of heed named {name} that keys could be for.",
		"config.unknown_action":  "heed knows no command {name}.",
		"config.bad_value":       "{name} cannot be {value}. It is one of: {values}.",
		"config.wrong_kind":      "{name} takes one of: {values}. Words stand between quotes, true and false do not.",
		"config.wrong_kind.text": "{name} takes words, between quotes.",
		"config.not_a_list":      "The keys of {name} are a list, like [\"x\", \"ctrl+x\"].",
		"config.bad_chord":       "{name}: {chord} is no key that heed knows. Keys are written like \"x\", \"ctrl+x\", \"alt+enter\" or \"g x\".",
		"config.letter":          "{chord} cannot be {name} in {scope}: nobody could write it in a text any more. Take one with ctrl or alt.",
		"config.same_key":        "{chord} cannot be {name} in {scope}: it is {other} in {other_scope}. Take another key, or give {other} another one here too.",
		"config.begins_other":    "{chord} for {name} in {scope} and {other_chord} for {other} in {other_scope} begin alike, so heed could not tell when the shorter one ends. Take another key, or give {other} another one here too.",
		"config.no_key_left":     "{name} has no key left in {scope} that can be pressed there. Give it one that is no single letter where texts are written.",
		"config.is_another_key":  "{chord} for {name} cannot be told from another key: ctrl+m is enter, ctrl+i is tab and ctrl+[ is esc. Take another one.",

		"config.doc.heading": "Settings of heed",
		"config.doc.intro":   "Written by `go generate ./internal/config` from the table that heed itself uses.\n\nheed needs no settings. What you set stands in one file, `config.toml` in the folder `heed` of your configuration folder; `heed config --path` says where that is, and `--config FILE` or `HEED_CONFIG` name another one. Every setting is a flag and a variable too. A flag stands above a variable, a variable above the file, and the file above what heed does by itself. `heed config` shows what counts and where it comes from.\n\nA name or value that heed does not know is refused, with the line and the nearest name: nothing is quietly left out.",
		"config.doc.table":   "| in the file | flag | variable | takes | without it | what it does |\n|---|---|---|---|---|---|",
		"config.doc.any":     "words",
		"config.doc.where":   "`profile`, `desk` and `as` say which desk is meant. A stronger one puts the others aside: with `--profile work` no `desk` of the file counts. A flag counts only where a command has it; what config.toml says is left alone by commands that have no use for it.",
		"config.doc.log":     "`log` names a file to which heed adds a line of JSON for what it does and what fails. It says which command was given and where, and never to whom or with which words: no name, no text, no address, no folder, and of what a desk refuses only the reason. Only you may read the file. It is never made shorter.",
		"config.doc.keys":    "Keys of your own",
		"config.doc.keys.is": "Under `[keys.SCOPE]` each line gives a command all the keys that it has in that part of heed, in place of those of the keymap; the first one is what heed shows. [keys.md](keys.md) lists the commands and the parts. An empty list takes a key away where the command has another one. `heed keys` lists what counts then, and where it comes from.",
		"config.doc.keys.no": "Refused, with the line: commands, parts and keys that there are not; a key that means something else where both count; a key that begins another one; letters where texts are written; keys that no terminal can tell from others (`ctrl+m` is enter); and a command that would be left without a key. To swap two commands, write both lines. A key that only some terminals send, like `ctrl+enter`, may be a command's only one: you know yours.",
		"config.doc.others":  "Not in the file, as they are secrets: `HEED_PASSPHRASE` opens a sealed profile, `HEED_TOKEN` shows a desk who you are. `NO_COLOR` turns colours off where `theme` is `auto`.",
	}
}
