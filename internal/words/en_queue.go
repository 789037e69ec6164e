package words

func enQueue() map[string]string {
	return map[string]string{
		"queue.new": "{n} new",
	}
}
