package words

// enProblems says for each code of package desk what happened, what it means and what to
// press. {key.NAME} is the key of an action. Each text stands by itself in a notice.
func enProblems() map[string]string {
	return map[string]string{
		"problem.newer_message":          "Somebody wrote while you were writing, so your reply is held. Read it, then {key.send_anyway} sends, {key.edit_again} edits.",
		"problem.newer_message.customer": "The customer wrote while you were writing, so your reply is held. Read it, then {key.send_anyway} sends, {key.edit_again} edits.",
		"problem.newer_message.agent":    "{who} wrote while you were writing, so your reply is held. Read it, then {key.send_anyway} sends, {key.edit_again} edits.",
		"problem.field_conflict":         "{who} changed the {field} meanwhile, it is now {value}. Yours was not set; set it again if it should be.",
		"problem.not_allowed":            "Your role on this desk does not permit that. Somebody who leads the desk can do it or give you the right.",
		"problem.ticket_closed":          "This ticket is closed for good and takes nothing new. Begin a new ticket for the same customer instead.",
		"problem.ticket_merged":          "This ticket was merged into another one and goes on there. Open that one to write.",
		"problem.empty_text":             "There is no text yet, so there is nothing to send.",
		"problem.text_too_long":          "The text has {size} and a message holds 256 kB at most. Shorten it, or send the rest as a second message.",
		"problem.unfilled_blank":         "The blank {name} is still open. {key.next_blank} leads to it.",
		"problem.bad_tag":                "That is not a tag. Tags have lower-case letters, digits and - _ . : / only, 40 at most.",
		"problem.bad_query":              "{field}: does not know \"{value}\", so nothing was searched. Change it, or take it out.",
		"problem.bad_query.status":       "There is no status \"{value}\", so nothing was searched. Write new, open, pending, on_hold, solved or closed.",
		"problem.bad_query.priority":     "There is no priority \"{value}\", so nothing was searched. Write low, normal, high or urgent.",
		"problem.bad_query.before":       "\"{value}\" is no day, so nothing was searched. Write 2026-03-01, 2026-03, today, yesterday, 7d or 2w.",
		"problem.bad_query.after":        "\"{value}\" is no day, so nothing was searched. Write 2026-03-01, 2026-03, today, yesterday, 7d or 2w.",
		"problem.bad_value":              "That is not a value that the {field} can have. Nothing was changed.",
		"problem.no_such_ticket":         "This ticket is no longer on the desk. It may have been removed; your text is kept in the outbox.",
		"problem.ticket_exists":          "This ticket is on the desk already, so it was not made a second time.",
		"problem.merge_into_itself":      "A ticket cannot be merged into itself. Choose another one.",
		"problem.payload_differs":        "The desk has this step already, with other words. Look at the ticket, then send yours again if it is missing.",
		"problem.account_disabled":       "Your account on this desk is switched off, so nothing is sent. Your texts are kept; ask whoever leads the desk.",
		"problem.unknown_outcome":        "The connection broke while this was being sent, and the desk cannot say whether it arrived. Look at the ticket; {key.try_again} sends it again.",
		"problem.server_refused":         "The desk refused this and gave no reason. Your text is kept; {key.try_again} tries again.",
		"problem.waits_for_earlier":      "Something earlier on this ticket needs a decision first. {key.outbox} shows it.",
		"problem.nothing_selected":       "No ticket is under the cursor.",
		"problem.already_yours":          "This ticket is yours already.",
		"problem.already_that":           "It is so already.",
		"problem.nothing_to_undo":        "There is nothing to take back.",
		"problem.too_late_to_undo":       "Too late to take back: it is on its way or already there.",
		"problem.lacked_by_backend":      "The helpdesk behind heed cannot do that.",
		"problem.disk_full":              "The disk of this computer is full, so nothing was queued. Your text is still here; free some space and send it again.",
		"problem.disk_failed":            "The disk of this computer did not take it, so nothing was queued. Your text is still here; try again, and look after the disk.",
		"problem.other":                  "That was not done, and the desk gave a reason that this heed does not know. Your text is kept.",

		"who.customer": "The customer",
		"who.system":   "The desk itself",

		"field.status":   "status",
		"field.assignee": "assignee",
		"field.priority": "priority",
		"field.group":    "group",
		"field.channel":  "channel",
		"field.tier":     "tier",
		"field.snooze":   "snooze",
		"field.merge":    "merge",
		"field.intent":   "step",
		"value.nobody":   "nobody",
		"value.none":     "empty",

		"size.bytes": "{n} bytes",
		"size.kb":    "{n} kB",
		"size.mb":    "{n} MB",
	}
}

// enLine says for each way in which a connection fails what it means.
func enLine() map[string]string {
	return map[string]string{
		"line.unauthorized": "The desk does not know this token, so nothing is sent or fetched. All you write is kept. Leave and run: heed login",
		"line.forbidden":    "The desk does not permit that with this account.",
		"line.not_found":    "There is no such thing on the desk. It may have been removed.",
		"line.gone":         "The desk asks for a fresh copy of everything. It is being fetched; drafts and the outbox stay as they are.",
		"line.ambiguous":    "It may have been carried out, and nobody can say. Look at the ticket before you send it again.",
		"line.not_a_desk":   "What answers there is not a desk: perhaps a sign-in page of this network, or a wrong address. All you write is kept and goes out later.",
		"line.disk":         "This computer's disk does not take what the desk sends, so nothing new comes in. Free some space; heed goes on by itself.",
		"line.temporary":    "The desk cannot be reached for now. Go on working: all is kept and goes out by itself.",
		"line.wait":         "The desk asks to wait for {span}. Go on working: all is kept and goes out by itself.",
	}
}
