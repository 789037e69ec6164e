package words

func enBulk() map[string]string {
	return map[string]string{
		"bulk.back_some": "Set back for {n} tickets; for {stays} nothing can.",
	}
}
