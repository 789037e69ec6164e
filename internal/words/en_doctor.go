package words

// enDoctor has what heed doctor says: what was found, what it means, what to do.
func enDoctor() map[string]string {
	return map[string]string{
		"doctor.state.good":    "good",
		"doctor.state.poor":    "poor",
		"doctor.state.bad":     "bad",
		"doctor.state.skipped": "-",
		"doctor.bad.one":       "1 thing does not work until you see to it.",
		"doctor.bad":           "{n} things do not work until you see to them.",

		"doctor.terminal.none":     "The output is no terminal, so nothing could be looked at. Run heed doctor in the terminal that you work in.",
		"doctor.terminal.dumb":     "TERM says that this terminal can show no pictures. Set TERM to what it is, xterm-256color mostly.",
		"doctor.terminal.named":    "It calls itself {term}.",
		"doctor.colours":           "It shows {colours}.",
		"doctor.colours.none":      "It is not said to show colours, so heed does without. Where it does show them, set TERM=xterm-256color or COLORTERM=truecolor.",
		"doctor.colours.unwanted":  "NO_COLOR is set, so heed does without colours.",
		"doctor.colours.TrueColor": "16 million colours",
		"doctor.colours.ANSI256":   "256 colours",
		"doctor.colours.ANSI":      "16 colours",
		"doctor.utf8":              "It is said to show UTF-8.",
		"doctor.utf8.not":          "{variable}={value} says that it shows no UTF-8, so names of customers may look wrong. Set {variable} to C.UTF-8, or to one of your language that ends in .UTF-8.",
		"doctor.utf8.unset":        "Nothing says that it shows UTF-8. Where names of customers look wrong, set LANG=C.UTF-8.",
		"doctor.size":              "It is {w} columns wide and {h} lines high.",
		"doctor.size.small":        "It is {w} columns wide and {h} lines high. heed works, and shows more at once from 80 by 24.",
		"doctor.size.tiny":         "It is {w} columns wide and {h} lines high, and heed needs 20 by 5. Make the window larger.",
		"doctor.size.unsaid":       "It does not say how large it is.",

		"doctor.folder.state":  "heed's own folder",
		"doctor.folder.desk":   "the folder of the desk",
		"doctor.folder":        "{folder}, {whose}, can be written to, and {mib} MiB are free there.",
		"doctor.folder.tight":  "{folder}, {whose}, has only {mib} MiB left. Make room before the disk is full.",
		"doctor.folder.full":   "{folder}, {whose}, has no room left, so nothing can be kept or queued. Make room on that disk.",
		"doctor.folder.closed": "{folder}, {whose}, cannot be written to, so nothing can be kept or queued. See to its owner and its mode (0700).",
		"doctor.folder.file":   "{folder} is no folder, and {whose} has to be there. Give the file another name.",
		"doctor.sockets":       "Commands can reach a workstation that is open.",
		"doctor.sockets.unsafe": "There is no folder for sockets that is yours alone, so commands cannot reach a workstation that is open. " +
			"Set XDG_RUNTIME_DIR to a folder with a short name that only you can open.",

		"doctor.keyring":        "A keyring answers.",
		"doctor.keyring.none":   "No keyring answers here. heed asks for a passphrase in its place; HEED_PASSPHRASE gives it to commands.",
		"doctor.keyring.silent": "The keyring does not answer in time. Unlock it, or start it anew; heed asks for a passphrase where there is none.",

		"doctor.config":        "{folder} is good; {keys} keys of your own.",
		"doctor.config.none":   "There is no {folder}, and none is needed.",
		"doctor.config.closed": "{folder} cannot be read. See to its owner and its mode.",

		"doctor.profile.none":  "There is no desk to work at yet. Try heed demo, open a folder with heed --desk DIR, or make a profile with heed login URL.",
		"doctor.owner":         "heed is open on it as process {pid}, and answers.",
		"doctor.owner.nobody":  "Nobody has it open.",
		"doctor.owner.stopped": "Process {pid} has it open and is stopped, as after ctrl+z. Bring it back with fg where it was started, or let it go on with: kill -CONT {pid}.",
		"doctor.owner.deaf":    "Process {pid} has it open and does not answer. Close it, and where that does not work end it with: kill {pid}.",
		"doctor.owner.unknown": "It cannot be found out who has it open: its folder cannot be written to. See to its owner and its mode (0700).",

		"doctor.desk":           "It answers at its address.",
		"doctor.desk.away":      "{away} Work goes on without it; what you write waits in the outbox.",
		"doctor.desk.other":     "Something else answers at its address: a network that wants you to sign in, or the address is wrong. Open a browser, or log in again with heed login URL.",
		"doctor.desk.address":   "The address in the profile is none. Log in again with heed login URL.",
		"doctor.desk.synced":    "It lets you in, and all that is new is here.",
		"doctor.clock":          "This computer's clock is at most {seconds} s off the desk's.",
		"doctor.clock.slow":     "This computer's clock is {seconds} s behind the desk's. heed reckons with the desk's; set yours all the same.",
		"doctor.clock.fast":     "This computer's clock is {seconds} s ahead of the desk's. heed reckons with the desk's; set yours all the same.",
		"doctor.cache":          "{read} of {total} tickets were read, and all were whole.",
		"doctor.cache.damaged":  "{read} of {total} tickets were read; the others are damaged. Nothing is lost that the desk has: run heed sync, which fetches them anew.",
		"doctor.cache.sealed":   "It is sealed, and its passphrase is not at hand, so it was not looked into. Set HEED_PASSPHRASE to have it looked at.",
		"doctor.outbox":         "Nothing waits to be sent.",
		"doctor.outbox.waiting": "{waiting} changes wait to be sent. They go out as soon as the desk takes them.",
		"doctor.outbox.stopped": "{stopped} changes need you: heed outbox lists them, and {waiting} more wait.",
	}
}
