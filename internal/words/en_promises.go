package words

// enPromises are the words for what a desk promises.
func enPromises() map[string]string {
	return map[string]string{
		"why.promised.first_reply":          "first reply promised by",
		"why.told.promised.first_reply":     "The first reply is promised by {when}.",
		"why.promised.next_reply":           "reply promised by",
		"why.told.promised.next_reply":      "The reply is promised by {when}.",
		"why.promised.periodic_update":      "update promised by",
		"why.told.promised.periodic_update": "An update is promised by {when}.",
		"why.promised.resolution":           "solution promised by",
		"why.told.promised.resolution":      "The solution is promised by {when}.",

		"thread.update":          "update in {span}",
		"thread.update.late":     "update late by {span}",
		"thread.resolution":      "solution in {span}",
		"thread.resolution.late": "solution late by {span}",
		"thread.ranked":          "in the queue {row}, by its priority; {key} says why",

		"thread.first_reply.promised":      "first reply promised in {span}",
		"thread.first_reply.promised.late": "promised first reply late by {span}",
		"thread.reply.promised":            "reply promised in {span}",
		"thread.reply.promised.late":       "promised reply late by {span}",
		"thread.update.promised":           "update promised in {span}",
		"thread.update.promised.late":      "promised update late by {span}",
		"thread.resolution.promised":       "solution promised in {span}",
		"thread.resolution.promised.late":  "promised solution late by {span}",

		"thread.update.spoken":          "update due in {span}",
		"thread.update.late.spoken":     "update late by {span}",
		"thread.resolution.spoken":      "solution due in {span}",
		"thread.resolution.late.spoken": "solution late by {span}",
	}
}
