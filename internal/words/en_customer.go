package words

func enCustomer() map[string]string {
	return map[string]string{
		"customer.title":        "Customer",
		"customer.orders.title": "Orders",
		"customer.going_on":     "Also open",
		"customer.solved":       "Solved",
		"customer.notes":        "Notes",
		"customer.attributes":   "Also known",
		"customer.and_more":     " +{n}",
		"customer.entries":      "{n} entries",
		"customer.entries.one":  "1 entry",

		"customer.order.placed":   "ordered {moment}",
		"customer.order.total":    "total",
		"customer.order.tracking": "tracking {code}",
	}
}
