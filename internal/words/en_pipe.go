package words

// enPipe has what the commands of a shell say when something stands against them.
func enPipe() map[string]string {
	return map[string]string{
		"pipe.no_view":       "There is no view {view}. The views are: {views}.",
		"pipe.no_ticket":     "There is no ticket {number} on this computer. Run heed sync if it is new.",
		"pipe.not_found":     "There is no such thing on the desk.",
		"pipe.no_field":      "Nothing is called {field}. What can be set: status, priority, assignee, snooze, +tag, -tag.",
		"pipe.bad_value":     "{value} is not a value of {field}. Use one of: {values}.",
		"pipe.nothing_to_do": "Nothing was said to be set. Example: heed set 4821 status=solved +refund",
		"pipe.refused":       "The desk refused it.",
		"pipe.held":          "Somebody wrote what you have not seen yet, so this is held and was not sent. Read it with heed show {number}, then give the same command again, or let it go with heed outbox --discard {op}.",
		"pipe.held_unkept":   "Somebody wrote what you have not seen yet, so this was not sent, and without a key nothing is kept on this computer. Read it with heed show {number} --json, then give the command again with --seen and the number of the last message there.",
		"pipe.not_seen":      "{seen} is not an entry of {number} that this computer has: the newest is {newest}. heed show {number} --json tells it as seen.",
		"pipe.withdrawn":     "It was taken out of the outbox in the workstation before it went, so it was not sent like this. heed show {number} tells how the ticket stands.",
		"pipe.parked":        "Something earlier on this ticket needs a decision first, so this waits in the outbox. heed outbox shows it; heed outbox --retry or --discard with its id decides.",
		"pipe.unknown":       "The connection broke while it was being sent, and the desk cannot say whether it arrived. Look at the ticket before you send it again.",
		"pipe.queued":        "{why} It is kept in the outbox as {op} and goes out by itself with the next heed, or with heed sync.",
		"pipe.queued_denied": "The desk does not know this token. It is kept in the outbox as {op}. Run heed login, then heed sync.",
		"pipe.not_kept":      "The desk gave no verdict, and nothing is kept on this computer without a key: the text was not queued. Set HEED_PASSPHRASE to keep an outbox, or try again when the desk can be reached.",
		"pipe.never_filled":  "{why} Nothing has been fetched from it yet, so there is nothing to show. Try again when it answers.",
		"pipe.offline":       "{why} Nothing is lost; try again later.",
		"pipe.sync_waiting":  "{why} {n} wait in the outbox and go out later.",

		"pipe.queued_elsewhere":           "What answers there is not a desk: perhaps a sign-in page of this network, or a wrong address. It is kept in the outbox as {op} and goes out by itself with the next heed, or with heed sync.",
		"pipe.sync_waiting_elsewhere":     "What answers there is not a desk: perhaps a sign-in page of this network, or a wrong address. {n} wait in the outbox and go out later.",
		"pipe.sync_waiting_elsewhere.one": "What answers there is not a desk: perhaps a sign-in page of this network, or a wrong address. 1 waits in the outbox and goes out later.",

		"pipe.sync_waiting.one": "{why} 1 waits in the outbox and goes out later.",

		"pipe.unauthorized":  "The desk does not know this token. Run heed login with a good one.",
		"pipe.forbidden":     "The desk does not permit that with this account.",
		"pipe.not_a_desk":    "What answers there is not a desk: perhaps a sign-in page of this network, or a wrong address. Nothing is lost; try again later.",
		"pipe.too_much":      "{why} Nothing is lost; whoever runs the desk should hear of it.",
		"pipe.no_op":         "Nothing in the outbox has an id that begins with {op}. heed outbox lists them.",
		"pipe.which_op":      "{n} in the outbox have an id that begins with {op}. Write more of it.",
		"pipe.not_stopped":   "{op} has not stopped: it goes out by itself.",
		"pipe.no_decision":   "What to do about it is either --discard or --retry.",
		"pipe.bad_limit":     "--limit {limit} is no number of tickets. 0 stands for all.",
		"pipe.interrupted":   "Stopped. What was queued stays in the outbox.",
		"pipe.failed":        "That did not work.",
		"pipe.other_version": "The heed that has this profile open is another version, so nothing was done. Close it first.",
		"pipe.gone_write":    "The heed that has this profile open went away in between, and none came in its place, so nobody knows yet whether this was kept. Look for {op} in heed outbox: where it stands there it goes out by itself. Where it does not, heed show {number} tells whether the desk has it.",
		"pipe.gone":          "The heed that has this profile open went away in between. Look at heed outbox before you write it again.",
	}
}

// enListing has what the commands of a shell print.
func enListing() map[string]string {
	return map[string]string{
		"listing.found_nothing": "Nothing was found for {query}.",
		"listing.found_of":      "{n} of {total} that were found.",
		"listing.indexing":      "{n} of {total} tickets can be searched so far; the rest is being read in.",
		"listing.outbox_empty":  "Nothing waits. All you wrote is on the desk.",
		"listing.written":       "{number}: {what} {state}",
		"listing.note":          "note",
		"listing.synced":        "In step with the desk: {n} tickets.",
		"listing.synced.one":    "In step with the desk: 1 ticket.",
		"listing.waiting":       "{n} on their way.",
		"listing.waiting.one":   "1 on its way.",
		"listing.stopped":       "{n} need you.",
		"listing.stopped.one":   "1 needs you.",

		"listing.became.applied":   "done",
		"listing.became.queued":    "waits in the outbox",
		"listing.became.held":      "held",
		"listing.became.refused":   "refused",
		"listing.became.unknown":   "not known",
		"listing.became.withdrawn": "taken back",
		"listing.became.discarded": "let go, unsent",

		"listing.state.holding": "can be taken back",
		"listing.state.waiting": "waiting",
		"listing.state.sending": "on its way",
		"listing.state.held":    "held",
		"listing.state.refused": "refused",
		"listing.state.unknown": "not known",
		"listing.state.parked":  "behind another",

		"listing.kind.create":       "new ticket",
		"listing.kind.receive":      "message",
		"listing.kind.reply":        "reply",
		"listing.kind.note":         "note",
		"listing.kind.set_status":   "status",
		"listing.kind.assign":       "assignee",
		"listing.kind.set_priority": "priority",
		"listing.kind.tag":          "tag",
		"listing.kind.untag":        "tag removed",
		"listing.kind.snooze":       "snooze",
		"listing.kind.follow":       "follow",
		"listing.kind.unfollow":     "unfollow",
		"listing.kind.merge":        "merge",
		"listing.kind.take_in":      "merge",
	}
}
