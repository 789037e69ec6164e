package words

func enFailure() map[string]string {
	return map[string]string{
		"failure.disk":             "This computer's disk did not take it, so nothing was sent. Your text is still here; free some space and try again.",
		"failure.refused":          "That could not be done.",
		"failure.not_found":        "That ticket is not on this computer. It may have been removed on the desk.",
		"failure.too_late_to_undo": "Too late to take back: it is on its way.",
		"failure.nothing_to_undo":  "There is nothing to take back.",
		"failure.empty_text":       "There is nothing to send yet.",
	}
}
