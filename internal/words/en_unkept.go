package words

// enUnkept has what is said where nothing outlives the process: the texts of the same keys
// without ".unkept" would promise too much.
func enUnkept() map[string]string {
	return map[string]string{
		"root.in_memory":       "in memory only",
		"root.in_memory.short": "in memory",

		"leave.unsent":     "{n} things that you wrote or did are not on the desk yet, and nothing is kept on this computer. {key} again leaves and loses them.",
		"leave.unsent.one": "1 thing that you wrote or did is not on the desk yet, and nothing is kept on this computer. {key} again leaves and loses it.",

		"about.quit.unkept":               "Leave heed; what has not been sent is lost",
		"about.back.unkept":               "One step back; what you typed stays until heed closes",
		"root.kept.unkept":                "Your text is still here.",
		"root.goes_out_later.unkept":      "in memory only; goes out when the desk can be reached",
		"root.kept_for_later.unkept":      "in memory only; lost when heed closes",
		"root.back_as_draft.unkept":       "The text is a draft again, in memory only. {key.reply} goes on writing.",
		"root.back_as_note.unkept":        "The text is a draft again, in memory only. {key.note} goes on writing.",
		"draft.saved.unkept":              "in memory only",
		"composer.sent.unkept":            "Reply to {ticket} waits in memory only until the desk has it; closing heed before that loses it.",
		"composer.noted.unkept":           "Note on {ticket} waits in memory only until the desk has it; closing heed before that loses it.",
		"composer.too_long.unkept":        "The text has {size} now and a message holds {most}. All of it is still here; {key} takes the paste out again.",
		"problem.no_such_ticket.unkept":   "This ticket is no longer on the desk. It may have been removed; your text is in the outbox until heed closes.",
		"problem.account_disabled.unkept": "Your account on this desk is switched off, so nothing is sent. Your texts are here until heed closes; ask whoever leads the desk.",
		"problem.server_refused.unkept":   "The desk refused this and gave no reason. Your text is here until heed closes; you can send it again.",
		"problem.other.unkept":            "That was not done, and the desk gave a reason that this heed does not know. Your text is here until heed closes.",
		"line.unauthorized.unkept":        "The desk does not know this token, so nothing is sent or fetched. What you write is lost when heed closes. Leave and run: {sign_in}",
		"line.no_token.unkept":            "There is no token, so nothing is sent or fetched. What you write is lost when heed closes. Leave and run: {sign_in}",
		"line.other_account.unkept":       "The token is of another account than this profile, so nothing is sent or fetched with it. What you write is lost when heed closes. Leave, and give the token of this account.",
		"line.not_a_desk.unkept":          "What answers there is not a desk: perhaps a sign-in page of this network, or a wrong address. What you write goes out later, if heed stays open until then.",
		"line.temporary.unkept":           "The desk cannot be reached for now. What you write goes out by itself, if heed stays open until then.",
		"line.wait.unkept":                "The desk asks to wait for {span}. What you write goes out by itself, if heed stays open until then.",
		"line.gone.unkept":                "The desk asks for a fresh copy of everything. It is being fetched; drafts and the outbox stay until heed closes.",
	}
}
