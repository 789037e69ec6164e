package words

func enCustomer() map[string]string {
	return map[string]string{
		"customer.title":            "Customer",
		"customer.orders.title":     "Orders",
		"customer.going_on":         "Also open",
		"customer.solved":           "Solved",
		"customer.worked":           "Worked last time",
		"customer.worked.calls":     "{n} calls",
		"customer.worked.calls.one": "a call",
		"customer.notes":            "Notes",
		"customer.attributes":       "Also known",
		"customer.and_more":         " +{n}",
		"mark.minds":                "▲",
		"customer.refuses":          "not by {channel}",
		"customer.refuses.phone":    "no calls",
		"customer.refuses.sms":      "no texts",
		"customer.refuses.mail":     "no mail",
		"customer.refuses.chat":     "no chat",
		"choose.wants_no_calls":     "wants no calls",
		"customer.entries":          "{n} entries",
		"customer.entries.one":      "1 entry",

		"customer.order.placed":   "ordered {moment}",
		"customer.order.total":    "total",
		"customer.order.tracking": "tracking {code}",
	}
}
