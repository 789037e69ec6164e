package words

func enJump() map[string]string {
	return map[string]string{
		"action.jump": "go to number",
		"about.jump":  "Go to a ticket by its number; 4821# goes there at once",

		"jump.title":  "Go to a ticket",
		"jump.hint":   "its number",
		"jump.ticket": "Go to ticket #{n}",
		"jump.none":   "There is no ticket #{n} here. It may be older than what is kept on this computer.",

		"count.times": "times",
		"count.drop":  "drop the number",
	}
}
