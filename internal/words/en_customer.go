package words

func enCustomer() map[string]string {
	return map[string]string{
		"customer.title":        "Customer",
		"customer.orders.title": "Orders",
		"customer.earlier":      "Earlier",
		"customer.notes":        "Notes",
		"customer.attributes":   "Also known",
		"customer.and_more":     "{what} +{n}",
	}
}
