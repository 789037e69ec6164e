package phrasebook

import "strings"

// kin are words that people use for one another at a service desk, a group a line. It is
// short on purpose: a word stands here only where a customer and a reply would
// otherwise miss each other, and in one group only. A phrasebook of another trade does
// without those that it has no word of.
const kin = `
hello hi hey
bye goodbye farewell
thanks thank grateful kind
refund reimburse repay
parcel package delivery shipment courier carrier
late delay overdue
broken damage crack smash shatter pieces dent bent scratch chip snap
fault faulty defective malfunction
flicker blink
missing lack absent
cancel undo
exchange swap replace
login password locked
invoice receipt vat
charge payment debit
discount voucher coupon code promotion
price cost
repair mend fix rewire bench workshop
bulb watt kelvin led
clean care wash wipe polish stain
customs duty tariff import
address move house
gift present birthday wedding wrap
stock available
trade wholesale quote quotation
complaint complain unacceptable disappointed
hot burn smoke spark shock smell dangerous safety unplug
`

// kindred maps the stem of each word in kin to its group.
func kindred() map[string]int {
	groups := map[string]int{}
	for i, line := range strings.Split(kin, "\n") {
		for _, w := range strings.Fields(line) {
			groups[stemOf(w)] = i
		}
	}
	return groups
}
