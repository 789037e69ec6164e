package words

func enReplies() map[string]string {
	return map[string]string{
		"replies.title":     "Replies",
		"replies.hint":      "type a few letters; ; again writes a semicolon",
		"replies.none":      "No reply has these words.",
		"replies.empty":     "The phrasebook is empty. Replies come with an import, or from whoever leads the desk.",
		"replies.count":     "{n} replies",
		"replies.count.one": "1 reply",
		"replies.blank":     "blank {n} of {total}",
	}
}
