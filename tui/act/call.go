package act

import (
	"errors"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// callDialog asks who called whom and for how long; what was said is asked for next.
func (a *Acts) callDialog(t Target) *Choose {
	warning := ""
	c := a.choose(t, "choose.call", "choose.type_minutes", nil, func(typed string) ([]option, string) {
		minutes, err := strconv.Atoi(strings.TrimSuffix(typed, "m"))
		if typed != "" && (err != nil || minutes < 0 || minutes > desk.MaxMinutes) {
			return nil, a.Book.T("choose.bad_minutes")
		}
		var options []option
		if minutes > 0 {
			options = append(options, a.call(desk.CallIn, minutes), a.call(desk.CallOut, minutes))
		}
		options = append(options, a.call(desk.CallOut, 0), a.call(desk.CallIn, 0))
		for i, o := range options {
			if call, ok := o.intent.(desk.LogCall); ok && call.Way == desk.CallOut {
				options[i].hint = warning
			}
		}
		return options, ""
	})
	ledger := a.Ledger
	c.always = true
	c.load = func() (any, error) {
		customer, err := ledger.Customer(t.Requester)
		if errors.Is(err, desk.ErrNotFound) {
			return desk.Customer{}, nil // a ticket may come before its customer's record
		}
		return customer, err
	}
	c.laid = func(v any) []option {
		if customer, ok := v.(desk.Customer); ok && customer.WantsNo(desk.Phone) {
			warning = a.Book.T("mark.minds") + " " + a.Book.T("choose.wants_no_calls")
		}
		return nil
	}
	c.find()
	return c
}

func (a *Acts) call(way desk.CallWay, minutes int) option {
	return option{
		label:  a.Book.Call(desk.Call{Way: way, Minutes: minutes}),
		intent: desk.LogCall{Way: way, Minutes: minutes}, then: slotTell,
	}
}
