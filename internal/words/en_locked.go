package words

// enLocked has what a locked session says. None of it may tell anything of anybody.
func enLocked() map[string]string {
	return map[string]string{
		"action.lock": "lock",
		"about.lock":  "Lock heed: nothing of anybody stays on the screen until you open it again",

		"locked.title":         "locked",
		"locked.since":         "Locked since {time}.",
		"locked.kept":          "Everything is as you left it. What waits to be sent goes out.",
		"locked.unread":        "{n} of your tickets are unread.",
		"locked.unread.one":    "1 of your tickets is unread.",
		"locked.attention":     "{n} things that you sent need you.",
		"locked.attention.one": "1 thing that you sent needs you.",
		"locked.waiting":       "{n} things wait to be sent.",
		"locked.waiting.one":   "1 thing waits to be sent.",
		"locked.unkept":        "All of this lives in memory alone, so what you began is lost when heed ends.",

		"locked.kept.offline":   "Everything is as you left it. You are offline: what waits to be sent goes out when the desk can be reached.",
		"locked.kept.denied":    "Everything is as you left it. The desk does not know this token any more: what waits to be sent stays here until you leave heed and log in again.",
		"locked.passphrase":     "Passphrase",
		"locked.looking":        "looking …",
		"locked.wrong":          "That was not the passphrase.",
		"locked.silent":         "The keyring does not give the key out now. Open it, then press the key again.",
		"locked.pause":          "The next try is taken in {span}.",
		"locked.leave":          "{leave} leaves heed",
		"locked.how.passphrase": "{key} opens it",
		"locked.how.keyring":    "{key} opens it while your keyring is open",
		"locked.how.key":        "Any key opens it: there is no passphrase to ask for",
		"locked.how.desk":       "It opens by itself as soon as the desk answers; {sync} asks it now",

		"locked.why.lease":    "Locked: the desk was last reached {when}. What it sent is shown for 30 days after that. Nothing is lost, and what you wrote is kept and goes out.",
		"locked.why.revoked":  "The desk has taken this account's access back, so what it sent is gone from this computer. What you wrote and did not get out is kept: heed outbox shows it.",
		"locked.how.revoked":  "An admin of the desk can give it back, with a new token: then leave heed here, run {sign_in} with it, and start heed",
		"line.revoked":        "The desk has taken this account's access back, so nothing is sent or fetched. What you wrote is kept.",
		"line.revoked.unkept": "The desk has taken this account's access back, so nothing is sent or fetched. What you wrote is lost when heed closes.",
		"pipe.revoked":        "The desk has taken this account's access back. What it sent is gone from this computer; what you wrote is kept, and heed outbox shows it.",
		"pipe.lease":          "The desk was last reached more than 30 days ago, so what it sent is locked. Nothing is lost. heed sync opens it as soon as the desk answers; heed outbox shows what you wrote.",

		"pipe.barred":           "heed is locked here: unlock the workstation, or give the passphrase. HEED_PASSPHRASE gives it, or run heed at a terminal, where it asks.",
		"pipe.barred_wrong":     "heed is locked here, and that is not its passphrase. Nothing was done.",
		"pipe.barred_pause":     "heed is locked here, and after wrong passphrases the next one is looked at in {n} seconds. Nothing was done.",
		"pipe.barred_pause.one": "heed is locked here, and after wrong passphrases the next one is looked at in 1 second. Nothing was done.",
		"pipe.barred_ring":      "heed is locked here, and the keyring does not give its key out. Unlock the keyring, or the workstation.",
		"doctor.cache.locked":   "The workstation that has it open is locked, so it was not looked into. Unlock it, or set HEED_PASSPHRASE.",

		"cli.logout":                "Leave a desk: remove its profile from this computer, with all that is kept, its key and its token",
		"setting.lock_after":        "how long nobody presses a key before heed locks itself: 1m, 5m, 15m, 30m, 60m or never",
		"settings.of.lock_after":    "When heed locks",
		"settings.lock_after.1m":    "after 1 minute without a key",
		"settings.lock_after.5m":    "after 5 minutes without a key",
		"settings.lock_after.15m":   "after 15 minutes without a key",
		"settings.lock_after.30m":   "after 30 minutes without a key",
		"settings.lock_after.60m":   "after an hour without a key",
		"settings.lock_after.never": "not by itself: the computer's own lock has to do",
	}
}
