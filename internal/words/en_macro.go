package words

func enMacro() map[string]string {
	return map[string]string{
		"macro.mine":     "yours",
		"replies.then":   "and then, when sent: {what}",
		"composer.does":  "then: {what}",
		"composer.drops": "Emptied, with what it would have done to the ticket. {key} brings the text back.",
	}
}
