package words

// enCommons speaks of what concerns the whole desk: shared filters and breaks.
func enCommons() map[string]string {
	return map[string]string{
		"problem.leads_only":       "Filters for everybody are in the hands of those who lead the desk, so nothing was shared. Keep it as your own, or ask one of them.",
		"problem.too_many_filters": "The desk shares {n} filters at most, so this one was not. Somebody who leads can take one back first.",
		"problem.filter_changed":   "{who} changed this shared filter meanwhile, so it stays as they left it. {key.filters} shows it; change it there if it should be otherwise.",

		"kind.share_filter":   "Share a filter",
		"kind.unshare_filter": "Share a filter no longer",
		"kind.take_break":     "Break",
		"kind.end_break":      "Back from the break",

		"listing.kind.share_filter":   "filter shared",
		"listing.kind.unshare_filter": "filter not shared",
		"listing.kind.take_break":     "break",
		"listing.kind.end_break":      "back from break",

		"field.filter": "filter",
		"field.follow": "followers",
	}
}
