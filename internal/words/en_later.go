package words

func enLater() map[string]string {
	return map[string]string{
		"action.send_later": "send later",
		"about.send_later":  "Send at a time that you say; it goes out if heed runs then, else when it runs next",

		"later.title":                    "When is it to go out?",
		"problem.nothing_selected.later": "That is no time to send at. Say it like 2h, tomorrow 9, friday 14:30 or 2026-03-14.",
		"problem.nothing_selected.notes": "A note goes to nobody, so there is nothing to put off.",
		"composer.later":                 "To {name}: goes out {when}, if heed runs then.",
		"state.later":                    "goes out {when} · {key} takes it back",
		"outbox.later":                   "goes out {when}",
	}
}
