package words

func enMacro() map[string]string {
	return map[string]string{
		"macro.mine":            "yours",
		"replies.then":          "and then, when sent: {what}",
		"composer.does":         "then: {what}",
		"composer.sms":          "{n} SMS",
		"composer.sms.one":      "1 SMS",
		"composer.sms.left":     "{n} letters left",
		"composer.sms.left.one": "1 letter left",
		"composer.drops":        "Emptied, with what it would have done to the ticket. {key} brings the text back.",
	}
}
