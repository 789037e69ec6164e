package words

func enFailure() map[string]string {
	return map[string]string{
		"failure.disk": "This computer's disk did not take it, so nothing was sent. Your text is still here; free some space and try again.",
	}
}
