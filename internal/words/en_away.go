package words

import "github.com/heed-desk/heed/desk"

// enAway says in what way a desk cannot be reached, as the first sentence of what it means.
func enAway() map[string]string {
	return map[string]string{
		"away.unknown":        "The desk cannot be reached for now.",
		"away.nobody":         "Nothing answers at the desk's address: it is not running, or the address is wrong.",
		"away.no_host":        "The name in the desk's address leads nowhere: it is wrong, or this computer has no network.",
		"away.no_road":        "This computer has no network that leads to the desk.",
		"away.silent":         "The desk gave no answer in time.",
		"away.cut":            "The connection to the desk broke.",
		"away.no_trust":       "The certificate at the desk's address proves nothing: it has expired, is another computer's, or comes from nobody whom this computer knows.",
		"away.unknown_issuer": "The certificate at the desk's address comes from nobody whom this computer knows, perhaps from that server itself. Have whoever runs the desk give it one from an authority that is known, or add theirs to those that this computer trusts.",
		"away.other_name":     "The certificate at the desk's address is for another name. Look whether the address is written as whoever runs the desk gave it; where it is, they need a certificate for that name.",
		"away.expired":        "The certificate at the desk's address is not valid now: it has expired, or does not begin yet. Look whether the clock of this computer is right; where it is, have whoever runs the desk renew it.",
		"away.no_tls":         "What answers there speaks http, and the desk's address says https.",
		"away.trouble":        "The desk answers that it is in trouble.",
		"away.busy":           "The desk asks to wait.",
		"away.full":           "The disk of the desk's server is full, so nothing was changed there.",
		"away.store":          "The desk's server cannot reach its database.",
		"away.no_verdict":     "The desk has not said yet what becomes of it.",
		"away.too_much":       "What answers there sends more at once than any desk does.",
	}
}

// Away says in what way a desk cannot be reached, in a sentence of its own.
func (b *Book) Away(why desk.Away) string {
	if key := "away." + string(why); why != "" && b.Has(key) {
		return b.T(key)
	}
	return b.T("away.unknown")
}
