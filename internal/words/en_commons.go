package words

// enCommons speaks of what concerns the whole desk: shared filters and breaks.
func enCommons() map[string]string {
	return map[string]string{
		"problem.leads_only":       "Filters for everybody are in the hands of those who lead the desk, so nothing was shared. Keep it as your own, or ask one of them.",
		"problem.too_many_filters": "The desk shares {n} filters at most, so this one was not. Somebody who leads can take one back first.",
		"problem.too_many_replies": "A desk has {n} replies and macros at most, so nothing was changed. Somebody who leads can take some away first.",
		"problem.filter_changed":   "{who} changed this shared filter meanwhile, so it stays as they left it. {key.filters} shows it; change it there if it should be otherwise.",

		"problem.leads_only.shared":              "Everybody has this filter, so only those who lead the desk change it. Make one of your own of what it asks for, if you like.",
		"problem.nothing_selected.of_desk":       "This concerns the whole desk, so there is no ticket to open.",
		"problem.nothing_selected.shared_filter": "Everybody has this filter. Share it no longer first ({key.share_filter}); then it can be dropped.",

		"action.share_filter":    "share",
		"about.share_filter":     "Share the filter with everybody, or no longer",
		"filter.share_no_longer": "share no longer",
		"filter.shared":          "{name} stands behind everybody's views now.",
		"filter.unshared":        "{name} is shared no longer.",
		"filter.named_for_all":   "It is called {name} for everybody now.",
		"filter.was_dropped":     "{name} is dropped.",
		"filter.by":              "shared by {name}",
		"filter.by_you":          "shared by you",

		"mark.away":      "{name} is on a break",
		"action.break":   "break",
		"about.break":    "Take a break: the desk routes nothing to you until the same key says that you are back",
		"break.on":       "on a break",
		"break.on_since": "on a break since {time}",
		"break.taken":    "You are on a break; the desk routes nothing to you. {key} says that you are back.",
		"break.ended":    "You are back from your break.",

		"kind.share_filter":   "Share a filter",
		"kind.unshare_filter": "Share a filter no longer",
		"kind.edit_customer":  "Change a customer's record",
		"kind.merge_customer": "Merge two records of a customer",
		"kind.take_break":     "Break",
		"kind.end_break":      "Back from the break",

		"listing.kind.share_filter":   "filter shared",
		"listing.kind.unshare_filter": "filter not shared",
		"listing.kind.edit_customer":  "customer changed",
		"listing.kind.merge_customer": "customers merged",
		"listing.kind.take_break":     "break",
		"listing.kind.end_break":      "back from break",

		"view.following":        "Following",
		"queue.empty.following": "You follow nothing that is open. {key.follow} on a ticket follows it: then you hear of what happens on it.",

		"event.follow":      "{who} named {value}, who follows it now",
		"event.follow.self": "{who} follows it",
		"event.follow.none": "{who} follows it no longer",

		"follow.mentioned":       "{who} named you in a note on {ticket}. You follow it now.",
		"follow.customer":        "{ticket}, which you follow: the customer wrote.",
		"follow.answered":        "{ticket}, which you follow: {who} answered.",
		"follow.noted":           "{ticket}, which you follow: {who} left a note.",
		"follow.called":          "{ticket}, which you follow: {who} wrote down a call.",
		"follow.forwarded":       "{ticket}, which you follow: {who} sent it on to somebody outside.",
		"follow.status":          "{ticket}, which you follow, is {status} now.",
		"follow.changed":         "{ticket}, which you follow, was changed by {who}.",
		"follow.several":         "{n} tickets that you follow have moved. {key.notices} lists what heed said.",
		"root.call.followed":     "{n} tickets you follow moved",
		"root.call.followed.one": "1 ticket you follow moved",

		"field.filter": "filter",
		"field.follow": "followers",
		"field.note":   "note",
	}
}
