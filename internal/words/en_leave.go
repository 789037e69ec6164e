package words

func enLeave() map[string]string {
	return map[string]string{
		"leave.not_saved": "Not saved: the disk does not take your last words. {key} again leaves anyway.",
	}
}
