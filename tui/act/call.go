package act

import (
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// callDialog asks who called whom and for how long; what was said is asked for next.
func (a *Acts) callDialog(t Target) *Choose {
	c := a.choose(t, "choose.call", "choose.type_minutes", nil, func(typed string) ([]option, string) {
		minutes, err := strconv.Atoi(strings.TrimSuffix(typed, "m"))
		if typed != "" && (err != nil || minutes < 0 || minutes > desk.MaxMinutes) {
			return nil, a.Book.T("choose.bad_minutes")
		}
		var options []option
		if minutes > 0 {
			options = append(options, a.call(desk.CallIn, minutes), a.call(desk.CallOut, minutes))
		}
		return append(options, a.call(desk.CallOut, 0), a.call(desk.CallIn, 0)), ""
	})
	c.always = true
	c.find()
	return c
}

func (a *Acts) call(way desk.CallWay, minutes int) option {
	return option{
		label:  a.Book.Call(desk.Call{Way: way, Minutes: minutes}),
		intent: desk.LogCall{Way: way, Minutes: minutes}, then: slotTell,
	}
}
