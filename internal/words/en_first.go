package words

// enFirst has what the first run says.
func enFirst() map[string]string {
	return map[string]string{
		"first.title":        "First run",
		"first.welcome":      "Welcome",
		"first.ask":          "What do you want to work at?",
		"first.nothing_yet":  "Nothing is written down before the last step. {key.cancel} goes one step back and keeps what you typed.",
		"first.go_on":        "go on",
		"first.begin":        "begin",
		"first.other_field":  "other field",
		"first.field_before": "field before",
		"first.looking":      "looking …",

		"first.demo":      "The demo",
		"first.demo.is":   "a small lamp maker's desk, all invented; nothing of it is kept",
		"first.served":    "A desk elsewhere",
		"first.served.is": "you were given its address and a token",
		"first.folder":    "A desk on this computer",
		"first.folder.is": "in a folder: a new one of your own, or one that is there",

		"first.served.tell":      "Its address and your token. A token can be pasted; it is not shown.",
		"first.served.field.one": "address",
		"first.served.field.two": "token",
		"first.url.hint":         "https://desk.example:8470",
		"first.token.hint":       "",
		"first.served.reached":   "A desk of heed answers there. Now your token.",
		"first.served.hello":     "{desk} knows you as {name}.",
		"first.served.stranger":  "The desk answers, and does not know this token. Is all of it there?",
		"first.served.other":     "You have a profile of another account already. Start heed --profile NAME for that, or heed login --profile NAME URL for one more.",

		"first.folder.tell":      "The folder, and your name where the desk is a new one.",
		"first.folder.field.one": "folder",
		"first.folder.field.two": "your name",
		"first.dir.hint":         "~/desk",
		"first.name.hint":        "as customers read it",
		"first.folder.there":     "There is a desk. You open it as {name}.",
		"first.folder.new":       "A new desk is made there, and it is yours: {name} ({login}).",
		"first.folder.nameless":  "A new desk is made there. Now your name.",
		"first.folder.bad_name":  "heed makes your login name of letters a to z and digits, and finds none in this name.",
		"first.folder.long_name": "That is too long for a name.",
		"first.folder.a_file":    "That is a file. Name a folder.",
		"first.folder.ownerless": "There is a desk in it, and it does not say whose it is. Start heed --desk FOLDER --as NAME.",
		"first.folder.damaged":   "What lies there cannot be opened as a desk. heed doctor --desk FOLDER says more.",
		"first.folder.full":      "Other things lie in this folder. Name an empty one, or one that there is not yet.",

		"first.looks":      "Colours and keys",
		"first.looks.tell": "Up and down try them; {key.next_pane} changes sides. Both can be changed at any time.",

		"first.unkept_choice": "{name} could not be kept in {file}; it counts for now.",

		"problem.nothing_selected.no_shell":    "No shell started heed here, so none could bring it back: it stays.",
		"problem.nothing_selected.first_run":   "First say what you want to work at.",
		"problem.nothing_selected.first_busy":  "It is being looked at. Once more in a moment.",
		"problem.nothing_selected.first_wrong": "That cannot be worked at yet; below it stands why.",
		"problem.nothing_selected.first_empty": "Nothing stands there yet.",
	}
}
