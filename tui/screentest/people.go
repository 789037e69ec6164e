package screentest

import "github.com/heed-desk/heed/desk"

// onCustomer is what the ledger does with what is done to a customer's record, and the desk at once:
// nothing where it refuses.
func (d *Desk) onCustomer(op desk.Op) {
	p := desk.Persons{Own: d.Customers[op.Customer()]}
	if in, is := op.Intent.(desk.MergeCustomer); is {
		p.Into = d.Customers[in.Into]
	}
	after, changed, err := desk.ApplyCustomer(p, op, desk.Facts{Now: d.Clock, Rights: desk.RightsOf(d.Who.Role)})
	if err != nil || !changed {
		return
	}
	d.Customers[after.Own.ID] = after.Own
	if after.Own.MergedInto.IsZero() {
		return
	}
	d.Customers[after.Into.ID] = after.Into
	for id, t := range d.Tickets {
		if t.Requester == after.Own.ID {
			t.Requester, t.RequesterName = after.Into.ID, after.Into.Name
			d.Tickets[id] = t
		}
	}
}
