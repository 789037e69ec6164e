package words

func enLeave() map[string]string {
	return map[string]string{
		"root.not_saved_yet": "Your words are not on the disk yet: it takes nothing. They are still here, on their ticket, and heed goes on trying. Free some space.",
		"root.saved_at_last": "Your words are on the disk now.",
		"leave.not_kept":     "{why} {key} again leaves without them.",
		"leave.not_saved":    "Not saved: the disk does not take your last words. {key} again leaves anyway.",
	}
}
