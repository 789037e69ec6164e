package words

func enEditor() map[string]string {
	return map[string]string{
		"action.editor":  "own editor",
		"about.editor":   "Write on in the editor that $VISUAL or $EDITOR names",
		"setting.editor": "whether $VISUAL or $EDITOR can be opened on a text: auto (not over SSH), on or off",

		"problem.nothing_selected.no_editor": "No editor of yours can be opened here: $VISUAL and $EDITOR name none, or heed runs over SSH (the setting editor says so).",
		"editor.failed":                      "The editor gave no text back ({why}). Yours is as it was.",
	}
}
