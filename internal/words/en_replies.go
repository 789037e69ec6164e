package words

func enReplies() map[string]string {
	return map[string]string{
		"replies.title":      "Replies",
		"replies.hint":       "type a few letters; ; again writes a semicolon",
		"replies.none":       "No reply has these words.",
		"replies.empty.lead": "The phrasebook is empty. {key} writes the first reply; an import brings many.",
		"replies.empty":      "The phrasebook is empty. Replies come with an import, or from whoever leads the desk.",
		"replies.count":      "{n} replies",
		"replies.count.one":  "1 reply",
		"replies.blank":      "blank {n} of {total}",
		"replies.fill":       "type it here",
		"replies.no_words":   "Nothing is typed yet; {key.next_blank} leaves it open.",
		"replies.braces":     "Two braces begin a blank, so they cannot stand in one.",

		"action.accept.next":     "next",
		"action.accept.insert":   "insert",
		"action.next_blank.open": "leave open",
		"action.cancel.filling":  "other reply",
	}
}
